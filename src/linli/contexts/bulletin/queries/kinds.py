"""Kinds of notices, as the pack gives them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils import translation

from linli.engines.deadlines import WorkCalendar, due_after, working_days_between
from linli.kernel import clock, packs
from linli.kernel.workdays.calendar import work_calendar


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of notice it is, and what that asks for."""

    key: str
    name: str
    english: str
    icon: str
    days: int
    """Of publicity; 0 when it has none."""
    unit: str
    """``working`` or ``calendar``."""
    second: bool
    """True when somebody else reads it before it is posted."""
    shown: int
    """Days on the board after its publicity, or after posting."""

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.english if translation.get_language() == "en" else self.name


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by key, in order."""
    return {row["key"]: Kind(**row) for row in packs.pack("bulletin")["kind"]}


def kind_of(key: str) -> Kind:
    """A kind; one that the pack no longer names still has its key."""
    return kinds().get(key) or Kind(key, key, key, "file-text", 0, "calendar", second=False, shown=30)


@dataclass(frozen=True, slots=True)
class Count:
    """How far a publicity is: the day that it is today, of how many."""

    day: int
    days: int
    unit: str
    ends_on: date
    is_full: bool


def last_day(kind: Kind, start: date) -> date | None:
    """The last day of a publicity that is posted on ``start``, which does not count itself."""
    if not kind.days:
        return None
    if kind.unit == "working":
        moment = clock.at_noon(start)
        return due_after(moment, kind.days, work_calendar()).date()
    return date.fromordinal(start.toordinal() + kind.days)


def count_of(
    kind: Kind, start: date | None, ends_on: date | None, calendar: WorkCalendar | None = None
) -> Count | None:
    """Where a publicity stands today; None for what has none.  Lists bring the calendar along."""
    if start is None or ends_on is None:
        return None
    today = min(clock.today(), ends_on)
    if kind.unit == "working":
        calendar = calendar or work_calendar()
        day, days = (working_days_between(start, d, calendar) for d in (today, ends_on))
    else:
        day, days = (today - start).days, (ends_on - start).days
    return Count(max(day, 0), days, kind.unit, ends_on, is_full=clock.today() > ends_on)
