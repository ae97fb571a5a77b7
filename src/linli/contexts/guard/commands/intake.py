"""The one way in for readings: what a source delivers is checked, stored once, counted, and never guessed at.

A page's file, the programming interface and the broker all end here.  Everything of one batch is stored in
one transaction with its counts, so a sender that is told "taken" can forget it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from linli.contexts.guard import policies
from linli.contexts.guard.commands import troubles
from linli.contexts.guard.commands.urgent import KINDS, Calls, ring_for
from linli.contexts.guard.models import Device, Kind, Reading, Source, Tally, Trouble
from linli.contexts.guard.models.devices import BESIDE, METERS
from linli.contexts.guard.queries.rules import first_moment, limit
from linli.contexts.guard.queries.speakers import Speaker, speakers
from linli.engines.frames import Message, MessageRefused, Point, read
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note

Why = Trouble.Why
FRAME_CODES = frozenset({"cut_off", "not_a_frame", "sum", "service", "digits"})
COLUMNS = ("device", "at", "received_at", "value")
HEARD = ("last_at", "heard_at", "battery", "signal", "hour", "hour_points")
HEARD_BY = frozenset({Kind.WATER, *BESIDE})
MOST_NUMBERS = 100
"""Causes kept apart in one batch; the rest are counted together, so that noise cannot fill the table."""


@dataclass
class Batch:
    """What became of a batch."""

    taken: int = 0
    repeated: int = 0
    refused: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """(number, cause, the engine's word) → points."""
    homes: set[UUID] = field(default_factory=set)
    """Where a meter or sensor said something by which its home is heard."""
    misdated: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """Calls for help that were taken in although their time is wrong."""

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


@dataclass(frozen=True, slots=True)
class Bounds:
    """What can be right when a batch comes."""

    now: datetime
    last: datetime
    """A clock may be fast by so much."""
    oldest: date
    most_points: float
    mornings: dict[date, datetime] = field(default_factory=dict)

    @classmethod
    def at(cls, now: datetime) -> "Bounds":
        """As the pack says."""
        oldest = timezone.localdate(now) - timedelta(days=limit("days_back"))
        return cls(now, now + timedelta(minutes=limit("minutes_ahead")), oldest, limit("points_an_hour"))

    def first(self, speaker: Speaker) -> datetime:
        """The first moment of which a device can tell."""
        day = max(speaker.installed_on, self.oldest)
        if day not in self.mornings:
            self.mornings[day] = first_moment(day)
        return self.mornings[day]


@command("guard.readings_taken", policies.may_deliver)
def take(actor: Actor, source: Source, /, *, messages: Iterable[Any]) -> Batch:
    """Take in what a source delivers."""
    batch, calls, bounds = Batch(), Calls(), Bounds.at(clock.now())
    told = _readable(messages, batch)
    known = speakers(source, told)
    rows: list[Sequence[Any]] = []
    heard: list[Speaker] = []
    for number, parts in told.items():
        speaker = known.get(number)
        points = [point for part in parts for point in part.points] if len(parts) > 1 else parts[0].points
        if speaker is None:
            batch.refuse(number, Why.UNKNOWN, points=len(points))
            continue
        if not _may_speak(speaker, batch, len(points)):
            continue
        good = _in_time(speaker, points, bounds, batch, calls)
        if _floods(speaker, len(good), bounds):
            batch.refuse(number, Why.FLOOD, points=len(good))
            continue
        _hear(speaker, parts, good, bounds.now)
        heard.append(speaker)
        rows += [(speaker.id, at, bounds.now, value) for at, value in good.items()]
    batch.homes = {speaker.dwelling_id for speaker in heard if speaker.kind in HEARD_BY}
    fresh = calls.fresh()
    rows += [(key, at, bounds.now, 1) for key, at in fresh if key in calls.misdated]
    batch.taken = db.insert_missing(Reading, COLUMNS, rows)
    batch.repeated = len(rows) - batch.taken
    db.write_back(Device, heard, HEARD)
    ring_for(fresh, bounds.now)
    _count(source, batch, bounds.now)
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


def _may_speak(speaker: Speaker, batch: Batch, points: int) -> bool:
    """A device that is in use at a home that agrees."""
    if speaker.removed_on is not None:
        batch.refuse(speaker.number, Why.REMOVED, points=points)
        return False
    if not speaker.agreed:
        batch.refuse(speaker.number, Why.CONSENT, points=points)
        return False
    return True


def _in_time(
    speaker: Speaker, points: Iterable[Point], bounds: Bounds, batch: Batch, calls: Calls
) -> dict[datetime, int]:
    """Points that can be right: not in the future, not from before the device was there."""
    first = bounds.first(speaker)
    is_urgent = speaker.kind in KINDS
    good: dict[datetime, int] = {}
    for point in points:
        value = _raw(speaker.kind, point)
        if value is None:
            batch.refuse(speaker.number, Why.SHAPE, "state")
        elif first <= point.at <= bounds.last:
            good.setdefault(point.at, value)
            if is_urgent and value:
                calls.told.append((speaker.id, point.at))
        else:
            why = Why.EARLY if point.at > bounds.last else Why.OLD
            if is_urgent and value:
                calls.misdated[speaker.id] = bounds.now
                batch.misdated[speaker.number, str(why), ""] += 1
            else:
                batch.refuse(speaker.number, why)
    return good


def _raw(kind: str, point: Point) -> int | None:
    """What is kept: a register as it is, a switch as 0 or 1, a meter's word about its state below zero."""
    if kind == Kind.WATER:
        return None if point.is_state else point.value
    if kind in METERS:
        return -1 - point.value if point.is_state else point.value
    return int(point.value > 0)


def _floods(speaker: Speaker, points: int, bounds: Bounds) -> bool:
    """True when a device sends more in an hour than any honest one can; it is heard again in the next.

    A clock that was set back begins a new hour, so that no device is shut out by it.
    """
    if speaker.hour is None or not timedelta() <= bounds.now - speaker.hour < timedelta(hours=1):
        speaker.hour, speaker.hour_points = bounds.now, 0
    speaker.hour_points += points
    return speaker.hour_points > bounds.most_points


def _hear(speaker: Speaker, parts: Iterable[Message], points: Iterable[datetime], now: datetime) -> None:
    """What is newest about a device; a late batch never takes it back."""
    speaker.heard_at = now
    newest = max(points, default=None)
    if newest is not None and (speaker.last_at is None or newest > speaker.last_at):
        speaker.last_at = newest
    for part in parts:
        speaker.battery = speaker.battery if part.battery is None else part.battery
        speaker.signal = speaker.signal if part.signal is None else part.signal


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
    troubles.count(source.community_id, source, batch.refused + batch.misdated, now)
