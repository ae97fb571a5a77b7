"""On which days does a plan fall due for one subject?"""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zlib import crc32

from linli.engines.plans.conditions import Scope
from linli.engines.plans.model import Contact, Day, Household, Matter, Value
from linli.engines.plans.plan import (
    After,
    Anniversary,
    Calendar,
    During,
    Every,
    Expires,
    Open,
    Period,
    Plan,
    Window,
)

_MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time at which a plan falls due."""

    key: str
    """Tells the occasions of one plan apart; empty for those that only come again and again."""
    due_on: date
    since: datetime | None
    """Contacts from then on settle it; None: no contact so far did."""
    due_at: datetime | None = None
    opens_on: date | None = None
    """When it shows, if not so many days before its day as the plan says."""
    values: Mapping[str, Value] = field(default_factory=dict)
    is_first: bool = False

    def opening(self, window: Window) -> date:
        """From when on it shows."""
        return self.opens_on or self.due_on - timedelta(days=window.before_days)

    def is_shown(self, window: Window, day: Day) -> bool:
        """False when it has lapsed, or is too far ahead to matter."""
        if window.after_days is not None and (day.today - self.due_on).days > window.after_days:
            return False
        return (self.opening(window) - day.today).days <= max(window.along_days, day.ahead_days)


@dataclass(frozen=True, slots=True)
class Seen:
    """One subject as the triggers see it."""

    key: str
    scope: Scope
    household: Household
    since_on: date | None


def may_fall_due(plan: Plan, household: Household, day: Day) -> bool:
    """False where nothing has happened that could make it due: most plans at most doors.

    The community itself has no door to visit again and again: only matters and fixed days.
    """
    if not household.key and not isinstance(plan.trigger, Open | Calendar):
        return False
    match plan.trigger:
        case After(changes=kinds):
            return any(change.kind in kinds for change in household.changes)
        case During(spells=kinds):
            return any(spell.kind in kinds for spell in day.spells)
        case Open(matters=kind):
            return any(matter.kind == kind for matter in household.matters)
    return True


def occasions(plan: Plan, seen: Seen, day: Day) -> Iterator[Occasion]:
    """Every time that may matter on that day, also past ones; what comes again and again asks ``again``."""
    match plan.trigger:
        case After() as after:
            yield from _after(after, seen)
        case During() as during:
            yield from _during(during, day)
        case Anniversary() as anniversary:
            yield from _anniversaries(plan, anniversary, seen, day)
        case Expires() as expires:
            yield from _expiries(plan, expires, seen, day)
        case Calendar() as calendar:
            yield from _monthly(plan, calendar, day)
        case Open(matters=kind):
            yield from (_of_matter(plan, one, day) for one in _own(seen) if one.kind == kind)


def _own(seen: Seen) -> Iterator[Matter]:
    return (one for one in seen.household.matters if one.person == seen.scope.person)


def again(plan: Plan, every: Every, counted: Sequence[Contact], seen: Seen, day: Day) -> Occasion:
    """So many days after the last of the contacts that count."""
    if not counted:
        return _first(plan, every, seen, day)
    last = counted[-1]
    due_on = last.at.date() + timedelta(days=every.days)
    if every.period:
        due_on = min(due_on, _end_of_next(every.period, last.at.date()))
    values: dict[str, Value] = {
        "every_days": every.days,
        "last_on": last.at.date(),
        "last_channel": last.channel,
        "days_since": (day.today - last.at.date()).days,
    }
    return Occasion("", due_on, last.at + timedelta(microseconds=1), values=values)


def _first(plan: Plan, every: Every, seen: Seen, day: Day) -> Occasion:
    """Nobody has been there: spread by the key, so that a new community is not due in one day.

    Nothing is overdue from before the plans came into force; if that day is not known, nothing is overdue.
    """
    known = [on for on in (seen.since_on, day.started_on) if on is not None]
    within = every.first_within_days or every.days
    values: dict[str, Value] = {"every_days": every.days, "since_on": seen.since_on}
    if not known:
        return Occasion("", day.today, None, values=values, is_first=True)
    spread = 1 + crc32(f"{plan.key}:{seen.key}".encode()) % within
    due_on = max(known) + timedelta(days=spread)
    if day.started_on is None:
        due_on = max(due_on, day.today)
    return Occasion("", due_on, None, values=values, is_first=True)


def _end_of_next(period: Period, last: date) -> date:
    """The last day of the month, quarter or year after that of ``last``."""
    span = _MONTHS[period]
    month = (last.year * 12 + last.month - 1) // span * span + 2 * span - 1
    return _in_month(*divmod(month, 12), 31)


def _in_month(year: int, month: int, day: int) -> date:
    """``month`` counts from 0; a day that the month lacks is its last."""
    return date(year, month + 1, min(day, monthrange(year, month + 1)[1]))


def _after(after: After, seen: Seen) -> Iterator[Occasion]:
    """Of several changes that nobody has followed up, each asks for a visit; one visit settles them all."""
    told: set[str] = set()
    for change in seen.household.changes:
        if change.kind not in after.changes:
            continue
        if seen.scope.person and not after.is_anybody and change.person not in ("", seen.scope.person):
            continue
        due_at = change.at + timedelta(hours=after.within_hours)
        values: dict[str, Value] = {
            "change": change.kind,
            "changed_on": change.at.date(),
            "within_hours": after.within_hours,
        }
        key = f"{change.kind}@{change.at:%Y%m%dT%H%M}"
        if key in told:
            continue
        told.add(key)
        yield Occasion(key, due_at.date(), change.at, due_at, change.at.date(), values)


def _during(during: During, day: Day) -> Iterator[Occasion]:
    for spell in day.spells:
        if spell.kind in during.spells and spell.since_on <= day.today <= spell.until_on:
            due_on = min(spell.since_on + timedelta(days=during.within_days), spell.until_on)
            values: dict[str, Value] = {"spell": spell.kind, "until_on": spell.until_on}
            key, since = f"{spell.kind}@{spell.since_on:%Y%m%d}", _midnight(spell.since_on, day)
            yield Occasion(key, due_on, since, opens_on=spell.since_on, values=values)


def _anniversaries(plan: Plan, anniversary: Anniversary, seen: Seen, day: Day) -> Iterator[Occasion]:
    began = _day_of(seen, anniversary.of)
    if began is None:
        return
    for year in range(day.today.year - 1, day.today.year + 2):
        years = year - began.year
        if years > 0 and (not anniversary.years or years in anniversary.years):
            due_on = _in_month(year, began.month - 1, began.day)
            values: dict[str, Value] = {"years": years, "began_on": began}
            yield Occasion(str(years), due_on, _opening(plan, due_on, day), values=values)


def _expiries(plan: Plan, expires: Expires, seen: Seen, day: Day) -> Iterator[Occasion]:
    checked = _day_of(seen, expires.of)
    if checked is not None:
        due_on = checked + timedelta(days=expires.valid_days)
        values: dict[str, Value] = {"checked_on": checked, "valid_days": expires.valid_days}
        yield Occasion(f"{due_on:%Y%m%d}", due_on, _opening(plan, due_on, day), values=values)


def _monthly(plan: Plan, calendar: Calendar, day: Day) -> Iterator[Occasion]:
    """The last day gone by, and the next."""
    here = day.today.year * 12
    days = [
        _in_month(*divmod(here + step * 12 + month - 1, 12), calendar.day)
        for step in (-1, 0, 1)
        for month in sorted(calendar.months)
    ]
    at = bisect_right(days, day.today)
    for due_on in days[at - 1 : at + 1]:
        yield Occasion(f"{due_on:%Y%m%d}", due_on, _opening(plan, due_on, day))


def _of_matter(plan: Plan, matter: Matter, day: Day) -> Occasion:
    since = matter.opened_at or _opening(plan, matter.due_on, day)
    return Occasion(matter.key, matter.due_on, since, values=matter.values)


def _opening(plan: Plan, due_on: date, day: Day) -> datetime:
    return _midnight(due_on - timedelta(days=plan.window.before_days), day)


def _midnight(on: date, day: Day) -> datetime:
    return datetime.combine(on, time.min, tzinfo=day.now.tzinfo)


def _day_of(seen: Seen, attribute: str) -> date | None:
    held = seen.scope.facts.get(attribute)
    return held if isinstance(held, date) and not isinstance(held, datetime) else None
