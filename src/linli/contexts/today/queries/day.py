"""What is due for someone, gathered from every context that has something to say."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from linli.contexts.registry import api as registry
from linli.contexts.today.models import Handover, Postponement
from linli.contexts.today.queries.doors import Door, doors_of
from linli.contexts.today.queries.stairs import walk_of
from linli.kernel import clock
from linli.kernel.access import queries as access
from linli.kernel.access.roles import GRID_WORKER
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.manifest import Due
from linli.kernel.db import texts

WEEK = 7


@dataclass(frozen=True, slots=True)
class Day:
    """A person's work: at the desk, at the doors in walking order, and what was put off."""

    desk: list[Due]
    now: list[Door]
    soon: list[Door]
    postponed: list[Postponement] = field(default_factory=list)
    is_ordered: bool = False
    """True when the doors stand in the order of a planned walk."""
    comes_back: bool = True
    """Whether that walk ends where it began."""

    @property
    def to_walk(self) -> list[Door]:
        """The doors that a walk is planned for: today's, or on a free day those that come due soon."""
        return self.now or self.soon

    @property
    def total(self) -> int:
        """Doors and things at the desk that are for today."""
        return len(self.desk) + len(self.now)


def grids_of(actor: Actor) -> tuple[str, ...]:
    """The grids where this person is the worker, or stands in for one, today."""
    rows = access.in_force().filter(account_id=actor.account_id or 0, role=GRID_WORKER)
    return tuple(sorted(rows.values_list("area__code", flat=True)))


def at_doors(actor: Actor, today: date) -> list[Due]:
    """Everything any context wants done at the doors of an actor's places."""
    found: list[Due] = []
    for context in shelf.contexts():
        if context.due is not None:
            found += context.due(actor, today, None)
    return found


def at_desk(actor: Actor, today: date) -> list[Due]:
    """Everything any context wants done at the desk, the soonest first."""
    found: list[Due] = []
    for context in shelf.contexts():
        if context.desk is not None:
            found += context.desk(actor, today)
    return sorted(found, key=lambda entry: (entry.due_on, entry.title))


def day_of(actor: Actor, today: date) -> Day:
    """What is due for an actor; contexts say what, this page only puts it in order."""
    mine = at_doors(actor.only_in(grids_of(actor)), today)
    handed = _handed(actor, today)
    away = {h.household for h in handed if h.by_id == actor.account_id}
    received = {h.household: h.by.name for h in handed if h.to_id == actor.account_id}
    mine = [d for d in mine if d.household not in away]
    mine += _received(actor, received, {d.household for d in mine}, today)
    off = _put_off([d.key for d in mine], today)
    doors = doors_of([d for d in mine if d.key not in off], received)
    walk = walk_of(actor, {door.key: door.order for door in doors}, today)
    doors.sort(key=lambda door: walk.place(door.key, door.order))
    return Day(
        at_desk(actor, today),
        [d for d in doors if d.is_now(today)],
        [d for d in doors if not d.is_now(today)],
        sorted(off.values(), key=lambda p: p.until),
        is_ordered=bool(walk.at),
        comes_back=walk.comes_back,
    )


def after(actor: Actor, today: date, door: UUID) -> Door | None:
    """The door that comes next today after one, in the order of the list; the first one at its end."""
    others = [one for one in day_of(actor, today).now if one.key != str(door)]
    order = registry.places_of(actor, [door]).get(door, ("", ""))[1]
    walk = walk_of(actor, {str(door): order, **{one.key: one.order for one in others}}, today)
    here = walk.place(str(door), order)
    later = (one for one in others if walk.place(one.key, one.order) > here)
    return next(later, others[0] if others else None)


def following(actor: Actor, door: UUID) -> Due | None:
    """The same as what leads there, for whoever has just been at a door."""
    found = after(actor, clock.today(), door)
    return replace(found.lead, address=found.address) if found else None


def _put_off(keys: list[str], today: date) -> dict[str, Postponement]:
    """Which of these entries somebody put off to another day."""
    return {p.key: p for p in Postponement.objects.filter(until__gt=today, key__in=texts(keys))}


def _handed(actor: Actor, today: date) -> list[Handover]:
    rows = Handover.objects.filter(ended_at=None, from_on__lte=today, until_on__gte=today)
    return list(rows.filter(Q(to=actor.account_id) | Q(by=actor.account_id)).select_related("by"))


def _received(actor: Actor, received: dict[str, str], known: set[str], today: date) -> Iterable[Due]:
    """What is due at doors that a colleague handed over; few, so each is asked for by itself."""
    for household in received.keys() - known:
        for context in shelf.contexts():
            if context.due is not None:
                yield from context.due(actor, today, UUID(household))


@dataclass(frozen=True, slots=True)
class Ahead:
    """One day of the week to come."""

    on: date
    doors: list[Door]


def week_of(actor: Actor, today: date) -> list[Ahead]:
    """The next seven days: which doors come due on which of them; what is late stands on today."""
    mine = actor.only_in(grids_of(actor))
    by_day: dict[date, list[Door]] = {today + timedelta(days=n): [] for n in range(WEEK)}
    for door in doors_of(at_doors(mine, today + timedelta(days=WEEK - 1)), {}):
        on = max(door.first, today)
        if on in by_day:
            by_day[on].append(door)
    return [Ahead(on, sorted(doors, key=lambda d: d.order)) for on, doors in by_day.items()]


def colleagues(actor: Actor, area_code: str) -> list[Account]:
    """Who may go to a door instead: whoever holds the place as a worker, a clerk or the manager."""
    roles = ("grid_worker", "counter_clerk", "community_manager")
    held = access.in_force().filter(role__in=roles)
    ids = {row.account_id for row in held.select_related("area") if area_code.startswith(row.area.code)}
    return list(Account.objects.filter(pk__in=ids - {actor.account_id}, is_active=True).order_by("name"))


def due_at(actor: Actor, household: UUID, today: date) -> list[Due]:
    """Everything due at one door in one's area."""
    found: list[Due] = []
    for context in shelf.contexts():
        if context.due is not None:
            found += context.due(actor, today, household)
    return found
