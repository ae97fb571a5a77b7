"""The reporter's clock in words: how long it may take, how much has gone by, what remains in working time."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.contexts.service_requests.models import OPEN, Request
from linli.contexts.service_requests.queries.clock import share_gone
from linli.engines.deadlines import Limit, WorkCalendar, working_days_between, working_minutes_between
from linli.kernel import clock
from linli.kernel.workdays.calendar import work_calendar

HOUR, DAY = 60, 24 * 60


@dataclass(frozen=True, slots=True)
class Clock:
    """How a clock stands."""

    allowed: str
    due_at: datetime | None
    left: str
    percent: int
    is_late: bool
    is_paused: bool
    is_over: bool
    """True once the result was reported: it runs no more."""


def clock_of(row: Request) -> Clock | None:
    """The clock of a request; None before it was given out."""
    if row.dispatched_at is None or not row.limit:
        return None
    limit, now = Limit(**row.limit), timezone.localtime(clock.now())
    over = row.state not in OPEN or row.reported_at is not None
    allowed = in_words(limit)
    if row.due_at is None:
        return Clock(allowed, None, "", 0, is_late=False, is_paused=not over, is_over=over)
    due = timezone.localtime(row.due_at)
    stands = timezone.localtime(row.reported_at or row.closed_at or now) if over else now
    calendar = work_calendar()
    percent = min(100, round(100 * share_gone(row, stands, calendar)))
    left = "" if over else _left(now, due, limit, calendar)
    return Clock(allowed, row.due_at, left, percent, is_late=stands > due, is_paused=False, is_over=over)


def _between(first: datetime, last: datetime, limit: Limit, calendar: WorkCalendar) -> int:
    if limit.minutes:
        return max(0, int((last - first).total_seconds() // 60))
    return working_minutes_between(first, last, calendar)


def in_words(limit: Limit) -> str:
    """7 个工作日, 2 小时, 30 分钟."""
    if limit.working_days:
        n = limit.working_days
        return ngettext("%(n)s 个工作日", "%(n)s 个工作日", n) % {"n": n}
    return spell(limit.minutes or limit.working_minutes)


def spell(minutes: int) -> str:
    """Minutes as people say them."""
    if minutes >= 2 * DAY:
        n = minutes // DAY
        return ngettext("%(n)s 天", "%(n)s 天", n) % {"n": n}
    if minutes >= HOUR:
        n = minutes // HOUR
        return ngettext("%(n)s 小时", "%(n)s 小时", n) % {"n": n}
    return ngettext("%(n)s 分钟", "%(n)s 分钟", minutes) % {"n": minutes}


def _left(now: datetime, due: datetime, limit: Limit, calendar: WorkCalendar) -> str:
    """What remains, or by how much it is late."""
    early, late = (now, due) if now <= due else (due, now)
    days = working_days_between(early.date(), late.date(), calendar) if not limit.minutes else 0
    if days >= 1:
        span = ngettext("%(n)s 个工作日", "%(n)s 个工作日", days) % {"n": days}
    else:
        span = spell(_between(early, late, limit, calendar))
    return _("还有 %(span)s") % {"span": span} if now <= due else _("已超过 %(span)s") % {"span": span}
