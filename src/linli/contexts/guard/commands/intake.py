"""The one way in for readings: what a source delivers is checked, stored once, counted, and never guessed at.

A page's file, the programming interface and the broker all end here.  Everything of one batch is stored in
one transaction with its counts, so a sender that is told "taken" can forget it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from linli.contexts.guard import policies
from linli.contexts.guard.commands.alarms import Ring, ring
from linli.contexts.guard.models import Alarm, Consent, Device, Kind, Reading, Source, Tally, Trouble
from linli.contexts.guard.queries.rules import limit
from linli.engines.frames import Message, MessageRefused, Point, read
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note

Why = Trouble.Why
FRAME_CODES = frozenset({"cut_off", "not_a_frame", "sum", "service", "digits"})
COLUMNS = ("device", "at", "received_at", "value")
HEARD = ("last_at", "heard_at", "battery", "signal", "hour", "hour_points")
URGENT = {Kind.SOS.value: Alarm.Kind.SOS, Kind.SMOKE.value: Alarm.Kind.SMOKE}
MOST_NUMBERS = 100
"""Causes kept apart in one batch; the rest are counted together, so that noise cannot fill the table."""


@dataclass
class Batch:
    """What became of a batch."""

    taken: int = 0
    repeated: int = 0
    refused: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """(number, cause, the engine's word) → points."""

    def refuse(self, number: str, why: str, code: str = "", points: int = 1) -> None:
        """Count what is not taken."""
        key = (number, str(why), code)
        if key not in self.refused and len(self.refused) >= MOST_NUMBERS:
            key = ("", str(why), "more")
        self.refused[key] += points

    def told(self) -> dict[str, Any]:
        """As the sender hears it: numbers by cause, without saying which homes agreed to what."""
        causes: Counter[str] = Counter()
        for (_number, why, _code), points in self.refused.items():
            causes[why] += points
        return {"taken": self.taken, "repeated": self.repeated, "refused": dict(causes)}


@command("guard.readings_taken", policies.may_deliver)
def take(actor: Actor, source: Source, /, *, messages: Iterable[Any]) -> Batch:
    """Take in what a source delivers."""
    batch = Batch()
    told = _readable(messages, batch)
    devices = _devices(source, told)
    rows: list[Sequence[Any]] = []
    heard: list[Device] = []
    now = clock.now()
    for number, parts in told.items():
        device = devices.get(number)
        points = [point for part in parts for point in part.points]
        if device is None or not _may_speak(device, batch, len(points)):
            if device is None:
                batch.refuse(number, Why.UNKNOWN, points=len(points))
            continue
        good = _in_time(device, points, now, batch)
        if _floods(device, len(good), now):
            batch.refuse(number, Why.FLOOD, points=len(good))
            continue
        _hear(device, parts, good, now)
        heard.append(device)
        rows += [(device.pk, point.at, now, point.value) for point in good]
    batch.taken = db.insert_missing(Reading, COLUMNS, rows)
    batch.repeated = len(rows) - batch.taken
    db.write_back(Device, heard, HEARD)
    _ring_at_once(heard, rows, now)
    _count(source, batch, now)
    note(target=source, area=source.community.code, **batch.told())
    return batch


def _readable(messages: Iterable[Any], batch: Batch) -> Mapping[str, list[Message]]:
    """Messages by number; what cannot be read is counted."""
    told: dict[str, list[Message]] = defaultdict(list)
    for raw in messages:
        try:
            message = read(raw, timezone.get_default_timezone())
        except MessageRefused as refused:
            why = Why.FRAME if refused.code in FRAME_CODES else Why.SHAPE
            batch.refuse(refused.number, why, refused.code)
        else:
            told[message.number].append(message)
    return told


def _devices(source: Source, numbers: Iterable[str]) -> dict[str, Any]:
    """The devices of the community that call themselves so, present ones before removed ones; one query."""
    agreed = Consent.objects.filter(dwelling=OuterRef("dwelling"), kind=OuterRef("kind"), withdrawn_at=None)
    rows = Device.objects.filter(community=source.community_id, number__in=list(numbers))
    found = rows.annotate(agreed=Exists(agreed)).select_related("area", "dwelling").order_by("pk")
    by_number: dict[str, Any] = {}
    for device in found:
        before = by_number.get(device.number)
        if before is None or before.removed_on is not None:
            by_number[device.number] = device
    return by_number


def _may_speak(device: Any, batch: Batch, points: int) -> bool:
    """A device that is in use at a home that agrees."""
    if device.removed_on is not None:
        batch.refuse(device.number, Why.REMOVED, points=points)
        return False
    if not device.agreed:
        batch.refuse(device.number, Why.CONSENT, points=points)
        return False
    return True


def _in_time(device: Device, points: Iterable[Point], now: datetime, batch: Batch) -> list[Point]:
    """Points that can be right: not in the future, not from before the device was there."""
    last = now + timedelta(minutes=limit("minutes_ahead"))
    first_day = max(device.installed_on, timezone.localdate(now) - timedelta(days=limit("days_back")))
    good: dict[datetime, Point] = {}
    for point in points:
        if point.at > last:
            batch.refuse(device.number, Why.EARLY)
        elif timezone.localdate(point.at) < first_day:
            batch.refuse(device.number, Why.OLD)
        else:
            good.setdefault(point.at, point)
    return list(good.values())


def _floods(device: Device, points: int, now: datetime) -> bool:
    """True when a device sends more in an hour than any honest one can; it is heard again in the next."""
    if device.hour is None or now - device.hour >= timedelta(hours=1):
        device.hour, device.hour_points = now, 0
    device.hour_points += points
    return device.hour_points > limit("points_an_hour")


def _hear(device: Device, parts: Iterable[Message], points: Sequence[Point], now: datetime) -> None:
    """What is newest about a device; a late batch never takes it back."""
    device.heard_at = now
    newest = max((p.at for p in points), default=None)
    if newest is not None and (device.last_at is None or newest > device.last_at):
        device.last_at = newest
    for part in parts:
        device.battery = device.battery if part.battery is None else part.battery
        device.signal = device.signal if part.signal is None else part.signal


def _ring_at_once(heard: Iterable[Device], rows: Iterable[Sequence[Any]], now: datetime) -> None:
    """A button that was pressed, or smoke, waits for no round; an old word that comes late is no news."""
    urgent = {device.pk: device for device in heard if device.kind in URGENT}
    for key, at, _received, value in rows:
        if key in urgent and value and now - at <= timedelta(hours=1):
            device = urgent[key]
            told = Ring(
                device.dwelling_id,
                device.community_id,
                device.dwelling.short_address,
                URGENT[device.kind],
                at,
            )
            ring(device.area, told)


def _count(source: Source, batch: Batch, now: datetime) -> None:
    """Add to the counts of the day."""
    day = timezone.localdate(now)
    tally, _new = Tally.objects.get_or_create(source=source, day=day)
    Tally.objects.filter(pk=tally.pk).update(
        taken=F("taken") + batch.taken,
        repeated=F("repeated") + batch.repeated,
        refused=F("refused") + sum(batch.refused.values()),
    )
    Source.objects.filter(pk=source.pk).update(heard_at=now)
    for (number, why, code), points in batch.refused.items():
        _trouble(source, (number, why, code), points, now)


def _trouble(source: Source, what: tuple[str, str, str], points: int, now: datetime) -> None:
    number, why, code = what
    row, is_new = Trouble.objects.get_or_create(
        community_id=source.community_id, number=number, why=why, day=timezone.localdate(now),
        defaults={"source": source, "code": code, "points": points, "first_at": now, "last_at": now},
    )  # fmt: skip
    if not is_new:
        Trouble.objects.filter(pk=row.pk).update(points=F("points") + points, last_at=now, settled_at=None)
