"""Which closed tour over all places is short?  2-opt and or-opt with restarts from small shuffles.

Croes' 2-opt (1958), Or's segment insertion (1976), and the double bridge of Martin, Otto and Felten (1991).
"""

from collections import deque
from collections.abc import Iterable

import numpy as np

from linli.engines.routes.model import Floats

_NEAR = 10
_LONGEST = 3
"""Places in a segment that or-opt moves."""
_REACH = 30
"""Places within which the four ends of a shuffle lie."""
_SMALL = 1e-6
"""Gains below it may be rounding, and would go round for ever."""


class Tour:
    """A closed tour over symmetric costs that improves in place."""

    def __init__(self, cost: Floats, order: Iterable[int]) -> None:
        self.order = list(order)
        self.size = len(self.order)
        self.cost: list[list[float]] = cost.tolist()
        self.at = [0] * self.size
        self._number()
        near = min(_NEAR, self.size - 1)
        self.near = [
            [p for p in row if p != i][:near] for i, row in enumerate(np.argsort(cost, kind="stable"))
        ]
        self.near = [[int(p) for p in row] for row in self.near]

    def _number(self) -> None:
        for place, node in enumerate(self.order):
            self.at[node] = place

    def length(self) -> float:
        """The cost of the whole tour."""
        order = self.order
        return sum(self.cost[order[i - 1]][order[i]] for i in range(self.size))

    def improve(self, nodes: Iterable[int]) -> None:
        """Moves that start at ``nodes``, and at what they change, until none helps."""
        waiting = deque(dict.fromkeys(nodes))
        queued = set(waiting)
        while waiting:
            node = waiting.popleft()
            queued.discard(node)
            while touched := self._better_at(node):
                for one in touched:
                    if one not in queued:
                        queued.add(one)
                        waiting.append(one)

    def _better_at(self, node: int) -> tuple[int, ...]:
        return self._two_opt(node) or self._or_opt(node)

    def _two_opt(self, node: int) -> tuple[int, ...]:
        """Two edges out, two in, the part between them turned round."""
        cost, order, size = self.cost, self.order, self.size
        for step in (1, -1):
            after = order[(self.at[node] + step) % size]
            out = cost[node][after]
            for other in self.near[node]:
                gain = out - cost[node][other]
                if gain <= _SMALL:
                    break
                beyond = order[(self.at[other] + step) % size]
                if gain + cost[other][beyond] - cost[after][beyond] > _SMALL:
                    first, last = (after, other) if step == 1 else (other, after)
                    self._turn(self.at[first], self.at[last])
                    return node, after, other, beyond
        return ()

    def _turn(self, first: int, last: int) -> None:
        """Turn round what stands from ``first`` to ``last``, or, which is the same tour, all the rest."""
        count = (last - first) % self.size + 1
        if count * 2 > self.size:
            first, last, count = last + 1, first - 1, self.size - count
        for _swap in range(count // 2):
            a, b = first % self.size, last % self.size
            one, other = self.order[a], self.order[b]
            self.order[a], self.order[b] = other, one
            self.at[other], self.at[one] = a, b
            first, last = first + 1, last - 1

    def _or_opt(self, node: int) -> tuple[int, ...]:
        """A few places that begin at ``node``, forwards or backwards, move between two others."""
        for long in range(1, min(_LONGEST, self.size - 3) + 1):
            for step in (1, -1):
                segment = [self.order[(self.at[node] + step * k) % self.size] for k in range(long)]
                before = self.order[(self.at[node] - step) % self.size]
                after = self.order[(self.at[segment[-1]] + step) % self.size]
                if touched := self._insert(segment, before, after):
                    return touched
        return ()

    def _insert(self, segment: list[int], before: int, after: int) -> tuple[int, ...]:
        """Put the segment's first place next to one of its near ones, where that is cheaper."""
        cost, node, last = self.cost, segment[0], segment[-1]
        freed = cost[before][node] + cost[last][after] - cost[before][after]
        for other in self.near[node]:
            gain = freed - cost[node][other]
            if gain <= _SMALL:
                break
            if other in segment:
                continue
            for side in (1, -1):
                beyond = self._past(other, side, segment, before, after)
                if gain + cost[other][beyond] - cost[last][beyond] > _SMALL:
                    self._move(segment, other, beyond)
                    return before, after, node, last, other, beyond
        return ()

    def _past(self, other: int, side: int, segment: list[int], before: int, after: int) -> int:
        """The neighbour of ``other`` once the segment is taken out."""
        beyond = self.order[(self.at[other] + side) % self.size]
        if beyond in segment:
            return after if other == before else before
        return beyond

    def _move(self, segment: list[int], other: int, beyond: int) -> None:
        """``other``, segment, ``beyond`` follow each other afterwards."""
        rest = [node for node in self.order if node not in segment]
        at = rest.index(other)
        if rest[(at + 1) % len(rest)] == beyond:
            rest[at + 1 : at + 1] = segment
        else:
            rest[at:at] = segment[::-1]
        self.order = rest
        self._number()

    def shuffle(self, chance: np.random.Generator) -> tuple[int, ...]:
        """A double bridge over a short stretch; returns the places at its ends."""
        span = min(_REACH, self.size)
        start = int(chance.integers(self.size))
        turned = self.order[start:] + self.order[:start]
        a, b, c = sorted(chance.choice(np.arange(1, span), size=3, replace=False).tolist())
        self.order = turned[:a] + turned[b:c] + turned[a:b] + turned[c:]
        self._number()
        ends = (0, a - 1, a, b - 1, b, c - 1, c)
        return tuple(turned[place % self.size] for place in ends)


def tour(cost: Floats, starts: Iterable[Iterable[int]], rounds: int, seed: int) -> list[int]:
    """A short closed tour, begun from the best of ``starts`` after improving each; same seed, same tour.

    ``cost`` has shape (places, places) and counts as symmetric: the mean of both directions.
    """
    even = (cost + cost.T) / 2
    begun = [list(start) for start in starts]
    if len(even) <= 3:
        return begun[0]
    tours = [Tour(even, order) for order in begun]
    for each in tours:
        each.improve(each.order)
    best = min(tours, key=Tour.length)
    return _shuffled(best, rounds, np.random.default_rng(seed))


def _shuffled(best: Tour, rounds: int, chance: np.random.Generator) -> list[int]:
    shortest, kept = best.length(), list(best.order)
    if best.size < 8:
        return kept
    for _round in range(rounds):
        best.improve(best.shuffle(chance))
        length = best.length()
        if length <= shortest + _SMALL:
            shortest, kept = length, list(best.order)
        else:
            best.order = list(kept)
            best._number()  # noqa: SLF001 - the tour's own module
    return kept
