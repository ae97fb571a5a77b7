"""Whom one might look after, waiting for a decision."""

from uuid import UUID

from django.db.models import QuerySet

from linli.contexts.care import policies
from linli.contexts.care.models import Proposal
from linli.contexts.care.queries.records import SORTS, Wish, asked_for, ranked
from linli.kernel.actor import Actor
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea


def seen(actor: Actor, permission: str = policies.LOOK_AFTER) -> QuerySet[Proposal]:
    """Proposals of one's area."""
    rows = Proposal.objects.filter(inside("area__code", actor.areas(permission)))
    return rows.select_related("person__home", "area")


def narrowed(rows: QuerySet[Proposal], wish: Wish) -> QuerySet[Proposal]:
    """As the address bar asks: what waits, unless what was declined is asked for."""
    state = wish.state if wish.state == Proposal.State.DECLINED else Proposal.State.WAITING
    found: QuerySet[Proposal] = ranked(asked_for(rows, wish)).filter(state=state)
    return found.order_by(*SORTS["tier"])


def count_waiting(actor: Actor) -> int:
    """How many wait for a decision of this person."""
    return seen(actor).filter(state=Proposal.State.WAITING).order_by().count()


def proposal(actor: Actor, proposal_id: UUID) -> Proposal:
    """One of one's area."""
    found = seen(actor).filter(pk=proposal_id).first()
    if found is None:
        raise OutsideYourArea
    return found
