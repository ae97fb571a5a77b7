"""What do the other sensors of a home say about a silence: out, away, or in need?

Evidence is added as logarithms of likelihood ratios (Good 1950) of a harmless silence against harm.  A
harmless silence has two stories, at home and away, and the sensors are independent within each story, not
over both; so each story is summed by itself and the two are mixed.  A sensor that is missing or stale says
nothing and is simply left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf, log, log1p
from typing import Literal

Door = Literal["left", "came", "moved", "opened", "still"]
"""The door's last word in the silence: out, in, moved just now, moved where nothing inside tells which way,
or not moved at all."""
DOOR: dict[Door, tuple[float, float, float]] = {
    "left": (0.75, 0.04, 0.03),
    "came": (0.04, 0.30, 0.30),
    "moved": (0.19, 0.26, 0.22),
    "opened": (0.95, 0.35, 0.30),
    "still": (0.02, 0.40, 0.45),
}
"""Estimated chances of each word when all are away, at home and well, at home and in need."""
CHANCE_SIGN = 0.02
"""A sign of life (motion, kettle, door) that nobody made: a pet, a curtain, a fault."""
MOST_TELLING = 5.0
"""No evidence moves the odds by more than a hundred and fifty times: sensors err together."""

UP = 12.0
"""What is said to ``step`` while somebody is up: no silence is worth a call then."""
UP_HOURS, TRUSTED_HOURS = 3.0, 36.0


@dataclass(frozen=True, slots=True)
class Sensor:
    """A working sensor for signs of life: motion, power, a lamp, a cupboard."""

    quiet_hours: float
    """Hours without a sign, up to now."""
    share: float
    """Chance that an ordinary hour of somebody at home brings a sign, at this time of day."""
    heard_hours: float = inf
    """Of the quiet hours, those for which the sensor has surely reported."""


def doubt(
    silent_hours: float, sensors: Sequence[Sensor] = (), door: Door | None = None, *, away: float = 0.5
) -> float:
    """Log of how much likelier the other sensors are in a harmless silence than in need, for ``step``.

    ``away`` is the share of absences among harmless silences that last so long in this home.
    """
    if silent_hours <= 0 or not 0 < away < 1:
        raise ValueError("A silence has lasted some time, and neither story is impossible.")
    gone, well, need = (log(chance) for chance in (DOOR[door] if door else (1.0, 1.0, 1.0)))
    for sensor in sensors:
        quiet = min(max(sensor.quiet_hours, 0.0), silent_hours)
        stirred = quiet < silent_hours
        well += min(quiet, sensor.heard_hours) * log1p(-min(max(sensor.share, 0.001), 0.98))
        gone += log(CHANCE_SIGN) if stirred else 0.0
        need += log(quiet / silent_hours + CHANCE_SIGN * (1 - quiet / silent_hours)) if stirred else 0.0
    harmless = log(away * exp(gone) + (1 - away) * exp(well))
    return min(max(harmless - need, -MOST_TELLING), MOST_TELLING)


def is_up(silent_hours: float, sensors: Sequence[Sensor]) -> bool:
    """Whether somebody walks about inside, so that nobody is called for want of water alone.

    After a day and a half without water even that is not believed any more: a sensor may be stuck.
    """
    return silent_hours <= TRUSTED_HOURS and any(
        sensor.quiet_hours < min(UP_HOURS, silent_hours) for sensor in sensors
    )
