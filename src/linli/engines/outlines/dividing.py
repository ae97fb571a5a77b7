"""Which ground belongs to which owner, when owners hold points on it?

The plane is cut into cells around points (Voronoi); cells of one owner make its ground.  A line is kept by
putting points in pairs close to both sides of it: the border between the two of a pair is the line itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linli.engines.later import spatial
from linli.engines.outlines.rings import area, chained, holds, nested

Point = tuple[float, float]
"""East and north in metres on a local plane."""
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]
"""The outer ring, then its holes; rings are closed without repeating the first point."""
Floats = NDArray[np.float64]

_STEP = 12.0
"""Metres between two pairs of points along a line."""
_BESIDE = 2.0
"""Metres of a point from the line it keeps."""
_SAME_LINE = 6.0
"""A fence so close to the boundary is meant to be the boundary, and one line is enough."""
_FAR = 10.0
"""How many times the width of everything the outermost points lie away."""
_NOBODY = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """A point that somebody holds: a corner of a building."""

    point: Point
    owner: str


@dataclass(frozen=True, slots=True)
class Fence:
    """A ring of today; with an owner it stays, without one its ground is divided anew."""

    ring: Ring
    owner: str = _NOBODY


def outlines(
    holdings: Sequence[Holding], boundary: Ring, fences: Sequence[Fence] = ()
) -> Mapping[str, tuple[Polygon, ...]]:
    """The ground of each owner inside ``boundary``; an owner without holdings has none."""
    if not holdings or len(boundary) < 3:
        return {}
    points, owners = _held(holdings, boundary, fences)
    found = spatial.Voronoi(np.vstack([points, _far_points(points)]))
    owners += [_NOBODY] * 4
    edges: dict[str, list[tuple[int, int]]] = {}
    for (first, second), (start, end) in zip(found.ridge_points, found.ridge_vertices, strict=True):
        mine, theirs = owners[first], owners[second]
        if mine == theirs or min(start, end) < 0:
            continue
        forth, back = (start, end), (end, start)
        is_left = _is_left(found.points[first], found.vertices[start], found.vertices[end])
        for owner, edge in ((mine, forth if is_left else back), (theirs, back if is_left else forth)):
            if owner:
                edges.setdefault(owner, []).append((int(edge[0]), int(edge[1])))
    return {owner: _polygons(edges[owner], found.vertices) for owner in sorted(edges)}


def _polygons(edges: Sequence[tuple[int, int]], vertices: Floats) -> tuple[Polygon, ...]:
    rings = [tuple((float(x), float(y)) for x, y in vertices[ring]) for ring in chained(edges)]
    return nested(rings)


def _is_left(point: Floats, start: Floats, end: Floats) -> bool:
    along, to = end - start, point - start
    return bool(along[0] * to[1] - along[1] * to[0] > 0)


def _held(holdings: Sequence[Holding], boundary: Ring, fences: Sequence[Fence]) -> tuple[Floats, list[str]]:
    """All points with their owners: the holdings, and points along the lines that stay."""
    points = [holding.point for holding in holdings]
    owners: list[str | None] = [holding.owner for holding in holdings]
    for inner, outer in _pairs(boundary):
        points += [inner, outer]
        owners += [_fenced(inner, fences), _NOBODY]
    beyond = list(_beyond(boundary))
    points += beyond
    owners += [_NOBODY] * len(beyond)
    for fence in fences:
        for inner, outer in _pairs(fence.ring):
            if _distance(boundary, inner) < _SAME_LINE:
                continue
            # Always both of a pair: of mirror images the border is the mirror.
            points += [inner, outer]
            owners += [fence.owner or None, _fenced(outer, fences) if holds(boundary, outer) else _NOBODY]
    return _once(points, _given(points, owners, holdings, {fence.owner for fence in fences}))


def _given(
    points: Sequence[Point], owners: Sequence[str | None], holdings: Sequence[Holding], kept: set[str]
) -> list[str]:
    """Points without an owner go to the nearest building of those whose ground is divided anew."""
    free = [holding for holding in holdings if holding.owner not in kept] or list(holdings)
    places = np.array([holding.point for holding in free], dtype=np.float64)
    wanting = [place for place, owner in enumerate(owners) if owner is None]
    told = [owner or _NOBODY for owner in owners]
    if wanting:
        _, nearest = spatial.KDTree(places).query(np.array([points[place] for place in wanting]))
        for place, at in zip(wanting, nearest, strict=True):
            told[place] = free[int(at)].owner
    return told


def _distance(ring: Ring, point: Point) -> float:
    """From a point to the nearest side of a ring."""
    starts = np.array(ring, dtype=np.float64)
    along = np.roll(starts, -1, axis=0) - starts
    to = np.array(point) - starts
    share = np.clip((to * along).sum(axis=1) / np.maximum((along**2).sum(axis=1), 1e-9), 0.0, 1.0)
    return float(np.hypot(*(to - share[:, None] * along).T).min())


def _fenced(point: Point, fences: Sequence[Fence]) -> str | None:
    return next((f.owner for f in fences if f.owner and holds(f.ring, point)), None)


def _pairs(ring: Ring, *, beside: float = _BESIDE) -> Iterable[tuple[Point, Point]]:
    """Points close to both sides of a ring, the one inside first."""
    turn = 1.0 if area(ring) > 0 else -1.0
    for start, end in zip(ring, (*ring[1:], ring[0]), strict=True):
        (ax, ay), (bx, by) = start, end
        length = float(np.hypot(bx - ax, by - ay))
        if length < 2 * _BESIDE:
            continue
        aside_x, aside_y = turn * beside * (ay - by) / length, turn * beside * (bx - ax) / length
        parts = max(1, round(length / _STEP))
        for part in range(parts):
            share = (part + 0.5) / parts
            x, y = ax + share * (bx - ax), ay + share * (by - ay)
            yield (x + aside_x, y + aside_y), (x - aside_x, y - aside_y)


def _beyond(ring: Ring) -> Iterable[Point]:
    """Points that nobody holds, outside the corners and a step outside: a building at the edge ends there."""
    turn = 1.0 if area(ring) > 0 else -1.0
    before, after = (ring[-1], *ring[:-1]), (*ring[1:], ring[0])
    for (ax, ay), (x, y), (bx, by) in zip(before, ring, after, strict=True):
        # The normals of both sides together point away from the corner.
        first, second = float(np.hypot(x - ax, y - ay)) or 1.0, float(np.hypot(bx - x, by - y)) or 1.0
        aside_x = turn * ((y - ay) / first + (by - y) / second)
        aside_y = -turn * ((x - ax) / first + (bx - x) / second)
        length = float(np.hypot(aside_x, aside_y)) or 1.0
        for far in (_BESIDE, _STEP):
            point = (x + far * aside_x / length, y + far * aside_y / length)
            if not holds(ring, point):
                yield point
    for _inner, (x, y) in _pairs(ring, beside=_STEP):
        if not holds(ring, (x, y)):
            yield x, y


def _once(points: Sequence[Point], owners: Sequence[str]) -> tuple[Floats, list[str]]:
    """No two points at one spot (to a millimetre): the first who holds it keeps it."""
    first: dict[tuple[int, int], int] = {}
    for place, (x, y) in enumerate(points):
        first.setdefault((round(x * 1000), round(y * 1000)), place)
    kept = sorted(first.values())
    return np.array([points[k] for k in kept], dtype=np.float64), [owners[k] for k in kept]


def _far_points(points: Floats) -> Floats:
    """Four points far away, held by nobody, so that every cell that counts is finite."""
    low, high = points.min(axis=0), points.max(axis=0)
    middle, reach = (low + high) / 2, _FAR * float(max(high - low)) + 1000.0
    corners: Floats = middle + reach * np.array([(1.0, 0.2), (-1.0, -0.2), (-0.2, 1.0), (0.2, -1.0)])
    return corners
