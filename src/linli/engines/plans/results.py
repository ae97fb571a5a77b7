"""What is due, where, by when, and why today?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from linli.engines.plans.model import Household, Value


class State(StrEnum):
    """How a reason stands on the day one looks."""

    DUE = "due"
    """Within its window, or overdue."""
    ALONG = "along"
    """Not due yet, but worth doing while one is at the door for something else."""
    LATER = "later"
    """Due, but put off, or waiting for the next try after nobody was at home."""
    AHEAD = "ahead"
    """Opens within the days one looks ahead."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one goes to a door: one plan that is due for one person or household."""

    key: str
    """Plan, subject and occasion: postponements, hand-overs and ticks name it."""
    plan: str
    person: str
    """Empty when it concerns the household."""
    state: State
    due_from: date
    due_on: date
    due_at: datetime | None
    """Where hours count."""
    overdue_days: int
    priority: int
    channels: tuple[str, ...]
    """Which channels would satisfy it now."""
    must_be_in_person: bool
    """True when a call would not do this time."""
    tries: int
    """How often nobody was met since it opened."""
    not_before: date | None
    """Until when it is put off or waits for the next try."""
    template: str
    """Which of the plan's sentences says why."""
    values: Mapping[str, Value]
    bundled: bool
    """False for work that is not done at the door."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Everything due at one door, as one entry: the most urgent reason first."""

    key: str
    household: str
    person: str
    """The one person whom all reasons concern, if there is just one."""
    state: State
    due_from: date
    due_on: date
    overdue_days: int
    priority: int
    reasons: tuple[Reason, ...]
    worker: str
    """Who goes there today; empty when nobody does."""
    covers_for: str
    """Whom the worker stands in for, by leave or hand-over."""
    try_in: str
    """The part of the day worth trying after nobody was met; empty for any."""
    not_before: date | None

    @property
    def is_uncovered(self) -> bool:
        """True when nobody goes there."""
        return not self.worker

    @property
    def must_be_in_person(self) -> bool:
        """True when a call would not do for everything that is due."""
        return any(reason.must_be_in_person for reason in self.reasons if reason.state is State.DUE)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one plan stands for one subject; figures of completeness are counted from it."""

    plan: str
    is_satisfied: bool
    is_overdue: bool
    is_postponed: bool
    was_ever_met: bool
    was_met_this_month: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """One household, what is due there, and how its plans stand."""

    household: Household
    colour: str
    assignments: tuple[Assignment, ...]
    standings: tuple[Standing, ...]
