"""When does each call of an order begin, and does the order keep every window and the end of the day?"""

from collections.abc import Sequence
from dataclasses import dataclass

from linli.engines.routes.calls import Problem
from linli.engines.routes.model import Window

WAITING = 0.2
"""A second of waiting or visiting counts as so many seconds of walking."""


@dataclass(frozen=True, slots=True)
class Timing:
    """What an order of calls costs, if it can be kept at all."""

    is_kept: bool
    cost: float
    """Seconds of effort, and a share of all seconds until the end."""


def timing(order: Sequence[int], todo: Problem) -> Timing:
    """The cost of an order; the first broken window or a late end makes it one that cannot be kept."""
    return _timed_on(order, todo, (todo.starts_at, 0.0, 0))


def _timed_on(order: Sequence[int], todo: Problem, since: tuple[float, float, int]) -> Timing:
    """The same from a clock, a cost and a place on."""
    clock, cost, at = since
    for number in order:
        call = todo.calls[number]
        step = todo.steps[at][number + 1]
        begins = beginning(clock + step, call.windows) if call.windows else clock + step
        if begins is None:
            return Timing(is_kept=False, cost=float("inf"))
        clock, cost, at = begins + call.seconds, cost + step, number + 1
    step = todo.steps[at][-1]
    ends = clock + step
    return Timing(ends <= todo.ends_at, cost + step + WAITING * (ends - todo.starts_at))


def insertion(order: Sequence[int], number: int, todo: Problem) -> int | None:
    """Where one more call costs least; None when no place keeps every window and the end of the day."""
    best, least = None, float("inf")
    clock, cost, at = todo.starts_at, 0.0, 0
    for place in range(len(order) + 1):
        found = _timed_on([number, *order[place:]], todo, (clock, cost, at))
        if found.is_kept and found.cost < least:
            best, least = place, found.cost
        if place < len(order):
            call, step = todo.calls[order[place]], todo.steps[at][order[place] + 1]
            begins = beginning(clock + step, call.windows)
            if begins is None:
                break
            clock, cost, at = begins + call.seconds, cost + step, order[place] + 1
    return best


def beginning(arrives: float, windows: Sequence[Window]) -> float | None:
    """The first second from ``arrives`` on that lies in a window; None when all are over."""
    if not windows:
        return arrives
    begins = [max(arrives, one.opens * 60.0) for one in windows if arrives <= one.closes * 60.0]
    return min(begins, default=None)
