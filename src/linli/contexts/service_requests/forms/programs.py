"""A program that may report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.kernel.areas.models import Area
from linli.web.forms import LinliForm


class ProgramForm(LinliForm):
    """Its name and its place."""

    name = forms.CharField(label=_("哪个系统"), max_length=60, help_text=_("例如：物业公司的报修系统"))
    area = forms.ModelChoiceField(Area.objects.none(), label=_("可以报哪里的事"))

    def __init__(self, *args: Any, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]
