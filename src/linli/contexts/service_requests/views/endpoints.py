"""The programming interface of requests for staff: the list, one request, writing one down, each step."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, QueryDict
from ninja import Query, Router, Schema

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands.reporting import Told, Who, report
from linli.contexts.service_requests.models import Channel, Hop, Request
from linli.contexts.service_requests.queries import detail, listing, trace
from linli.contexts.service_requests.queries.listing import Wish
from linli.contexts.service_requests.states import HANDLE
from linli.contexts.service_requests.views.acts import ACTS, Doing
from linli.contexts.service_requests.views.call_endpoints import router as call_outs
from linli.contexts.service_requests.views.steps import take
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import once
from linli.kernel.errors import BadInput, NotAllowed, OutsideYourArea
from linli.kernel.ids import new_id

router = Router()
router.add_router("/call-outs", call_outs)
MOST = 100


def _actor(request: HttpRequest, permission: str) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.holds(permission):
        raise NotAllowed
    return actor


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


class Whole(Line):
    """One request with its history and the steps that are one's own; nobody's name or number."""

    channel: str
    people: int
    answer: str
    dispatched_at: datetime | None
    sign_by: datetime | None
    contact_by: datetime | None
    closed_at: datetime | None
    seen: int
    """Send it with a step to hear when somebody else was there before."""
    steps: list[str]
    history: list[Done]


class Asked(Schema):
    """What the list is narrowed by."""

    group: str = "all"
    category: str = ""
    unit: int | None = None
    place: str = ""
    since: date | None = None
    until: date | None = None
    q: str = ""
    page: int = 1
    size: int = 50


class Listed(Schema):
    """A page of a list."""

    total: int
    rows: list[Line]


@router.get(
    "/", response=Listed, summary="诉求清单：按状态组、类别、单位、地点、日期和文字筛选，每页最多 100 条"
)
def requests(request: HttpRequest, asked: Query[Asked]) -> Any:
    """The same list as the page, with the same permissions."""
    actor = _actor(request, HANDLE)
    wish = Wish(
        group=asked.group, category=asked.category, unit=asked.unit, place=asked.place, since=asked.since,
        until=asked.until, words=asked.q[:40],
    )  # fmt: skip
    rows, size = listing.listed(actor, wish), max(1, min(asked.size, MOST))
    start = max(0, asked.page - 1) * size
    return {"total": len(rows), "rows": [_line(row) for row in rows[start : start + size]]}


def _line(row: Request) -> dict[str, Any]:
    return {
        "id": row.pk, "number": row.number, "at": row.at, "state": row.state, "kind": row.kind,
        "category": row.category, "urgency": row.urgency, "area": row.area.code,
        "place": listing.place_of(row), "words": row.words, "unit": row.unit.name if row.unit else "",
        "due_at": row.due_at,
    }  # fmt: skip


@router.get("/{uuid:request_id}", response=Whole, summary="一件诉求：内容、时限、经过，以及现在能做的步骤")
def one(request: HttpRequest, request_id: UUID) -> Any:
    """One request that one sees."""
    actor = _actor(request, HANDLE)
    return _whole(actor, listing.one(actor, request_id))


def _whole(actor: Actor, row: Request) -> dict[str, Any]:
    return {
        **_line(row), "channel": row.channel, "people": row.reporters.count(), "answer": row.answer,
        "dispatched_at": row.dispatched_at, "sign_by": row.sign_by, "contact_by": row.contact_by,
        "closed_at": row.closed_at, "seen": trace.latest(row),
        "steps": [step.verb for step in detail.steps(actor, row)],
        "history": [_hop(one.hop) for one in trace.history(row)],
    }  # fmt: skip


def _hop(hop: Hop) -> dict[str, Any]:
    return {
        "at": hop.at, "verb": hop.verb, "to_state": hop.to_state, "unit": hop.unit.name if hop.unit else "",
        "to_unit": hop.to_unit.name if hop.to_unit else "", "words": hop.words, "clause": hop.clause,
    }  # fmt: skip


class Entered(Schema):
    """What is written down for somebody."""

    words: str
    area: str
    """The code of the place."""
    place: str = ""
    category: str = "other"
    urgency: str = ""
    name: str = ""
    phone: str = ""
    key: str = ""
    """An idempotency key: the same key writes one request."""


@router.post("/", response=Whole, summary="替居民报事，带幂等键时重复提交只记一次")
def enter(request: HttpRequest, entered: Entered) -> Any:
    """The same command as the page, with the same permissions."""
    actor = _actor(request, policies.ENTER)
    area = Area.objects.filter(code=entered.area).first()
    if area is None:
        raise OutsideYourArea

    def do() -> str:
        who = Who(entered.name, entered.phone)
        told = Told(
            entered.words, Channel.PROGRAM, category=entered.category, urgency=entered.urgency, who=who,
            place=entered.place,
        )  # fmt: skip
        return str(report(actor, area, told=told).pk)

    answer = once(actor, f"request:{entered.key[:80] or new_id()}", do)
    return _whole(actor, listing.one(actor, UUID(answer.value)))


class Step(Schema):
    """What a step says, by the names of the page's form; ``seen`` and ``key`` as there."""

    said: dict[str, str | int | bool | None] = {}
    seen: int = 0
    key: str = ""


@router.post("/{uuid:request_id}/steps/{verb}", response=Whole, summary="走一步：与页面上的按钮相同")
def step(request: HttpRequest, request_id: UUID, verb: str, sent: Step) -> Any:
    """The same form, the same command, the same refusals as on the page; pictures are sent there."""
    actor = _actor(request, HANDLE)
    row = listing.one(actor, request_id)
    act = ACTS.get(verb)
    if act is None:
        raise OutsideYourArea
    data = QueryDict(mutable=True)
    for name, value in sent.said.items():
        if value is not None and value is not False:
            data[name] = str(value)
    data["seen"], data["nonce"] = str(sent.seen), sent.key[:64] or str(new_id())
    form = act.form(data, about=row)
    if not form.is_valid():
        name, faults = next(iter(form.errors.items()))
        raise BadInput(f"{name}: {faults[0]}", field=name)
    take(Doing(actor, row, form.cleaned_data), act, verb)
    return _whole(actor, listing.one(actor, request_id))
