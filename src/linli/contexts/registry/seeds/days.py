"""On which day did something happen in the demonstration, seen from today?"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

REFERENCE = date(2026, 11, 16)
"""A Monday: the town is written down as of this day and moved in whole weeks to the present one."""

ROSTER = 945
"""Days between the roster that filled the register (15 April 2024, as of ``REFERENCE``) and today."""

YEAR = 365.2425
SEPTEMBER = 9


@dataclass(frozen=True, slots=True)
class Days:
    """Days counted back from the Monday on or before today, so that ages and delays always look the same."""

    anchor: date = REFERENCE

    @classmethod
    def until(cls, today: date) -> "Days":
        """The town as of the last whole week before ``today``."""
        return cls(REFERENCE + timedelta(weeks=(today - REFERENCE).days // 7))

    def ago(self, days: float) -> date:
        """So many days before the anchor."""
        return self.anchor - timedelta(days=round(days))

    @property
    def roster_on(self) -> date:
        """The day of the roster."""
        return self.ago(ROSTER)

    def born(self, age: float) -> date:
        """The birthday of someone of that age in years."""
        return self.anchor - timedelta(days=int(age * YEAR) + 1)

    def age(self, born_on: date) -> int:
        """Full years on the anchor day."""
        return age_on(born_on, self.anchor)

    @property
    def school_year(self) -> date:
        """1 September of the school year that runs."""
        year = self.anchor.year if self.anchor.month >= SEPTEMBER else self.anchor.year - 1
        return date(year, SEPTEMBER, 1)


def age_on(born_on: date, day: date) -> int:
    """Full years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def moment(day: date, minute: int = 0) -> datetime:
    """A moment of office hours on that day in the community's own time."""
    opened = datetime.combine(day, time(9, 0), tzinfo=timezone.get_default_timezone())
    return opened + timedelta(minutes=minute % 480)
