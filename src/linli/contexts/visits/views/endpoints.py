"""The programming interface of visits: what is due, the visits of a door, recording one."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from linli.contexts.registry import api as registry
from linli.contexts.visits import policies
from linli.contexts.visits.commands.telling import Told
from linli.contexts.visits.commands.visits import Found, Promised, Visited, record
from linli.contexts.visits.models import Finding, Visit
from linli.contexts.visits.queries import visits
from linli.contexts.visits.queries.sheet import due_at
from linli.contexts.visits.queries.words import categories
from linli.kernel import clock
from linli.kernel.access.guards import acting
from linli.kernel.commands import once
from linli.kernel.errors import BadInput

router = Router()
MOST = 1000


class Waiting(Schema):
    """One thing that is due at a door."""

    key: str
    door: str
    place: str
    title: str
    why: str
    due_on: date
    priority: int
    person: str
    try_in: str


@router.get("/due", response=list[Waiting], summary="到期要走访的：哪户、为什么、最晚哪天")
def due(request: HttpRequest, door: UUID | None = None) -> Any:
    """Everything due at doors in one's area, or at one door; the most urgent first."""
    found = due_at(acting(request, policies.RECORD), door)
    return [
        Waiting(
            key=one.key, door=one.household, place=one.place, title=one.title, why=one.why,
            due_on=one.due_on, priority=one.priority, person=one.person,
            try_in=one.part.name if one.part else "",
        )
        for one in found
        if one.household
    ][:MOST]  # fmt: skip


class Done(Schema):
    """One visit."""

    id: UUID
    at: datetime
    channel: str
    outcome: str
    by: str
    companions: str
    seen: list[UUID]


@router.get("/doors/{uuid:door}/visits", response=list[Done], summary="一户的走访记录，新的在前")
def at_door(request: HttpRequest, door: UUID) -> Any:
    """The visits at one door; what was said is read on the page."""
    actor = acting(request, policies.VIEW)
    registry.door(actor, door)
    rows = visits.at_door(actor, door)
    names, seen = visits.names_of(rows), visits.seen_in(rows)
    return [
        Done(
            id=row.pk, at=row.at, channel=row.channel, outcome=row.outcome,
            by=names.get(row.account_id or 0, ""), companions=row.companions, seen=seen.get(row.pk, []),
        )
        for row in rows
    ]  # fmt: skip


class Person(Schema):
    """What was said about one person."""

    state: str = ""
    """seen, stays, moved_out, died."""
    on: date | None = None
    values: dict[str, str] = {}
    """Field keys and what was said."""


class Noticed(Schema):
    """A problem or a need."""

    category: str
    words: str = ""


class Promise(Schema):
    """What one will come back with."""

    words: str
    due_on: date


class Said(Schema):
    """One visit as it is handed in."""

    channel: str = "visit"
    outcome: str
    at: datetime | None = None
    people: dict[UUID, Person] = {}
    problems: list[Noticed] = []
    needs: list[Noticed] = []
    promises: list[Promise] = []
    words: str = ""
    companions: str = ""
    settled: list[str] = []
    key: str = ""
    """An idempotency key: the same key records one visit."""


@router.post("/doors/{uuid:door}/visits", summary="记一次走访，带幂等键时重复提交只记一次")
def handed_in(request: HttpRequest, door: UUID, said: Said) -> Any:
    """The same command as the page, with the same permissions."""
    actor = acting(request, policies.RECORD)
    found = registry.door(actor, door)

    def do() -> dict[str, Any]:
        visit: Visit = record(actor, found.area, door=found, told=_told(said))
        return {"id": str(visit.pk)}

    if not said.key:
        return {**do(), "repeated": False}
    answer = once(actor, f"visit:{said.key[:80]}", do)
    return {**answer.value, "repeated": answer.repeated}


def _told(said: Said) -> Visited:
    at = said.at or clock.now()
    return Visited(
        channel=said.channel,
        outcome=said.outcome,
        at=at if timezone.is_aware(at) else timezone.make_aware(at),
        people={key: _person(one) for key, one in said.people.items()},
        findings=(*_found(Finding.Kind.PROBLEM, said.problems), *_found(Finding.Kind.NEED, said.needs)),
        promises=tuple(Promised(one.words[:200], one.due_on) for one in said.promises if one.words.strip()),
        words=said.words[:1000],
        companions=said.companions[:60],
        settled=tuple(said.settled),
        came_by="program",
    )


def _person(one: Person) -> Told:
    return Told(one.state, on=one.on, values={key: registry.read(key, v) for key, v in one.values.items()})


def _found(kind: str, noticed: list[Noticed]) -> list[Found]:
    if any(one.category not in categories(kind) for one in noticed):
        raise BadInput(field=kind)
    return [Found(kind, one.category, one.words[:200]) for one in noticed]
