"""What is the outline of everywhere on a grid where a value is at most a limit?  (Marching squares.)"""

from itertools import pairwise

import numpy as np

from linli.engines.walking.model import Floats

Place = tuple[float, float]
_Edge = tuple[int, int, int]
"""A side between two grid points: 0 to the right or 1 upwards, row, column."""

# Which sides of a square the outline goes through, inside on its left, by which corners are inside:
# 1 lower left, 2 lower right, 4 upper right, 8 upper left.  Sides: 0 lower, 1 right, 2 upper, 3 left.
_WAYS: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((0, 3),),
    2: ((1, 0),),
    3: ((1, 3),),
    4: ((2, 1),),
    5: ((0, 3), (2, 1)),
    6: ((2, 0),),
    7: ((2, 3),),
    8: ((3, 2),),
    9: ((0, 2),),
    10: ((1, 0), (3, 2)),
    11: ((1, 2),),
    12: ((3, 1),),
    13: ((0, 1),),
    14: ((3, 0),),
}


def rings(values: Floats, limit: float) -> list[list[Place]]:
    """Closed rings in (column, row) coordinates, anticlockwise around what is inside; the border is outside.

    ``values`` has shape (rows, columns), finite; its outermost rows and columns must be above the limit.
    """
    following = _steps(values <= limit)
    found: list[list[Place]] = []
    while following:
        first, at = following.popitem()
        ring = [first]
        while at != first:
            ring.append(at)
            at = following.pop(at)
        found.append([_on_side(values, limit, side) for side in ring])
    return [[*ring, ring[0]] for ring in found]


def _steps(inside: np.ndarray) -> dict[_Edge, _Edge]:
    """From each side that the outline goes through to the side that it goes through next."""
    kind = (
        inside[:-1, :-1].astype(np.int8)
        + 2 * inside[:-1, 1:]
        + 4 * inside[1:, 1:]
        + 8 * inside[1:, :-1]
    )  # fmt: skip
    following: dict[_Edge, _Edge] = {}
    for row, column in np.argwhere((kind > 0) & (kind < 15)).tolist():
        sides = ((0, row, column), (1, row, column + 1), (0, row + 1, column), (1, row, column))
        for start, end in _WAYS[int(kind[row, column])]:
            following[sides[start]] = sides[end]
    return following


def _on_side(values: Floats, limit: float, side: _Edge) -> Place:
    """Where on a side the value reaches the limit."""
    up, row, column = side
    one = float(values[row, column])
    other = float(values[row + 1, column] if up else values[row, column + 1])
    share = (limit - one) / (other - one)
    return (column, row + share) if up else (column + share, row)


def area(ring: list[Place]) -> float:
    """Square units, negative for a clockwise ring (shoelace formula)."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def contains(ring: list[Place], place: Place) -> bool:
    """True when the place lies inside the ring (even-odd rule)."""
    x, y = place
    crossed = sum(
        (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
        for (x1, y1), (x2, y2) in pairwise(ring)
    )
    return crossed % 2 == 1


def polygons(found: list[list[Place]]) -> list[list[list[Place]]]:
    """Outlines, the largest first, each with the holes that lie in it."""
    outer = sorted((ring for ring in found if area(ring) > 0), key=area, reverse=True)
    grouped = [[ring] for ring in outer]
    for hole in (ring for ring in found if area(ring) < 0):
        # The smallest outline around it: an island in a lake has its own.
        around = [group for group in grouped if contains(group[0], hole[0])]
        if around:
            around[-1].append(hole)
    return grouped
