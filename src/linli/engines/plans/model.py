"""What is known about the people behind one door, so far as visit plans (走访计划) ask for it?

Times are local times of the community.  Attributes hold what conditions may ask: words, numbers, truth
values, days, or a tuple of codes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

Value = str | int | float | bool | date | tuple[str, ...] | None
Attributes = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who lives behind the door."""

    key: str
    name: str = ""
    born_on: date | None = None
    since_on: date | None = None
    """Since when this person lives here."""
    attributes: Attributes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contact:
    """One attempt to speak with a household, whether it came off or not."""

    key: str
    at: datetime
    channel: str
    outcome: str
    people: tuple[str, ...] = ()
    """Who was seen or spoken to; without any it counts for the household only."""
    settled: tuple[str, ...] = ()
    """Keys of plans, or of single reasons, that the worker ticked off."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something happened that calls for a visit soon: home from hospital, alone since, moved in."""

    kind: str
    at: datetime
    person: str = ""
    """Empty when it concerns the whole household."""


@dataclass(frozen=True, slots=True)
class Matter:
    """Something open elsewhere with a day of its own: a verification, a form's question, a promise."""

    key: str
    kind: str
    due_on: date
    person: str = ""
    opened_at: datetime | None = None
    """From when on a contact can settle it; without it any contact within its window."""
    values: Attributes = field(default_factory=dict)
    """Named values for the sentence that says why."""


@dataclass(frozen=True, slots=True)
class Postponement:
    """A worker put one reason off, and said why."""

    reason: str
    made_at: datetime
    until: date
    why: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """A colleague takes on a door, or one reason to go there."""

    worker: str
    since_on: date
    until_on: date | None = None
    """The last day; None means for good."""
    reason: str = ""
    """Empty for everything at this door."""


@dataclass(frozen=True, slots=True)
class Household:
    """One door with everything that decides what is due there: the piece that is judged anew when it changes.

    With an empty key it is the community itself, for matters that belong to no door.
    """

    key: str
    people: tuple[Person, ...] = ()
    contacts: tuple[Contact, ...] = ()
    changes: tuple[Change, ...] = ()
    matters: tuple[Matter, ...] = ()
    postponements: tuple[Postponement, ...] = ()
    handovers: tuple[Handover, ...] = ()
    worker: str = ""
    """Who looks after this door; empty when nobody does."""
    since_on: date | None = None
    attributes: Attributes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Spell:
    """Days that concern everybody: heat, cold, a storm, the days before a festival."""

    kind: str
    since_on: date
    until_on: date


@dataclass(frozen=True, slots=True)
class Leave:
    """A worker is away, and who stands in."""

    worker: str
    since_on: date
    until_on: date
    cover: str = ""
    """Empty when nobody stands in: then the doors are uncovered, and the list says so."""


@dataclass(frozen=True, slots=True)
class Day:
    """When one looks, how far ahead, and what holds for everybody."""

    now: datetime
    ahead_days: int = 0
    """How many days after today to look ahead: 6 makes a week."""
    started_on: date | None = None
    """When the plans came into force: nobody who was never seen is overdue from before; None: not at all."""
    spells: tuple[Spell, ...] = ()
    leaves: tuple[Leave, ...] = ()
    today: date = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "today", self.now.date())
