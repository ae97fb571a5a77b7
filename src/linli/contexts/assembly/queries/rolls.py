"""Who has a say in a vote: the roll as the register gives it, and what is doubtful about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from linli.contexts.assembly import policies
from linli.contexts.assembly.models import Ballot, Part
from linli.contexts.registry import api as registry
from linli.engines.tally.ballots import Per
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area, Kind
from linli.kernel.ballots.boxes import Line
from linli.kernel.ballots.models import Seat

DOOR = 60


@dataclass(frozen=True, slots=True)
class Holding:
    """A home that is owned, as the register knows it."""

    key: str
    floor_area: Decimal | None
    owner: str


Placed = TypeVar("Placed", registry.Unit, registry.Doorstep)


@dataclass(frozen=True, slots=True)
class Roll:
    """Lines, and for a vote of owners what they hold."""

    lines: tuple[Line, ...]
    holdings: tuple[Holding, ...] = ()
    unborn: int = 0
    """People left out because nobody knows their day of birth."""


def roll_of(ballot: Ballot) -> Roll:
    """Everybody who has a say on the first day of voting; the same few queries for any number."""
    places = {one.code: one for one in Area.objects.filter(code__startswith=ballot.community)}
    if ballot.per == Per.PART:
        owned = homes_in(ballot.area)
        return Roll(
            tuple(Line(str(u.key), places[u.area_code], u.place[:DOOR]) for u in owned),
            tuple(Holding(str(u.key), u.area, u.owner or str(u.key)) for u in owned),
        )
    homes = {one.key: one for one in doorsteps_of(ballot.area)}
    people = [m for m in registry.members_in(_code_of(ballot.area)) if m.home in homes]
    lines: dict[str, Line] = {}
    for one in people:
        key = one.key if ballot.per == Per.ADULT else one.household
        if key is None or one.home is None or not one.is_adult(ballot.opens_on):
            continue
        home = homes[one.home]
        lines.setdefault(str(key), Line(str(key), places[home.area_code], home.place[:DOOR]))
    return Roll(tuple(lines.values()), unborn=sum(one.born_on is None for one in people))


def _code_of(area: Area) -> str:
    return area.code[:12] if area.kind == Kind.COMPOUND else area.code


def homes_in(area: Area) -> list[registry.Unit]:
    """The homes of a place with marks of their owners; of a compound by its buildings."""
    return _inside(area, registry.units_in(_code_of(area)))


def doorsteps_of(area: Area) -> list[registry.Doorstep]:
    """The doors of a place; of a compound by its buildings."""
    return _inside(area, registry.doorsteps_in(_code_of(area)))


def _inside(area: Area, found: list[Placed]) -> list[Placed]:
    if area.kind != Kind.COMPOUND:
        return found
    inside = set(Area.objects.filter(kind=Kind.BUILDING, compound=area).values_list("code", flat=True))
    length = {len(code) for code in inside}
    return [one for one in found if any(one.area_code[:n] in inside for n in length)]


@dataclass(frozen=True, slots=True)
class Doubts:
    """What must be put right before the roll can be shown."""

    empty: bool
    no_area: int

    @property
    def any(self) -> bool:
        """Whether there is something to put right."""
        return self.empty or bool(self.no_area)


def doubts(ballot: Ballot) -> Doubts:
    """What must be put right."""
    entitled = ballot.box.seats.count() if ballot.box else 0
    return Doubts(not entitled, ballot.parts.filter(floor_area=None).count())


def seats(actor: Actor, ballot: Ballot, *, words: str = "", which: str = "") -> QuerySet[Seat]:
    """Lines of the roll in one's area, by door."""
    rows = Seat.objects.filter(policies.seats_seen(actor), box=ballot.box_id).select_related("area")
    if words:
        rows = rows.filter(door__icontains=words)
    if which == "no_area":
        rows = rows.filter(key__in=ballot.parts.filter(floor_area=None).values("key"))
    elif which in ("voted", "not_voted"):
        rows = rows.filter(voted=which == "voted")
    return rows.order_by("area__code", "door", "key")


def same_door(typed: str) -> tuple[str, ...]:
    """The ways in which a door that somebody typed may stand on the roll: with 室 at its end or without."""
    bare = typed.strip().replace(" ", "").removesuffix("室")
    return (bare, f"{bare}室")


def seat_at(rows: QuerySet[Seat], typed: str) -> Seat | None:
    """The first line of the roll at a door, as somebody typed it."""
    return rows.filter(door__in=same_door(typed)).first() if typed.strip() else None


def named(ballot: Ballot, rows: Sequence[Seat]) -> dict[str, str]:
    """Key of the seat → whose it is, for those who work there; one query."""
    keys = [UUID(one.key) for one in rows]
    if ballot.per == Per.ADULT:
        return {str(key): one.name for key, one in registry.members(keys).items()}
    if ballot.per == Per.HOUSEHOLD:
        return {str(key): people[0].name for key, people in registry.members_of(keys).items() if people}
    return {}


def parts_by_key(ballot: Ballot, keys: Iterable[str]) -> dict[str, Part]:
    """What owners hold, by the key of the seat; one query."""
    return {one.key: one for one in Part.objects.filter(ballot=ballot, key__in=list(keys))}


@dataclass(frozen=True, slots=True)
class Stairway:
    """How many have a say in one building."""

    place: str
    entitled: int
    voted: int


def by_building(ballot: Ballot) -> list[Stairway]:
    """How many have a say, building by building; two queries."""
    rows = Seat.objects.filter(box=ballot.box_id).values_list("area__parent__name")
    found = rows.annotate(n=Count("pk"), v=Count("pk", filter=Q(voted=True))).order_by("area__parent__code")
    return [Stairway(place or "", n, voted) for place, n, voted in found]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be put on the roll."""

    key: str
    name: str
    door: str
    area_code: str


def missing_at(actor: Actor, ballot: Ballot, door: str) -> list[Candidate]:
    """Who belongs to a door, has a say by its nature and is not on the roll."""
    here = {
        u.key: u
        for u in doorsteps_of(ballot.area)
        if u.place in same_door(door) and actor.may("assembly.run", u.area_code)
    }
    found: dict[str, Candidate] = {}
    for home in here.values():
        if ballot.per == Per.PART:
            found[str(home.key)] = Candidate(str(home.key), home.place, home.place, home.area_code)
    members = registry.members_behind(here) if ballot.per != Per.PART else {}
    for home_key, people in members.items():
        for one in people:
            key = one.key if ballot.per == Per.ADULT else one.household
            if key is not None and (one.born_on is None or one.is_adult(ballot.opens_on)):
                home = here[home_key]
                found.setdefault(str(key), Candidate(str(key), one.name, home.place, home.area_code))
    there = set(Seat.objects.filter(box=ballot.box_id, key__in=found).values_list("key", flat=True))
    return [one for key, one in found.items() if key not in there]
