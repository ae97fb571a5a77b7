"""Who is to be called back: those who reported and were not asked yet, doubts, answers to leave out."""

from django.db.models import Q, QuerySet

from linli.contexts.service_requests.models import Reporter, Request, Solved, State
from linli.contexts.service_requests.queries import words
from linli.contexts.service_requests.states import APPROVE, DISPATCH
from linli.kernel.actor import Actor
from linli.kernel.db import inside

Rows = QuerySet[Reporter]


def _of(actor: Actor, permission: str) -> Rows:
    found = Reporter.objects.filter(inside("request__area__code", actor.areas(permission)))
    return found.select_related("request__area__parent", "request__unit")


def to_ask(actor: Actor, typed: str = "") -> Rows:
    """Reporters with a number who have neither answered nor been called in vain often enough."""
    rows = _of(actor, DISPATCH).filter(
        request__state=State.CALLBACK, answered_at=None, calls__lt=words.rule("callback_tries")
    )
    rows = rows.exclude(phone_hash="")
    if typed:
        rows = rows.filter(Q(request__number=typed.upper()) | Q(request__words__contains=typed))
    return rows.order_by("request__since", "joined_at", "pk")


def in_doubt(actor: Actor) -> QuerySet[Request]:
    """Requests with somebody who says it is not solved: a person decides what then."""
    doubts = Reporter.objects.filter(solved=Solved.NO, left_out_second=None)
    rows = Request.objects.filter(inside("area__code", actor.areas(DISPATCH)), state=State.CALLBACK)
    return (
        rows.filter(pk__in=doubts.values("request")).select_related("area__parent", "unit").order_by("since")
    )


def proposed(actor: Actor) -> Rows:
    """Answers that somebody proposed to leave out of the rates; a second person decides."""
    rows = _of(actor, APPROVE).exclude(left_out="").filter(left_out_second=None)
    return rows.order_by("answered_at", "pk")
