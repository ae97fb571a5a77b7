"""What the visit page of a door shows: who lives there, what is due, what to ask, what may be ticked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from linli.contexts.registry import api as registry
from linli.contexts.registry.api import Ask, Door, Resident
from linli.contexts.visits.models import Visit
from linli.contexts.visits.queries.words import most_asked, wanted
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.manifest import Due


@dataclass(frozen=True, slots=True)
class Asked:
    """A field to ask of one person, with why when a form waits for it."""

    ask: Ask
    why: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One person on the page."""

    resident: Resident
    asked: tuple[Asked, ...]
    verifications: tuple[Due, ...]
    due: tuple[Due, ...]

    groups: tuple[str, ...] = ()
    """What the groups of this person are called."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page."""

    door: Door
    blocks: tuple[Block, ...]
    due: tuple[Due, ...]
    """What concerns the household."""
    last: Visit | None = None
    settles: tuple[Due, ...] = field(default=())
    """What somebody must tick off."""


def due_at(actor: Actor, dwelling_id: UUID | None) -> list[Due]:
    """Everything that any context wants done at a door (anywhere without one), the most urgent first."""
    found: list[Due] = []
    for context in shelf.contexts():
        if context.due is not None:
            found += context.due(actor, clock.today(), dwelling_id)
    return sorted(found, key=lambda d: (-d.priority, d.due_on))


def sheet(actor: Actor, dwelling_id: UUID) -> Sheet:
    """The page of one door in one's area; a fixed number of queries for its people."""
    due = due_at(actor, dwelling_id)
    door = registry.door(actor, dwelling_id, fields_asked(due))
    last = Visit.objects.filter(dwelling=dwelling_id, withdrawn_at=None).order_by("-at").first()
    return sheet_of(door, due, last)


def fields_asked(due: list[Due]) -> list[str]:
    """What may be asked of anybody: what the pack wants, and what forms wait for."""
    return list(dict.fromkeys([*(w.field for w in wanted()), *(d.field for d in due if d.field)]))


def sheet_of(door: Door, due: list[Due], last: Visit | None = None) -> Sheet:
    """The page of a door, put together from what was read."""
    residents = {str(r.key) for r in door.residents}
    return Sheet(
        door,
        tuple(_block(resident, due) for resident in door.residents),
        tuple(d for d in due if d.person not in residents),
        last,
        tuple(d for d in due if d.ticks),
    )


def _block(resident: Resident, due: list[Due]) -> Block:
    mine = [d for d in due if d.person == str(resident.key)]
    return Block(
        resident,
        tuple(_asked(resident, mine)),
        tuple(d for d in mine if d.group),
        tuple(d for d in mine if not d.group and not d.field),
        tuple(registry.group_label(key) for key in resident.groups),
    )


def _asked(resident: Resident, due: list[Due]) -> Iterator[Asked]:
    """First what forms wait for, then what is missing or stale, few at a time."""
    asks = {ask.field.key: ask for ask in resident.asks}
    waiting = {d.field: d.why for d in due if d.field in asks}
    for key, why in waiting.items():
        yield Asked(asks[key], why)
    others = [
        w.field for w in wanted() if w.field in asks and w.field not in waiting and w.concerns(resident)
    ]
    for key in others[: max(0, most_asked() - len(waiting))]:
        yield Asked(asks[key])
