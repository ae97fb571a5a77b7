"""Every address says who may open it: ``@requires``, ``@signed_in``, ``@resident`` or ``@public``."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from linli.kernel.actor import Actor, Resident
from linli.kernel.errors import NotAllowed

View = TypeVar("View", bound=Callable[..., Any])


class ActedRequest(HttpRequest):
    """A request after sign-in: it has an actor."""

    actor: Actor


class ResidentRequest(HttpRequest):
    """A request of somebody who proved a phone."""

    resident: Resident


def requires(permission: str) -> Callable[[View], View]:
    """Open to actors who hold ``permission`` somewhere; which rows they see is for policies to say."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            actor: Actor | None = getattr(request, "actor", None)
            if actor is None:
                return ask_to_sign_in(request)
            if not actor.holds(permission):
                raise NotAllowed
            return view(request, *args, **kwargs)

        guarded.access = permission  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return mark


def signed_in(reason: str) -> Callable[[View], View]:
    """Open to everyone who has signed in, and say why that is enough."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if getattr(request, "actor", None) is None:
                return ask_to_sign_in(request)
            return view(request, *args, **kwargs)

        guarded.access = f"signed in: {reason}"  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return mark


def resident(reason: str) -> Callable[[View], View]:
    """Open to whoever proved a phone, and say what for; which homes are theirs is in ``request.resident``."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if getattr(request, "resident", None) is None:
                return ask_to_sign_in(request, "residents:sign_in")
            answer = view(request, *args, **kwargs)
            answer.headers["X-Robots-Tag"] = "noindex, nofollow"
            return answer

        guarded.access = f"resident: {reason}"  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return mark


def public(reason: str) -> Callable[[View], View]:
    """Open to anyone, and say why."""

    def mark(view: View) -> View:
        view.access = f"public: {reason}"  # type: ignore[attr-defined]
        return view

    return mark


def acting(request: HttpRequest, permission: str) -> Actor:
    """Who asks by program, with ``permission`` somewhere; NotAllowed for anybody else."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.holds(permission):
        raise NotAllowed
    return actor


def ask_to_sign_in(request: HttpRequest, door: str = "web:sign_in") -> HttpResponse:
    """To the sign-in page and back; a part of a page tells the browser to go as a whole."""
    back = (
        request.headers.get("HX-Current-URL", "")
        if request.headers.get("HX-Request")
        else request.get_full_path()
    )
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": reverse(door)})
    return HttpResponseRedirect(f"{reverse(door)}?{urlencode({'next': back})}")
