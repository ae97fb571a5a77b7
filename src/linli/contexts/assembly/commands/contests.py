"""Lay a contest out, lead it from step to step, publish who is honoured, take an honour back."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.commands import ballots
from linli.contexts.assembly.models import Kind, State, Unit
from linli.contexts.assembly.models.contests import Contest, ContestEntry, ContestState, EntryState
from linli.contexts.assembly.policies import contests as policies
from linli.contexts.assembly.queries import contests as queries
from linli.contexts.assembly.states.contests import CONTEST, ENTRY
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded


@dataclass(frozen=True, slots=True)
class Wanted:
    """A contest as somebody wants it."""

    title: str
    kind: str
    until: date
    percent: int
    honours: int
    picks: int
    words: str = ""


@command("assembly.contest_drafted", policies.may_begin_contest)
def draft(actor: Actor, area: Area, /, *, wanted: Wanted) -> Contest:
    """Begin a contest; what counts is copied from the pack, so that it stays as it was announced."""
    if wanted.until < clock.today():
        raise BadInput(_("截止日期已经过去了。"), field="until")
    row = Contest(area=area, made_at=clock.now(), account_id=actor.account_id)
    _write(row, wanted)
    row.save(force_insert=True)
    note(area=area.code)
    return row


@command("assembly.contest_changed", policies.may_lead_contest)
def change(actor: Actor, contest: Contest, /, *, wanted: Wanted) -> Contest:
    """Change a draft."""
    row = db.lock_row(Contest, pk=contest.pk)
    if row.state != ContestState.DRAFT:
        raise NotAllowedNow(_("开始推荐以后，标准和票数占比不能再改。"))
    _write(row, wanted)
    row.save()
    note(area=row.area.code)
    return row


def _write(row: Contest, wanted: Wanted) -> None:
    kind = queries.kinds().get(wanted.kind)
    if kind is None:
        raise BadInput(field="kind")
    most = queries.usual()["most_percent"]
    if not 0 <= wanted.percent <= most:
        raise BadInput(_("居民投票最多占 %(most)s%%。"), field="percent", most=most)
    if len(wanted.title.strip()) < 4:
        raise BadInput(_("请写清楚评选的名称。"), field="title")
    if not 1 <= wanted.honours <= 99:
        raise BadInput(_("表彰的数目要大于零。"), field="honours")
    if not 1 <= wanted.picks <= 20:
        raise BadInput(_("每户最多选几个，要在 1 到 20 之间。"), field="picks")
    row.title, row.words, row.kind = wanted.title.strip(), wanted.words.strip(), wanted.kind
    row.unit, row.criteria = kind["unit"], kind["criteria"]
    row.percent, row.honours, row.picks, row.until = (
        wanted.percent, wanted.honours, wanted.picks, wanted.until,
    )  # fmt: skip


def _moved(contest: Contest, verb: str) -> Contest:
    row = db.lock_row(Contest, pk=contest.pk)
    row.state = CONTEST.after(verb, row.state)
    return row


@command("assembly.contest_called", policies.may_lead_contest)
def call(actor: Actor, contest: Contest, /) -> Contest:
    """Ask for places to be put forward; once more when there are too few."""
    verb = "call_again" if contest.state == ContestState.JUDGING else "call"
    row = _moved(contest, verb)
    row.until = max(row.until, clock.today())
    row.save(update_fields=["state", "until"])
    note(area=row.area.code)
    return row


@command("assembly.contest_judged", policies.may_lead_contest)
def judge(actor: Actor, contest: Contest, /) -> Contest:
    """No more places; the jury looks."""
    row = _moved(contest, "judge")
    if row.entries.filter(state=EntryState.PROPOSED).exists():
        raise NotAllowedNow(_("还有推荐等着核对，请先接受或说明原因。"))
    if row.entries.filter(state=EntryState.ACCEPTED).count() < 2:
        raise NotAllowedNow(_("至少要有两处参加，才好评选。"))
    row.save(update_fields=["state"])
    note(area=row.area.code)
    return row


@command("assembly.contest_vote_begun", policies.may_lead_contest)
def vote(actor: Actor, contest: Contest, /, *, days: int = 7) -> Contest:
    """Lay out the residents' vote: one for each household, with roll, papers and receipts."""
    row = _moved(contest, "vote")
    if row.percent == 0:
        raise NotAllowedNow(_("这次评选不计居民投票。"))
    if row.ballot is not None and row.ballot.state != State.CANCELLED:
        raise NotAllowedNow(_("居民投票已经发起了。"))
    rows = list(row.entries.filter(state=EntryState.ACCEPTED).order_by("area__code"))
    if len(rows) > ballots.MOST_OPTIONS:
        raise NotAllowedNow(
            _("选票上最多列 %(most)s 处，现在有 %(n)s 处；请分片评选。"),
            most=ballots.MOST_OPTIONS,
            n=len(rows),
        )
    for option, one in enumerate(rows, start=1):
        one.option = option
        one.save(update_fields=["option"])
    opens = clock.today() + timedelta(days=1)
    words = str(_("居民投票占总分的 %(percent)s%%，其余看评委现场打分。")) % {"percent": row.percent}
    wanted = ballots.Wanted(
        row.title[:70], Kind.QUESTION, Unit.HOUSEHOLD, opens, opens + timedelta(days=days), words,
        options=tuple(one.place for one in rows), most=min(row.picks, len(rows)),
    )  # fmt: skip
    row.ballot = ballots.draft(actor, row.area, wanted=wanted)
    row.save(update_fields=["state", "ballot"])
    note(target=row, area=row.area.code)
    return row


@command("assembly.contest_counted", policies.may_lead_contest)
def count(actor: Actor, contest: Contest, /) -> Contest:
    """Add jury and residents up by the published formula; every place needs its marks."""
    row = _moved(contest, "count")
    if row.percent and (row.ballot is None or row.ballot.state != State.PUBLISHED):
        raise NotAllowedNow(_("居民投票还没有公布结果，先把票数完。"))
    found = queries.count(row)
    if found.missing:
        raise NotAllowedNow(
            _("至少要 %(n)s 位评委打分，还差：%(places)s。"),
            n=queries.usual()["least_jurors"], places="、".join(found.missing),
        )  # fmt: skip
    for one in found.sums:
        if one.total is not None:
            one.entry.votes, one.entry.jury = one.votes, str(one.total.jury)
            one.entry.total = str(one.total.total)
            one.entry.save(update_fields=["votes", "jury", "total"])
    row.voted = found.ballots
    row.save(update_fields=["state", "voted"])
    note(area=row.area.code, places=len(found.sums), ballots=found.ballots)
    return row


@command("assembly.contest_published", policies.may_lead_contest)
def publish(actor: Actor, contest: Contest, /) -> Contest:
    """Publish the places that are honoured, without an order; the others are not shown."""
    row = _moved(contest, "publish")
    best = queries.count(row).honoured
    for one in row.entries.filter(state=EntryState.ACCEPTED):
        if str(one.pk) in best:
            one.state = ENTRY.after("honour", one.state)
            one.save(update_fields=["state"])
    row.published_on = clock.today()
    row.save(update_fields=["state", "published_on"])
    note(area=row.area.code, honoured=len(best))
    return row


@command("assembly.contest_cancelled", policies.may_lead_contest)
def cancel(actor: Actor, contest: Contest, /, *, reason: str) -> Contest:
    """Give a contest up; everybody sees why."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    row = _moved(contest, "cancel")
    if row.ballot is not None and row.ballot.state not in (State.PUBLISHED, State.CANCELLED):
        raise NotAllowedNow(_("居民投票还在进行，请先取消那次投票。"))
    row.ended_why = reason.strip()
    row.save(update_fields=["state", "ended_why"])
    note(area=row.area.code, reason=row.ended_why)
    return row


@command("assembly.contest_honour_revoked", policies.may_revoke)
def revoke(actor: Actor, entry: ContestEntry, /, *, reason: str) -> ContestEntry:
    """Take an honour back, in the open."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    row = db.lock_row(ContestEntry, pk=entry.pk)
    row.state = ENTRY.after("revoke", row.state)
    row.reason, row.revoked_on = reason.strip()[:200], clock.today()
    row.save(update_fields=["state", "reason", "revoked_on"])
    note(area=row.contest.area.code, reason=row.reason)
    return row
