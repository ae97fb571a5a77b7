"""How directed edges become rings, and rings become polygons with holes."""

from collections.abc import Sequence

Point = tuple[float, float]
Ring = tuple[Point, ...]


def chained(edges: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Closed rings of vertex numbers; every edge is used once, in its own direction."""
    after: dict[int, list[int]] = {}
    for start, end in sorted(edges):
        after.setdefault(start, []).append(end)
    rings: list[list[int]] = []
    for first in sorted(after):
        while after[first]:
            rings.append(_walk(first, after))
    return [ring for ring in rings if len(ring) > 2]


def _walk(first: int, after: dict[int, list[int]]) -> list[int]:
    """From ``first`` along unused edges until it is reached again."""
    ring, here = [first], after[first].pop()
    while here != first and after.get(here):
        ring.append(here)
        here = after[here].pop()
    return ring


def nested(rings: Sequence[Ring]) -> tuple[tuple[Ring, ...], ...]:
    """Polygons: rings that turn left are outer ones, the others are holes of the outer one around them."""
    outer = [ring for ring in rings if area(ring) > 0]
    holes: dict[int, list[Ring]] = {}
    for ring in rings:
        if area(ring) < 0:
            around = [place for place, candidate in enumerate(outer) if holds(candidate, ring[0])]
            if around:
                smallest = min(around, key=lambda place: area(outer[place]))
                holes.setdefault(smallest, []).append(ring)
    return tuple((ring, *holes.get(place, [])) for place, ring in enumerate(outer))


def area(ring: Ring) -> float:
    """Twice the area in square metres, positive when the ring turns left."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True))


def holds(ring: Ring, point: Point) -> bool:
    """Whether a point lies inside: by counting how often a line to the east crosses the ring."""
    x, y = point
    crossings = 0
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            crossings += 1
    return crossings % 2 == 1
