"""Working out what is due at doors, and keeping it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from linli.contexts.registry import api as registry
from linli.contexts.registry.api import DoorLine
from linli.contexts.visits import policies
from linli.contexts.visits.models import DoorPlan
from linli.contexts.visits.queries.households import COMMUNITY, ELSEWHERE, book, day, households
from linli.engines import plans
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note

BATCH = 500
COLUMNS = (
    "area_id", "colour", "reasons", "first_from", "first_on", "try_in", "standings", "last_met_at",
    "worked_out_on",
)  # fmt: skip


def work_out(ids: Iterable[UUID]) -> int:
    """Work out some doors anew, inside the caller's transaction."""
    return _keep(registry.doors_of(ids))


@command("visits.worked_out", policies.is_linli)
def work_out_place(actor: Actor, area: Area, /) -> int:
    """Work out every door of a place, as each night."""
    doors = registry.doors_below(area.code)
    for start in range(0, len(doors), BATCH):
        _keep(doors[start : start + BATCH])
    DoorPlan.objects.filter(area__code__startswith=area.code).exclude(worked_out_on=clock.today()).delete()
    note(target=area, area=area.code, doors=len(doors))
    return len(doors)


def _keep(doors: Sequence[DoorLine]) -> int:
    if not doors:
        return 0
    areas = dict(Area.objects.filter(code__in={d.area_code for d in doors}).values_list("code", "pk"))
    kept = {row.dwelling_id: row for row in DoorPlan.objects.filter(dwelling__in=[d.key for d in doors])}
    new: list[DoorPlan] = []
    known: list[DoorPlan] = []
    days = {code: day(code) for code in {door.area_code[:COMMUNITY] for door in doors}}
    plan_book = book()
    for door, household in zip(doors, households(doors), strict=True):
        row, when = kept.get(door.key), days[door.area_code[:COMMUNITY]]
        is_new = row is None
        row = row or DoorPlan(dwelling_id=door.key)
        _write(row, plans.judge(household, plan_book, when), household)
        row.area_id, row.worked_out_on = areas[door.area_code], when.today
        (new if is_new else known).append(row)
    db.insert_all(DoorPlan, new)
    db.write_back(DoorPlan, known, COLUMNS)
    return len(doors)


def _write(row: DoorPlan, judged: plans.Judged, household: plans.Household) -> None:
    reasons = [
        reason
        for assignment in judged.assignments
        for reason in assignment.reasons
        if reason.plan not in ELSEWHERE and reason.state is not plans.State.ALONG
    ]
    row.colour = judged.colour
    row.reasons = [_plain(reason) for reason in reasons]
    row.first_from = min((r.not_before or r.due_from for r in reasons), default=None)
    row.first_on = min((r.due_on for r in reasons), default=None)
    at_door = [one.try_in for one in judged.assignments if one.key == household.key]
    row.try_in = str(household.attributes["asked_part"]) or next(iter(at_door), "")
    row.standings = [
        [
            one.plan, one.is_satisfied, one.is_overdue, one.is_postponed, one.was_ever_met,
            one.was_met_this_month,
        ]
        for one in judged.standings
        if one.plan not in ELSEWHERE
    ]  # fmt: skip
    met = [c.at for c in household.contacts if c.outcome in book().effective]
    row.last_met_at = timezone.make_aware(max(met)) if met else None


def _plain(reason: plans.Reason) -> dict[str, Any]:
    """A reason as it is kept: days as text, values of the sentence by name."""
    shows_on = max(reason.due_from, reason.not_before or reason.due_from)
    return {
        "key": reason.key, "plan": reason.plan, "person": reason.person, "from": shows_on.isoformat(),
        "on": reason.due_on.isoformat(), "priority": reason.priority, "template": reason.template,
        "in_person": reason.must_be_in_person, "tries": reason.tries, "bundled": reason.bundled,
        "channels": list(reason.channels), "values": _texts(reason.values),
    }  # fmt: skip


def _texts(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: {"day": value.isoformat()} if isinstance(value, date | datetime) else value
        for key, value in values.items()
    }
