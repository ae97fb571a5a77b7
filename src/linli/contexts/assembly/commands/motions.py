"""Motions: written until they say everything, talked about, voted on by hands that two people count."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as now_said
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly import policies
from linli.contexts.assembly.models import (
    HandCount,
    Meeting,
    MeetingState,
    Motion,
    MotionState,
)
from linli.contexts.assembly.queries import meeting_rules as rules
from linli.contexts.assembly.queries import meetings
from linli.contexts.assembly.states import MOTION
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.ballots import boxes
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded
from linli.kernel.phrases import listed

SAID = {"what": 80, "who": 60, "where": 80, "how_much": 120, "how": 300, "mover": 40}
OPEN = (MeetingState.DRAFT, MeetingState.ANNOUNCED, MeetingState.RUNNING)


class NotComplete(BadInput):
    """Nobody can vote on what is not said."""

    code = "motion_not_complete"
    sentence = _("动议还没写全，缺：%(missing)s。写全了大家才知道在表决什么。")


class NotEnoughHere(NotAllowedNow):
    """The quorum is not there."""

    code = "not_enough_here"
    sentence = _("现在不能表决。%(why)s")


class CountedTwice(NotAllowedNow):
    """The second count is another person's."""

    code = "counted_twice"
    sentence = _("您已经数过一遍了，请另一个人数第二遍。")


@command("assembly.motion_written", policies.meetings.may_hold)
def write(
    actor: Actor, meeting: Meeting, /, *, said: Mapping[str, Any], motion: Motion | None = None
) -> Motion:
    """Write a motion, or write on one; ``said``: item, what, who, when, where, how_much, how, mover."""
    row = db.lock_row(Meeting, pk=meeting.pk)
    if row.state not in OPEN:
        raise NotAllowedNow
    if len(str(said.get("what", "")).strip()) < 2:
        raise BadInput(_("请写明做什么。"), field="what")
    when: date | None = said.get("when")
    if when is not None and when < clock.today():
        raise BadInput(_("这一天已经过去了。"), field="when")
    held = db.lock_row(Motion, pk=motion.pk) if motion else _fresh(row)
    if held.state not in (MotionState.DRAFT, MotionState.DEBATED) or held.meeting_id != row.pk:
        raise NotAllowedNow(_("已经开始表决，不能再改。"))
    for name, most in SAID.items():
        setattr(held, name, str(said.get(name, "")).strip()[:most])
    held.when, held.item = when, said.get("item")
    if held.state == MotionState.DEBATED:
        _refuse_incomplete(held)
    held.save()
    note(target=row, area=row.area.code)
    return held


def _fresh(row: Meeting) -> Motion:
    return Motion(meeting=row, number=meetings.next_number(row.motions.all()))


def _refuse_incomplete(motion: Motion) -> None:
    if left := rules.missing(motion):
        raise NotComplete(missing=listed(left))


@command("assembly.motion_put", policies.meetings.may_move)
def put(actor: Actor, motion: Motion, /) -> Motion:
    """Talk about it now: it says everything, and nothing else is talked about."""
    row = step(motion, "put")
    _refuse_incomplete(row)
    if row.meeting.state != MeetingState.RUNNING:
        raise NotAllowedNow(_("开会以后才能提交讨论。"))
    if meetings.current(row.meeting) is not None:
        raise NotAllowedNow(_("一次只谈一件：前一个动议还没有结果。"))
    row.save()
    return row


@command("assembly.motion_withdrawn", policies.meetings.may_move)
def withdraw(actor: Actor, motion: Motion, /, *, reason: str) -> Motion:
    """Who moved it takes it back."""
    if len(reason.strip()) < 2:
        raise ReasonNeeded(field="reason")
    row = step(motion, "withdraw")
    row.ended_why = reason.strip()[:200]
    row.save()
    return row


@command("assembly.vote_called", policies.meetings.may_move)
def call_vote(actor: Actor, motion: Motion, /) -> Motion:
    """Everything was said: count hands, if enough are there."""
    row = step(motion, "call_vote")
    end_debate(row)
    row.save()
    return row


def end_debate(row: Motion) -> None:
    """Everything was said; NotAllowedNow where not enough are there, or it cannot be decided in the room."""
    if rules.kind_of(row.meeting.kind).rule == "owners":
        raise NotAllowedNow(_("业主共同决定的事要按面积和人数投票，举手不算。请改用投票表决。"))
    found = meetings.presence(row.meeting)
    if not found.is_enough:
        raise NotEnoughHere(why=found.test.words if found.test else now_said("还没有人报到。"))
    if row.speakers.filter(state="speaking").exists():
        raise NotAllowedNow(_("还有人在发言，请等他说完。"))
    row.speakers.filter(state="waiting").update(state="dropped")
    row.hand_counts.all().delete()


@command("assembly.debate_reopened", policies.meetings.may_move)
def reopen(actor: Actor, motion: Motion, /) -> Motion:
    """Talk a little longer; a vote without names goes on once somebody has voted."""
    row = step(motion, "reopen")
    row.hand_counts.all().delete()
    box, row.box = row.box, None
    if box is not None and boxes.is_begun(box):
        raise NotAllowedNow(_("已经有人投了票，请投完，由主持人结束投票。"))
    row.save()
    if box is not None:
        box.delete()
    return row


@command("assembly.hands_counted", policies.meetings.may_count)
def count_hands(actor: Actor, motion: Motion, /, *, hands: rules.Hands) -> Motion:
    """What one person counted; once a second person counted the same, the rule of the kind decides."""
    row = db.lock_row(Motion, pk=motion.pk)
    if row.state != MotionState.VOTING:
        raise NotAllowedNow(_("现在不在举手表决。"))
    present = meetings.there(row.meeting)
    if hands.votes_for + hands.votes_against + hands.abstained > present:
        raise BadInput(_("举手的比到会的（%(n)s）还多，请再数一遍。"), field="votes_for", n=present)
    note(target=row, area=row.meeting.area.code)
    first = row.hand_counts.order_by("at").first()
    if first is not None and first.by == actor.label:
        raise CountedTwice
    if first is None:
        _keep_count(actor, row, hands)
        return row
    if (first.votes_for, first.votes_against, first.abstained) != (
        hands.votes_for, hands.votes_against, hands.abstained,
    ):  # fmt: skip
        row.hand_counts.all().delete()
        row.counts_differed += 1
        row.save(update_fields=["counts_differed"])
        return row
    _keep_count(actor, row, hands)
    return decided(row, present, hands)


def _keep_count(actor: Actor, row: Motion, hands: rules.Hands) -> None:
    try:
        with db.write():
            HandCount.objects.create(
                motion=row, by=actor.label, votes_for=hands.votes_for, votes_against=hands.votes_against,
                abstained=hands.abstained, at=clock.now(),
            )  # fmt: skip
    except IntegrityError:
        raise CountedTwice from None


def decided(row: Motion, present: int, hands: rules.Hands) -> Motion:
    """By the rule of the kind: carried or rejected, with the numbers."""
    found = rules.decide(row.meeting, present, hands)
    row.state = MOTION.after("carry" if found.passed else "reject", row.state)
    row.present, row.is_valid, row.decided_at = present, found.is_valid, clock.now()
    row.votes_for, row.votes_against = hands.votes_for, hands.votes_against
    row.abstained = hands.abstained
    row.save()
    return row


def step(motion: Motion, verb: str) -> Motion:
    """The motion, held and moved; NotAllowedNow when its state does not offer the step; in a command."""
    row = db.lock_row(Motion, pk=motion.pk)
    row.state = MOTION.after(verb, row.state)
    note(area=row.meeting.area.code)
    return row
