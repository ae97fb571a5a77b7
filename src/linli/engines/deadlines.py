"""When is an answer due?  Working-day arithmetic with public holidays and make-up days (调休)."""

from collections.abc import Iterator, Sequence, Set
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


@dataclass(frozen=True, slots=True)
class Limit:
    """How long something may take; exactly one of the three is set."""

    working_days: int = 0
    working_minutes: int = 0
    """Minutes while offices are open."""
    minutes: int = 0
    """Minutes on the wall clock, by day and night: for danger to life, and for water, power and heat."""

    def __post_init__(self) -> None:
        given = [n for n in (self.working_days, self.working_minutes, self.minutes) if n]
        if len(given) != 1 or given[0] < 0:
            raise ValueError(f"a limit has one positive length, not {given}")


@dataclass(frozen=True, slots=True)
class Pause:
    """A time that does not count; without an end it still lasts."""

    since: datetime
    until: datetime | None = None


def due_at(
    start: datetime, limit: Limit, calendar: WorkCalendar, pauses: Sequence[Pause] = ()
) -> datetime | None:
    """When a limit that begins at ``start`` is over, or None while a pause still lasts.

    A pause pushes the end by what it took away: for a limit in working days, the working days after its first
    day up to its last; for the others its minutes (while offices are open).  A pause that begins after the
    end saves nobody: what is overdue stays overdue.  All moments are aware and of one time zone.
    """
    end = _plain_end(start, limit, calendar)
    for pause in sorted(pauses, key=lambda p: p.since):
        if pause.since > end:
            break
        if pause.until is None:
            return None
        end = _pushed(end, max(pause.since, start), pause.until, limit, calendar)
    return end


def _plain_end(start: datetime, limit: Limit, calendar: WorkCalendar) -> datetime:
    if limit.working_days:
        return due_after(start, limit.working_days, calendar)
    if limit.working_minutes:
        return after_working_minutes(start, limit.working_minutes, calendar)
    return start + timedelta(minutes=limit.minutes)


def _pushed(
    end: datetime, since: datetime, until: datetime, limit: Limit, calendar: WorkCalendar
) -> datetime:
    if until <= since:
        return end
    if limit.working_days:
        lost = working_days_between(since.date(), until.date(), calendar)
        return due_after(end, lost, calendar) if lost else end
    if limit.working_minutes:
        lost = working_minutes_between(since, until, calendar)
        return after_working_minutes(end, lost, calendar) if lost else end
    return end + (until - since)


def after_working_minutes(start: datetime, minutes: int, calendar: WorkCalendar) -> datetime:
    """The moment when offices have been open for ``minutes`` after ``start``."""
    day, left = start.date(), timedelta(minutes=minutes)
    while True:
        opens, closes = _hours_of(day, start, calendar)
        if opens < closes:
            if left <= closes - opens:
                return opens + left
            left -= closes - opens
        day += timedelta(days=1)


def working_minutes_between(first: datetime, last: datetime, calendar: WorkCalendar) -> int:
    """Whole minutes that offices were open from ``first`` to ``last``; 0 when ``last`` is earlier."""
    total = timedelta()
    for day in _days(first.date(), last.date()):
        opens, closes = _hours_of(day, first, calendar)
        total += max(min(closes, last) - opens, timedelta())
    return int(total.total_seconds() // 60)


def _hours_of(day: date, start: datetime, calendar: WorkCalendar) -> tuple[datetime, datetime]:
    """When offices open (not before ``start``) and close on ``day``; one moment twice when they do not."""
    opens = datetime.combine(day, calendar.opens_at, tzinfo=start.tzinfo)
    closes = datetime.combine(day, calendar.closes_at, tzinfo=start.tzinfo)
    if not calendar.is_working(day) or closes <= start:
        return closes, closes
    return max(opens, start), closes


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)
