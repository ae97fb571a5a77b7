"""What does a visit plan (走访计划) say?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from linli.engines.plans.conditions import Condition


class Subject(StrEnum):
    """Whom a plan speaks of."""

    PERSON = "person"
    HOUSEHOLD = "household"


class Period(StrEnum):
    """A stretch of the calendar in which at least one contact must fall."""

    NONE = ""
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Every:
    """Again some days after the last contact, and in every month, quarter or year, whichever is sooner."""

    days: int
    period: Period = Period.NONE
    first_within_days: int = 0
    """The first time within so many days; 0 takes ``days``.  Doors are spread over them, always alike."""


@dataclass(frozen=True, slots=True)
class After:
    """Soon after something happened."""

    changes: tuple[str, ...]
    within_hours: int
    is_anybody: bool = False
    """True when what happened to anybody of the household counts for each of them."""


@dataclass(frozen=True, slots=True)
class During:
    """Once in each spell of heat, cold or feast days, soon after it begins."""

    spells: tuple[str, ...]
    within_days: int


@dataclass(frozen=True, slots=True)
class Anniversary:
    """On the day some years after a day that is held as an attribute."""

    of: str
    years: tuple[int, ...] = ()
    """Empty for every year."""


@dataclass(frozen=True, slots=True)
class Expires:
    """Some days after a day that is held as an attribute: what was verified then is stale."""

    of: str
    valid_days: int = 0


@dataclass(frozen=True, slots=True)
class Calendar:
    """On the same day of some months."""

    months: tuple[int, ...]
    day: int
    """The last day of shorter months."""


@dataclass(frozen=True, slots=True)
class Open:
    """While a matter of this kind is open elsewhere."""

    matters: str


Trigger = Every | After | During | Anniversary | Expires | Calendar | Open


@dataclass(frozen=True, slots=True)
class Window:
    """When a plan shows before its day, and when it lapses after it."""

    before_days: int = 0
    after_days: int | None = None
    """None: it stays until it is done."""
    along_days: int = 0
    """How much earlier it may be done while one is at the door for something else."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which contacts settle a plan."""

    channels: tuple[str, ...]
    outcomes: tuple[str, ...]
    in_person_every: int = 0
    """Every so manieth contact must be in person; 0 when calls are as good."""
    is_anyone: bool = False
    """True when a contact with anybody of the household counts for the person."""
    is_ticked: bool = False
    """True when only a contact counts that says it settled this plan."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Why, in Chinese and in English, with {named} values."""

    chinese: str
    english: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is due, for whom, when, and what settles it."""

    key: str
    name: Sentence
    subject: Subject
    trigger: Trigger
    applies: Condition
    resolved_by: Resolution
    window: Window
    priority: int
    """1 to 100; the higher, the sooner."""
    sentences: Mapping[str, Sentence]
    """``reason``, and ``first`` for when nobody has been there yet."""
    about: Condition | None = None
    """Which members of the household a household plan is about."""
    gives_way_to: tuple[str, ...] = ()
    """Plans of the same subject that, where they apply, make this one needless."""
    bundled: bool = True
    """False for work that is not done at the door."""
    postpone_days: int | None = None
    """How long it may be put off at once; None for as long as the worker says."""
    retry_days: int | None = None
    """Days until the next try when nobody was met; None for as the book says, 0 for the same day."""
    variants: tuple[tuple[Condition, "Plan"], ...] = ()
    """The plan as it is for a class; the first that holds is taken."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day in which people may be at home; minutes after midnight."""

    key: str
    name: Sentence
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Retries:
    """What to do when nobody was met."""

    after_days: int = 1
    others_after: int = 3
    """After so many tries the neighbours or the family are asked."""
    raises: int = 10
    """By how much it then matters more."""


@dataclass(frozen=True, slots=True)
class Book:
    """All plans, the classes of households, and the words that sentences use."""

    plans: tuple[Plan, ...]
    classes: tuple[tuple[str, Condition], ...] = ()
    """Colour of a household: the first whose condition holds, unless a worker has set one."""
    in_person: frozenset[str] = frozenset()
    missed: frozenset[str] = frozenset()
    effective: frozenset[str] = frozenset()
    """Outcomes that count where a plan names none."""
    parts: tuple[Part, ...] = ()
    retries: Retries = Retries()
    words: Mapping[str, Sentence] = field(default_factory=dict)
    """What codes are called: channels, outcomes, changes, spells, colours, notes."""

    def plan(self, key: str) -> Plan:
        """The plan of that key; raises LookupError."""
        for one in self.plans:
            if one.key == key:
                return one
        raise LookupError(key)
