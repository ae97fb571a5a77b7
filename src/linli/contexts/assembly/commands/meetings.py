"""Lay out a meeting, tell people in time, open it, close it, or give it up."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly import policies
from linli.contexts.assembly.commands import meeting_notices
from linli.contexts.assembly.models import Meeting, MeetingState
from linli.contexts.assembly.queries import meeting_rules as rules
from linli.contexts.assembly.queries.meetings import CURRENT
from linli.contexts.assembly.queries.responsible import account_in
from linli.contexts.assembly.states import MEETING
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded

DIGITS = 4


@dataclass(frozen=True, slots=True)
class Laid:
    """A meeting as somebody wants it."""

    kind: str
    title: str
    place: str
    starts_at: datetime
    chair_name: str = ""
    chair_id: int | None = None
    secretary_name: str = ""
    words: str = ""
    entitled: int = 0


class TooLate(BadInput):
    """The notice would not be out in time."""

    code = "too_late"
    sentence = _("%(kind)s要提前 %(days)s 天通知大家，最早 %(day)s 开。")


@command("assembly.meeting_planned", policies.meetings.may_call)
def plan(actor: Actor, area: Area, /, *, wanted: Laid) -> Meeting:
    """Begin to lay out a meeting."""
    row = Meeting(area=area, made_at=clock.now(), account_id=actor.account_id, code=_code())
    _write(row, wanted)
    row.save(force_insert=True)
    note(target=row, area=area.code)
    return row


def _code() -> str:
    return "".join(secrets.choice("23456789") for _n in range(DIGITS))


@command("assembly.meeting_changed", policies.meetings.may_hold)
def change(actor: Actor, meeting: Meeting, /, *, wanted: Laid) -> Meeting:
    """Change what was laid out, before the notice is out."""
    row = db.lock_row(Meeting, pk=meeting.pk)
    if row.state != MEETING.start:
        raise NotAllowedNow(_("通知已经发出，不能再改。要改时间地点，请按“改时间地点”，公告栏会跟着更正。"))
    _write(row, wanted)
    row.save()
    note(area=row.area.code)
    return row


def _write(row: Meeting, wanted: Laid) -> None:
    if wanted.kind not in rules.kinds():
        raise BadInput(_("请选是哪一种会。"), field="kind")
    kind = rules.kind_of(wanted.kind)
    if wanted.starts_at <= clock.now():
        raise BadInput(_("这个时间已经过去了。"), field="starts_at")
    if kind.body and not wanted.entitled:
        raise BadInput(_("请写应到多少，到会够不够要照这个数算。"), field="entitled")
    chair = account_in(row.area, wanted.chair_id)
    name = wanted.chair_name.strip() or (chair.name if chair else "")
    if not name:
        raise BadInput(_("请写明谁主持。"), field="chair_name")
    row.kind, row.title, row.place = wanted.kind, wanted.title.strip(), wanted.place.strip()
    row.starts_at, row.words, row.entitled = wanted.starts_at, wanted.words.strip(), wanted.entitled
    row.chair, row.chair_name, row.secretary_name = chair, name[:40], wanted.secretary_name.strip()[:40]


@command("assembly.meeting_announced", policies.meetings.may_hold)
def announce(actor: Actor, meeting: Meeting, /) -> Meeting:
    """Put the notice out: early enough for the kind, and with an agenda."""
    row = _step(meeting, "announce")
    if not row.items.exists():
        raise BadInput(_("还没有议程，先写上要谈什么。"))
    _in_time(row, row.starts_at, is_new_day=True)
    row.announced_at = clock.now()
    row.save()
    meeting_notices.want_notice(actor, row)
    return row


@command("assembly.meeting_moved", policies.meetings.may_hold)
def move(actor: Actor, meeting: Meeting, /, *, starts_at: datetime, place: str, reason: str) -> Meeting:
    """Another time or place once the notice is out: all read what it was and why; a new day in time."""
    why, where = reason.strip()[:200], place.strip()[:80]
    if len(why) < 2:
        raise ReasonNeeded(field="reason")
    row = db.lock_row(Meeting, pk=meeting.pk)
    if row.state != MeetingState.ANNOUNCED:
        raise NotAllowedNow
    if (starts_at, where) == (row.starts_at, row.place):
        raise BadInput(_("时间和地点都没有变。"), field="starts_at")
    before, day = timezone.localdate(row.starts_at), timezone.localdate(starts_at)
    _in_time(row, starts_at, is_new_day=day != before)
    row.moves = [*row.moves, {"starts_at": row.starts_at.isoformat(), "place": row.place, "why": why}]
    row.starts_at, row.place = starts_at, where
    row.save()
    note(target=row, area=row.area.code, reason=why)
    meeting_notices.reword_notice(row, why=why, restarts=day != before)
    return row


def _in_time(row: Meeting, starts_at: datetime, *, is_new_day: bool) -> None:
    """Whether people hear early enough of the day; its hour may change as long as it is not over."""
    if starts_at <= clock.now():
        raise BadInput(_("这个时间已经过去了。"), field="starts_at")
    kind = rules.kind_of(row.kind)
    first = rules.earliest(kind)
    if is_new_day and timezone.localdate(starts_at) < first:
        raise TooLate(kind=kind.label, days=kind.notice_days, day=first, field="starts_at")


@command("assembly.meeting_opened", policies.meetings.may_hold)
def open_meeting(actor: Actor, meeting: Meeting, /) -> Meeting:
    """Begin; not before its day."""
    row = _step(meeting, "open")
    if clock.today() < timezone.localdate(row.starts_at):
        raise NotAllowedNow(_("还没到开会的日子（%(day)s）。"), day=timezone.localdate(row.starts_at))
    row.opened_at = clock.now()
    row.save()
    return row


@command("assembly.meeting_closed", policies.meetings.may_hold)
def close(actor: Actor, meeting: Meeting, /) -> Meeting:
    """End it: nothing may be half decided."""
    row = _step(meeting, "close")
    if row.motions.filter(state__in=CURRENT).exists():
        raise NotAllowedNow(_("还有动议没有结果：请表决、改用投票表决，或撤回。"))
    row.closed_at = clock.now()
    row.save()
    return row


@command("assembly.meeting_cancelled", policies.meetings.may_hold)
def cancel(actor: Actor, meeting: Meeting, /, *, reason: str) -> Meeting:
    """Give it up; everybody reads why."""
    if len(reason.strip()) < 2:
        raise ReasonNeeded(field="reason")
    row = _step(meeting, "cancel")
    row.ended_why = reason.strip()[:200]
    row.save()
    if row.announced_at is not None:
        meeting_notices.unwant_notice(row)
    return row


def _step(meeting: Meeting, verb: str) -> Meeting:
    """The meeting, held and moved; NotAllowedNow when its state does not offer the step."""
    row = db.lock_row(Meeting, pk=meeting.pk)
    row.state = MEETING.after(verb, row.state)
    note(area=row.area.code)
    return row
