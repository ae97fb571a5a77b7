"""How do longitude and latitude become metres, and metres longitude and latitude?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

import numpy as np

from linli.engines.walking.model import Floats, Point


@dataclass(frozen=True, slots=True)
class Plane:
    """The plane that touches the earth at one point; right to a few centimetres within a district.

    Metres in a degree: the series of the WGS-84 ellipsoid (NIMA TR8350.2), at the latitude of the point.
    """

    longitude: float
    latitude: float

    @property
    def scale(self) -> Floats:
        """Metres in a degree of longitude and in one of latitude."""
        turn = radians(self.latitude)
        east = 111_412.84 * cos(turn) - 93.5 * cos(3 * turn) + 0.118 * cos(5 * turn)
        north = 111_132.92 - 559.82 * cos(2 * turn) + 1.175 * cos(4 * turn)
        return np.array([east, north])

    def metres(self, points: Iterable[Point]) -> Floats:
        """Metres east and north of the point, shape (points, 2)."""
        degrees = np.array(list(points), dtype=np.float64).reshape(-1, 2)
        return (degrees - (self.longitude, self.latitude)) * self.scale

    def degrees(self, metres: Floats) -> list[Point]:
        """Longitude and latitude to seven digits, which is one centimetre."""
        turned = metres.reshape(-1, 2) / self.scale + (self.longitude, self.latitude)
        return [(round(float(x), 7), round(float(y), 7)) for x, y in turned]


def middle(points: Sequence[Point]) -> Plane:
    """The plane in the middle of some points."""
    if not points:
        return Plane(0.0, 0.0)
    places = np.array(points, dtype=np.float64)
    longitude, latitude = ((places.min(axis=0) + places.max(axis=0)) / 2).tolist()
    return Plane(longitude, latitude)
