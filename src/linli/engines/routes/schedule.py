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
    clock, cost, at = todo.starts_at, 0.0, 0
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


def beginning(arrives: float, windows: Sequence[Window]) -> float | None:
    """The first second from ``arrives`` on that lies in a window; None when all are over."""
    if not windows:
        return arrives
    begins = [max(arrives, one.opens * 60.0) for one in windows if arrives <= one.closes * 60.0]
    return min(begins, default=None)
