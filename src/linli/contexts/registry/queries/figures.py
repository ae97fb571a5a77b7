"""First figures of the register, each with the list it was counted from."""

from django.db.models import Q

from linli.contexts.registry import policies
from linli.contexts.registry.models import Dwelling, GroupMembership, Household, Residency
from linli.contexts.registry.queries.expressions import lives_alone_q, years_before
from linli.contexts.registry.queries.people import boundary_birthdays, visible
from linli.kernel import clock, history
from linli.kernel.actor import Actor


def living(actor: Actor) -> int:
    """People who live in one's area."""
    return visible(actor).filter(home__isnull=False).count()


def households(actor: Actor) -> int:
    """Households with a home in one's area."""
    homes = Dwelling.objects.filter(policies.dwellings_visible_to(actor)).values("pk")
    return Household.objects.filter(home__in=homes, ended_on=None, size__gt=0).count()


def older(actor: Actor) -> int:
    """People of 60 and over who live in one's area."""
    return visible(actor).filter(home__isnull=False, born_on__lte=years_before(clock.today(), 60)).count()


def alone(actor: Actor) -> int:
    """Older people living alone, by actual residence."""
    return visible(actor).filter(lives_alone_q(clock.today())).count()


def inflow(actor: Actor) -> int:
    """People who live here and are registered elsewhere."""
    return visible(actor).filter(residency=Residency.IN).count()


def to_verify_q() -> Q:
    """People with a group membership whose time for review has come."""
    rows = GroupMembership.objects.filter(history.current(), review_on__lte=clock.today())
    return Q(pk__in=rows.values("person"))


def to_verify(actor: Actor) -> int:
    """People in a group that should be verified again."""
    return visible(actor).filter(to_verify_q()).count()


def birthdays(actor: Actor) -> int:
    """People who reach an age at which something may be due, within thirty days."""
    return len(boundary_birthdays(actor, clock.today()))
