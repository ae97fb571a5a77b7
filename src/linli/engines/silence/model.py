"""What goes into hearing a home fall silent, and what comes out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Trouble = Literal["rollover", "backflow", "replaced", "gap", "bridged"]
AlarmKind = Literal["silence", "flow"]
Code = Literal[
    "never_this_long",
    "rarely_this_long",
    "still_learning",
    "water_keeps_running",
    "more_than_ever",
]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a meter said at one moment of the home's wall clock."""

    at: datetime
    register: float | None = None
    """Litres on the register; preferred, because it also tells what passed during a gap."""
    litres: float | None = None
    """Litres since the previous reading, where the register is not sent."""


@dataclass(frozen=True, slots=True)
class Interval:
    """What is known of the time between two readings."""

    until: float
    """Wall hours of its end."""
    hours: float
    """How long it lasted."""
    litres: float | None
    """Litres used in it; None when that cannot be known."""
    observed: bool
    """Short enough to say in which hour of the day the use was."""
    quiet_hours: float
    """Hours proven quiet: none when used, none when missing."""
    trouble: Trouble | None = None

    @property
    def used(self) -> bool:
        """Whether somebody surely used water in it."""
        return self.litres is not None and self.litres > 0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an alarm rang, in numbers that a sentence can be made of."""

    code: Code
    hours: float
    """How long it has been so, in hours."""
    since: datetime
    """The last sign of life, or the beginning of the flow."""
    rest_day: bool
    """Whether it began on a weekend or holiday."""
    usual_hours: float
    """Nine of ten silences begun so end within so many hours; of a flow, the longest the home is used to."""
    longest_hours: float
    """The longest one heard so far, begun at this time on such a day."""
    expected_hours: float
    """Hours with use that would have been usual in this time."""
    rarity: float
    """Chance that an ordinary silence, begun so, lasts this long."""
    known_days: int
    """Days of this home's past that speak here."""
    litres: float = 0.0
    """Litres of the flow."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers for a small picture: the usual day beside the day behind us."""

    usual: tuple[float, ...]
    """Chance of use in each hour 0–23 on a day of this kind."""
    used: tuple[bool, ...]
    """Use in each of the last 24 clock hours, the latest one last."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A home to call now."""

    at: datetime
    kind: AlarmKind
    silent_hours: float
    reason: Reason
    chart: Chart
