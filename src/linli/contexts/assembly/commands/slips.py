"""A vote without names in the room: one vote for each who is there, by phone or on a slip."""

from django.utils.translation import gettext as now_said
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly import policies
from linli.contexts.assembly.commands.ballots import SIDES
from linli.contexts.assembly.commands.motions import decided, end_debate
from linli.contexts.assembly.models import Attendee, Meeting, Motion, MotionState
from linli.contexts.assembly.queries import slips
from linli.contexts.assembly.queries.meeting_rules import Hands, kind_of
from linli.contexts.assembly.states import MOTION
from linli.engines.tally.ballots import Channel, Form, OptionsVote, Per
from linli.kernel import db
from linli.kernel.actor import Actor, Resident
from linli.kernel.ballots import boxes, casting, handing, publishing
from linli.kernel.ballots.models import Box, HandIn, Seat
from linli.kernel.ballots.refusals import AlreadyVoted, BoxShut, NotOnRoll
from linli.kernel.commands import command, note
from linli.kernel.errors import NotAllowedNow

SIDE_KEYS = tuple(key for key, _words in SIDES)


@command("assembly.secret_vote_called", policies.meetings.may_move)
def call(actor: Actor, motion: Motion, /) -> Motion:
    """Everything was said: whoever is there votes without names."""
    meeting = db.lock_row(Meeting, pk=motion.meeting_id)  # so that nobody comes in between
    row = db.lock_row(Motion, pk=motion.pk)
    row.state = MOTION.after("call_secret", row.state)
    end_debate(row)
    per = Per.HOUSEHOLD if kind_of(meeting.kind).by_households else Per.ADULT
    row.box = boxes.lay(
        meeting.area, f"assembly.motion:{row.pk}", Form(SIDE_KEYS, 1, 1), per=per, secret=True
    )
    entitled = boxes.enrol(row.box, slips.present(meeting))
    boxes.open_box(row.box)
    row.save()
    note(area=meeting.area.code, entitled=entitled)
    return row


def follow(meeting: Meeting) -> None:
    """Somebody came or went: the roll of a vote that runs follows.  Inside the write of a command."""
    for box in Box.objects.filter(pk__in=slips.running(meeting).values("box")):
        boxes.follow(box, slips.present(meeting))


def refuse_voted(meeting: Meeting, attendee: Attendee) -> None:
    """NotAllowedNow where somebody has voted in a vote that runs: who was there stays on the list."""
    boxes_open = slips.running(meeting).values("box")
    if (
        attendee.unit_key
        and Seat.objects.filter(box__in=boxes_open, key=attendee.unit_key, voted=True).exists()
    ):
        raise NotAllowedNow(_("这一位已经投过票，投票结束前不能从名单上去掉；走了的请记“先走了”。"))


@command("assembly.slip_cast", policies.meetings.may_cast)
def cast(actor: Actor, motion: Motion, /, *, choice: str) -> str:
    """Vote by one's own phone; the code of the receipt, which is kept nowhere."""
    box = _open(motion)
    key = slips.own_key(actor, motion) if isinstance(actor, Resident) else ""
    note(target=motion, area=motion.meeting.area.code)
    if not key:
        raise NotOnRoll
    _refuse_waiting(box, key)
    return casting.cast(box, key, ((choice,), ()))


def _refuse_waiting(box: Box, key: str) -> None:
    if box.hand_ins.filter(key=key, state=HandIn.State.WAITING).exists():
        raise AlreadyVoted(how=now_said("纸票"))


@command("assembly.slip_taken_in", policies.meetings.may_move)
def take_in(actor: Actor, motion: Motion, /, *, key: str) -> HandIn:
    """Somebody who is there put a paper slip into the box of the room."""
    seat = _open(motion).seats.filter(key=key).first()
    if seat is None:
        raise NotOnRoll
    note(area=motion.meeting.area.code)
    return handing.take_in(seat, Channel.PAPER, by=actor.label)


@command("assembly.slip_taken_back", policies.meetings.may_move)
def take_back(actor: Actor, motion: Motion, /, *, key: str) -> HandIn:
    """It was noted for the wrong one."""
    taken = _open(motion).hand_ins.filter(key=key, state=HandIn.State.WAITING).first()
    if taken is None:
        raise NotAllowedNow
    note(area=motion.meeting.area.code)
    return handing.withdraw(taken, reason=now_said("当场发现记错了人"))


@command("assembly.slips_confirmed", policies.meetings.may_count)
def confirm(actor: Actor, motion: Motion, /) -> int:
    """Be the second person for all slips that somebody else noted; how many."""
    waiting = _open(motion).hand_ins.filter(state=HandIn.State.WAITING).exclude(first=actor.label)
    done = [handing.confirm(taken, by=actor.label) for taken in waiting]
    note(target=motion, area=motion.meeting.area.code, slips=len(done))
    return len(done)


@command("assembly.slips_counted", policies.meetings.may_count)
def count(actor: Actor, motion: Motion, /, *, hands: Hands, spoiled: int) -> str:
    """What one person counted of the slips; a second person must count the same."""
    counted = dict(zip(SIDE_KEYS, (hands.votes_for, hands.votes_against, hands.abstained), strict=True))
    note(target=motion, area=motion.meeting.area.code)
    return casting.count_pile(_open(motion), counted, spoiled=spoiled, by=actor.label)


@command("assembly.secret_vote_closed", policies.meetings.may_move)
def close(actor: Actor, motion: Motion, /) -> Motion:
    """End it: only now does anybody see figures."""
    row = db.lock_row(Motion, pk=motion.pk)
    box = _open(row)
    turnout = boxes.turnout(box)
    if not turnout.voted:
        raise NotAllowedNow(_("还没有人投票。"))
    boxes.close_box(box)
    publishing.publish(box, OptionsVote(SIDE_KEYS, 1, 0), title=row.what)
    said = [one.choices[0] for one in publishing.slips_of(box)]
    row.spoiled = box.slips.filter(spoiled=True).count()
    note(area=row.meeting.area.code, voted=turnout.voted, entitled=turnout.entitled)
    return decided(row, turnout.entitled, Hands(*(said.count(key) for key in SIDE_KEYS)))


def _open(motion: Motion) -> Box:
    if motion.state != MotionState.SLIPS or motion.box is None:
        raise BoxShut
    return db.lock_row(Box, pk=motion.box.pk)  # so that a slip and a phone come one after the other
