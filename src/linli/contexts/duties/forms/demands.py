"""What is asked about demands and letters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.kernel.areas.models import Area
from linli.web.forms import DateField, LinliForm


class DemandForm(LinliForm):
    """What somebody asks of a community."""

    title = forms.CharField(
        label=_("要社区做什么"), max_length=120,
        widget=forms.TextInput(attrs={"placeholder": _("例如：组织拆违现场清理")}),
    )  # fmt: skip
    sender = forms.CharField(label=_("谁交来的"), max_length=80)
    document_number = forms.CharField(label=_("文号（有就填）"), max_length=60, required=False)
    asks = forms.CharField(
        label=_("具体要求"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    received_on = DateField(label=_("收到日期"))
    due_on = DateField(label=_("要求完成日期（有就填）"), required=False)

    def __init__(self, *args: Any, places: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(places) > 1:
            choices = [(p.code, p.name) for p in places]
            self.fields["community"] = forms.ChoiceField(label=_("哪个社区"), choices=choices)
        self._dress()


class LetterForm(LinliForm):
    """To whom a letter goes, and what it says besides."""

    addressee = forms.CharField(label=_("主送"), max_length=80)
    words = forms.CharField(
        label=_("另外要说明的（可不填）"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
