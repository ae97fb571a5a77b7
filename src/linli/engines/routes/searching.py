"""Which order of calls is good, without a solver?

Without windows and with a day that is long enough it is a closed tour; otherwise calls are put in where they
fit, the weightiest first, and moved while that helps.
"""

from collections.abc import Iterator

import numpy as np

from linli.engines.routes.calls import Problem
from linli.engines.routes.schedule import insertion, timing
from linli.engines.routes.touring import tour

_SHUFFLES = 10
"""Restarts for each call; with more, no round on the demonstration's grids became shorter."""
_PASSES = 8
_NEAR = 10
_RUINS = 60
_TORN = 12
"""Most calls that are taken out at once."""
_TURNED = 12
"""Most calls of a part that is turned round."""
_TOGETHER = 1e7
"""What it gains to have the start follow the end: always more than any way costs."""


def search(todo: Problem, seed: int) -> list[int]:
    """Numbers of the calls in a good order; calls that do not fit are missing."""
    if not todo.calls:
        return []
    if not any(call.windows for call in todo.calls):
        toured = _toured(todo, seed)
        if timing(toured, todo).is_kept:
            return toured
    return _fitted(todo)


def _toured(todo: Problem, seed: int) -> list[int]:
    """A tour through start, calls and end, in which start and end stand side by side."""
    size = len(todo.calls) + 2
    cost = (todo.effort + todo.effort.T) / 2
    cost[0, 1:-1] = cost[1:-1, 0] = todo.effort[0, 1:-1]
    cost[-1, 1:-1] = cost[1:-1, -1] = todo.effort[1:-1, -1]
    cost[0, -1] = cost[-1, 0] = -_TOGETHER
    found = tour(cost, [range(size), _nearest_first(cost)], _SHUFFLES * size, seed)
    begins = found.index(0)
    turned = found[begins:] + found[:begins]
    if turned[1] == size - 1:
        turned = [turned[0], *turned[:0:-1]]
    return [place - 1 for place in turned[1:-1]]


def _nearest_first(cost: np.ndarray) -> list[int]:
    """Always on to the nearest call that is left; the end comes last."""
    last = len(cost) - 1
    order, left = [0], set(range(1, last))
    while left:
        at = order[-1]
        order.append(min(left, key=lambda place: (cost[at, place], place)))
        left.remove(order[-1])
    return [*order, last]


def _fitted(todo: Problem) -> list[int]:
    order: list[int] = []
    missing = _by_need(todo)
    for _pass in range(_PASSES):
        order, missing, came = _filled(order, missing, todo)
        order, gained = _moved(order, todo)
        if not came and not gained:
            break
    return order


def _by_need(todo: Problem) -> list[int]:
    """When the day ends, the weightiest first; otherwise the narrowest windows, which are hardest to fit."""
    open_minutes = [sum(w.closes - w.opens for w in call.windows) or 24 * 60 for call in todo.calls]
    if todo.ends_at == float("inf"):
        return sorted(range(len(todo.calls)), key=lambda n: (open_minutes[n], n))
    return sorted(range(len(todo.calls)), key=lambda n: (-todo.calls[n].weight, open_minutes[n], n))


def polished(order: list[int], todo: Problem, seed: int) -> list[int]:
    """A better order, where no solver follows: a neighbourhood is taken out and put in again, if that helps.

    Ruin and recreate, after Schrimpf and others (Journal of Computational Physics 159, 2000).
    """
    if todo.is_free or len(order) < 3:
        return order
    chance = np.random.default_rng(seed)
    near = np.argsort(todo.effort[1:-1, 1:-1], axis=1, kind="stable")
    best, worth = order, _worth(order, todo)
    for _round in range(_RUINS):
        begun = int(chance.integers(len(todo.calls)))
        out = set(near[begun, : int(chance.integers(2, _TORN + 1))].tolist())
        kept = [number for number in best if number not in out]
        missing = [number for number in range(len(todo.calls)) if number not in kept]
        chance.shuffle(missing)
        missing.sort(key=lambda number: -todo.calls[number].weight)
        tried, _left, _came = _filled(kept, missing, todo)
        if (found := _worth(tried, todo)) > worth:
            best, worth = tried, found
    return _moved(best, todo)[0]


def _worth(order: list[int], todo: Problem) -> tuple[int, float]:
    """More weight served is better; of equal weights the cheaper order."""
    return sum(todo.calls[number].weight for number in order), -timing(order, todo).cost


def _filled(order: list[int], missing: list[int], todo: Problem) -> tuple[list[int], list[int], bool]:
    """Each missing call where it costs least, if it fits anywhere; also whether any came in."""
    left = []
    for number in missing:
        at = insertion(order, number, todo)
        if at is None:
            left.append(number)
        else:
            order = [*order[:at], number, *order[at:]]
    return order, left, len(left) < len(missing)


def _moved(order: list[int], todo: Problem) -> tuple[list[int], bool]:
    """Parts of the order elsewhere or turned round, while that makes it cheaper; also whether any did."""
    best, cost, came = order, timing(order, todo).cost, False
    near = np.argsort(todo.effort[1:-1, 1:-1], axis=1, kind="stable")[:, 1 : _NEAR + 1].tolist()
    for number in order:
        for tried in _elsewhere(best, number, near[number]):
            found = timing(tried, todo)
            if found.is_kept and found.cost < cost - 1e-6:
                best, cost, came = tried, found.cost, True
                break
    return best, came


def _elsewhere(order: list[int], number: int, near: list[int]) -> Iterator[list[int]]:
    """One to three calls from ``number`` on beside calls near to it, or some of them turned round."""
    first = order.index(number)
    for last in range(first, min(first + 3, len(order))):
        part, rest = order[first : last + 1], order[:first] + order[last + 1 :]
        places = {place: at for at, place in enumerate(rest)}
        for other in near:
            if (at := places.get(other)) is not None:
                yield [*rest[:at], *part, *rest[at:]]
                yield [*rest[: at + 1], *part, *rest[at + 1 :]]
        yield [*part, *rest]
        yield [*rest, *part]
    for last in range(first + 1, min(first + _TURNED, len(order))):
        yield [*order[:first], *order[first : last + 1][::-1], *order[last + 1 :]]
