"""Which groups do places form, and how clearly do they lie apart?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linli.engines.tally.grouping.matrix import Floats

Labels = NDArray[np.intp]
MOST_GROUPS = 4
PARSIMONY = 0.03
"""More groups must be clearer by this: the fewer the easier to talk with."""
STARTS = 6
ROUNDS = 30
LEAST_MEMBERS = 3
LEAST_SHARE = 0.1
"""Smaller groups are single voices, and could be recognised."""


@dataclass(frozen=True, slots=True, eq=False)
class Parting:
    """Groups, and how clearly they lie apart: near 0 not at all, at most 1."""

    labels: Labels
    clearness: float


def best(places: Floats, chance: np.random.Generator) -> Parting | None:
    """The clearest parting into two to four groups none of which is too small; None where there is none."""
    found = None
    for groups in range(2, MOST_GROUPS + 1):
        labels = _parted(places, groups, chance)
        if np.bincount(labels, minlength=groups).min() < max(LEAST_MEMBERS, LEAST_SHARE * len(places)):
            continue
        clearness = _clearness(places, labels, groups)
        if found is None or clearness > found.clearness + PARSIMONY:
            found = Parting(labels, clearness)
    return found


def _parted(places: Floats, groups: int, chance: np.random.Generator) -> Labels:
    """k-means (Lloyd 1982), the best of several starts made as Arthur and Vassilvitskii (2007) say."""
    centres = np.stack([_start(places, groups, chance) for _ in range(STARTS)])
    labels = _nearest(places, centres)
    for _ in range(ROUNDS):
        belongs = labels[:, :, None] == np.arange(groups)
        sums = np.einsum("rvk,vd->rkd", belongs.astype(float), places)
        counts = belongs.sum(axis=1)[:, :, None]
        centres = np.where(counts > 0, sums / np.maximum(1, counts), centres)
        moved = _nearest(places, centres)
        if (moved == labels).all():
            break
        labels = moved
    own = np.take_along_axis(centres, labels[:, :, None], axis=1)
    costs = ((places - own) ** 2).sum(axis=(1, 2))
    chosen: Labels = labels[int(costs.argmin())]
    return chosen


def _start(places: Floats, groups: int, chance: np.random.Generator) -> Floats:
    chosen = [places[chance.integers(len(places))]]
    while len(chosen) < groups:
        distance = ((places[:, None] - np.array(chosen)) ** 2).sum(axis=2).min(axis=1)
        total = distance.sum()
        weights = distance / total if total > 0 else None
        chosen.append(places[chance.choice(len(places), p=weights)])
    return np.array(chosen)


def _nearest(places: Floats, centres: Floats) -> Labels:
    """The nearest centre of each place, for all starts; shape: starts x voters."""
    distance = ((places[None, :, None] - centres[:, None]) ** 2).sum(axis=3)
    return np.asarray(distance.argmin(axis=2))


def _clearness(places: Floats, labels: Labels, groups: int) -> float:
    """The mean silhouette (Rousseeuw 1987) by distances to the groups' means (Hruschka and others 2004)."""
    centres = np.stack([places[labels == one].mean(axis=0) for one in range(groups)])
    distance = np.sqrt(((places[:, None] - centres) ** 2).sum(axis=2))
    own = distance[np.arange(len(places)), labels]
    distance[np.arange(len(places)), labels] = np.inf
    other = distance.min(axis=1)
    return float(((other - own) / np.maximum(np.maximum(own, other), 1e-12)).mean())
