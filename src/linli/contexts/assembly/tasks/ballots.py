"""Votes open and close by the clock; rolls are forgotten when their time is over."""

from datetime import date

from django.db.models import Q

from linli.contexts.assembly.commands import ballots, keeping
from linli.contexts.assembly.models import Ballot, State
from linli.contexts.assembly.queries.ballots import may_begin_at
from linli.kernel import clock
from linli.kernel.actor import linli
from linli.kernel.errors import Refusal

OVER = (State.PUBLISHED, State.CANCELLED)


def turn_the_page() -> int:
    """Open what is due, close what is over; how many.  Where papers wait, a person decides first."""
    now, today, turned = clock.now(), clock.today(), 0
    waiting = Ballot.objects.filter(state=State.ANNOUNCED, opens_on__lte=today, closes_on__gte=today)
    for row in waiting.select_related("area", "box"):
        first = may_begin_at(row)
        if first is not None and first <= now < row.ends:
            turned += _try(ballots.open_ballot, row)
    for row in Ballot.objects.filter(state=State.OPEN, closes_on__lte=today).select_related("area", "box"):
        if row.ends <= now:
            turned += _try(ballots.close, row)
    return turned


def _try(step: object, row: Ballot) -> int:
    """One step by the clock; what holds it up is told in Today, and is no failure."""
    try:
        step(linli("assembly"), row)  # type: ignore[operator]
    except Refusal:
        return 0
    return 1


def forget_rolls(before: date) -> int:
    """Forget the rolls of votes that ended before a day; how many lines and papers went."""
    rows = Ballot.objects.filter(Q(state__in=OVER), closes_on__lt=before, box__erasure=None)
    found = [keeping.erase(linli("assembly"), row) for row in rows.exclude(box=None).select_related("area")]
    return sum(one.lines + one.papers for one in found)
