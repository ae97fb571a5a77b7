"""Finding what a page is about, and refusing plainly when there is none."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest

from linli.contexts.assembly.models import Ballot
from linli.contexts.assembly.queries import ballots
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area, Kind
from linli.kernel.errors import OutsideYourArea, Refusal
from linli.web.forms import LinliForm

T = TypeVar("T")


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


def acted(form: LinliForm, run: Callable[[], T]) -> T | None:
    """What a form that was sent and is right led to; None otherwise, a refusal told beside its field."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return run()
    except OutsideYourArea:
        raise
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None


def posted(request: HttpRequest) -> Any:
    """What was sent, be it nothing; None when nothing was sent yet."""
    return request.POST if request.method == "POST" else None
