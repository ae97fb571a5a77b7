"""What goes into a walking network, and what comes out of asking it?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
"""Longitude and latitude, WGS-84."""
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

OFF_PATH = 1.3
"""Metres walked for each metre as the crow flies where no path is known (DOMAIN.md §10)."""


@dataclass(frozen=True, slots=True)
class Path:
    """A line that people can walk along, in both directions."""

    points: tuple[Point, ...]
    layer: int = 0
    """0 on the ground, 1 on a bridge, -1 in a tunnel: lines that cross meet only within one layer."""


@dataclass(frozen=True, slots=True, eq=False)
class Distances:
    """Metres on foot from every door to every door."""

    metres: Floats
    """Shape (doors, doors), symmetric, 0 on the diagonal."""
    is_estimated: Bools
    """True where no path joins the two doors and the crow's way × ``OFF_PATH`` stands in."""
    off_path: Floats
    """Metres from each door to the network; infinite for a door that no path comes near."""


@dataclass(frozen=True, slots=True, eq=False)
class Nearest:
    """For every door the nearest of some places."""

    place: Ints
    """Its position in the list of places; -1 when there are none."""
    metres: Floats
    """How far it is; infinite when there are none."""
    is_estimated: Bools


Ring = tuple[Point, ...]
"""Closed: the last point is the first."""
Polygon = tuple[Ring, ...]
"""The outline anticlockwise, then holes clockwise, as GeoJSON wants them."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Everywhere that can be reached within ``metres``."""

    metres: float
    polygons: tuple[Polygon, ...]
