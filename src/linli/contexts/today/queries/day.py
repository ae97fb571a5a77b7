"""What is due for someone, gathered from every context that has something to say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from linli.contexts.registry import api as registry
from linli.contexts.today.models import Handover, Postponement, Route
from linli.kernel import clock
from linli.kernel.access import queries as access
from linli.kernel.access.roles import GRID_WORKER
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.manifest import DayPart, Due

WEEK = 7
FLOOR_AND_DOOR = 9
URGENT = 70
"""From this priority on, a thing is shown among what comes first, also before its day."""


@dataclass(frozen=True, slots=True)
class Door:
    """Everything due at one door."""

    key: str
    name: str
    order: str
    entries: tuple[Due, ...]
    """The most urgent first."""
    handed_by: str = ""
    """Who asked me to go there."""

    @property
    def first(self) -> date:
        """When the most urgent of them is due."""
        return min(entry.due_on for entry in self.entries)

    @property
    def lead(self) -> Due:
        """Why one goes there."""
        return self.entries[0]

    @property
    def address(self) -> str:
        """The visit page, whatever leads there: one goes to the door, not to a list or a record."""
        return reverse("visits:door", args=[self.key])

    @property
    def part(self) -> DayPart | None:
        """When one is likely to meet somebody there."""
        return next((entry.part for entry in self.entries if entry.part), None)

    @property
    def stairs(self) -> str:
        """The stairway it hangs on: the order before floor and door."""
        return self.order[:-FLOOR_AND_DOOR]

    def is_now(self, today: date) -> bool:
        """True when it should be done today: its day has come, or it matters much."""
        return any(e.due_on <= today or e.priority >= URGENT for e in self.entries)


@dataclass(frozen=True, slots=True)
class Day:
    """A person's work: at the desk, at the doors in walking order, and what was put off."""

    desk: list[Due]
    now: list[Door]
    soon: list[Door]
    postponed: list[Postponement] = field(default_factory=list)
    is_ordered: bool = False
    """True when the doors stand in the order of a planned walk."""

    @property
    def total(self) -> int:
        """Doors and things at the desk that are for today."""
        return len(self.desk) + len(self.now)


def grids_of(actor: Actor) -> tuple[str, ...]:
    """The grids where this person is the worker, or stands in for one, today."""
    rows = access.in_force().filter(account_id=actor.account_id or 0, role=GRID_WORKER)
    return tuple(sorted(rows.values_list("area__code", flat=True)))


def narrowed(actor: Actor, codes: Sequence[str]) -> Actor:
    """The same person, as far as some places: for work that is theirs and not only visible to them."""
    held = {p for p, _code in actor.grants}
    grants = frozenset((p, code) for p in held for code in codes if actor.may(p, code))
    return Actor(actor.account_id, actor.name, grants, actor.organisation_id, actor.roles)


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
    mine = at_doors(narrowed(actor, grids_of(actor)), today)
    handed = _handed(actor, today)
    off = {p.key: p for p in Postponement.objects.filter(until__gt=today)}
    away = {h.household for h in handed if h.by_id == actor.account_id}
    received = {h.household: h.by.name for h in handed if h.to_id == actor.account_id}
    mine = [d for d in mine if d.household not in away]
    mine += _received(actor, received, {d.household for d in mine}, today)
    doors = _doors([d for d in mine if d.key not in off], received)
    route = Route.objects.filter(account_id=actor.account_id or 0, on=today).first()
    place = {key: n for n, key in enumerate(route.doors)} if route else {}
    doors.sort(key=lambda d: (place.get(d.key, len(place)), d.order))
    keys = {d.key for d in mine}
    return Day(
        at_desk(actor, today),
        [d for d in doors if d.is_now(today)],
        [d for d in doors if not d.is_now(today)],
        sorted((p for p in off.values() if p.key in keys), key=lambda p: p.until),
        is_ordered=bool(place),
    )


def after(actor: Actor, today: date, door: UUID) -> Door | None:
    """The door that comes next today after one, in the order of the list; the first one at its end."""
    doors = day_of(actor, today).now
    others = [one for one in doors if one.key != str(door)]
    route = Route.objects.filter(account_id=actor.account_id or 0, on=today).first()
    place = {key: n for n, key in enumerate(route.doors)} if route else {}
    order = registry.places_of(actor, [door]).get(door, ("", ""))[1]
    here = (place.get(str(door), len(place)), order)
    later = (one for one in others if (place.get(one.key, len(place)), one.order) > here)
    return next(later, others[0] if others else None)


def following(actor: Actor, door: UUID) -> Due | None:
    """The same as what leads there, for whoever has just been at a door."""
    found = after(actor, clock.today(), door)
    return replace(found.lead, address=found.address) if found else None


def _handed(actor: Actor, today: date) -> list[Handover]:
    rows = Handover.objects.filter(ended_at=None, from_on__lte=today, until_on__gte=today)
    return list(rows.filter(Q(to=actor.account_id) | Q(by=actor.account_id)).select_related("by"))


def _received(actor: Actor, received: dict[str, str], known: set[str], today: date) -> Iterable[Due]:
    """What is due at doors that a colleague handed over; few, so each is asked for by itself."""
    for household in received.keys() - known:
        for context in shelf.contexts():
            if context.due is not None:
                yield from context.due(actor, today, UUID(household))


def _doors(due: Iterable[Due], received: dict[str, str]) -> list[Door]:
    by_door: dict[str, list[Due]] = {}
    for entry in due:
        if entry.household:
            by_door.setdefault(entry.household, []).append(entry)
    return [
        Door(
            key, entries[0].place, entries[0].order,
            tuple(sorted(entries, key=lambda e: (-e.priority, e.due_on))), received.get(key, ""),
        )
        for key, entries in by_door.items()
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ahead:
    """One day of the week to come."""

    on: date
    doors: list[Door]


def week_of(actor: Actor, today: date) -> list[Ahead]:
    """The next seven days: which doors come due on which of them; what is late stands on today."""
    mine = narrowed(actor, grids_of(actor))
    by_day: dict[date, list[Door]] = {today + timedelta(days=n): [] for n in range(WEEK)}
    for door in _doors(at_doors(mine, today + timedelta(days=WEEK - 1)), {}):
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
