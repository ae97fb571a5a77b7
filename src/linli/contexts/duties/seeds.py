"""A subdistrict with its list, and departments that ask: applications in every state, demands, a letter."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from linli.contexts.duties.commands import admissions, demands, lists, running
from linli.contexts.duties.models import Admission, Duty
from linli.engines.workbooks import NewSheet, build
from linli.kernel import clock, packs
from linli.kernel.access import queries as access
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor, linli
from linli.kernel.areas.models import Area, Kind
from linli.kernel.organisations.models import Organisation

Progress = Callable[[str, int, int], None]
TEN = time(10)


def open_lists(communities: Sequence[str], progress: Progress) -> None:
    """Put the example on the subdistrict's list; let departments, street and communities do their part."""
    first = Area.objects.filter(code__in=communities, kind=Kind.COMMUNITY).order_by("code").first()
    street = Area.objects.filter(code=first.code[:9]).first() if first else None
    if first is None or street is None or Duty.objects.filter(area=street).exists():
        return
    progress("权责清单", 0, 3)
    lists.take_example(linli("demo"), street)
    told = packs.pack("duties_demo")
    _Past(street, told).write()
    progress("权责清单", 2, 3)
    for row in told.get("demand", ()):
        _demand(first, row)
    progress("权责清单", 3, 3)


class _Past:
    """What departments asked for over the last year."""

    def __init__(self, street: Area, told: dict[str, Any]) -> None:
        self.street, self.rows = street, told.get("admission", ())
        self.officer = _actor("subdistrict_officer", street.code)

    def write(self) -> None:
        """Every application, from its draft to where it stands now."""
        for row in sorted(self.rows, key=lambda r: -int(r["days_ago"])):
            self._one(row)

    def _one(self, row: dict[str, Any]) -> None:
        asks = _officer_of(row["organisation"])
        day = clock.today() - timedelta(days=row["days_ago"])
        values = {k: row[k] for k in admissions.TOLD if k in row and k != "duty"}
        values |= {"starts_on": day + timedelta(days=row["ahead"]), "funds": row.get("funds", 0)}
        values["ends_on"] = values["starts_on"] + timedelta(days=row["lasts"])
        values["duty"] = Duty.objects.filter(area=self.street, number=row.get("duty", "")).first()
        with _on(day):
            made = admissions.draft(asks, self.street, told=values, blank=_blank(row))
        verbs = row["walk"]
        for place, verb in enumerate(verbs):
            known = {"begin": made.starts_on, "end": made.ends_on + timedelta(days=1)}
            after = made.starts_on if "begin" in verbs[:place] else day
            with _on(known.get(verb, after + timedelta(days=row["pace"] * place))):
                self._step(asks, made, verb, row)

    def _step(self, asks: Actor, made: Admission, verb: str, row: dict[str, Any]) -> None:
        if verb == "speak":
            for said in row["opinions"]:
                self._speak(made, said)
        elif verb == "submit":
            admissions.submit(asks, made)
        elif verb == "approve":
            days = (made.starts_on, made.ends_on)
            admissions.approve(
                self.officer, made, days=days, words=row["words"], unheard=row.get("unheard", "")
            )
        elif verb == "begin":
            running.take_effect(linli("duties"), made)
        elif verb == "end":
            running.end(linli("duties"), made)
        elif verb == "take_up":
            admissions.take_up(self.officer, made)
        else:
            {"reject": admissions.reject, "withdraw": admissions.withdraw}[verb](
                self.officer, made, reason=row["words_after"]
            )

    def _speak(self, made: Admission, said: dict[str, str]) -> None:
        area = Area.objects.filter(kind=Kind.COMMUNITY, code__startswith=self.street.code).order_by("code")
        listed = list(area)
        place = int(said["community"])
        if place < len(listed):
            speaker = _actor("community_manager", listed[place].code)
            admissions.speak(speaker, made, listed[place], stance=said["stance"], words=said.get("words", ""))


def _demand(community: Area, row: dict[str, Any]) -> None:
    manager = _actor("community_manager", community.code)
    day = clock.today() - timedelta(days=row["days_ago"])
    due = clock.today() + timedelta(days=row["due_in"]) if "due_in" in row else None
    with _on(day):
        asked = demands.Asked(
            row["sender"], row["title"], row.get("asks", ""), row.get("number", ""), day, due
        )
        made = demands.record(manager, community, asked=asked)
        duty = Duty.objects.filter(area__code=community.code[:9], number=row.get("duty", "")).first()
        if row["ends"] == "accepted" and duty is not None:
            demands.accept(manager, made, duty=duty)
        elif row["ends"] in ("off_list", "refused"):
            demands.mark_off_list(manager, made, duty=duty)
    if row["ends"] == "refused":
        with _on(day + timedelta(days=1)):
            demands.refuse(manager, made)


def _blank(row: dict[str, Any]) -> admissions.Blank:
    """The department's blank form, as such forms look."""
    if "form" not in row:
        return admissions.NO_BLANK
    empty: list[list[Any]] = [[n, *([None] * (len(row["form"]) - 1))] for n in range(1, 11)]
    sheet = NewSheet("Sheet1", [row["form"]], empty, title=row["form_title"])
    return admissions.Blank(build([sheet]), f"{row['form_title']}.xlsx", row.get("form_about", ""))


def _actor(role: str, code: str) -> Actor:
    """Whoever holds a role there, or Linli itself where nobody does."""
    held = access.holders(role, code).order_by("pk").first()
    if held is None:
        return linli("demo")
    return access.actor_for(held.account_id, held.account.name, held.account.organisation_id)


def _officer_of(name: str) -> Actor:
    """An officer of a department; Linli writes in its name where it has no account."""
    body, _new = Organisation.objects.get_or_create(name=name, defaults={"kind": "department"})
    account = Account.objects.filter(organisation=body).first()
    key, called = (account.pk, account.name) if account else (None, name)
    return Actor(account_id=key, name=called, organisation_id=body.pk, system="demo")


def _on(day: date) -> AbstractContextManager[None]:
    """Ten in the morning of a day, or now when that is still to come."""
    moment = timezone.make_aware(datetime.combine(day, TEN))
    return clock.standing_at(min(moment, clock.now()))
