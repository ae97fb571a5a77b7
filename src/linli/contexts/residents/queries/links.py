"""Which phones belong to which homes."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from linli.contexts.residents import policies
from linli.contexts.residents.models import Link, Slip
from linli.kernel import clock
from linli.kernel.actor import Actor, Home
from linli.kernel.db import inside

SHOWN = 10
HOME = (
    "since", "pk", "dwelling", "dwelling__short_address", "dwelling__area__code", "person", "person__home",
    "person__household", "tie",
)  # fmt: skip


def homes_of(visitor: UUID) -> list[Home]:
    """The homes of a phone; one short query, for every page of a resident asks it."""
    rows = Link.objects.filter(visitor=visitor, ended_at=None).values(*HOME)
    return [_home(row) for row in sorted(rows, key=lambda row: row["since"])]


def _home(row: Mapping[str, Any]) -> Home:
    tied, is_at_home = Link(tie=row["tie"]), row["person__home"] == row["dwelling"]
    return Home(
        row["pk"], row["dwelling"], row["dwelling__short_address"], row["dwelling__area__code"],
        row["person__household"] if is_at_home else None, row["person"], is_owner=tied.is_owner,
        lives_there=tied.lives_there,
    )  # fmt: skip


def seen(actor: Actor) -> QuerySet[Link]:
    """Links to homes in one's area, newest first."""
    rows = Link.objects.filter(policies.links_seen(actor))
    return rows.select_related("dwelling__area", "person", "visitor").order_by("-since")


def link(actor: Actor, link_id: UUID) -> Link:
    """One link in one's area; Link.DoesNotExist otherwise."""
    return seen(actor).get(pk=link_id)


def unsettled(actor: Actor) -> int:
    """Links of which nobody has said who it is."""
    return Link.objects.filter(policies.links_seen(actor), ended_at=None, person=None).count()


def slip(actor: Actor, slip_id: UUID) -> Slip:
    """One slip of a home in one's area; Slip.DoesNotExist otherwise."""
    rows = Slip.objects.filter(policies.links_seen(actor)).select_related("dwelling__area", "person")
    return rows.get(pk=slip_id)


def open_slips() -> Q:
    """Slips whose code still opens something."""
    return Q(revoked_at=None, until__gte=clock.now()) & ~Q(code="")


def slips_of(dwelling: UUID) -> list[Slip]:
    """The newest slips of a home."""
    rows = Slip.objects.filter(dwelling=dwelling).select_related("person")
    return list(rows.order_by("-made_at")[:SHOWN])


def links_of(dwelling: UUID) -> list[Link]:
    """The phones of a home, those that ended last."""
    rows = Link.objects.filter(dwelling=dwelling).select_related("person", "visitor")
    found = list(rows.order_by("-since")[: SHOWN * 3])
    return sorted(found, key=lambda one: one.ended_at is not None)


def linked_below(code: str) -> set[UUID]:
    """The dwellings of a place that have a phone; one query."""
    rows = Link.objects.filter(inside("dwelling__area__code", [code]), ended_at=None)
    return set(rows.values_list("dwelling", flat=True))


def people_with_phones(code: str) -> list[UUID]:
    """Who of the register had a phone linked to a home in a place, be it long ago; one query, keys alone."""
    rows = Link.objects.filter(inside("dwelling__area__code", [code])).exclude(person=None)
    return list(rows.order_by().values_list("person", flat=True).distinct())


def people_of_phones(visitors: Iterable[UUID]) -> dict[UUID, UUID]:
    """Who of the register some phones belong to now; one query, keys alone."""
    rows = Link.objects.filter(visitor__in=list(visitors), ended_at=None).exclude(person=None)
    return dict(rows.order_by("since").values_list("visitor", "person"))


def phones_of(dwellings: Iterable[UUID]) -> dict[UUID, list[str]]:
    """The numbers of those who live in homes, for news that they asked for; one query."""
    rows = Link.objects.filter(dwelling__in=list(dwellings), ended_at=None).select_related("visitor")
    found: dict[UUID, list[str]] = {}
    for row in rows:
        if row.lives_there and not row.visitor.is_doubted:
            found.setdefault(row.dwelling_id, []).append(row.visitor.phone.reveal())
    return found
