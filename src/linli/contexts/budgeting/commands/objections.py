"""Objections: against a refusal once by its author, against candidates and results by any resident."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.contexts.budgeting import policies
from linli.contexts.budgeting.commands.proposals import OneObjection, refuse_other_speaker
from linli.contexts.budgeting.commands.rounds import step_proposal
from linli.contexts.budgeting.commands.telling import tell
from linli.contexts.budgeting.models import Objection, Proposal, Round, RoundState, Telling
from linli.contexts.budgeting.queries.rules import objection_until, usual
from linli.contexts.registry.api import Door
from linli.contexts.residents import api as residents
from linli.engines.deadlines import due_after
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded
from linli.kernel.refs import Ref
from linli.kernel.workdays.calendar import work_calendar

OPEN = (RoundState.CANDIDATES, RoundState.PUBLICITY, RoundState.CONFIRMED)
"""While something hangs out: candidates, the result, or a project that stands in for a fallen one."""


class TooLate(NotAllowedNow):
    """The days for an objection are over."""

    code = "objection_too_late"
    sentence = _("提出异议的时间到 %(day)s 为止，已经过了。有别的想法可以到社区当面说。")


@command("budgeting.refusal_objected", policies.is_author)
def object_to_refusal(actor: Actor, proposal: Proposal, /, *, words: str) -> Objection:
    """The author asks, once, that a refusal be looked at again."""
    return _against_refusal(proposal, words, Objection(visitor=policies.visitor_of(actor)))


@command("budgeting.refusal_objected_for", policies.may_answer_for_author)
def object_for(
    actor: Actor, proposal: Proposal, door: Door, /, *, words: str, asked: Mapping[str, Any]
) -> Objection:
    """Write down the objection of the author of a paper."""
    if proposal.visitor is not None:
        raise NotAllowedNow(_("这位提案人用手机，请他自己在手机上答复。"))
    refuse_other_speaker(proposal, asked)
    about = residents.Asked(str(Ref.of(proposal)), str(_("对审核结果提出异议")), **asked)
    row = _against_refusal(proposal, words, Objection())
    row.behalf = residents.act_for(actor, door.key, asked=about)
    row.save(update_fields=["behalf"])
    return row


def _against_refusal(proposal: Proposal, words: str, row: Objection) -> Objection:
    if Round.objects.get(pk=proposal.round_id).state not in (RoundState.SCREEN, RoundState.DELIBERATE):
        raise NotAllowedNow
    if Objection.objects.filter(proposal=proposal).exists():
        raise OneObjection
    last = objection_until(proposal)
    if last is not None and last < clock.today():
        raise TooLate(day=f"{last:%Y-%m-%d}")
    row.words = _said(words, "words")
    step_proposal(proposal, "object")
    row.round, row.proposal, row.at = proposal.round, proposal, clock.now()
    row.answer_by = _answer_by()
    row.save(force_insert=True)
    return row


@command("budgeting.objected", policies.belongs)
def object_to(actor: Actor, one: Round, /, *, words: str) -> Objection:
    """A resident objects to the candidates or the result, while they hang out."""
    row = db.lock_row(Round, pk=one.pk)
    if row.state not in OPEN or row.ends_on is None or row.ends_on < clock.today():
        raise NotAllowedNow(_("现在不在公示期，不能再提异议。"))
    note(target=row, area=row.community.code)
    return Objection.objects.create(
        round=row, words=_said(words, "words"), at=clock.now(), visitor=policies.visitor_of(actor),
        answer_by=_answer_by(),
    )  # fmt: skip


@command("budgeting.objection_answered", policies.may_run)
def answer(actor: Actor, one: Round, objection: Objection, /, *, words: str, upheld: bool) -> Objection:
    """Answer an objection in the open; an upheld one brings a refused proposal back."""
    row = db.lock_row(Objection, pk=objection.pk)
    if row.answered_at is not None or row.round_id != one.pk:
        raise NotAllowedNow
    row.answer, row.upheld = _said(words, "words"), upheld
    row.answered_at, row.answered_by = clock.now(), actor.account_id
    row.save()
    note(target=one, area=one.community.code)
    if row.proposal is not None:
        step_proposal(row.proposal, "uphold" if upheld else "dismiss")
        tell([row.proposal], Telling.UPHELD if upheld else Telling.DISMISSED)
    return row


def _answer_by() -> date:
    """Working days from today, with the make-up days of holidays."""
    return due_after(timezone.localtime(clock.now()), usual("answer_days"), work_calendar()).date()


def _said(words: str, field: str) -> str:
    if not words.strip():
        raise ReasonNeeded(field=field)
    if len(words) > 500:  # noqa: PLR2004 - as long as the column
        raise BadInput(_("最多写 500 个字。"), field=field)
    return words.strip()
