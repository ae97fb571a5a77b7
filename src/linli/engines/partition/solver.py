"""Which division is the best one for given centres?  CP-SAT answers, with a bound that says how good it is.

Contiguity: a building may join a grid only together with a neighbour that is nearer to the grid's centre; so
every grid is a tree of shortest ways.  Sizes and contiguity are soft, so that there is always an answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from linli.engines.partition.model import Wishes
from linli.engines.partition.problem import OFF_AVERAGE, OUTSIDE_BAND, Problem, Slots

_NEAREST_CENTRES = 5
_LOOSE = 10_000_000
_SCALE = 10
"""Metres that count as one in the solver, which works in whole numbers."""
_STEADY_SHARE = 0.5
"""Deterministic seconds for each second of the clock; the clock itself stops only a slow machine."""


@dataclass(frozen=True, slots=True)
class Solved:
    """The best division found, and the cost in metres that no division for these centres can be below."""

    slots: Slots
    bound: float


def is_installed() -> bool:
    """True when the solver can be used."""
    return find_spec("ortools") is not None


def solve(
    problem: Problem, centres: Sequence[int], hint: Slots, wishes: Wishes, seconds: float
) -> Solved | None:
    """The best division for these centres within the time; None when not even the hint could be completed."""
    cp_model = import_module("ortools.sat.python.cp_model")
    model = cp_model.CpModel()
    chosen = _variables(problem, centres, model, hint)
    terms = _walk_terms(problem, centres, chosen)
    terms += _size_terms(problem, chosen, model, hint)
    terms += _contiguity_terms(problem, centres, chosen, model)
    model.minimize(sum(terms))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = wishes.workers
    solver.parameters.interleave_search = wishes.workers > 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = seconds * _STEADY_SHARE
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.repair_hint = True
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    slots = np.full(len(problem.households), -1, dtype=np.int64)
    for (place, slot), variable in chosen.items():
        if solver.boolean_value(variable):
            slots[place] = slot
    return Solved(slots, solver.best_objective_bound * _SCALE)


def _variables(
    problem: Problem, centres: Sequence[int], model: Any, hint: Slots
) -> dict[tuple[int, int], Any]:
    """One choice for each building and each grid near enough, exactly one of them true."""
    walks = problem.near.walks[:, list(centres)]
    nearest = walks.argsort(axis=1, kind="stable")[:, :_NEAREST_CENTRES]
    chosen: dict[tuple[int, int], Any] = {}
    for place in range(len(problem.households)):
        slots = {int(slot) for slot in nearest[place]} | {int(hint[place])}
        slots |= {int(problem.today[place])} - {-1} if problem.keep else set()
        if problem.locked[place] >= 0:
            slots = {int(problem.locked[place])}
        for slot in sorted(slots):
            chosen[place, slot] = model.new_bool_var("")
            model.add_hint(chosen[place, slot], bool(hint[place] == slot))
        model.add_exactly_one(chosen[place, slot] for slot in slots)
    return chosen


def _walk_terms(problem: Problem, centres: Sequence[int], chosen: dict[tuple[int, int], Any]) -> list[Any]:
    terms = []
    for (place, slot), variable in chosen.items():
        households = int(problem.households[place])
        metres = max(1, households) * float(problem.near.walks[place, centres[slot]])
        if problem.today[place] not in (-1, slot):
            metres += problem.keep * households
        terms.append(round(metres / _SCALE) * variable)
    return terms


def _size_terms(problem: Problem, chosen: dict[tuple[int, int], Any], model: Any, hint: Slots) -> list[Any]:
    """For each grid its households outside the band and off the average."""
    total = int(problem.households.sum())
    low, high, average = round(problem.low), round(problem.high), round(problem.average)
    terms = []
    for slot in range(len(problem.labels)):
        size = sum(
            int(problem.households[place]) * variable
            for (place, other), variable in chosen.items()
            if other == slot
        )
        hinted = int(problem.households[hint == slot].sum())
        for limit, price in ((low, OUTSIDE_BAND), (average, OFF_AVERAGE)):
            missing = model.new_int_var(0, total, "")
            model.add(missing >= limit - size)
            model.add_hint(missing, max(0, limit - hinted))
            terms.append(round(price / _SCALE) * missing)
        for limit, price in ((high, OUTSIDE_BAND), (average, OFF_AVERAGE)):
            surplus = model.new_int_var(0, total, "")
            model.add(surplus >= size - limit)
            model.add_hint(surplus, max(0, hinted - limit))
            terms.append(round(price / _SCALE) * surplus)
    return terms


def _contiguity_terms(
    problem: Problem, centres: Sequence[int], chosen: dict[tuple[int, int], Any], model: Any
) -> list[Any]:
    """A building joins with a neighbour nearer to the centre; a dear exception keeps the model solvable."""
    walks = problem.near.walks
    terms = []
    for (place, slot), variable in chosen.items():
        centre = centres[slot]
        if place == centre:
            continue
        nearer = [
            chosen[other, slot]
            for other in problem.near.beside[place]
            if (other, slot) in chosen and walks[other, centre] < walks[place, centre]
        ]
        loose = model.new_bool_var("")
        model.add_bool_or([*nearer, loose, variable.negated()])
        terms.append(_LOOSE * loose)
    return terms
