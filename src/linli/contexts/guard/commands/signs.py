"""What the points of a door or a sensor mean: a sign of life, or only a word that it is well."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from django.utils import timezone

from linli.contexts.guard.models import Device, Kind, Reading
from linli.contexts.guard.queries.rules import limit
from linli.engines import silence

BASE = timedelta(days=silence.BASE_DAYS)
"""How far back a power meter is read, to know what it uses when nobody does anything."""


@dataclass(slots=True)
class Said:
    """What one sensor told since a moment, in wall hours."""

    signs: list[float] = field(default_factory=list)
    gaps: list[tuple[float, float]] = field(default_factory=list)
    """Times in which it was silent for longer than it may be."""


def said(devices: Sequence[Device], since: Mapping[UUID, datetime]) -> dict[UUID, Said]:
    """Signs and gaps of each sensor since its moment; one query."""
    points: dict[UUID, list[tuple[datetime, int]]] = {device.pk: [] for device in devices}
    if not devices:
        return {}
    first = {d.pk: since[d.pk] - (BASE if d.kind == Kind.POWER else timedelta()) for d in devices}
    rows = Reading.objects.filter(device__in=list(points), at__gte=min(first.values()), value__gte=0)
    for key, at, value in rows.order_by("device", "at").values_list("device_id", "at", "value").iterator():
        if at >= first[key]:
            points[key].append((at, value))
    return {device.pk: _said(device, points[device.pk], wall(since[device.pk])) for device in devices}


def _said(device: Device, points: Iterable[tuple[datetime, int]], since: float) -> Said:
    told = [(wall(at), value) for at, value in points]
    patience = device.upload_minutes / 60 * limit("stale_periods")
    heard = [since, *(at for at, _value in told if at >= since)]
    gaps = [(before, now) for before, now in pairwise(heard) if now - before > patience]
    return Said([sign for sign in _signs(device.kind, told) if sign >= since], gaps)


def _signs(kind: str, told: Sequence[tuple[float, int]]) -> Iterable[float]:
    """A door that is opened or closed, motion, a meter that moved; a state said again is none."""
    if kind == Kind.POWER:
        return silence.powered([(at, float(value)) for at, value in told])
    if kind == Kind.MOTION:
        return [at for at, value in told if value > 0]
    moved = [now[0] for before, now in pairwise(told) if now[1] != before[1]]
    return moved if kind == Kind.GAS else sorted({*moved, *(at for at, value in told if value > 0)})


def wall(at: datetime | None) -> float:
    """The wall hours of a moment."""
    return silence.wall_hours(timezone.localtime(at))
