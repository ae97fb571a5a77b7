"""What is due at one door, whatever context says so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from linli.kernel.catalogue.manifest import DayPart, Due

FLOOR_AND_DOOR = 9
ANY = "00000000-0000-0000-0000-000000000000"
"""Stands for a door in an address that is worked out once for all of them."""
DOOR_PAGES = ("visits:door", "today:hand_over", "today:postpone")
URGENT = 70
"""From this priority on, a thing is shown among what comes first, also before its day."""


def stairs_of(order: str) -> str:
    """The stairway that a door hangs on: its order before floor and door."""
    return order[:-FLOOR_AND_DOOR]


@dataclass(frozen=True, slots=True)
class Door:
    """Everything due at one door."""

    key: str
    name: str
    order: str
    entries: tuple[Due, ...]
    """The most urgent first."""
    address: str
    """The visit page, whatever leads there: one goes to the door, not to a list or a record."""
    ask: str
    """Where a colleague is asked to go there."""
    later: str
    """Where a thing there is put off."""
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
    def part(self) -> DayPart | None:
        """When one is likely to meet somebody there."""
        return next((entry.part for entry in self.entries if entry.part), None)

    @property
    def area_code(self) -> str:
        """Of the stairway."""
        return next((entry.area_code for entry in self.entries if entry.area_code), "")

    @property
    def stairs(self) -> str:
        """The stairway it hangs on."""
        return stairs_of(self.order)

    def is_now(self, today: date) -> bool:
        """True when it should be done today: its day has come, or it matters much."""
        return any(e.due_on <= today or e.priority >= URGENT for e in self.entries)


def doors_of(due: Iterable[Due], received: Mapping[str, str]) -> list[Door]:
    """What is due, by door; ``received`` says who asked for which door."""
    page, ask, later = (reverse(name, args=[ANY]) for name in DOOR_PAGES)
    by_door: dict[str, list[Due]] = {}
    for entry in due:
        if entry.household:
            by_door.setdefault(entry.household, []).append(entry)
    return [
        Door(
            key, entries[0].place, entries[0].order,
            tuple(sorted(entries, key=lambda e: (-e.priority, e.due_on))),
            page.replace(ANY, key), ask.replace(ANY, key), later.replace(ANY, key), received.get(key, ""),
        )
        for key, entries in by_door.items()
    ]  # fmt: skip
