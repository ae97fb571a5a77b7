"""Work by the clock: before the day begins, everybody's doors lie in walking order."""

from django.utils import timezone

from linli.contexts.today.commands import lay_route
from linli.contexts.today.models import Route
from linli.contexts.today.queries import day
from linli.kernel import clock
from linli.kernel.access import queries as access
from linli.kernel.access.roles import GRID_WORKER
from linli.kernel.accounts.models import Account
from linli.kernel.actor import linli

FROM_HOUR = 5
"""Earlier, what is due that day may not be worked out yet."""


def lay_routes() -> int:
    """A walk for every grid worker who has none for today, ending as the one before did."""
    from linli.contexts.today.queries import walk  # the network of paths is large, and walked here alone

    today = clock.today()
    if timezone.localtime(clock.now()).hour < FROM_HOUR:
        return 0
    before = {row.account_id: row for row in Route.objects.all()}
    workers = access.in_force().filter(role=GRID_WORKER).values_list("account_id", flat=True)
    done = 0
    for account in Account.objects.filter(pk__in=set(workers), is_active=True).order_by("pk"):
        kept = before.get(account.pk)
        if kept is not None and kept.on == today:
            continue
        actor = access.actor_for(account.pk, account.name, account.organisation_id)
        found = day.day_of(actor, today)
        comes_back = kept.comes_back if kept is not None else True
        doors = walk.order(found.to_walk, comes_back=comes_back)
        lay_route(linli("today"), account.pk, doors=doors, comes_back=comes_back)
        done += 1
    return done
