"""Exercises and the minutes that each part of them took: of the exercise, never of a person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from linli.contexts.guard import policies
from linli.contexts.guard.models import Alarm, AlarmStep, Call, Drill
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area, Kind
from linli.kernel.areas.queries import within
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea

PARTS = (
    ("taken", _("有人接手")),
    ("call", _("第一个电话")),
    ("go", _("出门")),
    ("arrive", _("到门口")),
    ("close", _("了结")),
)


@dataclass(frozen=True, slots=True)
class Timed:
    """One home of an exercise, with the minutes from the ring to each part; None when it never came."""

    alarm: Alarm
    minutes: tuple[float | None, ...]


def drills(actor: Actor) -> QuerySet[Drill]:
    """Exercises that one leads, newest first."""
    rows = Drill.objects.filter(inside("place__code", actor.areas(policies.LEAD)))
    return rows.select_related("place").annotate(homes=Count("alarms")).order_by("-made_at", "pk")


def drill(actor: Actor, drill_id: UUID) -> Drill:
    """One of them."""
    found = drills(actor).filter(pk=drill_id).first()
    if found is None:
        raise OutsideYourArea
    return found


def places(actor: Actor) -> list[Area]:
    """Where one may hold one: communities and their grids."""
    return [a for kind in (Kind.COMMUNITY, Kind.GRID) for a in within(actor, policies.LEAD, kind)]


def timed(found: Drill) -> list[Timed]:
    """Every home with its minutes; three queries."""
    alarms = list(found.alarms.select_related("dwelling").order_by("dwelling__order", "pk"))
    steps: dict[UUID, dict[str, datetime]] = {row.pk: {} for row in alarms}
    rows = AlarmStep.objects.filter(alarm__in=alarms).order_by("at", "pk")
    for key, verb, at in rows.values_list("alarm_id", "verb", "at"):
        steps[key].setdefault(verb, at)
    for key, at in Call.objects.filter(alarm__in=alarms).order_by("at").values_list("alarm_id", "at"):
        steps[key].setdefault("call", at)
    for row in alarms:
        if row.taken_at is not None:
            steps[row.pk]["taken"] = row.taken_at
    return [Timed(row, tuple(_minutes(row, steps[row.pk].get(part)) for part, _w in PARTS)) for row in alarms]


def medians(rows: Sequence[Timed]) -> list[float | None]:
    """The middle of each part over all homes in which it came."""
    columns = zip(*(row.minutes for row in rows), strict=True)
    return [_middle(m for m in column if m is not None) for column in columns]


def _middle(values: Iterable[float]) -> float | None:
    held = list(values)
    return round(median(held), 1) if held else None


def _minutes(row: Alarm, at: datetime | None) -> float | None:
    return round((at - row.raised_at).total_seconds() / 60, 1) if at else None
