"""The programming interface of the assembly: promises, meetings, open spaces and contests; reading only."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from linli.contexts.assembly.models import Meeting, Motion, Promise
from linli.contexts.assembly.queries import meetings, minutes, promises
from linli.contexts.assembly.queries.meeting_rules import kind_of
from linli.contexts.assembly.states import FOLLOW
from linli.contexts.assembly.views import space_endpoints
from linli.contexts.assembly.views.asked import Asked
from linli.kernel.access.guards import acting

router = Router()
router.add_router("", space_endpoints.router)


class PromiseLine(Schema):
    """One promise."""

    id: UUID
    title: str
    who: str
    means: str
    source_kind: str
    source_id: UUID | None
    source_title: str
    first_due_on: date
    due_on: date
    state: str
    is_overdue: bool
    ended_on: date | None
    area: str

    @classmethod
    def of(cls, row: Promise) -> "PromiseLine":
        """As everybody reads it."""
        return cls(
            id=row.pk, title=row.title, who=row.who, means=row.means, source_kind=row.source_kind,
            source_id=row.source_id, source_title=row.source_title, first_due_on=row.first_due_on,
            due_on=row.due_on, state=row.state, is_overdue=row.is_overdue, ended_on=row.ended_on,
            area=row.area.code,
        )  # fmt: skip


class StepLine(Schema):
    """Something that happened with a promise."""

    what: str
    words: str
    at: datetime
    day: date | None


class PromiseWhole(PromiseLine):
    """One promise with what happened."""

    steps: list[StepLine]


class MeetingLine(Schema):
    """One meeting."""

    id: UUID
    title: str
    kind: str
    kind_name: str
    place: str
    starts_at: datetime
    state: str
    area: str

    @classmethod
    def of(cls, row: Meeting) -> "MeetingLine":
        """As everybody reads it."""
        return cls(
            id=row.pk, title=row.title, kind=row.kind, kind_name=kind_of(row.kind).label, place=row.place,
            starts_at=row.starts_at, state=row.state, area=row.area.code,
        )  # fmt: skip


class MotionLine(Schema):
    """One motion and what came of it."""

    number: int
    what: str
    who: str
    when: date | None
    where: str
    how_much: str
    state: str
    votes_for: int
    votes_against: int
    abstained: int
    present: int

    @classmethod
    def of(cls, row: Motion) -> "MotionLine":
        """With its numbers."""
        names = list(cls.model_fields)
        return cls(**{name: getattr(row, name) for name in names})


class MeetingWhole(MeetingLine):
    """One meeting with agenda, motions, promises and minutes."""

    agenda: list[str]
    present: int
    entitled: int
    motions: list[MotionLine]
    promises: list[PromiseLine]
    minutes: dict[str, Any]


@router.get("/promises", response=list[PromiseLine])
def promise_lines(request: HttpRequest, asked: Query[Asked]) -> list[PromiseLine]:
    """Promises of the communities where one works, the soonest first."""
    rows = promises.narrowed(promises.seen(acting(request, FOLLOW)), asked.which, asked.words)
    return [PromiseLine.of(row) for row in rows[: asked.first]]


@router.get("/promises/{promise_id}", response=PromiseWhole)
def promise(request: HttpRequest, promise_id: UUID) -> PromiseWhole:
    """One promise with everything that happened."""
    row = promises.one(acting(request, FOLLOW), promise_id)
    steps = [
        StepLine(what=one.what, words=one.words, at=one.at, day=one.day) for one in promises.steps_of(row)
    ]
    return PromiseWhole(**PromiseLine.of(row).model_dump(), steps=steps)


@router.get("/meetings", response=list[MeetingLine])
def meeting_lines(request: HttpRequest, asked: Query[Asked]) -> list[MeetingLine]:
    """Meetings of the communities where one works, the newest first."""
    rows = meetings.seen(acting(request, FOLLOW), state=asked.state, words=asked.words)
    return [MeetingLine.of(row) for row in rows[: asked.first]]


@router.get("/meetings/{meeting_id}", response=MeetingWhole)
def meeting(request: HttpRequest, meeting_id: UUID) -> MeetingWhole:
    """One meeting with what came of it."""
    row = meetings.one(acting(request, FOLLOW), meeting_id)
    return MeetingWhole(
        **MeetingLine.of(row).model_dump(), agenda=[one.title for one in meetings.agenda(row)],
        present=meetings.there(row), entitled=row.entitled,
        motions=[MotionLine.of(one) for one in meetings.motions_of(row)],
        promises=[PromiseLine.of(one) for one in meetings.promises_of(row)],
        minutes=minutes.of(row) if row.opened_at else {},
    )  # fmt: skip
