"""The ladder on paper: every guarded home of a place with whom to call, for when the network is down."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from linli.contexts.guard.models import Alarm, Consent, Device, Kind
from linli.contexts.guard.queries import roster
from linli.contexts.guard.queries.ladder import READER, RUNG_OF
from linli.contexts.guard.queries.words import GUIDANCE
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.areas.models import Area
from linli.kernel.areas.models import Kind as AreaKind

NIGHTS = 7


@dataclass(frozen=True, slots=True)
class Reach:
    """Somebody to call, with the number as it is dialled."""

    name: str
    relation: str
    number: str
    holds_key: bool
    hours: str


@dataclass(frozen=True, slots=True)
class Home:
    """A guarded home."""

    place: str
    kinds: tuple[str, ...]
    people: tuple[tuple[str, int | None, str], ...]
    """(name, age, number) of those who live there."""
    reaches: tuple[Reach, ...]


def homes(place: Area) -> list[Home]:
    """Guarded homes of a place in walking order; a fixed number of queries."""
    fitted: dict[UUID, set[str]] = defaultdict(set)
    agreed = Consent.objects.filter(area__code__startswith=place.code, withdrawn_at=None)
    rows = Device.objects.filter(removed_on=None, dwelling__in=agreed.values("dwelling"))
    for key, kind in rows.values_list("dwelling_id", "kind"):
        fitted[key].add(kind)
    doors = [door for door in registry.doors_in(READER, place.code) if door.key in fitted]
    people = [one.key for door in doors for one in door.residents]
    cards = registry.contacts(READER, people)
    return [_home(door, fitted[door.key], cards) for door in doors]


def _home(door: registry.Door, kinds: set[str], cards: dict[UUID, list[registry.ContactCard]]) -> Home:
    people = tuple((one.name, one.age, one.boxed_phone.reveal()) for one in door.residents)
    found = _ranked(card for one in door.residents for card in cards[one.key])
    named = tuple(str(Kind(kind).label) for kind in sorted(kinds))
    return Home(door.place, named, people, tuple(found))


def _ranked(cards: Iterable[registry.ContactCard]) -> list[Reach]:
    """First to last, the same number once."""
    found: dict[str, Reach] = {}
    for card in sorted(cards, key=lambda one: one.rank):
        number = card.phone.reveal()
        if RUNG_OF[card.kind] != "doctor":
            reach = Reach(card.name, card.relation or card.kind_name, number, card.holds_key, card.hours)
            found.setdefault(number or card.name, reach)
    return list(found.values())


def nights(place: Area) -> list[roster.Night]:
    """Who is on duty in the next nights, on the same sheet."""
    while place.kind != AreaKind.COMMUNITY and place.parent is not None:
        place = place.parent
    return roster.nights(place, clock.today(), NIGHTS)


def guidance() -> list[tuple[str, str]]:
    """What to do for each kind of alarm."""
    return [(str(kind.label), str(GUIDANCE[kind])) for kind in Alarm.Kind]


def until() -> date:
    """How long a printed list may lie about before it is destroyed: a month."""
    return clock.today() + timedelta(days=30)
