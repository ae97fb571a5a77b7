"""Who may fetch a child, who said so, what is different on a day, a roster as a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.care.commands.room_days import Changed
from linli.contexts.care.commands.rooms import Fetcher
from linli.web.forms import DateField, LinliForm


class FetcherForm(LinliForm):
    """Somebody more who may fetch the child."""

    name = forms.CharField(label=_("谁可以接"), max_length=40)
    relation = forms.CharField(label=_("是孩子的"), max_length=20)
    phone = forms.CharField(label=_("手机号（加密保存）"), max_length=20)
    allowed_by = forms.CharField(
        label=_("哪位监护人同意的"),
        max_length=40,
        widget=forms.TextInput(attrs={"placeholder": _("例如：妈妈来电话")}),
    )

    def told(self) -> Fetcher:
        """As the command takes it."""
        return Fetcher(self.cleaned_data["name"], self.cleaned_data["relation"], self.cleaned_data["phone"])


class EndFetcherForm(LinliForm):
    """Who said that somebody may no longer fetch the child."""

    said_by = forms.CharField(label=_("哪位监护人说的"), max_length=40)


class DayForm(LinliForm):
    """What is different on one day."""

    on = DateField(label=_("哪一天"))
    is_open = forms.ChoiceField(
        label=_("这天"), choices=[("no", _("不开")), ("yes", _("开（可以改时间）"))], widget=forms.RadioSelect
    )
    opens = forms.TimeField(
        label=_("几点开门"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    closes = forms.TimeField(
        label=_("几点关门"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    why = forms.CharField(
        label=_("为什么"), max_length=60, widget=forms.TextInput(attrs={"placeholder": _("例如：学校秋游")})
    )

    def told(self) -> Changed:
        """As the command takes it."""
        said = self.cleaned_data
        opens, closes = (_minutes(said[key]) for key in ("opens", "closes"))
        return Changed(said["on"], said["is_open"] == "yes", said["why"], opens, closes)


def _minutes(value: Any) -> int | None:
    return None if value is None else value.hour * 60 + value.minute


class RosterForm(LinliForm):
    """A file, or what was read from it a moment ago."""

    file = forms.FileField(label=_("选择 Excel 或 CSV 文件"), required=False, allow_empty_file=True)
    read = forms.CharField(widget=forms.HiddenInput, required=False)
