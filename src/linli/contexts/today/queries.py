"""What is due for someone, gathered from every context that has something to say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from linli.kernel.actor import Actor
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.manifest import Due

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Door:
    """Everything due at one door, or everything that belongs to no door."""

    key: str
    name: str
    entries: list[Due]

    @property
    def first(self) -> date:
        """When the most urgent of them is due."""
        return min(entry.due_on for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Day:
    """A person's work: at the desk, and at the doors in walking order."""

    desk: list[Due]
    doors: list[Door]
    total: int


def day_of(actor: Actor, today: date) -> Day:
    """What is due for an actor; contexts say what, this page only puts it in order."""
    due = sorted(_gather(actor, today), key=lambda entry: (entry.due_on, entry.title))
    at_doors: dict[str, list[Due]] = {}
    for entry in due:
        if entry.household:
            at_doors.setdefault(entry.household, []).append(entry)
    doors = [Door(key, entries[0].place, entries) for key, entries in at_doors.items()]
    doors.sort(key=lambda door: door.entries[0].order)
    desk = [entry for entry in due if not entry.household]
    return Day(desk, doors[:SHOWN], len(due))


def _gather(actor: Actor, today: date) -> Iterable[Due]:
    for context in shelf.contexts():
        if context.due is not None:
            yield from context.due(actor, today, None)
