"""Which division is better?  One cost, in metres walked by households, for search and solver alike."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linli.engines.partition.neighbours import Neighbourhood

Slots = NDArray[np.int64]
"""For each building the slot of its grid."""

OUTSIDE_BAND = 1000.0
"""Metres that one household outside the wished band costs: more than any walk within a community."""
OFF_AVERAGE = 20.0
"""Metres that one household off the average costs within the band."""
IN_PIECES = 1e9


@dataclass(frozen=True, slots=True)
class Problem:
    """A division to be found, in arrays; slots are numbered from 0."""

    households: Slots
    near: Neighbourhood
    labels: tuple[str, ...]
    """The grid key of each slot."""
    today: Slots
    """Slot of today's grid, −1 for none or for a grid that is given up."""
    locked: Slots
    """Slot that a building must keep, −1 when free."""
    low: float
    high: float
    keep: float

    @property
    def average(self) -> float:
        """Households for each grid when all are equal."""
        return float(self.households.sum()) / max(1, len(self.labels))


def centre_of(problem: Problem, members: Sequence[int]) -> int:
    """The member from which the members' households are nearest together."""
    places = np.array(members)
    walked = problem.near.walks[np.ix_(places, places)] @ _weights(problem, places)
    return int(places[int(walked.argmin())])


def grid_cost(problem: Problem, slot: int, members: Sequence[int]) -> float:
    """Walks from the best centre, distance from the wished size, and changes, of one grid."""
    if not members:
        return IN_PIECES
    places = np.array(members)
    households = problem.households[places]
    walked = float((problem.near.walks[np.ix_(places, places)] @ _weights(problem, places)).min())
    moved = float(households[(problem.today[places] != slot) & (problem.today[places] >= 0)].sum())
    return walked + size_cost(problem, float(households.sum())) + problem.keep * moved


def size_cost(problem: Problem, households: float) -> float:
    """What a grid of this size costs for not having the wished one."""
    outside = max(0.0, problem.low - households, households - problem.high)
    return OUTSIDE_BAND * outside + OFF_AVERAGE * abs(households - problem.average)


def cost(problem: Problem, slots: Slots) -> float:
    """The whole division; pieces that do not hang together cost more than anything else."""
    total = 0.0
    for slot in range(len(problem.labels)):
        members = [int(place) for place in np.flatnonzero(slots == slot)]
        total += grid_cost(problem, slot, members)
        total += IN_PIECES * max(0, len(pieces(problem.near, members)) - 1)
    return total


def cost_from(problem: Problem, slots: Slots, centres: Sequence[int]) -> float:
    """The whole division walked from given centres, whether or not it hangs together."""
    weights = _weights(problem, np.arange(len(slots)))
    walked = float((problem.near.walks[np.arange(len(slots)), np.array(centres)[slots]] * weights).sum())
    moved = float(problem.households[(problem.today != slots) & (problem.today >= 0)].sum())
    sizes = np.bincount(slots, weights=problem.households, minlength=len(problem.labels))
    return walked + problem.keep * moved + sum(size_cost(problem, float(size)) for size in sizes)


def pieces(near: Neighbourhood, members: Collection[int]) -> list[list[int]]:
    """The connected parts of a set of buildings, the largest first."""
    waiting = set(members)
    found: list[list[int]] = []
    for start in sorted(members):
        if start in waiting:
            waiting.discard(start)
            piece = [start]
            for place in piece:
                reached = [other for other in near.beside[place] if other in waiting]
                waiting.difference_update(reached)
                piece.extend(reached)
            found.append(piece)
    return sorted(found, key=lambda piece: (-len(piece), piece[0]))


def _weights(problem: Problem, places: Slots) -> NDArray[np.float64]:
    # An empty building is still walked to now and then.
    return np.maximum(problem.households[places], 1).astype(np.float64)
