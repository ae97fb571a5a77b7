"""Where can one be within so many metres on foot, and which way leads there?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from linli.engines.later import graphs, spatial
from linli.engines.walking.doors import Joined, joined
from linli.engines.walking.model import OFF_PATH, Floats, Point, Polygon, Reach
from linli.engines.walking.network import Network
from linli.engines.walking.outlines import polygons, rings
from linli.engines.walking.shrinking import Graph

SPREAD = 40.0
"""Metres that people go off the path, between buildings and across squares."""
_CELL = 10.0
_CELLS = 400_000
"""Most cells of the grid; larger areas get larger cells."""
_ALONG = 5.0
_NEIGHBOURS = 8


def reach(walkways: Network, starts: Sequence[Point], limits: Sequence[float]) -> list[Reach]:
    """Polygons of everywhere within each limit, in metres, of the nearest of the starts.

    Off the path people go ``SPREAD`` m at most, at ``OFF_PATH`` metres a metre; from a start without any path
    near, as far as the limit goes.  Good to about 10 m.
    """
    if not starts or not limits:
        return [Reach(metres, ()) for metres in limits]
    here, most = joined(walkways, starts), max(limits)
    places, metres = _reached(here, most)
    return [Reach(limit, _polygons(here, places, metres, limit)) for limit in limits]


def _reached(here: Joined, most: float) -> tuple[Floats, Floats]:
    """Points along everything that is reached, and how far each is."""
    near = np.flatnonzero(here.is_near)
    if not len(near):
        return np.zeros((0, 2)), np.zeros(0)
    far = _far(here)
    one, other = here.edges[:, 0], here.edges[:, 1]
    touched = np.flatnonzero(np.minimum(far[one], far[other]) <= most)
    counts = np.maximum(1, np.ceil(here.lengths[touched] / _ALONG)).astype(np.int64) + 1
    edge = np.repeat(touched, counts)
    begins = np.repeat(np.cumsum(counts) - counts, counts)
    share = (np.arange(len(edge)) - begins) / np.repeat(counts - 1, counts)
    one, other = one[edge], other[edge]
    metres = np.minimum(far[one] + share * here.lengths[edge], far[other] + (1 - share) * here.lengths[edge])
    places = here.nodes[one] + (here.nodes[other] - here.nodes[one]) * share[:, None]
    kept = metres <= most
    return places[kept], metres[kept]


def _far(here: Joined) -> Floats:
    """Metres from the nearest start to every node, each start's way to the path among them."""
    near = np.flatnonzero(here.is_near)
    size = len(here.nodes)
    own = size + np.arange(len(near))
    edges = np.concatenate([here.edges, np.stack([here.foot[near], own], axis=1)])
    ways = np.maximum(here.off_path[near] * OFF_PATH, 1e-6)
    graph = Graph(size + len(near), edges, np.concatenate([here.lengths, ways]))
    far: Floats = graphs.dijkstra(graph.matrix(), directed=False, indices=own, min_only=True)
    return far[:size]


def _polygons(here: Joined, places: Floats, metres: Floats, limit: float) -> tuple[Polygon, ...]:
    kept = metres <= limit
    grid = _grid(here, places[kept], limit)
    values = np.minimum(_beside_paths(grid, places[kept], metres[kept], limit), _straight(grid, here, limit))
    found = polygons(rings(values.reshape(grid.shape), limit))
    return tuple(
        tuple(tuple(here.plane.degrees(np.array(ring) * grid.cell + grid.corner)) for ring in polygon)
        for polygon in found
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Grid:
    corner: Floats
    cell: float
    shape: tuple[int, int]
    centres: Floats


def _grid(here: Joined, places: Floats, limit: float) -> _Grid:
    """Square cells around all that may be reached, with a margin that is not."""
    wild = here.doors[~here.is_near]
    around = np.concatenate([places, wild - limit / OFF_PATH, wild + limit / OFF_PATH, here.doors])
    low, high = around.min(axis=0) - SPREAD, around.max(axis=0) + SPREAD
    cell = max(_CELL, float(np.sqrt(np.prod(high - low) / _CELLS)))
    columns, rows = (np.ceil((high - low) / cell).astype(int) + 5).tolist()
    corner = low - 2 * cell
    across, up = np.meshgrid(np.arange(columns), np.arange(rows))
    centres = np.stack([across.ravel(), up.ravel()], axis=1) * cell + corner
    return _Grid(corner, cell, (rows, columns), centres)


def _beside_paths(grid: _Grid, places: Floats, metres: Floats, limit: float) -> Floats:
    """Metres to each cell over the points of paths nearest to it; more than the limit elsewhere."""
    outside = limit + SPREAD * OFF_PATH
    if not len(places):
        return np.full(len(grid.centres), outside)
    known = min(_NEIGHBOURS, len(places))
    gap, at = spatial.KDTree(places).query(
        grid.centres, k=np.arange(1, known + 1), distance_upper_bound=SPREAD + grid.cell
    )
    over = np.append(metres, np.inf)[at] + gap * OFF_PATH
    # Beyond the spread the way grows so fast that the outline runs between there and the next cell.
    over += np.where(gap > SPREAD, (gap - SPREAD) * (limit / SPREAD), 0.0)
    best: Floats = np.minimum(np.nan_to_num(over.min(axis=1), posinf=outside), outside)
    return best


def _straight(grid: _Grid, here: Joined, limit: float) -> Floats:
    """Metres to each cell as the crow flies × ``OFF_PATH``; from starts with a path only close by."""
    outside = limit + SPREAD * OFF_PATH
    far = np.full(len(grid.centres), outside)
    for door, is_near in zip(here.doors, here.is_near, strict=True):
        gap = np.hypot(*(grid.centres - door).T)
        most = SPREAD if is_near else np.inf
        far = np.minimum(far, np.where(gap <= most, gap * OFF_PATH, outside))
    return far


def way(walkways: Network, start: Point, end: Point) -> tuple[Point, ...]:
    """The shortest way as a line; straight where no path leads."""
    here = joined(walkways, [start, end])
    if not here.is_near.all():
        return (start, end)
    graph = Graph(len(here.nodes), here.edges, here.lengths)
    first, last = here.foot.tolist()
    far, before = graphs.dijkstra(graph.matrix(), directed=False, indices=first, return_predecessors=True)
    if not np.isfinite(far[last]):
        return (start, end)
    nodes = [last]
    while nodes[-1] != first:
        nodes.append(int(before[nodes[-1]]))
    line = walkways.plane.degrees(here.nodes[nodes[::-1]])
    return tuple(dict.fromkeys((start, *line, end)))
