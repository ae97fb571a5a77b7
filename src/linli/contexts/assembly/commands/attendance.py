"""Who is there: by the list at the door, or by the code on the wall and one's own phone."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly import policies
from linli.contexts.assembly.commands import slips
from linli.contexts.assembly.commands.taking_part import Hearer
from linli.contexts.assembly.models import Attendee, Meeting, MeetingState
from linli.contexts.assembly.queries.meeting_rules import kind_of
from linli.contexts.assembly.queries.meetings import Candidate
from linli.kernel import clock, db
from linli.kernel.actor import Actor, Home, Resident
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow

OPEN = (MeetingState.ANNOUNCED, MeetingState.RUNNING)


class AlreadyHere(NotAllowedNow):
    """Nobody is there twice."""

    code = "already_here"
    sentence = _("已经在名单上了。")


class WrongCode(BadInput):
    """Not what stands on the wall."""

    code = "wrong_code"
    sentence = _("报到码不对，请看会场屏幕上的数字。")


@dataclass(frozen=True, slots=True)
class Written:
    """Somebody of whom the register knows nothing: a guest, or a name on the list."""

    name: str
    door: str = ""
    counts: bool = False
    """True where this one belongs to the meeting, and only the register lacks him."""


@command("assembly.attended_by_list", policies.meetings.may_hold)
def check_in(actor: Actor, meeting: Meeting, /, *, found: Candidate) -> Attendee:
    """Somebody of the register signed the list."""
    row = _held(meeting)
    by_household = kind_of(row.kind).by_households and found.household
    return _there(
        row, Hearer(person=found.person, door=found.door, area=Area.objects.get(code=found.area_code)),
        str(found.household if by_household else found.person), Attendee.Channel.LIST,
    )  # fmt: skip


@command("assembly.guest_attended", policies.meetings.may_hold)
def check_in_guest(actor: Actor, meeting: Meeting, /, *, written: Written) -> Attendee:
    """Somebody whom the register does not know signed the list."""
    if not written.name.strip():
        raise BadInput(_("请写姓名。"), field="name")
    row, who = _held(meeting), Hearer(name=written.name, door=written.door, area=meeting.area)
    return _there(row, who, who.key[:64] if written.counts else "", Attendee.Channel.LIST)


@command("assembly.attended_by_phone", policies.meetings.may_come)
def attend(actor: Actor, meeting: Meeting, /, *, code: str) -> Attendee:
    """A resident is there, and read the code on the wall."""
    row = _held(meeting)
    if clock.today() < timezone.localdate(row.starts_at):
        raise NotAllowedNow(_("开会那天到了会场再报到。"))
    if code.strip() != row.code:
        raise WrongCode(field="code")
    home = _home(actor, row)
    visitor = actor.visitor if isinstance(actor, Resident) else None
    area = Area.objects.get(code=home.area_code)
    who = Hearer(visitor=visitor, person=home.person, door=home.place, area=area)
    unit: UUID | None = home.household if kind_of(row.kind).by_households else home.person
    return _there(row, who, str(unit or visitor), Attendee.Channel.PHONE)


@command("assembly.attendee_left", policies.meetings.may_hold)
def leave(actor: Actor, meeting: Meeting, attendee: Attendee, /) -> Attendee:
    """Somebody went home earlier, or came back."""
    row = _held(meeting)
    if attendee.meeting_id != row.pk:
        raise NotAllowedNow
    attendee.left_at = None if attendee.left_at else clock.now()
    attendee.save(update_fields=["left_at"])
    slips.follow(row)
    note(target=row, area=row.area.code)
    return attendee


@command("assembly.attendee_removed", policies.meetings.may_hold)
def remove(actor: Actor, meeting: Meeting, attendee: Attendee, /) -> None:
    """Somebody was put on the list by mistake."""
    row = _held(meeting)
    if attendee.meeting_id != row.pk:
        raise NotAllowedNow
    slips.refuse_voted(row, attendee)
    attendee.delete()
    slips.follow(row)
    note(target=row, area=row.area.code)


def _home(actor: Actor, row: Meeting) -> Home:
    code = row.area.code[:12] if row.area.kind == "compound" else row.area.code
    homes = actor.homes_in(code) if isinstance(actor, Resident) else []
    return next((one for one in homes if one.person), homes[0])


def _held(meeting: Meeting) -> Meeting:
    row = db.lock_row(Meeting, pk=meeting.pk)
    if row.state not in OPEN:
        raise NotAllowedNow(_("会还没通知，或已经开完，不能再报到。"))
    return row


def _there(row: Meeting, who: Hearer, unit: str, channel: str) -> Attendee:
    note(target=row, area=row.area.code)
    try:
        with db.write():
            made = Attendee.objects.create(
                meeting=row, key=who.key, visitor=who.visitor, person=who.person, name=who.name.strip()[:40],
                door=who.door[:60], area=who.area or row.area, unit_key=unit, channel=channel, at=clock.now(),
            )  # fmt: skip
    except IntegrityError:
        raise AlreadyHere from None
    slips.follow(row)
    return made
