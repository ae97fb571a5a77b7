"""For whom somebody at the residents' door may speak."""

from uuid import UUID

from linli.contexts.budgeting.models import Round
from linli.contexts.residents import api as residents
from linli.kernel.actor import Actor, Resident


def own_votes(actor: Actor, one: Round) -> list[UUID]:
    """The lines of the roll that a resident may vote for."""
    if not isinstance(actor, Resident):
        return []
    return residents.votes_of(actor, one.community.code, residents.Unit(one.unit))


def grown_people(actor: Actor, one: Round) -> list[UUID]:
    """Who of the register it is; only adults."""
    if not isinstance(actor, Resident):
        return []
    return residents.votes_of(actor, one.community.code, residents.Unit.ADULT)
