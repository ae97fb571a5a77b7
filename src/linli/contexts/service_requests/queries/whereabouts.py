"""What place is meant by what somebody types: a door, a building by its number, or only words."""

import re
from dataclasses import dataclass
from uuid import UUID

from linli.contexts.registry import api as registry
from linli.contexts.service_requests import policies
from linli.contexts.service_requests.queries import nearby
from linli.kernel.actor import Actor
from linli.kernel.areas import queries as areas
from linli.kernel.areas.models import Area, Kind
from linli.kernel.errors import OutsideYourArea

HOUSE = re.compile(r"^\s*(\d{1,4})\s*(?:号楼|栋|幢|座|号|#)?\s*(?:(\d{1,2})\s*单元)?")
APART = " · "
MANY = 8


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A place that was understood, and the words it was said in."""

    area: Area
    dwelling: UUID | None = None
    known: str = ""
    """The place in words; empty when only the community or the grid is known."""
    words: str = ""
    """What was typed, when no building or door was understood."""
    several: tuple[str, ...] = ()
    """Buildings that could be meant, when there is more than one."""


def scope_of(actor: Actor, community: Area) -> Area:
    """The widest place of a community in which somebody writes requests down."""
    if actor.may(policies.ENTER, community.code):
        return community
    codes = [code for code in actor.areas(policies.ENTER) if code.startswith(community.code)]
    found = Area.objects.filter(code__in=codes).order_by("code").first()
    if found is None:
        raise OutsideYourArea
    return found


def understood(actor: Actor, community: Area, typed: str, point: nearby.Point | None = None) -> Whereabouts:
    """The place meant: the door, else the building and its entrance, else the words and what stands near."""
    found = _named_in(actor, community, typed)
    if found.known or found.several or point is None:
        return found
    house = nearby.nearest_building(community, point)
    if house is None or not house.code.startswith(found.area.code):
        return found
    return Whereabouts(house, known=_named(house), words=found.words)


def _named_in(actor: Actor, community: Area, typed: str) -> Whereabouts:
    scope, (said, _apart, compound) = scope_of(actor, community), typed.strip().partition(APART)
    if not said:
        return Whereabouts(scope)
    door_id = registry.door_meant(actor, community, said)
    if door_id is not None:
        door = registry.door(actor, door_id)
        if door.area.code.startswith(scope.code):
            return Whereabouts(door.area, door.key, door.place)
    houses = _houses(scope, said, compound)
    if len(houses) != 1:
        return Whereabouts(scope, words=typed.strip(), several=tuple(labelled(one) for one in houses))
    place = _entrance(houses[0], said)
    return Whereabouts(place, known=_named(place))


def _houses(scope: Area, said: str, compound: str) -> list[Area]:
    """The buildings of that name, else of that number; in one compound, when it was named."""
    found = HOUSE.match(said)
    numbers = [said, found.group(1)] if found else [said]
    rows = areas.buildings_of(scope)
    if compound:
        rows = rows.filter(compound__name=compound)
    return list(rows.filter(name=said)[:MANY]) or list(rows.filter(number__in=numbers)[:MANY])


def _entrance(house: Area, said: str) -> Area:
    found = HOUSE.match(said)
    number = found.group(2) if found else None
    return (areas.entrances_of(house).filter(number=number).first() if number else None) or house


def labelled(house: Area) -> str:
    """A building as the list offers it."""
    return f"{house.name}{APART}{house.compound.name}" if house.compound else house.name


def _named(area: Area) -> str:
    return f"{area.parent.name}{area.name}" if area.kind == Kind.ENTRANCE and area.parent else area.name


def buildings(actor: Actor, communities: list[Area]) -> list[str]:
    """The buildings to choose from, as one may type them."""
    codes = [scope_of(actor, one).code for one in communities]
    rows = areas.within(actor, policies.ENTER, Kind.BUILDING).select_related("compound")
    return [labelled(row) for row in rows if row.code.startswith(tuple(codes))]
