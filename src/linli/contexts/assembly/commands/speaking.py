"""Turns to speak: asked for, given for and against in turn, ended; so long and so often as the rules say."""

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly import policies
from linli.contexts.assembly.models import Motion, MotionState, Speaker
from linli.contexts.assembly.queries import meetings, speaking
from linli.contexts.assembly.queries.meeting_rules import order
from linli.contexts.assembly.states import TURN
from linli.kernel import clock, db
from linli.kernel.actor import Actor, Resident
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow


class SpokeEnough(NotAllowedNow):
    """Everybody so often, so that all are heard."""

    code = "spoke_enough"
    sentence = _("每人对一个动议最多说 %(n)s 次，请把时间留给别人。")


class InQueue(NotAllowedNow):
    """One turn at a time."""

    code = "in_queue"
    sentence = _("已经在排队了，轮到时会请。")


@command("assembly.speaker_added", policies.meetings.may_move)
def add(actor: Actor, motion: Motion, /, *, name: str, side: str) -> Speaker:
    """Somebody in the room raised a hand."""
    if not name.strip():
        raise BadInput(_("请写是谁。"), field="name")
    return _ask(motion, f"name:{name.strip()}"[:100], name.strip()[:40], side)


@command("assembly.turn_asked", policies.meetings.may_ask_to_speak)
def ask(actor: Actor, motion: Motion, /, *, side: str) -> Speaker:
    """A resident who is there asks by phone."""
    found = meetings.own_place(actor, motion.meeting) if isinstance(actor, Resident) else None
    if found is None:
        raise NotAllowedNow
    (name,) = meetings.names_of([found])
    shown = name or found.door or str(_("一位居民"))
    return _ask(motion, found.key, shown[:40], side)


def _ask(motion: Motion, key: str, name: str, side: str) -> Speaker:
    row = db.lock_row(Motion, pk=motion.pk)
    if row.state != MotionState.DEBATED:
        raise NotAllowedNow(_("现在不在讨论这个动议。"))
    if side not in Speaker.Side.values:
        raise BadInput(_("请先说赞成还是反对。"), field="side")
    had = row.speakers.filter(key=key, state=Speaker.State.SPOKE).count()
    if had >= order().times:
        raise SpokeEnough(n=order().times)
    note(target=row, area=row.meeting.area.code)
    try:
        with db.write():
            return Speaker.objects.create(motion=row, key=key, name=name, side=side, asked_at=clock.now())
    except IntegrityError:
        raise InQueue from None


@command("assembly.turn_given", policies.meetings.may_move)
def give_next(actor: Actor, motion: Motion, /) -> Speaker | None:
    """Whoever speaks has finished, and the next one by the rules begins; None when nobody waits."""
    row = _debated(motion)
    found = speaking.queue(row)
    if found.now is not None:
        _end(found.now)
    if not found.next:
        return None
    turn = found.next[0]
    turn.state, turn.began_at = TURN.after("speak", turn.state), clock.now()
    turn.save(update_fields=["state", "began_at"])
    return turn


@command("assembly.turn_ended", policies.meetings.may_move)
def stop(actor: Actor, motion: Motion, /) -> None:
    """Whoever speaks has finished, or the time is over."""
    found = speaking.queue(_debated(motion))
    if found.now is None:
        raise NotAllowedNow(_("现在没有人在发言。"))
    _end(found.now)


@command("assembly.turn_dropped", policies.meetings.may_move)
def drop(actor: Actor, motion: Motion, speaker: Speaker, /) -> Speaker:
    """Somebody does not want to speak any more."""
    row = _debated(motion)
    if speaker.motion_id != row.pk:
        raise NotAllowedNow
    speaker.state = TURN.after("drop", speaker.state)
    speaker.save(update_fields=["state"])
    return speaker


def _end(turn: Speaker) -> None:
    turn.state, turn.ended_at = TURN.after("stop", turn.state), clock.now()
    turn.save(update_fields=["state", "ended_at"])


def _debated(motion: Motion) -> Motion:
    row = db.lock_row(Motion, pk=motion.pk)
    if row.state != MotionState.DEBATED:
        raise NotAllowedNow(_("现在不在讨论这个动议。"))
    note(target=row, area=row.meeting.area.code)
    return row
