"""Proposing by phone or on paper, judging with a reason, changing with the author's consent."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from linli.contexts.budgeting import policies
from linli.contexts.budgeting.commands.rounds import step_proposal
from linli.contexts.budgeting.commands.telling import tell
from linli.contexts.budgeting.models import (
    Change,
    ChangeState,
    Channel,
    Estimate,
    Proposal,
    ProposalState,
    Round,
    RoundState,
    Telling,
)
from linli.contexts.budgeting.queries.rules import categories, clauses
from linli.contexts.registry.api import Door
from linli.contexts.residents import api as residents
from linli.facts.budgeting import ProposalJudged
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note, publish
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, ReasonNeeded
from linli.kernel.files import store
from linli.kernel.refs import Ref

PHOTOS = ("jpeg", "png", "webp")
AT_ONCE = 5
"""Proposals of one phone in one round."""


class CallOver(NotAllowedNow):
    """Proposals are taken only while the call is open."""

    code = "call_over"
    sentence = _("现在不在征集提案的时间里。")


class OneObjection(NotAllowedNow):
    """A refusal is talked over once."""

    code = "one_objection"
    sentence = _("这个提案已经提过一次异议，结果会在这里公开。")


@command("budgeting.proposed", policies.belongs)
def propose(
    actor: Actor, one: Round, /, *, told: Mapping[str, Any], photo: tuple[bytes, str] | None = None
) -> Proposal:
    """Propose by phone."""
    own = (
        one.proposals.filter(visitor=policies.visitor_of(actor))
        .exclude(state=ProposalState.WITHDRAWN)
        .count()
    )
    if own >= AT_ONCE and not actor.system:
        raise NotAllowedNow(_("一个人一轮最多提 %(n)s 个提案。"), n=AT_ONCE)
    return _make(actor, one, told, photo, Proposal(channel=Channel.PHONE, visitor=policies.visitor_of(actor)))


@command("budgeting.proposed_for", policies.may_write_down)
def propose_for(
    actor: Actor, one: Round, door: Door, /, *, told: Mapping[str, Any], asked: Mapping[str, Any],
    photo: tuple[bytes, str] | None = None,
) -> Proposal:  # fmt: skip
    """Write down a proposal that came on paper or at the counter; ``asked``: person or name, and the way."""
    row = _make(actor, one, told, photo, Proposal(channel=Channel.PAPER))
    words = str(_("提出预算提案")) + f" {row.key}"
    row.behalf = residents.act_for(actor, door.key, asked=residents.Asked(str(Ref.of(row)), words, **asked))
    row.save(update_fields=["behalf"])
    note(target=row, area=one.community.code)
    return row


def _make(
    actor: Actor, one: Round, told: Mapping[str, Any], photo: tuple[bytes, str] | None, row: Proposal
) -> Proposal:
    held = db.lock_row(Round, pk=one.pk)
    if held.state != RoundState.CALL or held.call_until < clock.today():
        raise CallOver
    for key in ("title", "words", "category", "place", "area", "wish"):
        setattr(row, key, told.get(key) or ("" if key not in ("area", "wish") else None))
    if row.category not in categories():
        raise BadInput(field="category")
    if not row.title.strip() or not row.words.strip() or not row.place.strip():
        raise BadInput(_("请写清楚想做什么、在哪里、为什么。"), field="words")
    if row.wish is not None and row.wish <= 0:
        raise BadInput(_("金额要大于零。"), field="wish")
    row.round, row.made_at = held, clock.now()
    row.number = (held.proposals.aggregate(last=Max("number"))["last"] or 0) + 1
    if photo is not None:
        row.photo = keep_photo(actor, photo, held.community.code)
    row.save(force_insert=True)
    note(target=row, area=held.community.code, number=row.number)
    return row


def keep_photo(actor: Actor, photo: tuple[bytes, str], code: str) -> UUID:
    """Store a picture after looking at what it is."""
    return store.keep(actor, store.Handed(photo[0], photo[1], "budgeting", code, PHOTOS)).pk


@command("budgeting.proposal_withdrawn", policies.is_author)
def withdraw(actor: Actor, proposal: Proposal, /) -> Proposal:
    """The author takes it back before it is a candidate."""
    return step_proposal(proposal, "withdraw")


@command("budgeting.estimated", policies.may_screen)
def estimate(actor: Actor, proposal: Proposal, /, *, fen: int, basis: str) -> Proposal:
    """Say what it costs; the number holds once two people find the same."""
    if fen <= 0 or not basis.strip():
        raise BadInput(_("请写估价和依据。"), field="amount")
    if actor.account_id is None:
        raise NotAllowed
    row = db.lock_row(Proposal, pk=proposal.pk)
    if row.state not in (ProposalState.PROPOSED, ProposalState.ELIGIBLE):
        raise NotAllowedNow
    found = {"fen": fen, "basis": basis.strip()[:200], "at": clock.now()}
    Estimate.objects.update_or_create(proposal=row, account_id=actor.account_id, defaults=found)
    others = row.estimates.exclude(account_id=actor.account_id)
    row.cost = fen if others.filter(fen=fen).exists() else None
    row.save(update_fields=["cost"])
    note(target=row, area=row.round.community.code)
    return row


@command("budgeting.proposal_passed", policies.may_screen)
def pass_screening(actor: Actor, proposal: Proposal, /) -> Proposal:
    """Nothing on the negative list speaks against it, and two people found what it costs."""
    _refuse_other_time(proposal, RoundState.SCREEN)
    if Proposal.objects.get(pk=proposal.pk).cost is None:
        raise NotAllowedNow(_("先由两个人估好费用，两人的数一样才算数。"))
    return _judged(step_proposal(proposal, "pass_screening", judged_on=clock.today()), Telling.PASSED)


@command("budgeting.proposal_refused", policies.may_screen)
def refuse(actor: Actor, proposal: Proposal, /, *, clause: str, reason: str) -> Proposal:
    """Refuse under a clause, with a reason the author and everybody reads."""
    _refuse_other_time(proposal, RoundState.SCREEN)
    if clause not in clauses():
        raise BadInput(field="clause")
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    note(reason=reason.strip()[:200])
    said = {"clause": clause, "refused_why": reason.strip()[:300], "judged_on": clock.today()}
    return _judged(step_proposal(proposal, "refuse", **said), Telling.REFUSED)


def _judged(row: Proposal, what: Telling) -> Proposal:
    tell([row], what)
    publish(ProposalJudged(row.pk, row.state, row.clause, row.round.community.code))
    return row


def _refuse_other_time(proposal: Proposal, *states: str) -> None:
    if Round.objects.get(pk=proposal.round_id).state not in states:
        raise NotAllowedNow


@command("budgeting.change_suggested", policies.may_screen)
def suggest_change(actor: Actor, proposal: Proposal, /, *, told: Mapping[str, Any], why: str) -> Change:
    """Ask the author to change the words, or to merge into another proposal (``told["into"]``)."""
    _refuse_other_time(proposal, RoundState.DELIBERATE)
    row = db.lock_row(Proposal, pk=proposal.pk)
    into: Proposal | None = told.get("into")
    if row.state != ProposalState.ELIGIBLE or row.changes.filter(state=ChangeState.ASKED).exists():
        raise NotAllowedNow(_("这个提案现在不能再提修改，可能还有一个修改在等答复。"))
    if not why.strip():
        raise ReasonNeeded(field="why")
    if into is not None and (
        into.pk == row.pk or into.round_id != row.round_id or into.state != ProposalState.ELIGIBLE
    ):
        raise BadInput(_("只能并入同一轮里另一个通过审核的提案。"), field="into")
    title, words = (str(told.get(key) or getattr(row, key)).strip() for key in ("title", "words"))
    if into is None and (title, words) == (row.title, row.words):
        raise BadInput(_("内容没有变，不用修改。"), field="words")
    note(target=row, area=row.round.community.code)
    tell([row], Telling.CHANGE)
    return Change.objects.create(
        proposal=row, title=title[:40], words=words, into=into, why=why.strip()[:200], asked_at=clock.now(),
        account_id=actor.account_id,
    )  # fmt: skip


@command("budgeting.change_answered", policies.is_author)
def answer_change(actor: Actor, proposal: Proposal, change: Change, /, *, agrees: bool) -> Change:
    """The author agrees or does not."""
    return _answer(proposal, change, agrees=agrees)


@command("budgeting.change_answered_for", policies.may_answer_for_author)
def answer_change_for(
    actor: Actor, proposal: Proposal, door: Door, change: Change, /, *, agrees: bool, asked: Mapping[str, Any]
) -> Change:
    """Write down what the author of a paper says to a change."""
    if proposal.visitor is not None:
        raise NotAllowedNow(_("这位提案人用手机，请他自己在手机上答复。"))
    refuse_other_speaker(proposal, asked)
    about = residents.Asked(str(Ref.of(proposal)), str(_("答复提案修改")), **asked)
    db.lock_row(Change, pk=change.pk)  # before the trail: whoever answers by phone takes them in this order
    change.behalf = residents.act_for(actor, door.key, asked=about)
    return _answer(proposal, change, agrees=agrees)


def refuse_other_speaker(proposal: Proposal, asked: Mapping[str, Any]) -> None:
    """Where the register knows the author of a paper, nobody else of the household answers."""
    records = residents.behalf_cards([proposal.behalf] if proposal.behalf else [])
    if any(record.person and record.person != asked.get("person") for record in records.values()):
        raise BadInput(_("请由提案人本人答复。"), field="person")


def _answer(proposal: Proposal, change: Change, *, agrees: bool) -> Change:
    _refuse_other_time(proposal, RoundState.DELIBERATE)
    row = db.lock_row(Change, pk=change.pk)
    if row.state != ChangeState.ASKED or row.proposal_id != proposal.pk:
        raise NotAllowedNow
    row.state = ChangeState.AGREED if agrees else ChangeState.DECLINED
    row.answered_at, row.behalf = clock.now(), change.behalf
    row.save(update_fields=["state", "answered_at", "behalf"])
    note(target=proposal, area=proposal.round.community.code)
    if not agrees:
        return row
    if row.into is not None:
        step_proposal(proposal, "merge", merged_into=row.into)
    else:
        Proposal.objects.filter(pk=proposal.pk).update(title=row.title, words=row.words)
    return row
