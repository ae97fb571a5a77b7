"""The programming interface of requests for staff: the list, one request, writing one down, each step."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Form, Query, Router, Schema

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands.photos import keep_photos
from linli.contexts.service_requests.commands.reporting import Told, Who, report
from linli.contexts.service_requests.models import Channel
from linli.contexts.service_requests.queries import listing
from linli.contexts.service_requests.queries.listing import Wish
from linli.contexts.service_requests.states import HANDLE
from linli.contexts.service_requests.views.call_endpoints import router as call_outs
from linli.contexts.service_requests.views.callback_endpoints import router as callbacks
from linli.contexts.service_requests.views.endpoint_door import PicturesOnly, sound
from linli.contexts.service_requests.views.endpoint_words import Line, Whole, line_of, whole
from linli.contexts.service_requests.views.step_endpoints import router as steps
from linli.kernel.access.guards import acting
from linli.kernel.areas.models import Area
from linli.kernel.commands import once
from linli.kernel.errors import OutsideYourArea
from linli.kernel.ids import new_id

router = Router()
router.add_router("/call-outs", call_outs)
router.add_router("/callbacks", callbacks)
router.add_router("", steps)
MOST = 100


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
    actor = acting(request, HANDLE)
    wish = Wish(
        group=asked.group, category=asked.category, unit=asked.unit, place=asked.place, since=asked.since,
        until=asked.until, words=asked.q[:40],
    )  # fmt: skip
    rows, size = listing.listed(actor, wish), max(1, min(asked.size, MOST))
    start = max(0, asked.page - 1) * size
    return {"total": len(rows), "rows": [line_of(row) for row in rows[start : start + size]]}


@router.get("/{uuid:request_id}", response=Whole, summary="一件诉求：内容、时限、经过，以及现在能做的步骤")
def one(request: HttpRequest, request_id: UUID) -> Any:
    """One request that one sees."""
    actor = acting(request, HANDLE)
    return whole(actor, listing.one(actor, request_id))


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
    longitude: float | None = None
    """Of the spot, WGS-84; both or neither."""
    latitude: float | None = None
    key: str = ""
    """An idempotency key: the same key writes one request."""


@router.post("/", response=Whole, summary="替居民报事，带幂等键时重复提交只记一次")
def enter(request: HttpRequest, entered: Entered) -> Any:
    """The same command as the page, with the same permissions."""
    return _entered(request, entered, ())


@router.post(
    "/with-photos", response=Whole, summary="替居民报事，带照片（multipart：字段同上，照片都叫 photos）"
)
def enter_with_photos(request: HttpRequest, entered: Form[Entered]) -> Any:
    """As ``enter``; pictures are freed from place and time, what is no picture is refused."""
    return _entered(request, entered, sound(PicturesOnly({}, request.FILES))["photos"])


def _entered(request: HttpRequest, entered: Entered, pictures: Sequence[bytes]) -> Any:
    actor = acting(request, policies.ENTER)
    area = Area.objects.filter(code=entered.area).first()
    if area is None or not policies.may_enter(actor, area):
        raise OutsideYourArea
    point = None
    if entered.longitude is not None and entered.latitude is not None:
        point = (entered.longitude, entered.latitude)

    def do() -> str:
        told = Told(
            entered.words, Channel.PROGRAM, category=entered.category, urgency=entered.urgency,
            who=Who(entered.name, entered.phone), place=entered.place, point=point,
            photos=keep_photos(actor, pictures, area.code),
        )  # fmt: skip
        return str(report(actor, area, told=told).pk)

    answer = once(actor, f"request:{entered.key[:80] or new_id()}", do)
    return whole(actor, listing.one(actor, UUID(answer.value)))
