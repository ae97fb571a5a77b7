"""What is asked about nights on duty."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.kernel.accounts.models import Account
from linli.web.forms import DateField, LinliForm


class ColleagueForm(LinliForm):
    """A colleague who may answer alarms."""

    account = forms.ChoiceField(label=_("同事"))

    def __init__(self, *args: Any, people: Iterable[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [(str(a.pk), a.name) for a in people]  # type: ignore[attr-defined]
        self._dress()


class GiveForm(ColleagueForm):
    """Who has which nights."""

    first = DateField(label=_("哪一晚"))
    nights = forms.IntegerField(label=_("排几晚"), min_value=1, max_value=31)
    every = forms.IntegerField(label=_("隔几天一晚（1 是连着）"), min_value=1, max_value=31)
    field_order = ("account", "first", "nights", "every")


class SwapForm(ColleagueForm):
    """Who takes a night instead."""

    reason = forms.CharField(label=_("原因（可不填）"), max_length=100, required=False)
    field_order = ("account", "reason")
