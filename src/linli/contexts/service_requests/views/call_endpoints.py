"""The programming interface of call-outs: the list, one of them, and what a unit does."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from linli.contexts.service_requests.commands import turns
from linli.contexts.service_requests.models import CallOut
from linli.contexts.service_requests.queries import callouts
from linli.contexts.service_requests.states import HANDLE
from linli.kernel.access.guards import acting
from linli.kernel.errors import BadInput

router = Router()
MOST = 100


class UnitCalled(Schema):
    """One unit that was called."""

    id: UUID
    unit: str
    leads: bool
    state: str
    task: str
    sign_by: datetime | None
    signed_at: datetime | None
    contact_by: datetime | None
    contacted_at: datetime | None
    arrived_at: datetime | None
    due_at: datetime | None
    reported_at: datetime | None
    plan: str
    result: str
    mark_of_unit: str
    mark_of_caller: str


class CalledOut(Schema):
    """One call-out with its units."""

    id: UUID
    number: str
    kind: str
    state: str
    area: str
    place: str
    words: str
    tried: str
    caller: str
    request_id: UUID | None
    at: datetime
    blown_at: datetime | None
    ended_at: datetime | None
    outcome: str
    units: list[UnitCalled]


@router.get("", response=list[CalledOut], summary="看得到的吹哨，新的在前")
def listed(request: HttpRequest, tab: str = "all", kind: str = "", q: str = "") -> Any:
    """At most a hundred, narrowed as on the page."""
    wish = callouts.Wish(tab, kind, q.strip()[:40])
    return [_said(row) for row in callouts.listing(acting(request, HANDLE), wish)[:MOST]]


@router.get("/{uuid:call_out_id}", response=CalledOut, summary="一次吹哨")
def one(request: HttpRequest, call_out_id: UUID) -> Any:
    """The call-out with all its units."""
    return _said(callouts.one(acting(request, HANDLE), call_out_id))


class Said(Schema):
    """What goes with a step."""

    words: str = ""


STEPS: dict[str, Any] = {
    "sign": lambda actor, turn, said: turns.sign(actor, turn),
    "contact": lambda actor, turn, said: turns.contact(actor, turn, words_said=said),
    "arrive": lambda actor, turn, said: turns.arrive(actor, turn, words_said=said),
    "plan": lambda actor, turn, said: turns.plan(actor, turn, plan=said),
    "report": lambda actor, turn, said: turns.report(actor, turn, result=said),
    "object": lambda actor, turn, said: turns.object_to(actor, turn, reason=said),
}


@router.post(
    "/units/{uuid:turn_id}/{verb}", summary="单位办一步：签收、联系、到场、方案、结果、说明不归本单位"
)
def step(request: HttpRequest, turn_id: UUID, verb: str, said: Said) -> Any:
    """The same commands as the pages, with the same permissions."""
    actor = acting(request, HANDLE)
    if verb not in STEPS:
        raise BadInput(field="verb")
    row = STEPS[verb](actor, callouts.turn(actor, turn_id), said.words)
    return {"id": str(row.pk), "state": row.state}


def _said(row: CallOut) -> CalledOut:
    units = [
        UnitCalled(
            id=turn.pk, unit=turn.unit.name, leads=turn.is_lead, state=turn.state, task=turn.task,
            sign_by=turn.sign_by, signed_at=turn.signed_at, contact_by=turn.contact_by,
            contacted_at=turn.contacted_at, arrived_at=turn.arrived_at, due_at=turn.due_at,
            reported_at=turn.reported_at, plan=turn.plan, result=turn.result,
            mark_of_unit=turn.mark_of_unit, mark_of_caller=turn.mark_of_caller,
        )
        for turn in row.turns.all()
    ]  # fmt: skip
    return CalledOut(
        id=row.pk, number=row.number, kind=row.kind, state=row.state, area=row.area.code, place=row.place,
        words=row.words, tried=row.tried, caller=row.caller.name if row.caller else "",
        request_id=row.request_id, at=row.at, blown_at=row.blown_at, ended_at=row.ended_at,
        outcome=row.outcome, units=units,
    )  # fmt: skip
