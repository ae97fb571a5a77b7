"""What waits at the desk in open spaces and contests, for who leads them and for who helps."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.contexts.assembly.models import State
from linli.contexts.assembly.models.contests import Contest, ContestEntry, ContestState, EntryState
from linli.contexts.assembly.models.spaces import OpenSpace, SpaceState
from linli.contexts.assembly.queries import contests, spaces
from linli.contexts.assembly.states.contests import HELP_CONTEST, LEAD_CONTEST
from linli.contexts.assembly.states.spaces import HELP, LEAD
from linli.kernel.actor import Actor
from linli.kernel.catalogue.manifest import Due

MOST = 20
ENDED = (SpaceState.CLOSED, SpaceState.CANCELLED)
OVER = (ContestState.PUBLISHED, ContestState.CANCELLED)


def due(actor: Actor, today: date) -> Iterator[Due]:
    """For Today's desk; a fixed number of queries."""
    if actor.holds(HELP):
        yield from _spaces(actor, today)
    if actor.holds(HELP_CONTEST):
        yield from _contests(actor, today)


def _spaces(actor: Actor, today: date) -> Iterator[Due]:
    hanging = Q(cards__withdrawn_why="") & (Q(cards__place=None) | Q(cards__round=None))
    rows = spaces.seen(actor).exclude(state__in=ENDED)
    for row in rows.annotate(loose=Count("cards", filter=hanging, distinct=True))[:MOST]:
        loose = int(row.loose)
        why = _to_hang(loose) if row.state == SpaceState.MARKET and loose else ""
        if not why and actor.may(LEAD, row.area.code):
            why = _to_lead(row, today)
        if why:
            day = max(row.on, today) if row.state == SpaceState.DRAFT else today
            page = reverse("assembly:space", args=[row.pk])
            yield Due(f"space-{row.state}:{row.pk}", row.title, why, day, page)


def _to_hang(loose: int) -> str:
    words = ngettext("还有 %(n)s 张题卡没排上时间地点", "还有 %(n)s 张题卡没排上时间地点", loose)
    return words % {"n": loose}


def _to_lead(row: OpenSpace, today: date) -> str:
    """What the one who leads it does next; nothing while it simply runs."""
    if row.state == SpaceState.DRAFT:
        is_past = row.on < today
        return _("定的日子过了，改个日子或取消") if is_past else _("邀请还没有发出去，题卡还收不了")
    if row.on > today:
        return ""
    told = {
        SpaceState.CALLING: _("到日子了：开集市，排时间地点"),
        SpaceState.MARKET: _("集市排好了，可以开始分组讨论"),
        SpaceState.PLANNING: _("商量好行动就可以结束，行动转为承诺"),
    }
    if row.on < today:
        told |= {
            SpaceState.TALKING: _("会开过了，请大家点选，再商量行动"),
            SpaceState.DOTS: _("会开过了，点选可以结束，商量行动"),
        }
    return told.get(SpaceState(row.state), "")


def _contests(actor: Actor, today: date) -> Iterator[Due]:
    rows = list(
        contests.seen(actor)
        .exclude(state__in=OVER)
        .annotate(
            proposed=Count("entries", filter=Q(entries__state=EntryState.PROPOSED), distinct=True),
            called=Count("jurors", distinct=True),
        )[:MOST]
    )
    short = _short_of_marks([row.pk for row in rows if row.state == ContestState.JUDGING])
    for row in rows:
        why = _to_check(row.proposed)
        if not why and actor.may(LEAD_CONTEST, row.area.code):
            why = _to_lead_contest(row, today, row.called, short[row.pk])
        if why:
            page = reverse("assembly:contest", args=[row.pk])
            yield Due(f"contest-{row.state}:{row.pk}", row.title, why, today, page)


def _short_of_marks(keys: list[UUID]) -> Counter[UUID]:
    """By contest: places with fewer marks than needed."""
    given = Count("marks", filter=Q(marks__is_aside=False))
    rows = ContestEntry.objects.filter(contest__in=keys, state=EntryState.ACCEPTED).annotate(given=given)
    return Counter(rows.filter(given__lt=contests.usual()["least_jurors"]).values_list("contest", flat=True))


def _to_check(proposed: int) -> str:
    words = ngettext("有 %(n)s 处推荐等核对", "有 %(n)s 处推荐等核对", proposed)
    return words % {"n": proposed} if proposed else ""


def _to_lead_contest(row: Contest, today: date, called: int, short: int) -> str:
    """What the one who leads it does next; nothing while it simply runs."""
    ballot = row.ballot.state if row.ballot else ""
    if row.state == ContestState.NOMINATING:
        return _("推荐截止了，请评委看现场") if row.until < today else ""
    if row.state == ContestState.JUDGING:
        return _to_judge(row, called, short)
    if row.state == ContestState.VOTING:
        told = {
            State.PUBLISHED.value: _("居民投票公布了，可以合计得分"),
            State.CANCELLED.value: _("居民投票取消了，请重新发起"),
        }
        return told.get(ballot, "")
    told = {
        ContestState.DRAFT.value: _("标准定好了就可以开始推荐"),
        ContestState.COUNTED.value: _("合计好了，等您公布获评的楼道"),
    }
    return told.get(row.state, "")


def _to_judge(row: Contest, called: int, short: int) -> str:
    least = contests.usual()["least_jurors"]
    if called < least:
        return _("评委还不够，至少要请 %(n)s 位") % {"n": least}
    if short:
        words = ngettext("还有 %(n)s 处评委没打够分", "还有 %(n)s 处评委没打够分", short)
        return words % {"n": short}
    return _("评委打好分了，可以发起居民投票") if row.percent else _("评委打好分了，可以合计得分")
