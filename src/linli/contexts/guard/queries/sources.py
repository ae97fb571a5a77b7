"""Reading sources, how much they delivered, and what could not be taken in."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Prefetch, QuerySet, Sum

from linli.contexts.guard import policies
from linli.contexts.guard.models import Source, Tally, Trouble
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea

DAYS = 14
DELIVERED = ("taken", "repeated", "refused")


def sources(actor: Actor) -> QuerySet[Source]:
    """The sources of the communities that one looks after, with what they delivered lately."""
    since = clock.today() - timedelta(days=DAYS - 1)
    lately = Prefetch("tallies", Tally.objects.filter(day__gte=since).order_by("day"), to_attr="lately")
    rows = Source.objects.filter(inside("community__code", actor.areas(policies.SOURCES)))
    return rows.select_related("community", "account").prefetch_related(lately).order_by("stopped_at", "name")


def source(actor: Actor, source_id: UUID) -> Source:
    """One source that one looks after."""
    found = sources(actor).filter(pk=source_id).first()
    if found is None:
        raise OutsideYourArea
    return found


def of_key(actor: Actor) -> Source:
    """The source whose key knocks."""
    rows = Source.objects.filter(account=actor.account_id, stopped_at=None)
    found = rows.select_related("community").first()
    if found is None:
        raise OutsideYourArea
    return found


def by_day(found: Source) -> list[int]:
    """Points taken on each of the last days."""
    told = {row.day: row.taken for row in found.lately}  # type: ignore[attr-defined]
    today = clock.today()
    return [told.get(today - timedelta(days=back), 0) for back in reversed(range(DAYS))]


def delivered_today() -> dict[str, int]:
    """What came today from all sources together, and how many troubles nobody looked into."""
    sums = Tally.objects.filter(day=clock.today()).aggregate(*map(Sum, DELIVERED))
    told = {name: int(sums[f"{name}__sum"] or 0) for name in DELIVERED}
    return told | {"troubles": Trouble.objects.filter(settled_at=None).count()}


def troubles(actor: Actor, why: str = "", *, settled: bool = False) -> QuerySet[Trouble]:
    """What was not taken in, newest first."""
    rows = Trouble.objects.filter(inside("community__code", actor.areas(policies.SOURCES)))
    rows = rows.filter(settled_at__isnull=not settled)
    rows = rows.filter(why=why) if why in Trouble.Why.values else rows
    return rows.select_related("community", "source").order_by("-last_at", "pk")


def trouble(actor: Actor, trouble_id: int) -> Trouble:
    """One of them."""
    rows = Trouble.objects.filter(inside("community__code", actor.areas(policies.SOURCES)), pk=trouble_id)
    found = rows.select_related("community").first()
    if found is None:
        raise OutsideYourArea
    return found
