"""Which grids would suit this community, and how do they compare with today's?"""

from collections.abc import Sequence

import numpy as np

from linli.engines.later import optimize
from linli.engines.partition.figures import figures
from linli.engines.partition.model import Building, Figures, Method, Plan, Reason, ReasonCode, Wishes
from linli.engines.partition.neighbours import Neighbourhood
from linli.engines.partition.problem import Problem, Slots, centre_of, cost, cost_from
from linli.engines.partition.search import from_today, grown, improved, mended
from linli.engines.partition.solver import is_installed, solve
from linli.engines.partition.start import centres, number_of_grids, other_centres, pose

_ROUNDS = 3
_NEARLY_NOTHING = 0.005
"""The solver counts in tens of metres; a smaller gap is rounding."""
_SECONDS, _SECONDS_PER_BUILDING = 0.3, 0.02
_LEAST_TURNS, _MOST_TURNS, _TURN_EFFORT = 3, 24, 4000
"""Starts that search tries: fewer where each takes longer."""
NO_WISHES = Wishes()


def propose(buildings: Sequence[Building], near: Neighbourhood, wishes: Wishes = NO_WISHES) -> Plan:
    """The best division found: every building in one grid, every grid in one piece, locked buildings kept."""
    if not buildings:
        return Plan({}, figures({}, [], near, wishes), None, None, ())
    count, reasons = number_of_grids(buildings, wishes)
    problem = pose(buildings, near, wishes, count)
    slots = _searched(problem, np.random.default_rng(wishes.seed))
    gap: float | None = None
    if wishes.method is Method.SOLVER and is_installed() and count > 1:
        slots, gap = _solved(problem, slots, wishes)
    elif wishes.method is Method.SOLVER and count > 1:
        reasons.append(Reason(ReasonCode.NO_SOLVER))
    slots = _named(problem, slots)
    assignment = {building.key: problem.labels[slot] for building, slot in zip(buildings, slots, strict=True)}
    result = figures(assignment, buildings, near, wishes)
    today = _today(buildings, near, wishes)
    if gap is not None and gap > _NEARLY_NOTHING:
        reasons.append(Reason(ReasonCode.NOT_PROVEN, (f"{gap:.3f}",)))
    reasons += _remarks(buildings, near, wishes, result, today)
    return Plan(assignment, result, today, gap, tuple(reasons))


def _searched(problem: Problem, chance: np.random.Generator) -> Slots:
    """The best of growing from centres and of bettering today's division."""
    starts = [grown(problem, centres(problem))]
    if np.any(problem.today >= 0):
        starts.append(from_today(problem))
    turns = max(_LEAST_TURNS, min(_MOST_TURNS, _TURN_EFFORT // len(problem.households)))
    starts += [grown(problem, other_centres(problem, chance)) for _ in range(turns)]
    named = (_named(problem, start) for start in starts)
    return min((improved(problem, start) for start in named), key=lambda slots: cost(problem, slots))


def _solved(problem: Problem, slots: Slots, wishes: Wishes) -> tuple[Slots, float | None]:
    """Solve for the centres, move the centres to the middle, solve again; what is best so far stays.

    With it the distance of the best from the bound of the last centres, as a share.
    """
    best, best_cost = slots, cost(problem, slots)
    seconds = wishes.seconds or _SECONDS + _SECONDS_PER_BUILDING * len(slots)
    tried: list[list[int]] = []
    gap: float | None = None
    for _ in range(_ROUNDS):
        middles = _middles(problem, best)
        if middles in tried:
            break
        tried.append(middles)
        found = solve(problem, middles, best, wishes, seconds / _ROUNDS)
        if found is None:
            break
        bettered = improved(problem, mended(problem, found.slots))
        if cost(problem, bettered) < best_cost:
            best, best_cost = bettered, cost(problem, bettered)
        gap = max(0.0, 1 - found.bound / max(1.0, cost_from(problem, best, middles)))
    return best, gap


def _middles(problem: Problem, slots: Slots) -> list[int]:
    return [
        centre_of(problem, [int(place) for place in np.flatnonzero(slots == slot)])
        for slot in range(len(problem.labels))
    ]


def _named(problem: Problem, slots: Slots) -> Slots:
    """Grids under the names of today's with which they share most households; locked ones keep theirs."""
    count = len(problem.labels)
    shared = np.zeros((count, count))
    for slot, today, households in zip(slots, problem.today, problem.households, strict=True):
        if today >= 0:
            shared[slot, today] += max(1, households)
    for slot, lock in zip(slots, problem.locked, strict=True):
        if lock >= 0:
            shared[slot, lock] += 1e9
    _, name = optimize.linear_sum_assignment(-shared)
    renamed: Slots = np.asarray(name, dtype=np.int64)[slots]
    return renamed


def _today(buildings: Sequence[Building], near: Neighbourhood, wishes: Wishes) -> Figures | None:
    today = {building.key: building.grid for building in buildings if building.grid}
    return figures(today, buildings, near, wishes) if today else None


def _remarks(
    buildings: Sequence[Building],
    near: Neighbourhood,
    wishes: Wishes,
    result: Figures,
    today: Figures | None,
) -> list[Reason]:
    found: list[Reason] = []
    average = sum(building.households for building in buildings) / max(1, len(result.grids))
    if not wishes.least <= average <= wishes.most:
        found.append(Reason(ReasonCode.AVERAGE_OUTSIDE_BAND, (str(round(average)),)))
    found += [
        Reason(ReasonCode.BUILDING_TOO_LARGE, (one.key, str(one.households)))
        for one in buildings
        if one.households > wishes.most
    ]
    for grid in result.grids:
        if grid.households > wishes.most:
            found.append(Reason(ReasonCode.GRID_TOO_LARGE, (grid.key, str(grid.households))))
        if grid.households < wishes.least:
            found.append(Reason(ReasonCode.GRID_TOO_SMALL, (grid.key, str(grid.households))))
        if not grid.is_in_one_piece:
            found.append(Reason(ReasonCode.LOCKED_APART, (grid.key,)))
    found += [Reason(ReasonCode.JOINED_ACROSS, (buildings[a].key, buildings[b].key)) for a, b in near.joined]
    if today:
        broken = [grid.key for grid in today.grids if not grid.is_in_one_piece]
        found += [Reason(ReasonCode.TODAY_IN_PIECES, (key,)) for key in broken]
    return found
