"""Is a number large enough: 以上 includes the number, 过半数 is strictly more (Civil Code art. 1259)?"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor


class Side(StrEnum):
    """Whether the number itself is enough."""

    AT_LEAST = "at_least"
    """以上: the number itself is enough."""
    MORE_THAN = "more_than"
    """过半数: the number itself is not enough."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A part of a whole that must be reached or passed."""

    part: Fraction
    side: Side

    def met(self, have: Fraction, whole: Fraction) -> bool:
        """Whether it is reached; nothing out of nothing never is."""
        least = self.part * whole
        return whole > 0 and (have > least if self.side is Side.MORE_THAN else have >= least)

    def heads_missing(self, have: int, whole: int) -> int:
        """How many more would be enough of a whole that stays the same."""
        least = self.part * whole
        needed = floor(least) + 1 if self.side is Side.MORE_THAN else ceil(least)
        return max(0, max(1, needed) - have)


MAJORITY = Threshold(Fraction(1, 2), Side.MORE_THAN)
TWO_THIRDS = Threshold(Fraction(2, 3), Side.AT_LEAST)
THREE_QUARTERS = Threshold(Fraction(3, 4), Side.AT_LEAST)


class ConditionCode(StrEnum):
    """What is asked for."""

    AREA_TAKING_PART = "area_taking_part"
    PEOPLE_TAKING_PART = "people_taking_part"
    AREA_FOR = "area_for"
    PEOPLE_FOR = "people_for"
    MORE_FOR_THAN_AGAINST = "more_for_than_against"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition with its numbers."""

    code: ConditionCode
    have: Fraction
    whole: Fraction
    threshold: Threshold
    met: bool
    missing: Fraction
    """What would be enough beside what there is, if the whole stayed the same: whole people; of area with
    ``Side.MORE_THAN`` anything beyond this."""

    @property
    def reached(self) -> Fraction:
        """The part that there is of the whole; 0 of nothing."""
        return self.have / self.whole if self.whole else Fraction(0)


def of_people(code: ConditionCode, have: int, whole: int, threshold: Threshold) -> Condition:
    """A condition on a number of people."""
    met = threshold.met(Fraction(have), Fraction(whole))
    missing = Fraction(0 if met else threshold.heads_missing(have, whole))
    return Condition(code, Fraction(have), Fraction(whole), threshold, met, missing)


def of_area(code: ConditionCode, have: Fraction, whole: Fraction, threshold: Threshold) -> Condition:
    """A condition on an area."""
    met = threshold.met(have, whole)
    return Condition(
        code,
        have,
        whole,
        threshold,
        met,
        max(Fraction(0), threshold.part * whole - have) if not met else Fraction(0),
    )


def failed(conditions: Sequence[Condition]) -> tuple[ConditionCode, ...]:
    """The conditions that are not met."""
    return tuple(one.code for one in conditions if not one.met)
