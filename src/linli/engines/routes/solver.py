"""Which order of calls is best?  PyVRP answers: iterated local search over windows, prizes and ways.

Wouda, Lan and Kool, PyVRP: a high-performance VRP solver package, INFORMS Journal on Computing 36(4), 2024.
"""

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from linli.engines.routes.calls import Problem
from linli.engines.routes.schedule import WAITING, timing

_FINE = 10
"""Parts of a second that ways are counted in; the solver works in whole numbers."""
_ITERATIONS = 1200
_ITERATIONS_WHEN_TIGHT = 500
"""With windows or a short day each takes longer, and most of the gain comes early."""
_WITHOUT_GAIN = 300
"""Iterations after which nothing better is expected; the clock stops only a slow machine."""


def is_installed() -> bool:
    """True when the solver can be used."""
    return find_spec("pyvrp") is not None


def solve(todo: Problem, hint: Sequence[int], seconds: float, seed: int) -> list[int]:
    """Numbers of the calls in the best order found from ``hint`` on; calls that do not fit are missing."""
    pyvrp = import_module("pyvrp")
    clients, groups, numbers = _clients(todo, pyvrp)
    data = _data(todo, clients, groups, pyvrp)
    result = pyvrp.solve(
        data,
        _stopping(todo, seconds),
        seed=seed,
        collect_stats=False,
        initial_solution=_as_solution(todo, hint, clients, numbers, data, pyvrp),
    )
    found = [[numbers[step.idx] for step in route if step.is_client()] for route in result.best.routes()]
    return found[0] if found else []


def _stopping(todo: Problem, seconds: float) -> Any:
    stop = import_module("pyvrp.stop")
    most = _ITERATIONS if todo.is_free else _ITERATIONS_WHEN_TIGHT
    return stop.MultipleCriteria(
        [stop.MaxIterations(most), stop.NoImprovement(_WITHOUT_GAIN), stop.MaxRuntime(seconds)]
    )


def _clients(todo: Problem, pyvrp: Any) -> tuple[list[Any], list[Any], list[int]]:
    """One client for each window of a call, of which at most one is visited; also each client's call."""
    prize = _prize(todo)
    clients: list[Any] = []
    groups: list[Any] = []
    numbers: list[int] = []
    for number, call in enumerate(todo.calls):
        spans = [(w.opens * 60, w.closes * 60) for w in call.windows] or [(0, _latest(todo))]
        group = len(groups) if len(spans) > 1 else None
        if group is not None:
            members = list(range(len(clients), len(clients) + len(spans)))
            groups.append(pyvrp.ClientGroup(members, required=False))
        for opens, closes in spans:
            # A second more, because ways are rounded to whole seconds.
            clients.append(
                pyvrp.Client(
                    location=number + 1,
                    service_duration=round(call.seconds),
                    tw_early=opens,
                    tw_late=closes,
                    prize=0 if todo.is_free else prize * call.weight,
                    required=todo.is_free,
                    group=group,
                )
            )
            numbers.append(number)
    return clients, groups, numbers


def _prize(todo: Problem) -> int:
    """More than any detour costs, so that a visit is left out only when there is no time for it."""
    farthest = float(todo.effort.max(initial=0.0))
    waits = 24 * 3600 * WAITING
    return round((4 * farthest + waits) * _FINE) + 1


def _latest(todo: Problem) -> int:
    if todo.ends_at < float("inf"):
        return int(todo.ends_at)
    work = sum(call.seconds for call in todo.calls) + float(todo.effort.max(axis=1, initial=0.0).sum())
    return int(todo.starts_at + work) + 24 * 3600


def _data(todo: Problem, clients: list[Any], groups: list[Any], pyvrp: Any) -> Any:
    size = len(todo.effort)
    ways = np.rint(todo.effort * _FINE).astype(np.int64)
    walker = pyvrp.VehicleType(
        1,
        start_depot=0,
        end_depot=1,
        tw_early=int(todo.starts_at),
        # Without it the walker would be let off until the first window opens.
        start_late=int(todo.starts_at),
        tw_late=_latest(todo),
        unit_distance_cost=1,
        unit_duration_cost=0 if todo.is_free else round(WAITING * _FINE),
    )
    return pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0) for _place in range(size)],
        clients=clients,
        depots=[pyvrp.Depot(location=0), pyvrp.Depot(location=size - 1)],
        vehicle_types=[walker],
        distance_matrices=[ways],
        duration_matrices=[np.ceil(todo.effort).astype(np.int64)],
        groups=groups,
    )


def _as_solution(
    todo: Problem, hint: Sequence[int], clients: list[Any], numbers: list[int], data: Any, pyvrp: Any
) -> Any:
    """The hint in the solver's terms: for each call the client whose window is used."""
    clock, at, visits = todo.starts_at, 0, []
    for number in hint:
        clock += todo.steps[at][number + 1]
        options = [place for place, owner in enumerate(numbers) if owner == number]
        open_ones = [place for place in options if clients[place].tw_late >= clock]
        chosen = min(open_ones or options, key=lambda place: max(clock, clients[place].tw_early))
        visits.append(chosen)
        clock, at = max(clock, clients[chosen].tw_early) + todo.calls[number].seconds, number + 1
    return pyvrp.Solution(data, [visits] if visits else [])


def better(found: list[int], hint: list[int], todo: Problem) -> list[int]:
    """The one that visits more that matters; of equal ones the cheaper."""

    def worth(order: list[int]) -> tuple[bool, int, float]:
        told = timing(order, todo)
        return told.is_kept, sum(todo.calls[number].weight for number in order), -told.cost

    return max(found, hint, key=worth)
