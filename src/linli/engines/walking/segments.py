"""Which stretch of way is nearest to a point, and which stretches cross or touch?"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from linli.engines.later import spatial
from linli.engines.walking.model import Floats, Ints

STEP = 15.0
"""Longest gap in metres between the points that stand for a stretch in the search tree."""


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """Straight stretches, with points along each of them in a search tree."""

    starts: Floats
    ends: Floats
    tree: Any
    owner: Ints
    """Which stretch each point of the tree lies on."""


def segments(starts: Floats, ends: Floats) -> Segments:
    """Stretches from ``starts`` to ``ends``, both of shape (stretches, 2), at least one."""
    gaps = np.maximum(1, np.ceil(np.hypot(*(ends - starts).T) / STEP)).astype(np.int64)
    owner = np.repeat(np.arange(len(starts)), gaps + 1)
    first = np.repeat(np.cumsum(gaps + 1) - (gaps + 1), gaps + 1)
    share = (np.arange(len(owner)) - first) / np.repeat(gaps, gaps + 1)
    along = starts[owner] + (ends - starts)[owner] * share[:, None]
    return Segments(starts, ends, spatial.KDTree(along), owner)


@dataclass(frozen=True, slots=True, eq=False)
class Feet:
    """For some points the nearest place on any stretch."""

    segment: Ints
    share: Floats
    """0 at the start of the stretch, 1 at its end."""
    place: Floats
    metres: Floats


def feet(points: Floats, among: Segments) -> Feet:
    """The foot of each point on its nearest stretch; of equally near ones the first."""
    nearest, _at = among.tree.query(points)
    # The stretch looked for has a point of the tree within half a gap of the foot.
    near = among.tree.query_ball_point(points, nearest + STEP / 2 + 1e-6)
    counts = np.array([len(found) for found in near], dtype=np.int64)
    who = np.repeat(np.arange(len(points)), counts)
    segment = among.owner[np.concatenate([np.array(found, dtype=np.int64) for found in near])]
    share = along(points[who], among.starts[segment], among.ends[segment])
    place = among.starts[segment] + (among.ends - among.starts)[segment] * share[:, None]
    metres = np.hypot(*(points[who] - place).T)
    order = np.lexsort((segment, metres, who))
    best = order[np.unique(who[order], return_index=True)[1]]
    return Feet(segment[best], share[best], place[best], metres[best])


def along(points: Floats, starts: Floats, ends: Floats) -> Floats:
    """How far along its stretch each point's foot lies, from 0 to 1."""
    ways = ends - starts
    squared = (ways**2).sum(axis=1)
    turned: Floats = ((points - starts) * ways).sum(axis=1) / np.where(squared > 0, squared, 1)
    return np.clip(turned, 0.0, 1.0)


def beside(among: Segments, tolerance: float) -> Ints:
    """Pairs of different stretches that may cross or come within ``tolerance``, shape (pairs, 2)."""
    pairs = among.tree.query_pairs(STEP + tolerance, output_type="ndarray")
    owners = np.sort(among.owner[pairs], axis=1).astype(np.int64)
    return np.unique(owners[owners[:, 0] != owners[:, 1]], axis=0)


def crossings(among: Segments, pairs: Ints) -> tuple[Ints, Floats]:
    """Which of the pairs cross, and how far along both stretches: shapes (found,) and (found, 2)."""
    one, other = pairs[:, 0], pairs[:, 1]
    way, across = (among.ends - among.starts)[one], (among.ends - among.starts)[other]
    gap = among.starts[other] - among.starts[one]
    turn = _cross(way, across)
    safe = np.where(np.abs(turn) > 1e-9, turn, np.nan)
    shares = np.stack([_cross(gap, across) / safe, _cross(gap, way) / safe], axis=1)
    found = np.flatnonzero(((shares >= 0) & (shares <= 1)).all(axis=1))
    return found, shares[found]


def _cross(one: Floats, other: Floats) -> Floats:
    turned: Floats = one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]
    return turned
