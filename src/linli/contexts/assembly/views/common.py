"""Finding what a page is about, and refusing plainly when there is none; papers to take along."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse

from linli.contexts.assembly.models import Ballot
from linli.contexts.assembly.queries import ballots
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area, Kind
from linli.kernel.errors import OutsideYourArea

T = TypeVar("T")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def found(ask: Callable[..., T], *args: Any) -> T:
    """What a query gives; 404 where it gives nothing."""
    try:
        return ask(*args)
    except ObjectDoesNotExist:
        raise OutsideYourArea from None


def own(actor: Actor, ballot_id: UUID) -> Ballot:
    """A vote that one works on; 404 otherwise."""
    return found(ballots.one, actor, ballot_id)


def shown(ballot_id: UUID) -> Ballot:
    """A vote that everybody may see; 404 otherwise."""
    return found(ballots.shown, ballot_id)


def community_at(code: str) -> Area:
    """A community by its code; 404 otherwise."""
    place = Area.objects.filter(code=code, kind=Kind.COMMUNITY).first()
    if place is None:
        raise OutsideYourArea
    return place


def posted(request: HttpRequest) -> Any:
    """What was sent, be it nothing; None when nothing was sent yet."""
    return request.POST if request.method == "POST" else None


def sheet(data: bytes, name: str) -> HttpResponse:
    """A workbook to take along."""
    answer = HttpResponse(data, content_type=XLSX)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def pdf(data: bytes, name: str) -> HttpResponse:
    """A page to print."""
    answer = HttpResponse(data, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
