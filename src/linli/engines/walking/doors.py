"""Where do doors join the walking network, and what graph do they make together?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from linli.engines.walking.model import Bools, Floats, Ints, Point
from linli.engines.walking.network import Network
from linli.engines.walking.plane import Plane, middle
from linli.engines.walking.segments import feet

FAR = 200.0
"""Metres from a path beyond which a door does not belong to the network."""
_TOUCHING = 1e-6
"""Length of an edge between two feet at one place; an edge of length 0 would be no edge."""


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """The network with one more node for the foot of every door that it reaches."""

    plane: Plane
    doors: Floats
    """Shape (doors, 2), metres on the plane."""
    foot: Ints
    """Each door's node; -1 for a door that no path comes near."""
    off_path: Floats
    """Metres from each door to its foot; infinite without one."""
    nodes: Floats
    edges: Ints
    lengths: Floats

    @property
    def is_near(self) -> Bools:
        """Which doors belong to the network."""
        near: Bools = self.foot >= 0
        return near


def joined(walkways: Network, doors: Sequence[Point]) -> Joined:
    """Each door's foot splits the edge that it lies on."""
    # A network without lines lies nowhere.
    plane = middle(doors) if walkways.stretches is None else walkways.plane
    places = plane.metres(doors)
    foot = np.full(len(places), -1, dtype=np.int64)
    off_path = np.full(len(places), np.inf)
    if walkways.stretches is None or not len(places):
        return Joined(plane, places, foot, off_path, walkways.nodes, walkways.edges, walkways.lengths)
    found = feet(places, walkways.stretches)
    near = np.flatnonzero(found.metres <= FAR)
    foot[near] = len(walkways.nodes) + np.arange(len(near))
    off_path[near] = found.metres[near]
    edges, lengths = _split(walkways, found.segment[near], found.share[near], foot[near])
    nodes = np.concatenate([walkways.nodes, found.place[near]])
    return Joined(plane, places, foot, off_path, nodes, edges, lengths)


def _split(walkways: Network, edge: Ints, share: Floats, foot: Ints) -> tuple[Ints, Floats]:
    """Edges with feet on them become chains of edges, from foot to foot."""
    touched = np.unique(edge)
    kept = np.setdiff1d(np.arange(len(walkways.edges)), touched)
    owner = np.concatenate([touched, edge, touched])
    at = np.concatenate([np.zeros(len(touched)), share, np.ones(len(touched))])
    node = np.concatenate([walkways.edges[touched, 0], foot, walkways.edges[touched, 1]])
    # A foot at the very end of its edge still comes between the ends.
    place = np.concatenate([np.zeros(len(touched)), np.ones(len(edge)), np.full(len(touched), 2.0)])
    order = np.lexsort((at, place, owner))
    owner, at, node = owner[order], at[order], node[order]
    follows = owner[1:] == owner[:-1]
    gaps = (at[1:] - at[:-1])[follows] * walkways.lengths[owner[1:][follows]]
    chain = np.stack([node[:-1][follows], node[1:][follows]], axis=1)
    edges = np.concatenate([walkways.edges[kept], chain])
    return edges, np.concatenate([walkways.lengths[kept], np.maximum(gaps, _TOUCHING)])
