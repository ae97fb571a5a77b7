"""Reading what was erased, and the seal by which a copy can be compared with it."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet

from linli.contexts.guard import policies
from linli.contexts.guard.models import Consent, Device, Erasure, Kind, Reading
from linli.kernel.actor import Actor
from linli.kernel.audit.models import AuditEntry
from linli.kernel.db import inside
from linli.kernel.refs import Ref

Line = tuple[str, datetime, int]
"""Number of the device, moment, value as kept."""


def lines(rows: QuerySet[Reading]) -> Iterator[Line]:
    """Readings one by one, by device and moment."""
    return rows.order_by("device__number", "at").values_list("device__number", "at", "value").iterator()


def digest(told: Iterable[Line]) -> str:
    """SHA-256 over ``number,moment in UTC,value`` and a line feed for each reading, by device and moment."""
    seal = sha256()
    for number, at, value in told:
        seal.update(f"{number},{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ},{value}\n".encode())
    return seal.hexdigest()


def span(rows: QuerySet[Reading]) -> dict[str, Any]:
    """How many devices, and between which moments."""
    return rows.aggregate(devices=Count("device", distinct=True), first_at=Min("at"), last_at=Max("at"))


def erasures(actor: Actor, why: str = "", kind: str = "", words: str = "") -> QuerySet[Erasure]:
    """What was erased in one's area, newest first; what expired everywhere is everybody's to see."""
    rows = Erasure.objects.filter(inside("area__code", actor.areas(policies.VIEW)) | Q(area=None))
    rows = rows.filter(why=why) if why in Erasure.Why.values else rows
    rows = rows.filter(kind=kind) if kind in Kind.values else rows
    rows = rows.filter(dwelling__short_address__icontains=words) if words else rows
    return rows.select_related("dwelling", "area").order_by("-erased_at", "pk")


def of_home(actor: Actor, dwelling_id: UUID) -> list[tuple[Erasure, str]]:
    """What was erased of one home, each with its number in the audit trail; two queries."""
    rows = list(erasures(actor).filter(dwelling=dwelling_id).select_related("consent"))
    targets = {str(Ref.of(row)): row for row in rows}
    found = AuditEntry.objects.filter(target__in=list(targets), action="guard.readings_erased")
    numbers = {entry.target: f"{entry.chain}-{entry.number}" for entry in found}
    return [(row, numbers.get(target, "")) for target, row in targets.items()]


def waiting(actor: Actor, dwelling_id: UUID) -> list[Consent]:
    """Consents of a home that ended and whose readings are still to go."""
    rows = Consent.objects.filter(inside("area__code", actor.areas(policies.VIEW)), dwelling=dwelling_id)
    return list(rows.filter(withdrawn_at__isnull=False, erased_at=None).order_by("erase_on"))


def of_kind(device: Device) -> QuerySet[Reading]:
    """Everything kept of the home of a device, of the device's kind: what one consent covers."""
    return Reading.objects.filter(device__dwelling=device.dwelling_id, device__kind=device.kind)


def readings_of(dwelling_id: UUID) -> list[tuple[Device, QuerySet[Reading]]]:
    """Everything kept of one home, device by device."""
    devices = Device.objects.filter(dwelling=dwelling_id).order_by("kind", "number", "installed_on")
    return [(device, Reading.objects.filter(device=device)) for device in devices]
