"""Leading a round from the sum of money to the vote, and from the result to the checked accounts."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.contexts.budgeting import policies
from linli.contexts.budgeting.commands.noticing import want
from linli.contexts.budgeting.commands.telling import tell
from linli.contexts.budgeting.models import (
    Proposal,
    ProposalState,
    Round,
    RoundState,
    Rule,
    Telling,
    Unit,
    VoteKind,
)
from linli.contexts.budgeting.queries.rules import categories, compounds_of, usual
from linli.contexts.budgeting.states import PROPOSAL, ROUND
from linli.facts.budgeting import RoundMoved
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note, publish
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded

TOLD = (
    "title", "words", "pool", "caps", "place_caps", "unit", "rule", "utility", "completion",
    "vote_kind", "most", "purse", "candidate_days", "publicity_days", "call_until", "vote_from", "vote_until",
)  # fmt: skip


class NotYet(NotAllowedNow):
    """Something else has to come first."""

    code = "not_yet"
    sentence = _("还不能做这一步：%(why)s")


@command("budgeting.round_planned", policies.may_plan)
def plan(actor: Actor, community: Area, /, *, told: Mapping[str, Any]) -> Round:
    """Begin a round: how much money, who votes, by which rule, by when."""
    now = clock.now()
    row = Round(community=community, made_at=now, account_id=actor.account_id)
    _take(row, {"candidate_days": usual("candidate_days"), "publicity_days": usual("publicity_days"), **told})
    given = Round.objects.filter(community=community, number__startswith=f"PB-{now:%Y}-").count()
    row.number = f"PB-{now:%Y}-{given + 1:02d}"
    row.save(force_insert=True)
    note(area=community.code)
    return row


@command("budgeting.round_changed", policies.may_run)
def change(actor: Actor, one: Round, /, *, told: Mapping[str, Any]) -> Round:
    """Put the plan right before residents are asked; afterwards only days that lie ahead may move."""
    row = db.lock_row(Round, pk=one.pk)
    ahead = {RoundState.CALL, RoundState.SCREEN, RoundState.DELIBERATE, RoundState.CANDIDATES}
    if row.state == RoundState.SETUP:
        _take(row, told)
    elif row.state in ahead:
        moved = (
            ("call_until", "vote_from", "vote_until")
            if row.state == RoundState.CALL
            else ("vote_from", "vote_until")
        )
        _take(row, {key: told[key] for key in moved if key in told})
    else:
        raise NotAllowedNow
    row.save()
    note(target=row, area=row.community.code)
    return row


def _take(row: Round, told: Mapping[str, Any]) -> None:
    for key in TOLD:
        if key in told:
            setattr(row, key, told[key])
    if not row.title.strip() or not row.words.strip():
        raise BadInput(_("请写明这笔钱叫什么、从哪里来、能做什么。"), field="words")
    if row.pool <= 0:
        raise BadInput(_("金额要大于零。"), field="pool")
    if not row.call_until < row.vote_from <= row.vote_until:
        raise BadInput(_("日期的先后不对：先截止征集，再开始投票，最后结束投票。"), field="vote_from")
    least, longest = usual("least_days"), usual("most_days")
    if not (least <= row.candidate_days <= longest and least <= row.publicity_days <= longest):
        raise BadInput(
            _("公示要 %(least)s 到 %(most)s 天。"), field="publicity_days", least=least, most=longest
        )
    _refuse_unknown(row)


def _refuse_unknown(row: Round) -> None:
    if row.unit not in Unit.values or row.rule not in Rule.values or row.vote_kind not in VoteKind.values:
        raise BadInput
    utilities = (
        ("cost", "cardinality", "score") if row.vote_kind == VoteKind.POINTS else ("cost", "cardinality")
    )
    if row.utility not in utilities:
        raise BadInput(_("这种计算方法要用打分的票。"), field="utility")
    if row.completion not in ("none", "add1", "add1u", "greedy"):
        raise BadInput(field="completion")
    if row.most < 1 or row.purse < 1:
        raise BadInput(field="most")
    if (row.caps or row.place_caps) and row.rule != Rule.GREEDY:
        raise BadInput(_("等额分配不设每一类的上限：钱跟着每个人的那一份走。"), field="caps")
    if any(key not in categories() or not 0 < fen <= row.pool for key, fen in row.caps.items()):
        raise BadInput(_("每一类的上限要大于零，不超过总额。"), field="caps")
    known = {place.code for place in compounds_of(row.community)} if row.place_caps else set()
    if any(code not in known or not 0 < fen <= row.pool for code, fen in row.place_caps.items()):
        raise BadInput(_("每个小区的上限要大于零，不超过总额。"), field="caps")


@command("budgeting.call_opened", policies.may_run)
def open_call(actor: Actor, one: Round, /) -> Round:
    """Residents may propose from now on."""
    if one.call_until < clock.today():
        raise NotYet(why=_("征集截止的日子已经过了，请先改日期。"))
    return _move(one, "open_call")


@command("budgeting.screening_begun", policies.may_run)
def begin_screening(actor: Actor, one: Round, /) -> Round:
    """No more proposals: those that came are judged."""
    if not one.proposals.exists():
        raise NotYet(why=_("还没有提案。"))
    if one.call_until >= clock.today():
        raise NotYet(why=_("征集还没有截止。"))
    return _move(one, "begin_screening")


@command("budgeting.deliberation_begun", policies.may_run)
def begin_deliberating(actor: Actor, one: Round, /) -> Round:
    """Everything is judged: authors and neighbours talk, merge and put right."""
    if one.proposals.filter(state__in=(ProposalState.PROPOSED, ProposalState.OBJECTED)).exists():
        raise NotYet(why=_("还有提案没有审核完，或有异议没有答复。"))
    return _move(one, "begin_deliberating")


@command("budgeting.candidates_posted", policies.may_run)
def post_candidates(actor: Actor, one: Round, /) -> Round:
    """The list of candidates hangs out for its days."""
    left = one.proposals.filter(state__in=(ProposalState.OBJECTED, ProposalState.PROPOSED))
    if left.exists():
        raise NotYet(why=_("还有提案没有审核完，或有异议没有答复。"))
    if one.proposals.filter(changes__state="asked").exists():
        raise NotYet(why=_("还有修改在等提案人答复。"))
    standing = one.proposals.filter(state=ProposalState.ELIGIBLE)
    if standing.count() < 2:  # noqa: PLR2004 - a choice needs two
        raise NotYet(why=_("候选项目至少要有两个。"))
    if standing.filter(cost=None).exists():
        raise NotYet(why=_("还有提案没有两个人估好费用。"))
    if standing.filter(cost__gt=one.pool).exists():
        raise NotYet(why=_("有提案比整笔钱还贵，请先和提案人商量。"))
    found = list(standing)
    standing.update(state=PROPOSAL.after("stand", ProposalState.ELIGIBLE))
    tell(found, Telling.CANDIDATE)
    row = _move(one, "post_candidates", days=one.candidate_days)
    want(actor, row, "candidates")
    return row


@command("budgeting.candidates_reopened", policies.may_run)
def reopen(actor: Actor, one: Round, /, *, reason: str) -> Round:
    """An objection was right: the list is talked over again."""
    one.proposals.filter(state=ProposalState.CANDIDATE).update(
        state=PROPOSAL.after("step_back", ProposalState.CANDIDATE)
    )
    return _move(one, "reopen", reason=_said(reason))


@command("budgeting.result_posted", policies.may_run)
def post_result(actor: Actor, one: Round, /) -> Round:
    """The result hangs out for its days."""
    row = _move(one, "post_result", days=one.publicity_days)
    want(actor, row, "result")
    return row


@command("budgeting.result_confirmed", policies.may_run)
def confirm(actor: Actor, one: Round, /) -> Round:
    """The days are over and every objection has its answer: the work may begin."""
    refuse_running(one)
    return _move(one, "confirm")


@command("budgeting.audit_begun", policies.may_run)
def begin_audit(actor: Actor, one: Round, /) -> Round:
    """All the work is accepted: somebody else checks the accounts."""
    working = (
        ProposalState.CHOSEN, ProposalState.PROCURING, ProposalState.BUILDING, ProposalState.ACCEPTANCE,
    )  # fmt: skip
    if one.proposals.filter(state__in=working).exists():
        raise NotYet(why=_("还有项目没有验收。"))
    return _move(one, "begin_audit")


@command("budgeting.round_closed", policies.may_audit)
def close(actor: Actor, one: Round, /, *, reason: str) -> Round:
    """The accounts were checked; ``reason`` says what was found."""
    row = _move(one, "close")
    row.audit_words, row.audited_by, row.closed_at = _said(reason), actor.account_id, clock.now()
    row.save(update_fields=["audit_words", "audited_by", "closed_at"])
    return row


@command("budgeting.round_cancelled", policies.may_run)
def cancel(actor: Actor, one: Round, /, *, reason: str) -> Round:
    """Before the vote a round may end, with a reason that everybody reads."""
    row = _move(one, "cancel", reason=_said(reason))
    row.cancelled_why = reason.strip()[:200]
    row.save(update_fields=["cancelled_why"])
    return row


def refuse_running(one: Round) -> None:
    """NotYet while days run, or an objection has no answer."""
    ends_on = Round.objects.values_list("ends_on", flat=True).get(pk=one.pk)
    if ends_on is None or ends_on >= clock.today():
        raise NotYet(why=_("公示的天数还没有满。"))
    if one.objections.filter(answered_at=None).exists():
        raise NotYet(why=_("还有异议没有答复。"))


def _move(one: Round, verb: str, *, days: int = 0, reason: str = "") -> Round:
    row = db.lock_row(Round, pk=one.pk)
    row.state = ROUND.after(verb, row.state)
    row.counted_from = clock.today() if days else None
    row.ends_on = clock.today() + timedelta(days=days) if days else None
    row.save(update_fields=["state", "counted_from", "ends_on"])
    note(target=row, area=row.community.code, reason=reason)
    publish(RoundMoved(row.pk, row.state, row.community.code))
    return row


def _said(reason: str) -> str:
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    return reason.strip()[:500]


def step_proposal(proposal: Proposal, verb: str, **more: Any) -> Proposal:
    """Move a proposal along its table and write what comes with it; inside a command."""
    row = db.lock_row(Proposal, pk=proposal.pk)
    row.state = PROPOSAL.after(verb, row.state)
    for key, value in more.items():
        setattr(row, key, value)
    row.save(update_fields=["state", *more])
    note(target=row, area=row.round.community.code)
    return row
