"""A round on paper: the doors of a place where something is due, in walking order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from linli.contexts.visits.queries.due import due
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.manifest import Due


@dataclass(frozen=True, slots=True)
class Stop:
    """One door on the paper."""

    place: str
    reasons: tuple[Due, ...]


def stops(actor: Actor, most: int = 200, place: str = "") -> list[Stop]:
    """Every door in one's area, or a place of it, where any context wants something done, as people walk."""
    by_door: dict[str, list[Due]] = {}
    for one in _gathered(actor):
        if one.household and one.area_code.startswith(place):
            by_door.setdefault(one.household, []).append(one)
    keys = as_walked(actor, {key: entries[0].order for key, entries in by_door.items()})
    doors = [by_door[key] for key in keys[:most]]
    return [Stop(d[0].place, tuple(sorted(d, key=lambda e: -e.priority))) for d in doors]


def as_walked(actor: Actor, orders: Mapping[str, str]) -> list[str]:
    """Doors in the order in which one walks today, if some context knows it; otherwise by number."""
    for context in shelf.contexts():
        if context.walk is not None:
            return list(context.walk(actor, orders))
    return sorted(orders, key=lambda key: orders[key])


def _gathered(actor: Actor) -> Iterable[Due]:
    yield from due(actor, clock.today())
    for context in shelf.contexts():
        if context.due is not None and context.key != "visits":
            yield from context.due(actor, clock.today(), None)
