"""Alarms by the programming interface: what waits, acknowledge it, say what it was."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from linli.contexts.guard import policies
from linli.contexts.guard.commands import alarms as commands
from linli.contexts.guard.queries import alarms as queries
from linli.contexts.guard.queries.told import told
from linli.kernel.access.guards import acting

router = Router()
MOST = 200


class Rung(Schema):
    """One alarm."""

    id: UUID
    kind: str
    kind_name: str
    place: str
    area: str
    community: str
    state: str
    state_name: str
    sentence: str
    raised_at: datetime
    next_at: datetime | None
    level: int
    repeats: int
    acknowledged: bool
    acknowledged_at: datetime | None
    cause: str | None
    closed_at: datetime | None
    drill: bool


class Asked(Schema):
    """Which alarms."""

    state: str = "open"
    """open or closed."""
    area: str = ""


class Outcome(Schema):
    """What it was."""

    cause: str
    words: str = ""
    ended_at: datetime | None = None


@router.get("/alarms", response=list[Rung], summary="守护提醒：等人处理的，或已了结的（state=closed）")
def alarms(request: HttpRequest, asked: Query[Asked]) -> Any:
    """Of one's area, 200 at most."""
    actor = acting(request, policies.RESPOND)
    rows = queries.closed(actor) if asked.state == "closed" else queries.still_open(actor)
    return [told(row) for row in rows.filter(area__code__startswith=asked.area)[:MOST]]


@router.get("/alarms/{uuid:key}", response=Rung, summary="一次守护提醒")
def alarm(request: HttpRequest, key: UUID) -> Any:
    """One of one's area."""
    return told(queries.alarm(acting(request, policies.RESPOND), key))


@router.post("/alarms/{uuid:key}/acknowledge", response=Rung, summary="接手一次守护提醒")
def acknowledge(request: HttpRequest, key: UUID) -> Any:
    """I look after it; 409 when somebody does already."""
    actor = acting(request, policies.RESPOND)
    commands.take(actor, queries.alarm(actor, key))
    return told(queries.alarm(actor, key))


@router.post("/alarms/{uuid:key}/outcome", response=Rung, summary="记下一次守护提醒的结果")
def outcome(request: HttpRequest, key: UUID, said: Outcome) -> Any:
    """It is over; 422 for a cause that is none."""
    actor = acting(request, policies.RESPOND)
    row = queries.alarm(actor, key)
    commands.close(actor, row, cause=said.cause, words=said.words[:200], ended_at=said.ended_at)
    return told(queries.alarm(actor, key))
