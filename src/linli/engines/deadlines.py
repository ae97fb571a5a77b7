"""When is an answer due?  Working-day arithmetic with public holidays and make-up days (调休)."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days count as working days: public holidays out, make-up days in."""

    holidays: Set[date] = frozenset()
    makeup_days: Set[date] = frozenset()
    opens_at: time = time(9, 0)
    closes_at: time = time(17, 30)

    def is_working(self, day: date) -> bool:
        """True when offices are open on ``day``."""
        return day in self.makeup_days or (day.weekday() < 5 and day not in self.holidays)


def due_after(start: datetime, working_days: int, calendar: WorkCalendar) -> datetime:
    """Closing time of the ``working_days``-th working day after ``start``; the day itself does not count."""
    day = start.date()
    left = working_days
    while left > 0:
        day += timedelta(days=1)
        left -= calendar.is_working(day)
    return datetime.combine(day, calendar.closes_at, tzinfo=start.tzinfo)


def working_days_between(first: date, last: date, calendar: WorkCalendar) -> int:
    """Working days after ``first`` up to and including ``last``; negative when ``last`` is earlier."""
    if last < first:
        return -working_days_between(last, first, calendar)
    return sum(calendar.is_working(day) for day in _days(first + timedelta(days=1), last))


def next_working_day(day: date, calendar: WorkCalendar) -> date:
    """``day`` itself when offices are open on it, else the first open day after it."""
    while not calendar.is_working(day):
        day += timedelta(days=1)
    return day


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)
