"""Reading grants: who may do what today."""

from datetime import date

from django.db.models import Q, QuerySet

from linli.kernel import clock
from linli.kernel.access import permissions
from linli.kernel.access.models import Grant
from linli.kernel.actor import Actor


def in_force(on: date | None = None) -> QuerySet[Grant]:
    """Grants that hold on a day (today by default)."""
    day = on or clock.today()
    return Grant.objects.filter(Q(until_on=None) | Q(until_on__gte=day), from_on__lte=day)


def actor_for(account_id: int, name: str, organisation_id: int | None) -> Actor:
    """The actor behind an account, with all permissions that its grants give today."""
    held = list(in_force().filter(account_id=account_id).values_list("role", "area__code"))
    return Actor(
        account_id=account_id,
        name=name,
        grants=frozenset((p.key, code) for role, code in held for p in permissions.held_by(role)),
        organisation_id=organisation_id,
        roles=frozenset(role for role, _ in held),
    )


def grants_of(account_id: int) -> QuerySet[Grant]:
    """All grants of an account, newest first."""
    return Grant.objects.filter(account_id=account_id).select_related("area").order_by("-from_on", "-pk")


def holders(role: str, area_code: str) -> QuerySet[Grant]:
    """Who holds ``role`` in exactly this area today."""
    return in_force().filter(role=role, area__code=area_code).select_related("account", "area")
