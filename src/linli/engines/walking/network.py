"""Which walking network do the drawn lines make?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from linli.engines.later import graphs, sparse, spatial
from linli.engines.walking.model import Floats, Ints, Path
from linli.engines.walking.plane import Plane, middle
from linli.engines.walking.segments import Segments, along, beside, crossings, segments

MEETS = 0.5
"""Metres within which the end of a line and another line meet: nobody draws closer than that."""


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Nodes and edges in metres on a plane."""

    plane: Plane
    nodes: Floats
    """Shape (nodes, 2)."""
    edges: Ints
    """Shape (edges, 2), the smaller node first."""
    lengths: Floats
    stretches: Segments | None
    """The edges in a search tree; None when there is no edge."""


def network(paths: Sequence[Path]) -> Network:
    """The network of some lines.

    Lines meet where they share a point, where one ends on another, and where they cross within one layer.
    """
    drawn = [path for path in paths if len(path.points) > 1]
    plane = middle([point for path in drawn for point in path.points])
    vertices = plane.metres(point for path in drawn for point in path.points)
    pairs, layers = _pairs(drawn)
    if not len(pairs):
        return Network(plane, vertices, pairs, np.zeros(0), None)
    lines = segments(vertices[pairs[:, 0]], vertices[pairs[:, 1]])
    near = beside(lines, MEETS)
    near = near[layers[near[:, 0]] == layers[near[:, 1]]]
    cuts, places = _cuts(lines, near, pairs, vertices)
    node_of, nodes = _clustered(np.concatenate([vertices, places]))
    edges = _edges(cuts, node_of)
    lengths = np.hypot(*(nodes[edges[:, 0]] - nodes[edges[:, 1]]).T)
    stretches = segments(nodes[edges[:, 0]], nodes[edges[:, 1]]) if len(edges) else None
    return Network(plane, nodes, edges, lengths, stretches)


def _pairs(paths: Sequence[Path]) -> tuple[Ints, Ints]:
    """Consecutive points of each line by their positions in the list of all points, and their layers."""
    pairs, layers, first = [], [], 0
    for path in paths:
        count = len(path.points)
        pairs += [(at, at + 1) for at in range(first, first + count - 1)]
        layers += [path.layer] * (count - 1)
        first += count
    return np.array(pairs, dtype=np.int64).reshape(-1, 2), np.array(layers, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Cuts:
    """Where each stretch is cut: stretch, share along it, and the point that lies there."""

    segment: Ints
    share: Floats
    point: Ints


def _cuts(lines: Segments, near: Ints, pairs: Ints, vertices: Floats) -> tuple[Cuts, Floats]:
    """All cuts, the two ends of each stretch among them, and the new points that crossings add."""
    found, shares = crossings(lines, near)
    one = near[found, 0]
    places = lines.starts[one] + (lines.ends - lines.starts)[one] * shares[:, :1]
    new = np.arange(len(found)) + len(vertices)
    touch_segment, touch_share, touch_point = _touches(lines, near, pairs, vertices)
    every = np.arange(len(pairs))
    cuts = Cuts(
        np.concatenate([every, every, one, near[found, 1], touch_segment]),
        np.concatenate([np.zeros(len(every)), np.ones(len(every)), shares[:, 0], shares[:, 1], touch_share]),
        np.concatenate([pairs[:, 0], pairs[:, 1], new, new, touch_point]),
    )
    return cuts, places


def _touches(lines: Segments, near: Ints, pairs: Ints, vertices: Floats) -> tuple[Ints, Floats, Ints]:
    """Points of one stretch that lie on another."""
    segment = np.concatenate([near[:, 0], near[:, 0], near[:, 1], near[:, 1]])
    point = np.concatenate([pairs[near[:, 1]].T.ravel(), pairs[near[:, 0]].T.ravel()])
    starts, ends = lines.starts[segment], lines.ends[segment]
    share = along(vertices[point], starts, ends)
    off = np.hypot(*(vertices[point] - starts - (ends - starts) * share[:, None]).T)
    meets = off <= MEETS
    return segment[meets], share[meets], point[meets]


def _clustered(points: Floats) -> tuple[Ints, Floats]:
    """Points that lie together become one node, at the place of the first of them."""
    pairs = spatial.KDTree(points).query_pairs(MEETS, output_type="ndarray")
    size = len(points)
    joins = sparse.coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    _count, label = graphs.connected_components(joins, directed=False)
    _labels, first, node_of = np.unique(label, return_index=True, return_inverse=True)
    return node_of.astype(np.int64), points[first]


def _edges(cuts: Cuts, node_of: Ints) -> Ints:
    """Edges between neighbouring cuts of each stretch, each of them once."""
    order = np.lexsort((cuts.share, cuts.segment))
    segment, node = cuts.segment[order], node_of[cuts.point[order]]
    follows = (segment[1:] == segment[:-1]) & (node[1:] != node[:-1])
    edges = np.sort(np.stack([node[:-1][follows], node[1:][follows]], axis=1), axis=1)
    return np.unique(edges.reshape(-1, 2), axis=0)
