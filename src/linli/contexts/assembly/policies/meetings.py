"""Who may call and run a meeting, come, speak, count hands, and agree to the minutes."""

from django.db.models import Q

from linli.contexts.assembly.models import Attendee, Meeting, MeetingState, Motion
from linli.contexts.assembly.states import AGREE, FOLLOW, HOLD
from linli.kernel.actor import Actor, Resident
from linli.kernel.areas.models import Area
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea

COMMUNITY = 12


def meetings_seen(actor: Actor) -> Q:
    """Meetings of the communities where one works."""
    return inside("area__code", tuple({code[:COMMUNITY] for code in actor.areas(FOLLOW)}))


def may_call(actor: Actor, area: Area) -> bool:
    """Call a meeting in a place."""
    if not actor.may(HOLD, area.code):
        raise OutsideYourArea
    return True


def may_hold(actor: Actor, meeting: Meeting, *_: object) -> bool:
    """Lay a meeting out, run it, write its minutes."""
    if not any(meeting.area.code.startswith(code[:COMMUNITY]) for code in actor.areas(FOLLOW)):
        raise OutsideYourArea
    return actor.may(HOLD, meeting.area.code)


def may_move(actor: Actor, motion: Motion, *_: object) -> bool:
    """Write a motion and lead it."""
    return may_hold(actor, motion.meeting)


def may_count(actor: Actor, motion: Motion) -> bool:
    """Count hands: who runs the meeting, or a resident who is there."""
    if isinstance(actor, Resident):
        return is_there(actor, motion.meeting)
    return may_hold(actor, motion.meeting)


def may_agree(actor: Actor, meeting: Meeting) -> bool:
    """Agree to the minutes: the chair; where a resident leads, somebody else than who wrote them."""
    if not any(meeting.area.code.startswith(code[:COMMUNITY]) for code in actor.areas(FOLLOW)):
        raise OutsideYourArea
    if meeting.chair_id is not None:
        return meeting.chair_id == actor.account_id
    return actor.may(AGREE, meeting.area.code) and meeting.written_by != actor.account_id


def is_linli(actor: Actor, meeting: Meeting) -> bool:
    """By the clock alone."""
    return bool(actor.system) and meeting.state != MeetingState.RUNNING


def is_linli_itself(actor: Actor, *_: object) -> bool:
    """When the board tells that something hangs there."""
    return bool(actor.system)


def may_come(actor: Actor, meeting: Meeting) -> bool:
    """Say by phone that one is there: a resident of the place."""
    if not (isinstance(actor, Resident) and actor.homes_in(_code(meeting.area))):
        raise OutsideYourArea
    return True


def may_ask_to_speak(actor: Actor, motion: Motion) -> bool:
    """Ask for a turn: a resident who is there."""
    if not isinstance(actor, Resident):
        raise OutsideYourArea
    return is_there(actor, motion.meeting)


def may_cast(actor: Actor, motion: Motion) -> bool:
    """Vote without names in the room: a resident who is there; nobody for anybody else."""
    return may_ask_to_speak(actor, motion)


def keys_of(resident: Resident) -> list[str]:
    """Under which keys a resident may be on the list of those who are there."""
    people = [f"person:{home.person}" for home in resident.homes if home.person]
    return [f"visitor:{resident.visitor}", *people]


def is_there(resident: Resident, meeting: Meeting) -> bool:
    """Whether a resident is on the list and has not left; 404 otherwise."""
    rows = Attendee.objects.filter(meeting=meeting, key__in=keys_of(resident), left_at=None)
    if meeting.state != MeetingState.RUNNING or not rows.exists():
        raise OutsideYourArea
    return True


def _code(area: Area) -> str:
    """Compounds lie beside the grids: whoever lives in the community may be of one."""
    return area.code[:COMMUNITY] if area.kind == "compound" else area.code
