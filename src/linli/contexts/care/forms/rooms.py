"""A room for a term, a child on its roster, what is said about an afternoon."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from linli.contexts.care.commands.rooms import Fetcher, Planned
from linli.contexts.care.models import PickUp, Room
from linli.kernel.accounts.models import Account
from linli.web.forms import DateField, LinliForm


def _hour(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class RoomForm(LinliForm):
    """A room."""

    name = forms.CharField(label=_("叫什么"), max_length=40)
    opens = _hour(_("几点开门"))
    closes = _hour(_("几点关门"))
    weekdays = forms.MultipleChoiceField(label=_("哪几天开"), widget=forms.CheckboxSelectMultiple)
    capacity = forms.IntegerField(label=_("坐得下几个孩子"), min_value=1, max_value=200)
    from_on = DateField(label=_("学期第一天"))
    until_on = DateField(label=_("学期最后一天"))
    on_duty = forms.ChoiceField(label=_("谁值班"))

    def __init__(self, *args: Any, staff: list[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weekdays"].choices = list(WEEKDAYS.items())  # type: ignore[attr-defined]
        self.fields["on_duty"].choices = [(one.pk, one.name) for one in staff]  # type: ignore[attr-defined]
        self._dress()

    def told(self) -> Planned:
        """As the command takes it."""
        said = self.cleaned_data
        opens, closes = said["opens"], said["closes"]
        return Planned(
            said["name"], opens.hour * 60 + opens.minute, closes.hour * 60 + closes.minute,
            [int(n) for n in said["weekdays"]], said["capacity"], said["from_on"], said["until_on"],
            int(said["on_duty"]),
        )  # fmt: skip


class EnrolForm(LinliForm):
    """A child, its days, and two people who may fetch it."""

    weekdays = forms.MultipleChoiceField(label=_("哪几天来"), widget=forms.CheckboxSelectMultiple)
    consent_by = forms.CharField(label=_("哪位监护人同意的"), max_length=40)
    name1 = forms.CharField(label=_("先打给谁（可以接孩子）"), max_length=40)
    relation1 = forms.CharField(label=_("是孩子的"), max_length=20)
    phone1 = forms.CharField(label=_("手机号（加密保存）"), max_length=20)
    name2 = forms.CharField(label=_("再打给谁（可以接孩子）"), max_length=40, required=False)
    relation2 = forms.CharField(label=_("是孩子的"), max_length=20, required=False)
    phone2 = forms.CharField(label=_("手机号（加密保存）"), max_length=20, required=False)
    remarks = forms.CharField(label=_("要留意的：过敏、吃药（加密保存）"), max_length=200, required=False)

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = [(number, WEEKDAYS[number]) for number in room.weekdays]
        self.fields["weekdays"].choices = days  # type: ignore[attr-defined]
        self._dress()

    def fetchers(self) -> list[Fetcher]:
        """Those who were named."""
        said = self.cleaned_data
        return [
            Fetcher(said[f"name{n}"], said[f"relation{n}"], said[f"phone{n}"])
            for n in (1, 2)
            if said[f"name{n}"]
        ]


class WordsForm(LinliForm):
    """One sentence."""

    words = forms.CharField(label=_("说一句"), max_length=100)


class GiveWordForm(LinliForm):
    """Who comes today instead."""

    name = forms.CharField(label=_("今天谁来接"), max_length=40)


class CollectForm(LinliForm):
    """Who fetches the child: one of the list, or today's word."""

    fetcher = forms.ChoiceField(label=_("谁来接的"), widget=forms.RadioSelect)
    word = forms.CharField(label=_("一次口令"), max_length=8, required=False)

    def __init__(self, *args: Any, fetchers: list[PickUp], once: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed: list[tuple[str, Any]] = [(str(one.pk), f"{one.name}（{one.relation}）") for one in fetchers]
        listed += [("word", _("%(name)s，要说对口令") % {"name": once})] if once else []
        self.fields["fetcher"].choices = listed  # type: ignore[attr-defined]
        self._dress()
