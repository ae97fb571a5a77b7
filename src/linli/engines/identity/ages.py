"""How old is a person (周岁) on a day, and which birthday that matters comes next?"""

from calendar import isleap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

ADULT = 18


@dataclass(frozen=True, slots=True)
class Birthday:
    """A birthday that changes what somebody may have or must get."""

    age: int
    day: date


def birthday(birth: date, age: int) -> date:
    """The day on which this age is reached.

    Somebody born on 29 February reaches it on 28 February of common years: where the month lacks the
    corresponding day, Civil Code art. 202 takes the last day of the month.
    """
    year = birth.year + age
    if (birth.month, birth.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return birth.replace(year=year)


def age_on(birth: date, day: date) -> int:
    """Full years lived (周岁) on this day, the birthday itself counting; negative before birth."""
    age = day.year - birth.year
    return age if day >= birthday(birth, age) else age - 1


def next_boundary(birth: date, after: date, ages: Iterable[int]) -> Birthday | None:
    """The first of these ages that is reached later than ``after``, with its day."""
    coming = (Birthday(age, birthday(birth, age)) for age in sorted(set(ages)))
    return next((found for found in coming if found.day > after), None)
