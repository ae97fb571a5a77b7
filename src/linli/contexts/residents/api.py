"""The door of residents: who is here, whose home it is, who has a say, and acting for somebody."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from linli.contexts.registry import api as registry
from linli.contexts.residents.commands import behalf as commands
from linli.contexts.residents.commands.behalf import Asked
from linli.contexts.residents.models import Way
from linli.contexts.residents.queries import behalf as acts
from linli.contexts.residents.queries.behalf import BehalfCard
from linli.contexts.residents.queries.links import (
    linked_below,
    people_of_phones,
    people_with_phones,
    phones_of,
)
from linli.contexts.residents.queries.voters import Unit, Voter, roll, votes_of
from linli.kernel import clock
from linli.kernel.actor import Actor, Home, Resident
from linli.kernel.errors import Refusal

__all__ = [
    "Asked", "BehalfCard", "NotLinked", "Unit", "Voter", "Way", "act_for", "adults_of", "behalf_cards",
    "current", "home_in", "household_of", "linked_below", "people_of_phones", "people_with_phones",
    "phones_of", "roll", "second", "votes_of", "withdraw",
]  # fmt: skip


class NotLinked(Refusal):
    """A phone that belongs to no home of that place."""

    code = "not_linked"
    sentence = _("这部手机还没有连上这里的住处。请用社区给您的纸条连接，或到社区窗口办理。")
    status = 403


def current(request: HttpRequest) -> Resident | None:
    """Who is at the residents' door; None for whoever has not proved a phone."""
    return getattr(request, "resident", None)


def home_in(resident: Resident, code: str) -> Home:
    """The first home of a resident in a place; NotLinked when there is none."""
    found = resident.homes_in(code)
    if not found:
        raise NotLinked
    return found[0]


def household_of(home: Home) -> list[registry.Member]:
    """The people of a home's household; empty while nobody knows who it is."""
    return registry.members_of([home.household]).get(home.household, []) if home.household else []


def adults_of(home: Home) -> list[registry.Member]:
    """The adults of a home's household, by the register's days of birth."""
    return [one for one in household_of(home) if one.is_adult(clock.today())]


def act_for(actor: Actor, dwelling: UUID, *, asked: Asked) -> UUID:
    """Write down that one acts for somebody behind a door; the key of the record.

    ``ActedFor`` is told; where ``asked.needs_second``, it holds once ``BehalfHolds`` is.
    """
    return commands.act_for(actor, registry.door(actor, dwelling), asked=asked).pk


def second(actor: Actor, behalf_id: UUID) -> None:
    """Be the second person."""
    commands.second(actor, acts.one(actor, behalf_id))


def withdraw(actor: Actor, behalf_id: UUID, *, reason: str) -> None:
    """Take it back."""
    commands.withdraw(actor, acts.one(actor, behalf_id), reason=reason)


behalf_cards = acts.cards
