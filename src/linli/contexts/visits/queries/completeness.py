"""How much of the work is still to do in a place: per visit plan, never per worker."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import translation

from linli.contexts.visits import policies
from linli.contexts.visits.models import DoorPlan
from linli.contexts.visits.queries.households import book
from linli.engines import plans
from linli.kernel.actor import Actor
from linli.kernel.db import inside


@dataclass(frozen=True, slots=True)
class Left:
    """One visit plan over everybody it concerns in a place."""

    key: str
    name: str
    concerned: int
    """Households or people."""
    in_time: int
    left: int
    overdue: int
    never: int
    this_month: int


def left_in(actor: Actor, place: str = "") -> list[Left]:
    """Every plan that concerns somebody in one's area, what is left most first; one query."""
    judged = [_judged(kept) for kept in _doors(actor, place).values_list("standings", flat=True)]
    rows = [_left(row) for row in plans.completeness(judged)]
    return sorted(rows, key=lambda row: (-row.left, -row.overdue, row.name))


def doors_left(actor: Actor, plan: str, place: str = "") -> list[DoorPlan]:
    """The doors where one plan still wants somebody to go, the longest waiting first."""
    rows = _doors(actor, place).select_related("dwelling").order_by("first_on", "dwelling__order")
    return [row for row in rows if any(kept[0] == plan and not kept[1] for kept in row.standings)]


def plan_name(key: str) -> str:
    """A plan in the reader's language; the key of one that the pack no longer knows."""
    try:
        name = book().plan(key).name
    except LookupError:
        return key
    return name.english if translation.get_language() == "en" else name.chinese


def _doors(actor: Actor, place: str) -> QuerySet[DoorPlan]:
    rows = DoorPlan.objects.filter(inside("area__code", actor.areas(policies.VIEW)))
    return rows.filter(area__code__startswith=place) if place else rows


def _judged(kept: Iterable[list[object]]) -> plans.Judged:
    standings = tuple(plans.Standing(str(plan), *map(bool, marks)) for plan, *marks in kept)
    return plans.Judged(plans.Household(""), "", (), standings)


def _left(row: plans.Completeness) -> Left:
    return Left(
        row.plan, plan_name(row.plan), row.concerned, row.satisfied, row.left, row.overdue, row.never_met,
        row.met_this_month,
    )  # fmt: skip
