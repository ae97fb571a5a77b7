"""Which buildings are neighbours, and how far is it on foot from each to each?"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians

import numpy as np
from numpy.typing import NDArray

from linli.engines.later import graphs, spatial
from linli.engines.partition.model import Building, Point

Floats = NDArray[np.float64]
Edge = tuple[int, int]
_METRES_PER_DEGREE = 111_320.0
REACH = 200.0
"""Longest straight way, in metres, over which two buildings may count as neighbours."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Neighbours by place in the list of buildings, and walking distances in metres."""

    edges: frozenset[Edge]
    joined: tuple[Edge, ...]
    """Edges that exist only so that no part is cut off."""
    walks: Floats
    """Shape (buildings, buildings)."""
    beside: tuple[tuple[int, ...], ...]
    """For each building its neighbours."""


def on_plane(points: Sequence[tuple[float, float]]) -> list[Point]:
    """Longitude and latitude (WGS-84) as metres east and north of the first point; good for a district."""
    if not points:
        return []
    first_longitude, first_latitude = points[0]
    narrowing = cos(radians(first_latitude))
    return [
        (
            (longitude - first_longitude) * _METRES_PER_DEGREE * narrowing,
            (latitude - first_latitude) * _METRES_PER_DEGREE,
        )
        for longitude, latitude in points
    ]


def neighbourhood(
    buildings: Sequence[Building],
    *,
    barriers: Sequence[Sequence[Point]] = (),
    links: Sequence[tuple[str, str]] = (),
    reach: float = REACH,
) -> Neighbourhood:
    """Neighbours by Delaunay triangles no longer than ``reach`` and not across a barrier.

    ``barriers`` are open lines (a wall, a river, a trunk road); ``links`` are pairs of building keys with a
    way between them whatever stands there (a gate, a bridge).
    """
    places = np.array([building.position for building in buildings], dtype=np.float64).reshape(-1, 2)
    found = {edge for edge in _triangle_edges(places) if _length(places, edge) <= reach}
    found = _not_across(found, places, barriers)
    by_key = {building.key: place for place, building in enumerate(buildings)}
    found |= {_edge(by_key[a], by_key[b]) for a, b in links if a in by_key and b in by_key and a != b}
    joined = _joining(found, places)
    edges = frozenset(found | set(joined))
    return Neighbourhood(edges, joined, _walks(edges, places), _beside(edges, len(buildings)))


def _edge(a: int, b: int) -> Edge:
    return (a, b) if a < b else (b, a)


def _length(places: Floats, edge: Edge) -> float:
    return float(np.hypot(*(places[edge[0]] - places[edge[1]])))


def _triangle_edges(places: Floats) -> set[Edge]:
    """Edges of the Delaunay triangulation; buildings at one spot are neighbours; a row is a chain."""
    spots, first, where = np.unique(places, axis=0, return_index=True, return_inverse=True)
    edges = {_edge(int(first[spot]), place) for place, spot in enumerate(where) if first[spot] != place}
    try:
        corners = spatial.Delaunay(spots).simplices if len(spots) > 3 else _every_pair(len(spots))
    except spatial.QhullError:
        # All in one line: sorted by east and north they follow each other.
        corners = [(at, at + 1) for at in range(len(spots) - 1)]
    for corner in corners:
        for a, b in zip(corner, (*corner[1:], corner[0]), strict=True):
            if a != b:
                edges.add(_edge(int(first[a]), int(first[b])))
    return edges


def _every_pair(count: int) -> list[tuple[int, int]]:
    return [(a, b) for a in range(count) for b in range(a)]


def _not_across(edges: set[Edge], places: Floats, barriers: Sequence[Sequence[Point]]) -> set[Edge]:
    walls = [(a, b) for line in barriers for a, b in pairwise(line)]
    if not walls or not edges:
        return edges
    listed = sorted(edges)
    starts, ends = places[[a for a, _ in listed]], places[[b for _, b in listed]]
    crossed = np.zeros(len(listed), dtype=bool)
    for wall_start, wall_end in walls:
        crossed |= _crosses(starts, ends, np.array(wall_start), np.array(wall_end))
    return {edge for edge, is_crossed in zip(listed, crossed, strict=True) if not is_crossed}


def _crosses(starts: Floats, ends: Floats, wall_start: Floats, wall_end: Floats) -> NDArray[np.bool_]:
    """For each segment whether it meets the wall: each one's ends lie on different sides of the other."""
    wall = wall_end - wall_start
    side_of_start = _turn(wall, starts - wall_start)
    side_of_end = _turn(wall, ends - wall_start)
    ways = ends - starts
    side_of_wall_start = _turn(ways, wall_start - starts)
    side_of_wall_end = _turn(ways, wall_end - starts)
    return (side_of_start * side_of_end <= 0) & (side_of_wall_start * side_of_wall_end <= 0)


def _turn(along: Floats, to: Floats) -> Floats:
    """The sign tells on which side of ``along`` the vector ``to`` points."""
    turned: Floats = along[..., 0] * to[..., 1] - along[..., 1] * to[..., 0]
    return turned


def _joining(edges: set[Edge], places: Floats) -> tuple[Edge, ...]:
    """The shortest edges that join what would be cut off."""
    joined: list[Edge] = []
    count, parts = _parts(edges, len(places))
    while count > 1:
        outside = parts != parts[0]
        inner, outer = np.flatnonzero(~outside), np.flatnonzero(outside)
        gaps = np.linalg.norm(places[inner][:, None] - places[outer][None], axis=2)
        nearest = np.unravel_index(int(gaps.argmin()), gaps.shape)
        joined.append(_edge(int(inner[nearest[0]]), int(outer[nearest[1]])))
        count, parts = _parts(edges | set(joined), len(places))
    return tuple(joined)


def _parts(edges: set[Edge], count: int) -> tuple[int, NDArray[np.int32]]:
    number, parts = graphs.connected_components(_matrix(edges, np.ones(len(edges)), count), directed=False)
    return int(number), parts


def _matrix(edges: set[Edge] | frozenset[Edge], lengths: Floats, count: int) -> Floats:
    """Lengths of edges in the order of their places, 0 where there is none."""
    matrix = np.zeros((count, count))
    for (a, b), length in zip(sorted(edges), lengths, strict=True):
        matrix[a, b] = length
    return matrix


def _walks(edges: frozenset[Edge], places: Floats) -> Floats:
    if not len(places):
        return np.zeros((0, 0))
    # Buildings at one spot are a step apart; a length of nothing would be no edge at all.
    lengths = np.array([max(1.0, _length(places, edge)) for edge in sorted(edges)])
    walks = graphs.shortest_path(_matrix(edges, lengths, len(places)), directed=False, method="D")
    # Rounding may differ by direction; a way is as long forth as back.
    same: Floats = np.minimum(walks, walks.T)
    return same


def _beside(edges: frozenset[Edge], count: int) -> tuple[tuple[int, ...], ...]:
    beside: list[list[int]] = [[] for _ in range(count)]
    for a, b in sorted(edges):
        beside[a].append(b)
        beside[b].append(a)
    return tuple(tuple(sorted(one)) for one in beside)
