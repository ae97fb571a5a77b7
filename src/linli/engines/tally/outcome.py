"""What did a rule decide, with every number that is needed to follow it?"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from linli.engines.tally.ties import Tie


class Verdict(StrEnum):
    """What became of a project when its turn came."""

    WON = "won"
    DOES_NOT_FIT = "does_not_fit"
    """It costs more than was left."""
    BELOW_THRESHOLD = "below_threshold"
    AFTER_STOP = "after_stop"
    """The rule had stopped at the first project that did not fit."""
    ABOVE_CAP = "above_cap"
    """Its category had no room left."""


@dataclass(frozen=True, slots=True)
class Step:
    """One project's turn where money goes to the most wanted first."""

    project: str
    score: int
    """Votes, or points in parts of 10 to the power of -``Election.point_decimals``."""
    cost: int
    left: int
    """Money that was left before its turn."""
    verdict: Verdict
    cap: str = ""
    """The tightest cap that it did not fit under, ``category:green``; empty for any other verdict."""
    room: int = 0
    """Money that was left under that cap."""

    @property
    def missing(self) -> int:
        """What was missing for its cost when its turn came, in all or under its cap; 0 where it was there."""
        return max(0, self.cost - (self.room if self.cap else self.left))


@dataclass(frozen=True, slots=True)
class NextInLine:
    """The project that would have come next, and what was missing."""

    project: str
    missing: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Who won, in the order of selection, and what is left; money in smallest parts."""

    winners: tuple[str, ...]
    cost: int
    unspent: int
    ties: tuple[Tie, ...] = ()
    next_in_line: NextInLine | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GreedyOutcome(Outcome):
    """The most wanted first, turn by turn."""

    steps: tuple[Step, ...] = ()
    threshold: int = 0
    """Score below which nothing could win."""
    stops: bool = False
    """Whether the first project that does not fit ended the count."""
    with_caps: bool = False
