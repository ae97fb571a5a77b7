"""Reading tickets: which devices want a repairer, and which should have one."""

from collections import defaultdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from linli.contexts.guard import policies
from linli.contexts.guard.models import Device, Ticket, Trouble
from linli.contexts.guard.queries import devices
from linli.contexts.guard.queries.rules import limit, rules
from linli.contexts.guard.states import OPEN_TICKETS, TICKET
from linli.kernel import clock
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor, linli
from linli.kernel.areas.models import Area
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea

Why = Ticket.Why


def seen(actor: Actor) -> QuerySet[Ticket]:
    """Tickets of one's area."""
    rows = Ticket.objects.filter(inside("area__code", actor.areas(policies.VIEW)))
    return rows.select_related("device__dwelling", "area")


def narrowed(rows: QuerySet[Ticket], *, state: str = "", why: str = "", place: str = "") -> QuerySet[Ticket]:
    """As the address bar asks: what waits, unless another state is asked for."""
    rows = rows.filter(state=state) if state in TICKET.states else rows.filter(state__in=OPEN_TICKETS)
    rows = rows.filter(why=why) if why in Why.values else rows
    rows = rows.filter(area__code__startswith=place) if place else rows
    return rows.order_by("device__dwelling__order", "opened_at", "pk")


def count_waiting(actor: Actor) -> int:
    """How many wait for a repairer."""
    return seen(actor).filter(state__in=OPEN_TICKETS).count()


def ticket(actor: Actor, ticket_id: UUID) -> Ticket:
    """One of one's area."""
    found = seen(actor).filter(pk=ticket_id).first()
    if found is None:
        raise OutsideYourArea
    return found


def of_device(device: Device) -> list[Ticket]:
    """All of one device, newest first."""
    return list(Ticket.objects.filter(device=device).order_by("-opened_at", "-pk"))


def names(rows: list[Ticket]) -> dict[int, str]:
    """Whoever looks at these; one query."""
    keys = {row.taken_id for row in rows} | {row.closed_by_id for row in rows}
    return dict(Account.objects.filter(pk__in=[k for k in keys if k]).values_list("pk", "name"))


def wanting(community: Area) -> dict[UUID, tuple[Any, set[str]]]:
    """Devices of a community and what is wrong with each; two queries, however many there are.

    One that was just fitted is given some days before its silence counts.
    """
    fitted_by = clock.today() - timedelta(days=int(rules()["tickets"]["never_days"]))
    volts = limit("low_volts")
    rows = devices.seen(linli("guard")).filter(community=community).exclude(state__in=("removed", "refused"))
    odd = _odd(community)
    wrong = Q(state="stale") | Q(state="never", installed_on__lte=fitted_by) | Q(battery__lt=volts)
    found: dict[UUID, tuple[Any, set[str]]] = {}
    for row in rows.filter(wrong | Q(number__in=odd)):
        told = {
            "stale": row.state == "stale",
            "never": row.state == "never" and row.installed_on <= fitted_by,
            "low": row.battery is not None and row.battery < volts,
            "odd": row.number in odd,
        }
        found[row.pk] = (row, {why for why, holds in told.items() if holds})
    return found


def _odd(community: Area) -> list[str]:
    """Numbers under which much could not be taken in lately."""
    why = (Trouble.Why.SHAPE, Trouble.Why.FRAME, Trouble.Why.EARLY, Trouble.Why.FLOOD)
    since = clock.today() - timedelta(days=1)
    rows = Trouble.objects.filter(community=community, why__in=why, day__gte=since, settled_at=None)
    told = rows.exclude(number="").values("number").annotate(n=Sum("points")).order_by()
    most = int(rules()["tickets"]["odd_points"])
    return [row["number"] for row in told if row["n"] >= most]


def open_by_device(community: Area) -> dict[UUID, dict[str, Ticket]]:
    """Tickets that wait, by device and cause."""
    found: dict[UUID, dict[str, Ticket]] = defaultdict(dict)
    rows = Ticket.objects.filter(device__community=community, closed_at=None).select_related("device", "area")
    for row in rows:
        found[row.device_id][row.why] = row
    return found
