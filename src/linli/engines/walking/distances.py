"""How far is it on foot from door to door, and which of many places is nearest?"""

from collections.abc import Sequence

import numpy as np

from linli.engines.later import graphs, spatial
from linli.engines.walking.doors import Joined, joined
from linli.engines.walking.model import OFF_PATH, Bools, Distances, Floats, Ints, Nearest, Point
from linli.engines.walking.network import Network
from linli.engines.walking.shrinking import Graph, shrunk


def distances(walkways: Network, doors: Sequence[Point]) -> Distances:
    """Metres from every door to every door along the network, detours and all.

    Doors that no path joins are as far as the crow flies × ``OFF_PATH``; so are two doors that are nearer to
    each other than both are to the network: whoever leaves the path for one leaves it for the other.
    """
    here = joined(walkways, doors)
    crow = spatial.distance.cdist(here.doors, here.doors) * OFF_PATH
    by_path = _by_path(here)
    off = np.where(here.is_near, here.off_path, np.inf)
    is_beside = crow < (off[:, None] + off[None, :]) * OFF_PATH
    is_estimated = ~np.isfinite(by_path)
    metres = np.where(is_estimated | is_beside, np.minimum(crow, by_path), by_path)
    np.fill_diagonal(metres, 0.0)
    np.fill_diagonal(is_estimated, val=False)
    return Distances(metres, is_estimated, here.off_path)


def _by_path(here: Joined) -> Floats:
    """Infinite where no path joins two doors."""
    count, near = len(here.doors), np.flatnonzero(here.is_near)
    found = np.full((count, count), np.inf)
    if not len(near):
        return found
    size = len(here.nodes)
    kept = np.zeros(size, dtype=bool)
    kept[here.foot[near]] = True
    graph, sources = _numbered_anew(
        shrunk(Graph(size, here.edges, here.lengths), kept), kept, here.foot[near]
    )
    apart = graphs.dijkstra(graph.matrix(), directed=False, indices=sources)[:, sources]
    off = here.off_path[near] * OFF_PATH
    found[np.ix_(near, near)] = np.minimum(apart, apart.T) + off[:, None] + off[None, :]
    return found


def _numbered_anew(graph: Graph, kept: Bools, feet: Ints) -> tuple[Graph, Ints]:
    """Only nodes that still have an edge, or are asked for."""
    used = kept.copy()
    used[graph.edges] = True
    number = np.cumsum(used) - 1
    return Graph(int(used.sum()), number[graph.edges], graph.lengths), number[feet]


def nearest(walkways: Network, doors: Sequence[Point], places: Sequence[Point]) -> Nearest:
    """For every door the nearest of the places, by the same metres as ``distances``; of equal ones any."""
    count = len(doors)
    if not places or not count:
        none = np.full(count, -1, dtype=np.int64)
        return Nearest(none, np.full(count, np.inf), np.zeros(count, dtype=bool))
    here = joined(walkways, [*doors, *places])
    is_place = np.arange(count + len(places)) >= count
    place, metres = _along_paths(here, is_place)
    crow, is_apart = _straight(here, count)
    beside = crow.argmin(axis=1)
    gap = crow[np.arange(count), beside]
    is_straight = gap < metres[:count]
    is_estimated = is_straight & is_apart[np.arange(count), beside]
    found = np.where(is_straight, beside, place[:count]).astype(np.int64)
    return Nearest(found, np.minimum(gap, metres[:count]), is_estimated)


def _straight(here: Joined, count: int) -> tuple[Floats, Bools]:
    """The crow's way × ``OFF_PATH`` from door to place where it counts, and where no path joins them."""
    size = len(here.nodes)
    part = graphs.connected_components(Graph(size, here.edges, here.lengths).matrix(), directed=False)[1]
    # Doors that no path comes near are each a part of their own.
    own = np.where(here.is_near, part[here.foot], size + np.arange(len(here.doors)))
    is_apart = own[:count, None] != own[None, count:]
    crow = spatial.distance.cdist(here.doors[:count], here.doors[count:]) * OFF_PATH
    off = np.where(here.is_near, here.off_path, np.inf) * OFF_PATH
    is_beside = crow < off[:count, None] + off[None, count:]
    return np.where(is_apart | is_beside, crow, np.inf), is_apart


def _along_paths(here: Joined, is_place: Bools) -> tuple[Ints, Floats]:
    """The nearest place along paths for every door, and how far; -1 and infinite where there is none."""
    place = np.full(len(here.doors), -1, dtype=np.int64)
    metres = np.full(len(here.doors), np.inf)
    places = np.flatnonzero(is_place & here.is_near)
    if not len(places):
        return place, metres
    # One more node for each place, its way off the path away from the foot.
    size = len(here.nodes)
    own = size + np.arange(len(places))
    edges = np.concatenate([here.edges, np.stack([here.foot[places], own], axis=1)])
    ways = np.maximum(here.off_path[places] * OFF_PATH, 1e-6)
    graph = Graph(size + len(places), edges, np.concatenate([here.lengths, ways]))
    far, _before, source = graphs.dijkstra(
        graph.matrix(), directed=False, indices=own, min_only=True, return_predecessors=True
    )
    near = np.flatnonzero(here.is_near & np.isfinite(far[here.foot]))
    foot = here.foot[near]
    position = np.cumsum(is_place) - 1
    place[near] = position[places[source[foot] - size]]
    metres[near] = far[foot] + here.off_path[near] * OFF_PATH
    return place, metres
