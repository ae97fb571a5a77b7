"""How often a door opens for the same hand: counted by keyed hash, in fixed stretches of time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest

from linli.kernel import clock, db
from linli.kernel.errors import TooMuchAtOnce
from linli.kernel.privacy import cipher
from linli.kernel.visitors.models import Spent

KEPT = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Limit:
    """So often within so long."""

    door: str
    most: int
    within: timedelta


def spend(limit: Limit, who: str) -> None:
    """Count one more; ``TooMuchAtOnce`` when it was too often.  What was refused counts, too."""
    since = _stretch(clock.now(), limit.within)
    key = cipher.lookup(f"{limit.door}/{limit.within.total_seconds():.0f}/{who}", "visitors")
    with db.write():
        row, fresh = Spent.objects.get_or_create(key=key, since=since)
        Spent.objects.filter(pk=row.pk).update(count=F("count") + 1)
        row.refresh_from_db(fields=["count"])
        if fresh:
            Spent.objects.filter(since__lt=clock.now() - KEPT).delete()
    if row.count > limit.most:
        raise TooMuchAtOnce


def _stretch(now: datetime, within: timedelta) -> datetime:
    seconds = int(within.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, tz=UTC)


def hand_of(request: HttpRequest) -> str:
    """Whose hand it is as far as the network tells: an IPv4 address, or the /64 of an IPv6 address.

    Addresses that a caller wrote into the headers himself count only as far as our own proxies added them.
    """
    said = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    trusted: int = settings.PROXIES
    given = said[-trusted] if 0 < trusted <= len(said) else request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(given)
    except ValueError:
        return "unknown"
    if address.version == 4:
        return str(address)
    return str(ip_network(f"{address}/64", strict=False))
