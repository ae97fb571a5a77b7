"""What do the other sensors of a home say about a silence: out, away, or in need?

Evidence is added as logarithms of likelihood ratios (Good 1950) of a harmless silence against harm.  A
harmless silence has two stories, at home and away, and the sensors are independent within each story, not
over both; so each story is summed by itself and the two are mixed.  A sensor that is missing or stale says
nothing and is simply left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, log1p
from typing import Literal

Door = Literal["left", "came", "moved", "still"]
"""The door's last word in the silence: out, in, moved (nobody knows which way), or not moved at all."""
DOOR: dict[Door, tuple[float, float, float]] = {
    "left": (0.75, 0.04, 0.03),
    "came": (0.04, 0.30, 0.30),
    "moved": (0.19, 0.26, 0.22),
    "still": (0.02, 0.40, 0.45),
}
"""Estimated chances of each word when all are away, at home and well, at home and in need."""
CHANCE_SIGN = 0.02
"""A sign of life (motion, kettle, door) that nobody made: a pet, a curtain, a fault."""
MOST_TELLING = 5.0
"""No evidence moves the odds by more than a hundred and fifty times: sensors err together."""


@dataclass(frozen=True, slots=True)
class Sensor:
    """A working sensor for signs of life: motion, power, a lamp, a cupboard."""

    quiet_hours: float
    """Hours without a sign, up to now."""
    share: float
    """Chance that an ordinary hour of somebody at home brings a sign, at this time of day."""


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
        well += quiet * log1p(-min(max(sensor.share, 0.001), 0.98))
        gone += log(CHANCE_SIGN) if stirred else 0.0
        need += log(quiet / silent_hours + CHANCE_SIGN * (1 - quiet / silent_hours)) if stirred else 0.0
    harmless = log(away * exp(gone) + (1 - away) * exp(well))
    return min(max(harmless - need, -MOST_TELLING), MOST_TELLING)
