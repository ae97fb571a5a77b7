"""What was done for residents, and what waits for a second person."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from linli.contexts.residents import policies
from linli.contexts.residents.models import Behalf
from linli.contexts.residents.states import HOLDS, WAITING
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class BehalfCard:
    """One act on behalf of somebody, as other contexts may show it."""

    key: UUID
    about: str
    way: str
    """In words: how one was asked."""
    holds: bool
    waits: bool
    by: str
    second: str
    dwelling: UUID
    person: UUID | None
    """None where the register does not know who asked."""


def seen(actor: Actor) -> QuerySet[Behalf]:
    """What was done for residents of one's area, newest first."""
    rows = Behalf.objects.filter(policies.behalf_seen(actor))
    return rows.select_related("dwelling__area", "person").order_by("-made_at")


def one(actor: Actor, behalf_id: UUID) -> Behalf:
    """One of them; Behalf.DoesNotExist otherwise."""
    return seen(actor).get(pk=behalf_id)


def waiting(actor: Actor) -> int:
    """How many wait for this person as the second one."""
    rows = Behalf.objects.filter(policies.behalf_seen(actor), state=WAITING)
    return rows.exclude(account_id=actor.account_id).count()


def cards(keys: Iterable[UUID]) -> dict[UUID, BehalfCard]:
    """Some of them as cards; two queries."""
    rows = list(Behalf.objects.filter(pk__in=list(keys)))
    names = names_of(rows)
    return {
        row.pk: BehalfCard(
            row.pk, row.about, row.get_way_display(), row.state == HOLDS, row.state == WAITING,
            names.get(row.account_id, ""), names.get(row.second_id, ""), row.dwelling_id, row.person_id,
        )
        for row in rows
    }  # fmt: skip


def names_of(rows: Iterable[Behalf]) -> dict[int | None, str]:
    """Who acted and who was the second; one query."""
    wanted = {key for row in rows for key in (row.account_id, row.second_id) if key is not None}
    return dict(Account.objects.filter(pk__in=wanted).values_list("pk", "name"))
