"""How often it was right to ring, week by week, and what it cost in calls: of a place, never by worker."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from linli.contexts.guard.models import TRUE, Alarm, AlarmStep, Call
from linli.contexts.guard.queries.alarms import seen
from linli.contexts.guard.queries.rules import first_moment
from linli.kernel import clock
from linli.kernel.actor import Actor

WEEKS = 8
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """What came of the alarms that were closed in a week."""

    begins: date
    closed: int
    right: int
    calls: int
    """Telephone calls that were made for them."""
    visits: int
    """Times that somebody stood at the door."""
    causes: tuple[tuple[str, int], ...]


def weeks(actor: Actor) -> list[Week]:
    """The last weeks, this one first, exercises left out; three queries."""
    monday = clock.today() - timedelta(days=clock.today().weekday())
    first = monday - (WEEKS - 1) * WEEK
    rows = seen(actor).filter(closed_at__gte=first_moment(first), drill=None).order_by()
    told = {pk: (at, cause) for pk, at, cause in rows.values_list("pk", "closed_at", "cause")}
    calls = Call.objects.filter(alarm__in=list(told)).exclude(way=Call.Way.TEXT)
    visits = AlarmStep.objects.filter(alarm__in=list(told), verb="arrive")
    of_calls = Counter(_monday(told[key][0]) for key in calls.values_list("alarm_id", flat=True))
    of_visits = Counter(_monday(told[key][0]) for key in visits.values_list("alarm_id", flat=True))
    days = [monday - back * WEEK for back in range(WEEKS)]
    causes = {day: [cause for at, cause in told.values() if _monday(at) == day] for day in days}
    return [_week(day, causes[day], of_calls[day], of_visits[day]) for day in days]


def _week(day: date, causes: Iterable[str], calls: int, visits: int) -> Week:
    counted = Counter(causes)
    named = tuple((str(Alarm.Cause(cause).label), n) for cause, n in counted.most_common())
    right = sum(n for cause, n in counted.items() if cause in TRUE)
    return Week(day, sum(counted.values()), right, calls, visits, named)


def _monday(at: datetime | None) -> date:
    day = timezone.localdate(at)
    return day - timedelta(days=day.weekday())
