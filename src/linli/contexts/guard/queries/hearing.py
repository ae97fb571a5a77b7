"""Which homes said something new since they were last heard, and by which of their devices they are heard."""

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby, islice
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, Subquery

from linli.contexts.guard.models import Consent, Device, HomeState, Kind
from linli.contexts.guard.models.devices import BESIDE
from linli.kernel.areas.models import Area


def unheard(community: Area, homes: Collection[UUID] | None = None) -> list[Device]:
    """Devices that were agreed to and said something new, home by home; of some homes, or of all.

    A home with a water meter is heard by it, and one removed lately may have a last word; a home without is
    heard by its doors and sensors.
    """
    agreed = Consent.objects.filter(dwelling=OuterRef("dwelling"), kind=OuterRef("kind"), withdrawn_at=None)
    said = Device.objects.filter(Exists(agreed), community=community, last_at__isnull=False)
    metered = said.filter(dwelling=OuterRef("dwelling"), kind=Kind.WATER, removed_on=None)
    beside = Q(kind__in=BESIDE, removed_on=None) & ~Exists(metered)
    heard = Subquery(HomeState.objects.filter(dwelling=OuterRef("dwelling")).values("heard_at"))
    rows = said.filter(Q(kind=Kind.WATER) | beside).annotate(heard=heard)
    rows = rows.filter(Q(heard=None) | Q(last_at__gt=F("heard")))
    rows = rows if homes is None else rows.filter(dwelling__in=homes)
    return list(rows.select_related("area__parent", "dwelling").order_by("dwelling", "installed_on"))


def parts(devices: Iterable[Device], most: int) -> Iterator[list[Device]]:
    """So many homes at a time, each with all its devices."""
    homes = (list(group) for _key, group in groupby(devices, key=lambda d: d.dwelling_id))
    while part := list(islice(homes, most)):
        yield [device for home in part for device in home]
