"""Meetings as lists and cards: for those who run them, for those who come, for everybody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.contexts.assembly import policies
from linli.contexts.assembly.models import (
    AgendaItem,
    Attendee,
    Meeting,
    MeetingState,
    Motion,
    MotionState,
    Promise,
    SourceKind,
)
from linli.contexts.assembly.queries.meeting_board import hung
from linli.contexts.assembly.queries.meeting_rules import Attendance, attendance
from linli.contexts.assembly.queries.rolls import doorsteps_of
from linli.contexts.assembly.states import AGREE, HOLD, MEETING, OPEN, PUBLIC
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.actor import Actor, Resident
from linli.kernel.db import inside
from linli.kernel.workflow import Step

CURRENT = (MotionState.DEBATED, MotionState.VOTING, MotionState.SLIPS)
FOUND = 12
MOST = 20
AFTER = (MeetingState.CLOSED, MeetingState.WRITTEN, MeetingState.AGREED)


def seen(actor: Actor, *, state: str = "", words: str = "") -> QuerySet[Meeting]:
    """Meetings of the communities where one works, those to come first."""
    rows = Meeting.objects.filter(policies.meetings.meetings_seen(actor)).select_related("area", "chair")
    if state in MeetingState.values:
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(place__icontains=words))
    return rows.order_by("-starts_at", "-pk")


def one(actor: Actor, meeting_id: UUID) -> Meeting:
    """One meeting; Meeting.DoesNotExist outside the communities where one works."""
    return seen(actor).get(pk=meeting_id)


TOLD = Q(state__in=PUBLIC) | Q(state=MeetingState.CANCELLED, announced_at__isnull=False)
"""What everybody may see: what was announced, also when it was called off afterwards."""


def shown_in(code: str) -> QuerySet[Meeting]:
    """Meetings of a community that everybody may see."""
    rows = Meeting.objects.filter(TOLD, area__code__startswith=code).select_related("area")
    return rows.order_by("-starts_at", "-pk")


def shown(meeting_id: UUID) -> Meeting:
    """One meeting that everybody may see; Meeting.DoesNotExist otherwise."""
    return Meeting.objects.select_related("area", "chair").get(TOLD, pk=meeting_id)


def offered(actor: Actor, row: Meeting) -> list[Step]:
    """The steps that this person may press now."""
    found = []
    for step in MEETING.open_from(row.state):
        is_chairs = step.verb in ("send_back", "agree")
        may = policies.meetings.may_agree if is_chairs else policies.meetings.may_hold
        if may(actor, row):
            found.append(step)
    return found


def agenda(row: Meeting) -> list[AgendaItem]:
    """The items with their papers and motions, in order; three queries."""
    motions = Prefetch("motions", Motion.objects.select_related("ballot").order_by("number"))
    return list(row.items.prefetch_related("papers", motions).order_by("number"))


def motions_of(row: Meeting) -> list[Motion]:
    """All motions in order."""
    rows = row.motions.select_related("item", "ballot", "meeting__area").order_by("number")
    return list(rows)


def current(row: Meeting) -> Motion | None:
    """The motion that is talked about or voted on now."""
    rows = row.motions.filter(state__in=CURRENT).select_related("item", "meeting__area", "box")
    return rows.order_by("number").first()


def motion_of(actor: Actor, motion_id: UUID) -> Motion:
    """One motion; Motion.DoesNotExist outside the communities where one works."""
    rows = Motion.objects.select_related("meeting__area", "item", "ballot__area", "box")
    return rows.get(pk=motion_id, meeting__in=seen(actor))


def promises_of(row: Meeting) -> list[Promise]:
    """What was promised there."""
    found = Promise.objects.filter(source_kind=SourceKind.MEETING, source_id=row.pk)
    return list(found.select_related("area").order_by("due_on"))


def there(row: Meeting) -> int:
    """How many count as present now: people, or households that were not counted yet."""
    rows = row.attendees.filter(left_at=None).exclude(unit_key="")
    return int(rows.aggregate(n=Count("unit_key", distinct=True))["n"])


def presence(row: Meeting) -> Attendance:
    """How many are there, and whether that is enough."""
    return attendance(row, there(row))


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who is there, with a name."""

    row: Attendee
    name: str


def attendees(row: Meeting) -> list[Guest]:
    """Who is there, by door; two queries."""
    rows = list(row.attendees.select_related("area").order_by("area__code", "door", "at"))
    return [Guest(one, name) for one, name in zip(rows, names_of(rows), strict=True)]


def names_of(rows: Sequence[Attendee]) -> list[str]:
    """Their names; one query."""
    people = registry.members([one.person for one in rows if one.person])
    return [people[one.person].name if one.person in people else one.name for one in rows]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of the register who may be there."""

    person: UUID
    household: UUID | None
    name: str
    door: str
    area_code: str
    is_there: bool


def candidates(row: Meeting, words: str) -> list[Candidate]:
    """Adults of the place whose door or name was typed; few queries for any number."""
    if not words:
        return []
    homes = {home.key: home for home in doorsteps_of(row.area)}
    by_door = {key for key, home in homes.items() if home.place.startswith(words)}
    by_door = by_door or {key for key, home in homes.items() if words in home.place}
    members: Iterable[registry.Member] = [
        one for people in registry.members_behind(by_door).values() for one in people
    ]
    if not by_door:
        members = [
            one for one in registry.members_in(row.area.code[:12]) if words in one.name and one.home in homes
        ]
    known = set(row.attendees.values_list("person", flat=True))
    today = clock.today()
    grown = [one for one in members if one.home in homes and (one.born_on is None or one.is_adult(today))]
    return [
        Candidate(
            one.key, one.household, one.name, homes[one.home].place, homes[one.home].area_code,
            one.key in known,
        )
        for one in grown[:FOUND]
        if one.home is not None
    ]  # fmt: skip


def own_place(resident: Resident, row: Meeting) -> Attendee | None:
    """As whom a resident is there; None when not."""
    return row.attendees.filter(key__in=policies.meetings.keys_of(resident)).first()


def waiting_for(actor: Actor, today: date) -> list[tuple[Meeting, str, date]]:
    """What meetings want of this person today: to be held, written down, agreed to, published."""
    if actor.account_id is None:
        return []
    mine = Q(account_id=actor.account_id) | Q(chair_id=actor.account_id)
    led_by_others = Q(chair=None, state=MeetingState.WRITTEN) & inside("area__code", actor.areas(AGREE))
    asking = (MeetingState.ANNOUNCED, MeetingState.RUNNING, *AFTER)
    rows = Meeting.objects.filter(mine | led_by_others, state__in=asking).select_related("area")
    found = []
    for row in rows.order_by("starts_at")[:MOST]:
        start = timezone.localtime(row.starts_at)
        words = _wanted(actor, row, today, start)
        if words:
            is_late = row.state == MeetingState.ANNOUNCED and start.date() > today
            found.append((row, words, today if is_late else max(start.date(), today)))
    return found


def _wanted(actor: Actor, row: Meeting, today: date, start: datetime) -> str:
    is_chair = row.chair_id == actor.account_id
    if row.state == MeetingState.WRITTEN:
        may = is_chair or (row.chair_id is None and row.written_by != actor.account_id)
        return _("纪要写好了，等您看过同意") if may else ""
    if row.state in (MeetingState.ANNOUNCED, MeetingState.RUNNING):
        if start.date() <= today:
            return _("今天 %(time)s 开会") % {"time": f"{start:%H:%M}"}
        board = hung(row, today)
        return _("通知贴出得晚了，请改时间") if board is not None and board.is_late else ""
    if row.account_id != actor.account_id:
        return ""
    return _("会开完了，等您写纪要") if row.state == MeetingState.CLOSED else _("纪要同意了，等您公布")


def to_forget(before: date) -> list[Meeting]:
    """Meetings that ended before a day, with names on the list and nothing promised left open."""
    made_there = Promise.objects.filter(source_kind=SourceKind.MEETING).exclude(source_id=None)
    still = made_there.filter(state__in=OPEN).values("source_id")
    ended = Q(closed_at__date__lt=before) | Q(state=MeetingState.CANCELLED, starts_at__date__lt=before)
    named = Attendee.objects.exclude(key__startswith="gone:").values("meeting")
    return list(Meeting.objects.filter(ended, pk__in=named).exclude(pk__in=still).select_related("area"))


def coming(codes: Iterable[str]) -> list[Meeting]:
    """Meetings that are announced or running in some communities, the soonest first."""
    going = (MeetingState.ANNOUNCED, MeetingState.RUNNING)
    rows = Meeting.objects.filter(inside("area__code", tuple(codes)), state__in=going)
    return list(rows.select_related("area").order_by("starts_at")[:20])


def holds(actor: Actor) -> bool:
    """Whether one may call meetings anywhere."""
    return actor.holds(HOLD)


def next_number(rows: QuerySet[AgendaItem] | QuerySet[Motion]) -> int:
    """The number after the last one."""
    last = rows.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1
