"""What was used between two raw readings, and what cannot be known?

A register is a witness of the whole time between two readings, an hourly message is not: a gap closed by an
unmoved register was quiet, a gap closed by a moved one has use at an unknown hour, and a gap that is still
open says nothing at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from linli.engines.silence.hours import wall_hours
from linli.engines.silence.model import Interval, Reading, Trouble

Freshness = Literal["fresh", "stale", "never"]
STALE_AFTER = 1.5
"""A point is stale after this many upload periods (DOMAIN 5.2, rule 2)."""


@dataclass(frozen=True, slots=True)
class Meter:
    """What is known of a meter and its way of sending."""

    rollover: float = 1e8
    """Litres at which the register starts again from zero (five digits of cubic metres)."""
    most_litres_per_hour: float = 5000.0
    """No home can use more (a DN20 meter passes 5 m³/h at most); more means another meter."""
    backflow_litres: float = 200.0
    """Up to so much backwards is pressure in the pipes; more means another meter."""
    observed_hours: float = 1.75
    """A longer interval does not tell the hour of its use."""
    bridged_hours: float = 24.0
    """The longest gap whose unmoved register is taken as proof of quiet."""
    upload_hours: float = 1.0
    """How often points arrive."""


HOURLY = Meter()


def interval(before: Reading, now: Reading, meter: Meter = HOURLY) -> Interval | None:
    """What happened between two readings; None when ``now`` is a repeat or comes too late to be placed."""
    until = wall_hours(now.at)
    hours = until - wall_hours(before.at)
    if hours <= 0:
        return None
    litres, trouble = _used(before, now, hours, meter)
    observed = hours <= meter.observed_hours and litres is not None
    quiet = hours if litres == 0 else 0.0
    if hours > meter.observed_hours:
        unmoved = before.register is not None and before.register == now.register
        trouble = "bridged" if unmoved and hours <= meter.bridged_hours else trouble or "gap"
        quiet = quiet if trouble == "bridged" else 0.0
    return Interval(until, hours, litres, observed, quiet, trouble)


def _used(before: Reading, now: Reading, hours: float, meter: Meter) -> tuple[float | None, Trouble | None]:
    """Litres between two readings and what was odd about them; None when it cannot be known."""
    known = before.register is not None and now.register is not None
    moved = now.register - before.register if known else now.litres  # type: ignore[operator]
    if moved is None:
        return None, "gap"
    most = meter.most_litres_per_hour * max(hours, 1.0)
    if 0 <= moved <= most:
        return moved, None
    if -meter.backflow_litres <= moved < 0:
        return 0.0, "backflow"
    if known and 0 <= moved + meter.rollover <= most:
        return moved + meter.rollover, "rollover"
    return None, "replaced"


def in_order(readings: Iterable[Reading], after: datetime | None = None) -> list[Reading]:
    """A batch as it should have come: sorted, one reading a moment, nothing up to ``after`` again.

    Meters that save their battery send the points of a day at once, sometimes twice, not always in order.
    """
    latest: dict[datetime, Reading] = {}
    for reading in readings:
        if after is None or reading.at > after:
            latest[reading.at] = reading
    return [latest[at] for at in sorted(latest)]


def freshness(last: datetime | None, now: datetime, meter: Meter = HOURLY) -> Freshness:
    """Whether the home can be heard at all: a stale meter is a matter for a repairer, not for a visit."""
    if last is None:
        return "never"
    limit = timedelta(hours=STALE_AFTER * meter.upload_hours)
    return "stale" if now - last > limit else "fresh"
