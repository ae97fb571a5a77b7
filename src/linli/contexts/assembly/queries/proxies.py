"""Written authorisations, as those who keep the papers see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from linli.contexts.assembly import policies
from linli.contexts.assembly.models import Ballot, Proxy
from linli.engines.identity.masks import mask_name
from linli.kernel import packs
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class ProxyCard:
    """One authorisation with its names covered."""

    row: Proxy
    principal: str
    delegate: str
    by: str
    second: str


def most_votes() -> int:
    """For how many neighbours one may vote."""
    return int(packs.pack("assembly")["proxy"]["most"])


def seen(actor: Actor, ballot: Ballot) -> QuerySet[Proxy]:
    """Authorisations of doors in one's area."""
    rows = Proxy.objects.filter(policies.seats_seen(actor), ballot=ballot)
    return rows.select_related("area", "ballot__area", "ballot__box").order_by("state", "door", "pk")


def one(actor: Actor, proxy_id: UUID) -> Proxy:
    """One of them; Proxy.DoesNotExist otherwise."""
    rows = Proxy.objects.filter(policies.seats_seen(actor))
    return rows.select_related("area", "ballot__area", "ballot__box").get(pk=proxy_id)


def cards(rows: Iterable[Proxy]) -> list[ProxyCard]:
    """With names covered, and who entered and who checked; one query."""
    listed = list(rows)
    wanted = {key for row in listed for key in (row.first_id, row.second_id) if key is not None}
    names = dict(Account.objects.filter(pk__in=wanted).values_list("pk", "name"))
    return [
        ProxyCard(
            row, mask_name(row.principal_name.reveal()), mask_name(row.delegate_name.reveal()),
            names.get(row.first_id, "") if row.first_id else "",
            names.get(row.second_id, "") if row.second_id else "",
        )
        for row in listed
    ]  # fmt: skip


def by_key(ballot: Ballot, keys: Iterable[str]) -> dict[str, Proxy]:
    """Authorisations that hold, by the line that is voted for; one query."""
    rows = Proxy.objects.filter(ballot=ballot, key__in=list(keys), state=Proxy.State.HELD)
    return {row.key: row for row in rows}
