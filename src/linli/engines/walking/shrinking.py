"""Which smaller graph has the same distances between some of its nodes?"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from linli.engines.later import graphs, sparse
from linli.engines.walking.model import Bools, Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """Undirected edges between ``size`` nodes."""

    size: int
    edges: Ints
    lengths: Floats

    def matrix(self) -> Any:
        """Both directions of every edge; of parallel edges the shortest."""
        edges, lengths = _shortest(self.edges, self.lengths)
        rows = np.concatenate([edges[:, 0], edges[:, 1]])
        columns = np.concatenate([edges[:, 1], edges[:, 0]])
        both = np.concatenate([lengths, lengths])
        return sparse.csr_array((both, (rows, columns)), shape=(self.size, self.size))


def shrunk(graph: Graph, kept: Bools) -> Graph:
    """Dead ends fall away and bends are drawn into one edge, except at nodes that are ``kept``."""
    return _without_bends(_without_dead_ends(graph, kept), kept)


def _without_dead_ends(graph: Graph, kept: Bools) -> Graph:
    edges, lengths = graph.edges, graph.lengths
    while len(edges):
        degree = np.bincount(edges.ravel(), minlength=graph.size)
        dead = (degree == 1) & ~kept
        stays = ~dead[edges].any(axis=1)
        if stays.all():
            break
        edges, lengths = edges[stays], lengths[stays]
    return Graph(graph.size, edges, lengths)


def _without_bends(graph: Graph, kept: Bools) -> Graph:
    """A chain of nodes with two neighbours each becomes one edge as long as the chain."""
    degree = np.bincount(graph.edges.ravel(), minlength=graph.size)
    bend = (degree == 2) & ~kept
    bends = bend[graph.edges]
    inner, touches = bends.all(axis=1), bends.any(axis=1)
    within = graph.edges[inner]
    between = within[:, 0], within[:, 1]
    links = sparse.coo_array((np.ones(len(within)), between), shape=(graph.size, graph.size))
    count, chain_of = graphs.connected_components(links, directed=False)
    touched, which = graph.edges[touches], bends[touches]
    chain = chain_of[np.where(which[:, 0], touched[:, 0], touched[:, 1])]
    total = np.bincount(chain, weights=graph.lengths[touches], minlength=count)
    ends, end_chain = _chain_ends(touched, which, chain)
    edges = np.concatenate([graph.edges[~touches], ends])
    lengths = np.concatenate([graph.lengths[~touches], total[end_chain]])
    proper = edges[:, 0] != edges[:, 1]
    return Graph(graph.size, edges[proper], lengths[proper])


def _chain_ends(touched: Ints, which: Bools, chain: Ints) -> tuple[Ints, Ints]:
    """The two nodes at which each chain ends; a ring without any has none and is left out."""
    outer = ~which.all(axis=1)
    end = np.where(which[outer, 0], touched[outer, 1], touched[outer, 0])
    order = np.argsort(chain[outer], kind="stable")
    by_chain = chain[outer][order].reshape(-1, 2)
    return end[order].reshape(-1, 2), by_chain[:, 0]


def _shortest(edges: Ints, lengths: Floats) -> tuple[Ints, Floats]:
    ordered = np.sort(edges, axis=1)
    order = np.lexsort((lengths, ordered[:, 1], ordered[:, 0]))
    _pairs, first = np.unique(ordered[order], axis=0, return_index=True)
    return ordered[order][first], lengths[order][first]
