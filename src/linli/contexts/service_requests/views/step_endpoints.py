"""The programming interface of a request's steps: as on the page, with pictures, and parts of other units."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Form, Router, Schema

from linli.contexts.service_requests.queries import detail, listing
from linli.contexts.service_requests.states import HANDLE
from linli.contexts.service_requests.views.acts.handling import FINISH_PART, TAKE_BACK_PART
from linli.contexts.service_requests.views.acts.table import ACTS
from linli.contexts.service_requests.views.endpoint_door import Sent, data_of, walk
from linli.contexts.service_requests.views.endpoint_words import Whole, whole
from linli.contexts.service_requests.views.pictures import picture_of
from linli.kernel.access.guards import acting
from linli.kernel.errors import OutsideYourArea

router = Router()


class Step(Schema):
    """What a step says, by the names of the page's form; ``seen`` and ``key`` as there."""

    said: dict[str, str | int | bool | None] = {}
    seen: int = 0
    key: str = ""


@router.post("/{uuid:request_id}/steps/{verb}", response=Whole, summary="走一步：与页面上的按钮相同")
def step(request: HttpRequest, request_id: UUID, verb: str, sent: Step) -> Any:
    """The same form, the same command, the same refusals as on the page."""
    actor = acting(request, HANDLE)
    row = listing.one(actor, request_id)
    if verb not in ACTS:
        raise OutsideYourArea
    walk(actor, row, verb, ACTS[verb], Sent(data_of(sent.said, sent.seen, sent.key)))
    return whole(actor, listing.one(actor, request_id))


class Result(Schema):
    """What was done; pictures come beside it as ``before`` and ``after``."""

    answer: str
    without: str = ""
    """Why there is no picture."""
    seen: int = 0
    key: str = ""


@router.post(
    "/{uuid:request_id}/result",
    response=Whole,
    summary="反馈结果，带照片（multipart：answer、without、seen、key，照片叫 before、after）",
)
def report(request: HttpRequest, request_id: UUID, result: Form[Result]) -> Any:
    """The step of that name with its pictures."""
    actor = acting(request, HANDLE)
    row = listing.one(actor, request_id)
    data = data_of({"answer": result.answer, "without": result.without}, result.seen, result.key)
    walk(actor, row, "report", ACTS["report"], Sent(data, request.FILES))
    return whole(actor, listing.one(actor, request_id))


@router.get("/{uuid:request_id}/photos/{uuid:file_id}", summary="一张照片（JPEG）")
def photo(request: HttpRequest, request_id: UUID, file_id: UUID) -> HttpResponse:
    """A picture of a request that one sees."""
    return picture_of(listing.one(acting(request, HANDLE), request_id), file_id)


class PartSaid(Schema):
    """What the unit that was asked did, or why it is no longer needed."""

    words: str
    seen: int = 0
    key: str = ""


@router.post("/parts/{uuid:part_id}/finish", response=Whole, summary="协办单位办完自己的一份")
def finish_part(request: HttpRequest, part_id: UUID, said: PartSaid) -> Any:
    """As on the page; the answer is the request as that unit sees it."""
    actor = acting(request, HANDLE)
    part = detail.part(actor, part_id)
    data = data_of({"result": said.words}, said.seen, said.key)
    walk(actor, part.request, "finish_part", FINISH_PART, Sent(data, part=part))
    return whole(actor, listing.one(actor, part.request_id))


@router.post("/parts/{uuid:part_id}/take-back", response=Whole, summary="牵头单位收回一份协办")
def take_back_part(request: HttpRequest, part_id: UUID, said: PartSaid) -> Any:
    """As on the page."""
    actor = acting(request, HANDLE)
    part = detail.part(actor, part_id)
    data = data_of({"reason": said.words}, said.seen, said.key)
    walk(actor, part.request, "take_back_part", TAKE_BACK_PART, Sent(data, part=part))
    return whole(actor, listing.one(actor, part.request_id))
