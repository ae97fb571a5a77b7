"""What the endpoints of requests answer: lines, whole requests, pictures, parts; nobody's name or number."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from linli.contexts.service_requests.models import Hop, Photo, Request
from linli.contexts.service_requests.queries import detail, listing, trace
from linli.contexts.service_requests.queries.detail import PartLine
from linli.kernel.actor import Actor


class Line(Schema):
    """A request in a list."""

    id: UUID
    number: str
    at: datetime
    state: str
    kind: str
    category: str
    urgency: str
    area: str
    place: str
    words: str
    unit: str
    due_at: datetime | None


class Done(Schema):
    """One hop."""

    at: datetime
    verb: str
    to_state: str
    unit: str
    to_unit: str
    words: str
    clause: str


class PhotoSaid(Schema):
    """A picture; its bytes are asked for by its id."""

    id: UUID
    stage: str


class PartSaid(Schema):
    """What another unit was asked for, and what it did."""

    id: UUID
    unit: str
    words: str
    due_at: datetime
    state: str
    result: str
    may_finish: bool
    may_take_back: bool


class Whole(Line):
    """One request with its history and the steps that are one's own; nobody's name or number."""

    channel: str
    people: int
    answer: str
    dispatched_at: datetime | None
    sign_by: datetime | None
    contact_by: datetime | None
    closed_at: datetime | None
    photos: list[PhotoSaid]
    parts: list[PartSaid]
    seen: int
    """Send it with a step to hear when somebody else was there before."""
    steps: list[str]
    history: list[Done]


def line_of(row: Request) -> dict[str, Any]:
    """A request as a list shows it."""
    return {
        "id": row.pk, "number": row.number, "at": row.at, "state": row.state, "kind": row.kind,
        "category": row.category, "urgency": row.urgency, "area": row.area.code,
        "place": listing.place_of(row), "words": row.words, "unit": row.unit.name if row.unit else "",
        "due_at": row.due_at,
    }  # fmt: skip


def whole(actor: Actor, row: Request) -> dict[str, Any]:
    """One request in full, as this person sees it."""
    return {
        **line_of(row), "channel": row.channel, "people": row.reporters.count(), "answer": row.answer,
        "dispatched_at": row.dispatched_at, "sign_by": row.sign_by, "contact_by": row.contact_by,
        "closed_at": row.closed_at, "photos": [_photo(one) for one in row.photos.order_by("at", "pk")],
        "parts": [_part(one) for one in detail.parts(actor, row)], "seen": trace.latest(row),
        "steps": [step.verb for step in detail.steps(actor, row)],
        "history": [_hop(one.hop) for one in trace.history(row)],
    }  # fmt: skip


def _hop(hop: Hop) -> dict[str, Any]:
    return {
        "at": hop.at, "verb": hop.verb, "to_state": hop.to_state, "unit": hop.unit.name if hop.unit else "",
        "to_unit": hop.to_unit.name if hop.to_unit else "", "words": hop.words, "clause": hop.clause,
    }  # fmt: skip


def _photo(one: Photo) -> dict[str, Any]:
    return {"id": one.file_id, "stage": one.stage}


def _part(one: PartLine) -> dict[str, Any]:
    part = one.part
    return {
        "id": part.pk, "unit": part.unit.name, "words": part.words, "due_at": part.due_at,
        "state": part.state, "result": part.result, "may_finish": one.may_finish,
        "may_take_back": one.may_take_back,
    }  # fmt: skip
