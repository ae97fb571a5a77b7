"""Minutes: drafted from what happened, agreed to by the chair, then for everybody."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly import policies
from linli.contexts.assembly.commands import meeting_notices
from linli.contexts.assembly.commands.promises import Promised, Source, make_promise
from linli.contexts.assembly.commands.taking_part import Hearer
from linli.contexts.assembly.models import Meeting, MeetingState, Motion, MotionState, Promise, SourceKind
from linli.contexts.assembly.queries import minutes
from linli.contexts.assembly.states import MEETING
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import NotAllowedNow, ReasonNeeded
from linli.kernel.notices import post
from linli.kernel.phrases import listed

OPEN = (MeetingState.RUNNING, MeetingState.CLOSED)


@command("assembly.minutes_written", policies.meetings.may_hold)
def write(actor: Actor, meeting: Meeting, /, *, words: str) -> Meeting:
    """What the secretary adds to what Linli drafted."""
    row = db.lock_row(Meeting, pk=meeting.pk)
    if row.state not in OPEN:
        raise NotAllowedNow
    row.minutes_words = words.strip()[:4000]
    row.save(update_fields=["minutes_words"])
    note(area=row.area.code)
    return row


@command("assembly.resolution_assigned", policies.meetings.may_move)
def assign(  # noqa: PLR0913 - who does what until when
    actor: Actor, motion: Motion, /, *, title: str, who: str, due_on: date, account_id: int | None = None,
    means: str = "",
) -> Promise:  # fmt: skip
    """What was resolved becomes a promise, of which all who were there hear."""
    row = db.lock_row(Motion, pk=motion.pk)
    meeting = row.meeting
    if row.state != MotionState.PASSED or meeting.state in (MeetingState.WRITTEN, MeetingState.AGREED):
        raise NotAllowedNow(_("通过了的动议才能落实到人；纪要交出去以后请先退回。"))
    note(target=row, area=meeting.area.code)
    source = Source(SourceKind.MEETING, meeting.pk, meeting.title)
    wanted = Promised(source, title, due_on, who, account_id, means)
    made = make_promise(actor, meeting.area, wanted=wanted, heard_by=_hearers(meeting))
    row.promises.add(made)
    return made


def _hearers(meeting: Meeting) -> list[Hearer]:
    rows = meeting.attendees.select_related("area")
    ours = [Hearer(account_id=one) for one in (meeting.chair_id, meeting.account_id) if one is not None]
    return [
        *ours,
        *(
            Hearer(None, None if one.person else one.visitor, one.person, one.name, one.door, one.area)
            for one in rows
        ),
    ]


@command("assembly.minutes_submitted", policies.meetings.may_hold)
def submit(actor: Actor, meeting: Meeting, /) -> Meeting:
    """Give the minutes to the chair; everything that was resolved is in somebody's hands."""
    row = _step(meeting, "submit")
    if left := [one.what for one in minutes.unassigned(row)]:
        raise NotAllowedNow(_("这几项通过了，还没有落实到人：%(titles)s。"), titles=listed(left))
    row.minutes, row.written_by, row.returned_why = minutes.draft(row), actor.account_id, ""
    row.save()
    if row.chair_id is not None and row.chair_id != actor.account_id:
        post.tell([row.chair_id], "assembly.minutes_to_agree", minutes.page_of(row), title=row.title)
    return row


@command("assembly.minutes_sent_back", policies.meetings.may_agree)
def send_back(actor: Actor, meeting: Meeting, /, *, reason: str) -> Meeting:
    """Something is not as it was said."""
    if len(reason.strip()) < 2:
        raise ReasonNeeded(field="reason")
    row = _step(meeting, "send_back")
    row.returned_why, row.minutes = reason.strip()[:200], {}
    row.save()
    if row.written_by is not None and row.written_by != actor.account_id:
        post.tell([row.written_by], "assembly.minutes_returned", minutes.page_of(row), title=row.title)
    return row


@command("assembly.minutes_agreed", policies.meetings.may_agree)
def agree(actor: Actor, meeting: Meeting, /) -> Meeting:
    """That is how it was."""
    row = _step(meeting, "agree")
    row.agreed_by = actor.account_id
    row.save()
    return row


@command("assembly.minutes_published", policies.meetings.may_hold)
def publish(actor: Actor, meeting: Meeting, /) -> Meeting:
    """Everybody reads them."""
    row = _step(meeting, "publish")
    row.published_at = clock.now()
    row.save()
    meeting_notices.want_results(actor, row)
    ours = [one for one in (row.chair_id, row.account_id) if one is not None and one != actor.account_id]
    post.tell(ours, "assembly.minutes_published", minutes.page_of(row), title=row.title)
    return row


def _step(meeting: Meeting, verb: str) -> Meeting:
    row = db.lock_row(Meeting, pk=meeting.pk)
    row.state = MEETING.after(verb, row.state)
    note(area=row.area.code)
    return row
