"""The work on chosen projects: who does it, steps with photos, money to the fen, residents who look at it."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from linli.contexts.budgeting import policies
from linli.contexts.budgeting.commands.proposals import keep_photo
from linli.contexts.budgeting.commands.rounds import NotYet, refuse_running, step_proposal
from linli.contexts.budgeting.commands.telling import tell
from linli.contexts.budgeting.models import (
    Line,
    LineKind,
    Milestone,
    Proposal,
    ProposalState,
    Round,
    RoundState,
    Score,
    Telling,
)
from linli.contexts.budgeting.queries.own import grown_people
from linli.contexts.registry.api import Door
from linli.contexts.residents import api as residents
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded
from linli.kernel.files import store
from linli.kernel.refs import Ref

WORKING = (ProposalState.PROCURING, ProposalState.BUILDING, ProposalState.ACCEPTANCE, ProposalState.ACCEPTED)
BEST = 5
PAPERS = ("pdf", "jpeg", "png", "docx", "xlsx")


class AlreadyScored(NotAllowedNow):
    """One voice each."""

    code = "already_scored"
    sentence = _("您已经评过了，谢谢。")


class OverCost(BadInput):
    """More than residents decided."""

    code = "over_cost"
    sentence = _("超过了居民定下的金额。多出来的钱要另想办法，不能从这里付。")


@command("budgeting.work_procured", policies.may_lead)
def procure(actor: Actor, proposal: Proposal, /) -> Proposal:
    """Look for somebody who does it."""
    if Round.objects.get(pk=proposal.round_id).state != RoundState.CONFIRMED:
        raise NotYet(why=_("结果还没有确认。"))
    if proposal.stands_in_for_id is not None:
        refuse_running(Round.objects.get(pk=proposal.round_id))
    return step_proposal(proposal, "procure")


@command("budgeting.work_begun", policies.may_lead)
def begin_work(actor: Actor, proposal: Proposal, /, *, builder: str, how: str) -> Proposal:
    """Somebody was found; how, is told to everybody."""
    if not builder.strip() or not how.strip():
        raise BadInput(_("请写明谁来做、怎么选的。"), field="builder")
    return step_proposal(proposal, "begin_work", builder=builder.strip()[:60], chosen_how=how.strip()[:200])


@command("budgeting.milestone_planned", policies.may_lead)
def plan_milestone(actor: Actor, proposal: Proposal, /, *, words: str, due_on: date) -> Milestone:
    """A step of the work with its day."""
    if proposal.state not in (ProposalState.PROCURING, ProposalState.BUILDING) or not words.strip():
        raise NotAllowedNow
    note(target=proposal, area=proposal.round.community.code)
    return Milestone.objects.create(proposal=proposal, words=words.strip()[:80], due_on=due_on)


@command("budgeting.milestone_done", policies.may_lead)
def finish_milestone(
    actor: Actor,
    proposal: Proposal,
    milestone: Milestone,
    /,
    *,
    on: date,
    photo: tuple[bytes, str] | None = None,
) -> Milestone:
    """A step is done; a photo shows it where there is one."""
    row = db.lock_row(Milestone, pk=milestone.pk)
    if row.done_on is not None or row.proposal_id != proposal.pk:
        raise NotAllowedNow
    if on > clock.today():
        raise BadInput(_("这一天还没有到。"), field="on")
    row.done_on = on
    row.photo = keep_photo(actor, photo, proposal.round.community.code) if photo else None
    row.save()
    note(target=proposal, area=proposal.round.community.code)
    return row


@command("budgeting.money_written", policies.may_lead)
def write_line(
    actor: Actor, proposal: Proposal, /, *, told: Mapping[str, Any], paper: tuple[bytes, str] | None = None
) -> Line:
    """A contract or a payment; ``told``: kind, fen, on, words.  Never more than residents decided."""
    held = db.lock_row(Proposal, pk=proposal.pk)
    if held.state not in WORKING or held.round.state not in (RoundState.CONFIRMED, RoundState.AUDIT):
        raise NotAllowedNow
    kind, fen, on = told["kind"], told["fen"], told["on"]
    if kind not in LineKind.values or not fen or not str(told["words"]).strip():
        raise BadInput(field="amount")
    if on > clock.today():
        raise BadInput(_("这一天还没有到。"), field="on")
    total = (held.lines.filter(kind=kind).aggregate(n=Sum("fen"))["n"] or 0) + fen
    if total < 0:
        raise BadInput(_("冲减不能超过已经记的数。"), field="amount")
    if total > (held.cost or 0):
        raise OverCost(field="amount")
    contract = held.lines.filter(kind=LineKind.CONTRACT).aggregate(n=Sum("fen"))["n"]
    if kind == LineKind.PAID and contract is not None and total > contract:
        raise BadInput(_("付款超过了合同金额。"), field="amount")
    code = held.round.community.code
    kept = (
        store.keep(actor, store.Handed(paper[0], paper[1], "budgeting", code, PAPERS)).pk if paper else None
    )
    note(target=held, area=code, kind=kind, fen=fen)
    return Line.objects.create(
        proposal=held, kind=kind, fen=fen, on=on, words=str(told["words"]).strip()[:120], file=kept,
        at=clock.now(), account_id=actor.account_id,
    )  # fmt: skip


@command("budgeting.acceptance_asked", policies.may_lead)
def ask_acceptance(actor: Actor, proposal: Proposal, /) -> Proposal:
    """It is done: residents look at it and say what they think."""
    if proposal.milestones.filter(done_on=None).exists():
        raise NotYet(why=_("还有步骤没有做完。"))
    return step_proposal(proposal, "ask_acceptance")


@command("budgeting.scored", policies.belongs_to_works)
def score(actor: Actor, proposal: Proposal, /, *, stars: int, words: str = "") -> Score:
    """A resident says what he thinks of the finished work, once."""
    grown = grown_people(actor, proposal.round)
    if not grown:
        raise residents.NotLinked
    row = Score(visitor=policies.visitor_of(actor), person=grown[0])
    return _keep(proposal, row, stars, words)


@command("budgeting.scored_for", policies.may_answer_for)
def score_for(
    actor: Actor, proposal: Proposal, door: Door, /, *, stars: int, words: str, asked: Mapping[str, Any]
) -> Score:
    """Write down what somebody without a phone thinks of it."""
    about = residents.Asked(str(Ref.of(proposal)), str(_("评价做好的项目")), **asked)
    person: UUID | None = asked.get("person")
    db.lock_row(Proposal, pk=proposal.pk)  # before the trail, as whoever scores by phone does
    row = Score(behalf=residents.act_for(actor, door.key, asked=about), person=person)
    return _keep(proposal, row, stars, words)


def _keep(proposal: Proposal, row: Score, stars: int, words: str) -> Score:
    held = db.lock_row(Proposal, pk=proposal.pk)
    if held.state != ProposalState.ACCEPTANCE:
        raise NotAllowedNow
    if not 1 <= stars <= BEST:
        raise BadInput(_("请给 1 到 5 颗星。"), field="stars")
    row.proposal, row.stars, row.words, row.at = held, stars, words.strip()[:200], clock.now()
    row.lap = held.lap
    try:
        with db.write():
            row.save(force_insert=True)
    except IntegrityError:
        raise AlreadyScored from None
    note(target=proposal, area=proposal.round.community.code)
    return row


@command("budgeting.rework_asked", policies.may_lead)
def rework(actor: Actor, proposal: Proposal, /, *, reason: str) -> Proposal:
    """Residents found faults: the work goes on, and they may look again; what they said stays."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    row = step_proposal(proposal, "rework", lap=Proposal.objects.get(pk=proposal.pk).lap + 1)
    Milestone.objects.create(proposal=row, words=reason.strip()[:80], due_on=clock.today())
    note(reason=reason.strip()[:200])
    return row


@command("budgeting.work_accepted", policies.may_lead)
def accept(actor: Actor, proposal: Proposal, /) -> Proposal:
    """Residents looked at it, and said so."""
    if not proposal.scores.filter(lap=Proposal.objects.get(pk=proposal.pk).lap).exists():
        raise NotYet(why=_("还没有居民来验收评价。"))
    row = step_proposal(proposal, "accept")
    tell([row], Telling.ACCEPTED)
    return row
