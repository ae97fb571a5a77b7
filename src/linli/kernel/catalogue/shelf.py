"""The manifests of this installation, put together once at start."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from linli.kernel.access import permissions
from linli.kernel.actor import Actor, Home, Resident
from linli.kernel.audit import actions
from linli.kernel.catalogue.fields import Field, FieldTable
from linli.kernel.catalogue.manifest import (
    Context,
    DoorAct,
    Due,
    Entry,
    Figure,
    Happened,
    Keep,
    Need,
    Population,
    Routine,
    Rung,
    Tile,
)
from linli.kernel.notices import messages
from linli.kernel.outbox import wire
from linli.kernel.search import hits

__all__ = ["Due", "Entry", "Field", "Figure", "Keep", "Population", "Routine"]

_contexts: dict[str, Context] = {}
_fields = FieldTable()


def put(contexts: Iterable[Context]) -> None:
    """Take every manifest in; doubles and unknown roles are errors here, at start, not later."""
    for context in contexts:
        if context.key in _contexts:
            continue
        _contexts[context.key] = context
        permissions.register(context.permissions)
        actions.register(context.actions)
        messages.register(context.messages)
        hits.register(context.search)
        _fields.add(context.fields)
        for kind, reactions in context.reactions.items():
            wire.react(kind, reactions)


def contexts() -> list[Context]:
    """All contexts, in the order of the settings."""
    return list(_contexts.values())


def navigation() -> list[Entry]:
    """All navigation entries, in order."""
    return sorted((e for c in _contexts.values() for e in c.navigation), key=lambda e: e.order)


def fields() -> dict[str, Field]:
    """All fields by key."""
    return _fields.by_key


def field(key: str) -> Field:
    """One field by key, or LookupError."""
    return _fields.by_key[key]


def field_named(name: str) -> Field:
    """One field by its Chinese label, or LookupError."""
    return _fields.named(name)


def populations() -> dict[str, Population]:
    """All populations by name."""
    found = [p for c in _contexts.values() for p in c.populations]
    return {p.name: p for p in sorted(found, key=lambda p: p.order)}


def figures() -> list[Figure]:
    """All figures, in order."""
    return sorted((f for c in _contexts.values() for f in c.figures), key=lambda f: f.order)


def door_acts(actor: Actor, code: str) -> list[DoorAct]:
    """What this person may do at a door in a place, in the order of the contexts."""
    return [act for c in _contexts.values() for act in c.door_acts if actor.may(act.needs, code)]


def rang(actor: Actor, since: datetime) -> list[Rung]:
    """What rang for this person since a moment, newest first."""
    found = (c.bell.rang(actor, since) for c in _contexts.values() if c.bell and actor.holds(c.bell.needs))
    return sorted((one for rung in found for one in rung), key=lambda one: one.at, reverse=True)


def hears_bells(actor: Actor) -> bool:
    """True for somebody for whom something may ring."""
    return any(c.bell and actor.holds(c.bell.needs) for c in _contexts.values())


def happened(actor: Actor, door: UUID, person: UUID | None = None) -> list[Happened]:
    """What contexts know to have happened lately at a door, newest first."""
    found = [one for c in _contexts.values() if c.happened for one in c.happened(actor, door, person)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def away(on: date) -> set[tuple[int, str]]:
    """Who is on leave on a day, and from which area: (account, area code)."""
    return {one for c in _contexts.values() if c.away for one in c.away(on)}


def following(actor: Actor, door: UUID) -> Due | None:
    """Where an actor goes next today after one door."""
    found = (c.following(actor, door) for c in _contexts.values() if c.following)
    return next((one for one in found if one is not None), None)


def homes(visitor: UUID) -> tuple[Home, ...]:
    """The homes of somebody who proved a phone."""
    return tuple(home for c in _contexts.values() if c.homes for home in c.homes(visitor))


def tiles(resident: Resident) -> list[Tile]:
    """What a resident finds on his own page: what goes on now, what ends first, then in order."""
    found = [tile for c in _contexts.values() if c.tiles for tile in c.tiles(resident)]
    return sorted(
        found, key=lambda tile: (not tile.is_now, tile.until is None, tile.until or date.max, tile.order)
    )


def needs(actor: Actor, code: str) -> list[Need]:
    """What many people of a place told lately, what most people told first."""
    found = [need for c in _contexts.values() if c.needs for need in c.needs(actor, code)]
    return sorted(found, key=lambda need: -need.people)


def retention() -> list[Keep]:
    """All retention rules."""
    return [keep for c in _contexts.values() for keep in c.retention]


def routines() -> list[Routine]:
    """All work by the clock."""
    return [routine for c in _contexts.values() for routine in c.routines]
