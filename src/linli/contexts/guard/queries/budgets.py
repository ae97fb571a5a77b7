"""Reading the budget of check calls: what holds, what other choices would mean, what really rang."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from linli.contexts.guard.models import TRUE, Alarm, Budget, HomeState
from linli.contexts.guard.queries.rules import first_moment, rules
from linli.engines import silence
from linli.kernel import clock
from linli.kernel.accounts.models import Account
from linli.kernel.areas.models import Area

WEEKS = 8
WEEK = timedelta(days=7)
WEEKS_OF_YEAR = silence.HOURS_OF_YEAR / 24 / 7
HEARD = (Alarm.Kind.SILENCE, Alarm.Kind.STILL, Alarm.Kind.FLOW)
"""Alarms that follow from a habit; a button or smoke rings whatever the budget."""


def calls_a_day(community: Area) -> Decimal:
    """What holds: the newest decision, else the pack's."""
    newest = Budget.objects.filter(community=community).order_by("-set_at", "-pk").first()
    return newest.calls_a_day if newest else Decimal(str(rules()["budget"]["calls_a_day"]))


def accepted(calls: float, homes: int) -> float:
    """Accepted false alarms per home-year for so many calls a day, within what makes sense."""
    limits = rules()["budget"]
    wanted = silence.accepted_by_day(calls, max(homes, 1))
    return float(min(max(wanted, limits["least_a_year"]), limits["most_a_year"]))


@dataclass(frozen=True, slots=True)
class Choice:
    """What one budget means."""

    calls: Decimal
    a_week: int
    """Check calls a week to be expected in the whole community."""
    wait: int
    """Hours from a stop of use to the alarm, in the mean."""
    most: int
    """Hours within which nine of ten ring."""
    is_now: bool
    bound: str
    """``least`` when even fewer calls cannot be met, ``most`` when more would change nothing, else empty."""


def choices(community: Area) -> list[Choice]:
    """The usual budgets, and the one that holds, from few calls to many; two queries."""
    homes, now = guarded(community), calls_a_day(community)
    listed = {Decimal(str(calls)) for calls in rules()["budget"]["choices"]} | {now}
    return [choice(calls, homes, is_now=calls == now) for calls in sorted(listed)]


def choice(calls: Decimal, homes: int, *, is_now: bool = False) -> Choice:
    """What one budget means for so many homes."""
    rate = accepted(float(calls), homes)
    mean, most = silence.expected_wait(rate)
    wanted = silence.accepted_by_day(float(calls), max(homes, 1))
    bound = "least" if rate > 1.01 * wanted else "most" if rate < 0.99 * wanted else ""
    return Choice(calls, round(rate * homes / WEEKS_OF_YEAR), round(mean), round(most), is_now, bound)


def guarded(community: Area) -> int:
    """Homes that are heard."""
    return HomeState.objects.filter(community=community).count()


@dataclass(frozen=True, slots=True)
class Week:
    """What really rang in a week."""

    since: date
    rang: int
    right: int
    """Of those, the ones in which something was the matter."""


def weeks(community: Area) -> list[Week]:
    """What rang in the last weeks, this one last; one query."""
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    first = monday - (WEEKS - 1) * WEEK
    rows = Alarm.objects.filter(
        community=community, kind__in=HEARD, raised_at__gte=first_moment(first), drill=None
    )
    found = [Week(first + n * WEEK, 0, 0) for n in range(WEEKS)]
    for at, cause in rows.values_list("raised_at", "cause"):
        place = _week_of(at, first)
        week = found[place]
        found[place] = Week(week.since, week.rang + 1, week.right + (cause in TRUE))
    return found


def _week_of(at: datetime, first: date) -> int:
    return min((timezone.localdate(at) - first).days // 7, WEEKS - 1)


def history(community: Area) -> list[tuple[Budget, str]]:
    """Former decisions, newest first, and who made them; two queries."""
    rows = list(Budget.objects.filter(community=community).order_by("-set_at", "-pk")[:20])
    names = Account.objects.in_bulk({row.account_id for row in rows if row.account_id})
    return [(row, names[row.account_id].name if row.account_id in names else "") for row in rows]
