"""How long do walking, stairs and lifts take?"""

from dataclasses import dataclass

import numpy as np

from linli.engines.walking.model import Floats


@dataclass(frozen=True, slots=True)
class Pace:
    """How somebody walks; the defaults are our own, and elders walk at 0.8 m/s (DOMAIN.md §10).

    Stairs: a storey of 2.8 m is some 4.5 m along the ground and 2.4 m of landings.  At the speeds that Fruin
    measured on stairs (about 0.5 m/s up, 0.65 m/s down, along the ground; Pedestrian Planning and Design,
    1971) and with a bag in hand that makes some 16 s up and 12 s down.
    """

    metres_a_second: float = 1.2
    up_seconds: float = 16.0
    down_seconds: float = 12.0
    lift_seconds: float = 40.0
    """Waiting for a lift, doors included."""
    lift_storey_seconds: float = 3.0

    def seconds(self, metres: float) -> float:
        """Seconds for a way on the flat."""
        return metres / self.metres_a_second

    def climb(self, start: Floats, end: Floats, has_lift: Floats) -> Floats:
        """Seconds from level to level of one stairway; arrays of one shape, or that broadcast."""
        storeys = end - start
        stairs = np.where(storeys > 0, storeys * self.up_seconds, -storeys * self.down_seconds)
        lift = self.lift_seconds + np.abs(storeys) * self.lift_storey_seconds
        best: Floats = np.where(has_lift, np.minimum(stairs, lift), stairs)
        return best


ELDER = Pace(metres_a_second=0.8, up_seconds=28.0, down_seconds=24.0)
"""Someone who takes the stairs slowly."""


def level(floor: int) -> int:
    """Storeys above the street: floor 1 is level 0, basement -1 is level -1; there is no floor 0."""
    return floor - 1 if floor > 0 else floor
