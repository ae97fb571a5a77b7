"""What doors and sensors inside a home said beside its meter: learned, weighed, told when it rings."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from linli.contexts.guard.commands.signs import said, wall
from linli.contexts.guard.models import Consent, Device, HomeState, Kind, SensorState
from linli.contexts.guard.models.devices import BESIDE, INSIDE
from linli.contexts.guard.queries.rules import limit
from linli.engines import silence
from linli.kernel import db

EARLIEST_HOURS = 2.0
"""A silence that is younger is not looked at, so nobody is asked about it."""
STEP = 0.25
"""Doubt is weighed in quarters, so that a silence is thought through again only when something was said."""


@dataclass(frozen=True, slots=True)
class Sensor:
    """One sensor of a home with the signs heard since the home last used water, in wall hours."""

    device: Device
    habit: silence.Stirring
    signs: Sequence[float]
    heard_until: float
    """Its newest point, in wall hours."""
    gaps: Sequence[tuple[float, float]] = ()
    """Times since then in which it was not heard."""

    def is_alive(self, at: float) -> bool:
        """Whether it could be heard then; one that is not says nothing."""
        return at <= self.heard_until + self.device.upload_minutes / 60 * limit("stale_periods")

    def last_sign(self, at: float) -> float | None:
        """The newest sign up to then."""
        place = bisect_right(self.signs, at)
        return self.signs[place - 1] if place else None


@dataclass(frozen=True, slots=True)
class Witness:
    """All sensors of one home beside its water meter."""

    sensors: Sequence[Sensor] = ()

    def doubt(self, state: silence.HomeState, at: float) -> float:
        """Log of how much likelier a harmless silence makes what the sensors say, in quarters."""
        since = state.last_hours - state.spell.quiet
        if at - since < EARLIEST_HOURS:
            return state.spell.doubt
        alive = [sensor for sensor in self.sensors if sensor.is_alive(at)]
        if not alive or at <= since or state.spell.rung:
            return state.spell.doubt
        inside = [sensor for sensor in alive if sensor.device.kind in INSIDE]
        word, moved = self._door(alive, inside, since, at)
        begins = max(since, moved) if moved is not None else since
        quiet = max(at - begins, STEP)
        sensed = [silence.sensed(s.habit, s.signs, at - quiet, at, s.heard_until) for s in inside]
        if silence.is_up(
            at - since, [silence.sensed(s.habit, s.signs, since, at, s.heard_until) for s in inside]
        ):
            return silence.UP
        away = silence.out_share(state.habit, at - since)
        return round(silence.doubt(quiet, sensed, word, away=away) / STEP) * STEP

    def _door(
        self, alive: Iterable[Sensor], inside: Sequence[Sensor], since: float, at: float
    ) -> tuple[silence.Door | None, float | None]:
        doors = [sensor for sensor in alive if sensor.device.kind == Kind.DOOR]
        if not doors:
            return None, None
        moves = sorted(sign for door in doors for sign in door.signs if sign <= at)
        signs = sorted(sign for sensor in inside for sign in sensor.signs)
        word = silence.door_word(moves, signs if inside else None, since, at)
        return word, moves[-1] if moves and word != "opened" else None

    def told(self, at: float) -> list[dict[str, Any]]:
        """What each sensor heard last, newest first, for the sentence of an alarm."""
        last = [(sensor.last_sign(at), sensor) for sensor in self.sensors if sensor.is_alive(at)]
        heard = sorted(((sign, s) for sign, s in last if sign is not None), key=lambda pair: -pair[0])
        return [
            {
                "kind": s.device.kind, "spot": s.device.spot, "hours": round(at - sign, 1),
                "at": timezone.make_aware(silence.moment(sign)).isoformat(),
            }
            for sign, s in heard
        ]  # fmt: skip


NOBODY = Witness()


@dataclass(slots=True)
class Hearing:
    """The witnesses of some homes, and what was learned of their sensors."""

    homes: dict[UUID, Witness] = field(default_factory=dict)
    learned: list[SensorState] = field(default_factory=list)
    known: Collection[UUID] = ()

    def of(self, dwelling_id: UUID) -> Witness:
        """The witness of a home; of one without sensors, one that says nothing."""
        return self.homes.get(dwelling_id, NOBODY)

    def keep(self) -> None:
        """Write down what was learned."""
        columns = ("heard_at", "sign_at", "shares", "days")
        db.write_back(SensorState, [row for row in self.learned if row.device_id in self.known], columns)
        db.insert_all(SensorState, [row for row in self.learned if row.device_id not in self.known])


def gathered(homes: Mapping[UUID, HomeState | None], first: datetime) -> Hearing:
    """The sensors of homes that agreed to them, with what they said since the last use; four queries.

    ``first`` is the moment from which a home that nobody has heard yet may have something to say.
    """
    agreed = Consent.objects.filter(dwelling=OuterRef("dwelling"), kind=OuterRef("kind"), withdrawn_at=None)
    rows = Device.objects.filter(
        Exists(agreed), dwelling__in=list(homes), kind__in=BESIDE, removed_on=None, last_at__isnull=False
    )
    devices = list(rows.order_by("dwelling", "pk"))
    known = SensorState.objects.in_bulk([device.pk for device in devices])
    ended = withdrawn_at(homes)
    since = {
        d.pk: max(
            _since(homes[d.dwelling_id], known.get(d.pk), first), ended.get((d.dwelling_id, d.kind), first)
        )
        for d in devices
    }
    told = said(devices, since)
    found = Hearing(known=known.keys())
    sensors: dict[UUID, list[Sensor]] = defaultdict(list)
    for device in devices:
        heard = told[device.pk].signs
        habit = silence.stir(_habit(known.get(device.pk), since[device.pk]), heard, wall(device.last_at))
        before = known.get(device.pk)
        older = [wall(before.sign_at)] if before is not None and before.sign_at is not None else []
        sensors[device.dwelling_id].append(
            Sensor(device, habit, sorted({*older, *heard}), wall(device.last_at), told[device.pk].gaps)
        )
        found.learned.append(_row(device, habit))
    found.homes = {key: Witness(tuple(listed)) for key, listed in sensors.items()}
    return found


def withdrawn_at(homes: Iterable[UUID]) -> dict[tuple[UUID, str], datetime]:
    """When each home last withdrew its consent to a kind: what was said before teaches nobody any more."""
    rows = Consent.objects.filter(dwelling__in=list(homes), withdrawn_at__isnull=False).order_by(
        "withdrawn_at"
    )
    listed = rows.values_list("dwelling_id", "kind", "withdrawn_at")
    return {(dwelling_id, kind): at for dwelling_id, kind, at in listed if at is not None}


def _since(home: HomeState | None, before: SensorState | None, first: datetime) -> datetime:
    """From when a sensor's points matter: the last use of water, or where its learning stopped."""
    last_use = first
    if home is not None:
        last_use = home.heard_at - timedelta(hours=silence.unpack(bytes(home.packed)).spell.quiet)
    return min(last_use, first if before is None else before.heard_at)


def _habit(before: SensorState | None, first: datetime) -> silence.Stirring:
    if before is None:
        return silence.Stirring(wall(first))
    last = None if before.sign_at is None else wall(before.sign_at)
    return silence.Stirring(wall(before.heard_at), last, tuple(before.shares), tuple(before.days))


def _row(device: Device, habit: silence.Stirring) -> SensorState:
    last = habit.last_sign
    return SensorState(
        device_id=device.pk,
        heard_at=timezone.make_aware(silence.moment(habit.learned_until)),
        sign_at=None if last is None else timezone.make_aware(silence.moment(last)),
        shares=[round(share, 4) for share in habit.shares],
        days=list(habit.days),
    )
