"""Topics at a door: in which those behind it can take part, and what they proposed and said on paper."""

from collections.abc import Iterable
from typing import TypeVar

from linli.contexts.assembly.models.statements import Statement, StatementState
from linli.contexts.assembly.models.topics import Topic
from linli.contexts.assembly.policies.topics import voice_of_person
from linli.contexts.assembly.states.topics import ALIVE
from linli.contexts.registry.api import Door
from linli.contexts.residents import api as residents

Written = TypeVar("Written", Topic, Statement)


def voices_at(door: Door) -> set[str]:
    """The voices of those whom the register knows behind a door."""
    return {voice_of_person(str(one.key)) for one in door.residents}


def at_door(door: Door) -> list[Topic]:
    """Topics of the door's community in which somebody can take part now."""
    rows = Topic.objects.filter(community=door.community, state__in=ALIVE).select_related("community")
    return list(rows.order_by("-made_at")[:100])


def own_at_door(door: Door) -> list[Topic]:
    """Topics that somebody behind the door proposed without a phone."""
    rows = Topic.objects.filter(community=door.community, visitor=None).exclude(behalf=None)
    return _written_at(door, rows.select_related("community").order_by("-made_at")[:200])


def refused_at_door(door: Door) -> list[Statement]:
    """Statements of somebody behind the door that are not shown and may be objected to."""
    rows = Statement.objects.filter(topic__community=door.community, state=StatementState.REFUSED)
    rows = rows.exclude(behalf=None).select_related("topic__community").order_by("-made_at")
    return _written_at(door, rows[:200])


def _written_at(door: Door, rows: Iterable[Written]) -> list[Written]:
    """Those of people behind the door: by the register, else by the record of who wrote it down."""
    found, mine = list(rows), voices_at(door)
    cards = residents.behalf_cards([one.behalf for one in found if one.behalf])
    return [
        one
        for one in found
        if one.voice in mine or (one.behalf in cards and cards[one.behalf].dwelling == door.key)
    ]
