"""Which division can be reached by growing grids from centres and moving buildings one at a time?"""

from collections.abc import Sequence

import numpy as np

from linli.engines.partition.problem import Problem, Slots, grid_cost, pieces

MOST_ROUNDS = 40
_LEAST_GAIN = 1e-6


def grown(problem: Problem, centres: Sequence[int]) -> Slots:
    """Every building with its nearest centre, locked ones where they must be, every grid in one piece."""
    nearest = problem.near.walks[:, list(centres)].argmin(axis=1).astype(np.int64)
    return mended(problem, np.where(problem.locked >= 0, problem.locked, nearest))


def from_today(problem: Problem) -> Slots:
    """Today's division, what belongs to no grid given to a neighbour, every grid in one piece."""
    return mended(problem, problem.today.copy())


def mended(problem: Problem, slots: Slots) -> Slots:
    """The division with strays given to neighbours, locked parts joined where possible, no grid empty."""
    slots = slots.copy()
    for _ in range(2 * len(problem.labels) + 2):
        strays = _strays(problem, slots)
        if not strays:
            break
        for stray in strays:
            _settle(problem, slots, stray)
        _join_locked(problem, slots)
    _fill_empty(problem, slots)
    return slots


def improved(problem: Problem, slots: Slots) -> Slots:
    """The division after every single move that makes it better, until there is none."""
    state = _State(problem, slots)
    for _ in range(MOST_ROUNDS):
        moves = [state.move(place) for place in range(len(slots))]
        if not any(moves):
            break
    return state.slots


class _State:
    """A division on its way, with the cost of each grid."""

    def __init__(self, problem: Problem, slots: Slots) -> None:
        self.problem = problem
        self.slots = slots.copy()
        self._members = [set(map(int, np.flatnonzero(slots == slot))) for slot in range(len(problem.labels))]
        self._costs = [grid_cost(problem, slot, sorted(one)) for slot, one in enumerate(self._members)]
        self._changes = [0] * len(problem.labels)
        self._refused: dict[int, tuple[tuple[int, int], ...]] = {}

    def move(self, place: int) -> bool:
        """Move one building to the neighbouring grid where it does most good; False when it stays."""
        source = int(self.slots[place])
        targets = sorted({int(self.slots[other]) for other in self.problem.near.beside[place]} - {source})
        left = self._members[source] - {place}
        if self.problem.locked[place] >= 0 or not targets or not left:
            return False
        # What was refused stays refused until one of the grids around it changes.
        around = tuple((slot, self._changes[slot]) for slot in (source, *targets))
        if self._refused.get(place) == around:
            return False
        if len(pieces(self.problem.near, left)) == 1 and self._moved(place, source, left, targets):
            return True
        self._refused[place] = around
        return False

    def _moved(self, place: int, source: int, left: set[int], targets: Sequence[int]) -> bool:
        problem = self.problem
        freed = self._costs[source] - grid_cost(problem, source, sorted(left))
        costs = {slot: grid_cost(problem, slot, sorted(self._members[slot] | {place})) for slot in targets}
        best = max(targets, key=lambda slot: self._costs[slot] - costs[slot])
        if freed + self._costs[best] - costs[best] <= _LEAST_GAIN:
            return False
        self._members[source], self._members[best] = left, self._members[best] | {place}
        self._costs[source], self._costs[best] = self._costs[source] - freed, costs[best]
        self._changes[source] += 1
        self._changes[best] += 1
        self.slots[place] = best
        return True


def _strays(problem: Problem, slots: Slots) -> list[list[int]]:
    """Parts that do not hang together with their grid, and parts without a grid."""
    found = pieces(problem.near, [int(place) for place in np.flatnonzero(slots < 0)])
    for slot in range(len(problem.labels)):
        parts = pieces(problem.near, [int(place) for place in np.flatnonzero(slots == slot)])
        parts.sort(key=lambda part: not np.any(problem.locked[part] == slot))
        found += [part for part in parts[1:] if not np.any(problem.locked[part] >= 0)]
    return found


def _settle(problem: Problem, slots: Slots, stray: Sequence[int]) -> None:
    """Give a stray part to the neighbouring grid with the fewest households."""
    own = int(slots[stray[0]])
    around = {int(slots[other]) for place in stray for other in problem.near.beside[place]} - {own, -1}
    if around:
        sizes = {slot: int(problem.households[slots == slot].sum()) for slot in around}
        slots[list(stray)] = min(sorted(around), key=lambda slot: sizes[slot])


def _join_locked(problem: Problem, slots: Slots) -> None:
    """Where locked buildings hold a grid apart, take the buildings on the shortest free way between."""
    for slot in range(len(problem.labels)):
        parts = pieces(problem.near, [int(place) for place in np.flatnonzero(slots == slot)])
        held = [part for part in parts if np.any(problem.locked[part] == slot)]
        for part in held[1:]:
            way = _free_way(problem, slot, held[0], set(part))
            slots[way] = slot


def _free_way(problem: Problem, slot: int, start: Sequence[int], goal: set[int]) -> list[int]:
    """Places between two parts, through buildings not locked elsewhere; empty when there is no way."""
    came_from: dict[int, int] = dict.fromkeys(start, -1)
    waiting = list(start)
    for place in waiting:
        if place in goal:
            return _way_back(came_from, place)
        for other in problem.near.beside[place]:
            if other not in came_from and problem.locked[other] in (-1, slot):
                came_from[other] = place
                waiting.append(other)
    return []


def _way_back(came_from: dict[int, int], place: int) -> list[int]:
    way = []
    while place >= 0:
        way.append(place)
        place = came_from[place]
    return way


def _fill_empty(problem: Problem, slots: Slots) -> None:
    """Give every empty grid one building from the largest grid that can spare it."""
    for slot in range(len(problem.labels)):
        if not np.any(slots == slot):
            place = _spare(problem, slots)
            if place is not None:
                slots[place] = slot


def _spare(problem: Problem, slots: Slots) -> int | None:
    sizes = np.bincount(slots, weights=np.maximum(problem.households, 1), minlength=len(problem.labels))
    for slot in np.argsort(-sizes, kind="stable"):
        members = {int(place) for place in np.flatnonzero(slots == slot)}
        free = [place for place in sorted(members) if problem.locked[place] < 0]
        for place in free:
            if len(members) > 1 and len(pieces(problem.near, members - {place})) == 1:
                return place
    return None
