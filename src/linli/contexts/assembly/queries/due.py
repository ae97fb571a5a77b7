"""What waits at the desk: votes whose time has come, papers for a second person or reader."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.assembly import policies
from linli.contexts.assembly.models import Ballot, Proxy, State
from linli.contexts.assembly.queries import ballots
from linli.contexts.assembly.states import RUN, TAKE
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.ballots.boxes import TAKEN_IN
from linli.kernel.ballots.models import Entry, HandIn, Seat
from linli.kernel.catalogue.manifest import Due

MOST = 20
RUNNING = (State.REVIEW, State.ANNOUNCED, State.OPEN, State.CLOSED)


def due(actor: Actor, today: date) -> Iterator[Due]:
    """For Today's desk; the same few queries for any number of votes."""
    if not actor.holds(TAKE):
        return
    rows = list(ballots.seen(actor).filter(state__in=RUNNING)[:MOST])
    opened = [one for one in rows if one.state == State.OPEN]
    second, papers = _for_second(actor, opened), _to_read(actor, opened)
    for row in rows:
        if actor.may(RUN, row.area.code) and (why := _for_leader(row)):
            yield _of(row, "lead", why, "assembly:ballot", row.closes_on)
        if n := second[row.pk]:
            words = _("有 %(n)s 份代收的票或委托书等您做第二人") % {"n": n}
            yield _of(row, "second", words, "assembly:take", today)
        if n := papers[row.pk]:
            words = _("票堆里有 %(n)s 张等您录入") % {"n": n}
            yield _of(row, "read", words, "assembly:read", today)


def _for_leader(row: Ballot) -> str:
    now = clock.now()
    if row.state == State.CLOSED:
        return _("已经计票，可以公布结果了")
    if row.state == State.OPEN and row.ends <= now:
        return _("投票时间到了，代收的票和票堆处理完就会自动计票")
    if row.state in (State.REVIEW, State.ANNOUNCED) and row.ends <= now:
        return _("投票日期已经过了，还没有开始，请取消后重新安排")
    if row.state == State.REVIEW and row.begins <= now:
        return _("到了开始日期，名册还没公示")
    return ""


def _for_second(actor: Actor, rows: list[Ballot]) -> Counter[object]:
    """Per vote: what others took in and this person may confirm; two queries."""
    boxes, here = {one.box_id: one.pk for one in rows if one.box_id}, policies.seats_seen(actor)
    taken = HandIn.objects.filter(here, box__in=list(boxes), state="waiting").exclude(first=actor.label)
    found: Counter[object] = Counter(boxes[box] for box in taken.values_list("box", flat=True))
    proxies = Proxy.objects.filter(here, ballot__in=rows, state="waiting").exclude(first_id=actor.account_id)
    found.update(proxies.values_list("ballot", flat=True))
    return found


def _to_read(actor: Actor, rows: list[Ballot]) -> Counter[object]:
    """Per vote: papers of the pile that this person has not read yet; two queries."""
    boxes = {one.box_id: one.pk for one in rows if one.box_id and policies.may_enter(actor, one)}
    seats = Seat.objects.filter(box__in=list(boxes), voted=True, channel__in=TAKEN_IN)
    found: Counter[object] = Counter(boxes[box] for box in seats.values_list("box", flat=True))
    for box, state, first in Entry.objects.filter(box__in=list(boxes)).values_list("box", "state", "first"):
        if state == Entry.State.AGREED or (state == Entry.State.WAITING and first == actor.label):
            found[boxes[box]] -= 1
    return found


def _of(row: Ballot, what: str, why: str, address: str, day: date) -> Due:
    return Due(f"assembly-{what}:{row.pk}", row.title, why, day, reverse(address, args=[row.pk]))
