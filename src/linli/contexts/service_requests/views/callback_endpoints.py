"""The programming interface of calling back: whom to ask, what they said, which answers do not count."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands import finishing
from linli.contexts.service_requests.commands.finishing import Judged
from linli.contexts.service_requests.forms.callbacks import CallForm
from linli.contexts.service_requests.models import Reporter, Via
from linli.contexts.service_requests.queries import calling, detail, listing
from linli.contexts.service_requests.states import APPROVE, DISPATCH
from linli.contexts.service_requests.views.endpoint_door import data_of, sound
from linli.kernel.access.guards import acting
from linli.kernel.actor import Actor
from linli.kernel.commands import once
from linli.kernel.errors import OutsideYourArea
from linli.kernel.ids import new_id

router = Router()
MOST = 100


class ToAsk(Schema):
    """A reporter to be asked; the number is masked, it is revealed on the page with a reason."""

    id: UUID
    request_id: UUID
    number: str
    words: str
    place: str
    answer: str
    phone: str
    calls: int
    state: str
    solved: str
    satisfied: str
    answered_at: datetime | None
    is_left_out: bool
    """Two people agreed not to count this answer."""
    left_out_reason: str


@router.get("", response=list[ToAsk], summary="等着回访的诉求人；tab=left_out 为提出不计入、等第二个人决定的")
def listed(request: HttpRequest, tab: str = "ask", q: str = "") -> Any:
    """At most a hundred, those who wait longest first."""
    if tab == "left_out":
        rows = calling.proposed(acting(request, APPROVE))
    else:
        rows = calling.to_ask(acting(request, DISPATCH), q.strip()[:40])
    return [_said(row) for row in rows[:MOST]]


class Answer(Schema):
    """What a reporter said: solved (yes, partly, no), satisfied (yes, fairly, no), phone or counter."""

    solved: str
    satisfied: str
    remark: str = ""
    via: str = Via.PHONE.value
    key: str = ""


@router.post("/{uuid:reporter_id}", response=ToAsk, summary="记下回访：解决了吗、满意吗")
def judge(request: HttpRequest, reporter_id: UUID, answer: Answer) -> Any:
    """The same form and command as on the page; sent twice with one key it is written once."""
    actor = acting(request, DISPATCH)
    found = _reporter(actor, reporter_id)
    said = sound(CallForm(data_of(answer.dict(exclude={"key"}), key=answer.key)))
    judged = Judged(said["solved"], said["satisfied"], said["remark"])

    def do() -> str:
        return str(finishing.judge_for(actor, found, judged=judged, via=said["via"]).pk)

    once(actor, f"judge:{found.pk}:{said['nonce']}", do)
    return _said(_reporter(actor, reporter_id))


class Key(Schema):
    """An idempotency key."""

    key: str = ""


@router.post("/{uuid:reporter_id}/not-reached", response=ToAsk, summary="记下没有联系上")
def not_reached(request: HttpRequest, reporter_id: UUID, sent: Key) -> Any:
    """Called, nobody answered."""
    actor = acting(request, DISPATCH)
    found = _reporter(actor, reporter_id)
    key = f"not-reached:{found.pk}:{sent.key[:64] or new_id()}"
    once(actor, key, lambda: finishing.not_reached(actor, found).calls)
    return _said(_reporter(actor, reporter_id))


class Reason(Schema):
    """Why."""

    reason: str


@router.post("/{uuid:reporter_id}/leave-out", response=ToAsk, summary="提出一份评价不计入三率")
def leave_out(request: HttpRequest, reporter_id: UUID, said: Reason) -> Any:
    """It holds once a second person agrees."""
    actor = acting(request, DISPATCH)
    finishing.leave_out(actor, _reporter(actor, reporter_id), reason=said.reason)
    return _said(_reporter(actor, reporter_id))


class Decision(Schema):
    """Yes or no."""

    agrees: bool


@router.post("/{uuid:reporter_id}/left-out", response=ToAsk, summary="第二个人决定：同意不计入，或照常计入")
def decide(request: HttpRequest, reporter_id: UUID, said: Decision) -> Any:
    """Not whoever proposed it."""
    actor = acting(request, APPROVE)
    finishing.agree_leave_out(actor, _reporter(actor, reporter_id), agrees=said.agrees)
    return _said(_reporter(actor, reporter_id))


def _reporter(actor: Actor, reporter_id: UUID) -> Reporter:
    found = detail.reporter(actor, reporter_id)
    if not policies.knows_reporters(actor, found.request):
        raise OutsideYourArea
    return found


def _said(row: Reporter) -> dict[str, Any]:
    it = row.request
    return {
        "id": row.pk, "request_id": it.pk, "number": it.number, "words": it.words,
        "place": listing.place_of(it), "answer": it.answer, "phone": detail.as_person(row).phone,
        "calls": row.calls, "state": it.state, "solved": row.solved, "satisfied": row.satisfied,
        "answered_at": row.answered_at, "is_left_out": row.left_out_second is not None,
        "left_out_reason": row.left_out,
    }  # fmt: skip
