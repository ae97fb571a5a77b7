"""Where on the earth does the town's frame lie?"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, cos, hypot, radians, sin
from typing import Any

from linli.contexts.registry.seeds.pack import city
from linli.contexts.registry.seeds.town.model import Point, Ring

METRES_PER_DEGREE = 111_195.0
"""Of a meridian, on a sphere of 6,371 km."""
DECIMALS = 7
"""About a centimetre."""
FINE = 40.0
"""Long edges are broken into pieces of at most so many metres, so that the bend can be seen."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Bends and turns the frame and lays it down at a point of WGS-84."""

    longitude: float
    latitude: float
    turned: float
    bend: float

    @classmethod
    def of_city(cls) -> "Ground":
        """As the pack says."""
        return cls(**city("town")["ground"])

    def lay(self, point: Point) -> list[float]:
        """[longitude, latitude] of a point of the frame."""
        east, north = self._metres(point)
        latitude = self.latitude + north / METRES_PER_DEGREE
        longitude = self.longitude + east / (METRES_PER_DEGREE * cos(radians(self.latitude)))
        return [round(longitude, DECIMALS), round(latitude, DECIMALS)]

    def distance(self, one: Point, other: Point) -> float:
        """Metres between two points once they are laid down."""
        (x1, y1), (x2, y2) = self._metres(one), self._metres(other)
        return hypot(x2 - x1, y2 - y1)

    def polygon(self, ring: Ring, *, is_small: bool = False) -> dict[str, Any]:
        """A ring as a GeoJSON polygon; a small one keeps its corners only."""
        corners = [*ring, ring[0]] if is_small else finely([*ring, ring[0]])
        return {"type": "Polygon", "coordinates": [[self.lay(point) for point in corners]]}

    def line(self, points: Sequence[Point]) -> list[list[float]]:
        """A line as GeoJSON coordinates."""
        return [self.lay(point) for point in points]

    def _metres(self, point: Point) -> Point:
        x, y = point
        bent = ((self.bend + y) * sin(x / self.bend), (self.bend + y) * cos(x / self.bend) - self.bend)
        angle = radians(self.turned)
        return (
            bent[0] * cos(angle) - bent[1] * sin(angle),
            bent[0] * sin(angle) + bent[1] * cos(angle),
        )


def finely(points: Sequence[Point]) -> list[Point]:
    """The same line with points at least every ``FINE`` metres."""
    fine = [points[0]]
    for (x1, y1), (x2, y2) in pairwise(points):
        pieces = max(1, ceil(hypot(x2 - x1, y2 - y1) / FINE))
        fine += [(x1 + (x2 - x1) * n / pieces, y1 + (y2 - y1) * n / pieces) for n in range(1, pieces + 1)]
    return fine


def middle(ring: Ring) -> Point:
    """The middle of the box around a ring."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
