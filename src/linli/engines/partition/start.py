"""From which centres do grids grow, and which of today's grids does each one continue?"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from linli.engines.partition.model import Building, Reason, ReasonCode, Wishes
from linli.engines.partition.neighbours import Neighbourhood
from linli.engines.partition.problem import Problem, Slots, centre_of

_ROUNDS = 30


def number_of_grids(buildings: Sequence[Building], wishes: Wishes) -> tuple[int, list[Reason]]:
    """How many grids there will be, and why that is not the wished number."""
    households = sum(building.households for building in buildings)
    wished = wishes.grids if wishes.grids is not None else round(households / wishes.usual)
    wished = max(1, wished)
    locked = {building.grid for building in buildings if building.is_locked and building.grid}
    if len(locked) > wished:
        return len(locked), [Reason(ReasonCode.GRIDS_ADDED, (str(wished), str(len(locked))))]
    possible = len(locked) + sum(not (building.is_locked and building.grid) for building in buildings)
    if wished > possible:
        return possible, [Reason(ReasonCode.GRIDS_LEFT_OUT, (str(wished), str(possible)))]
    return wished, []


def pose(buildings: Sequence[Building], near: Neighbourhood, wishes: Wishes, number: int) -> Problem:
    """The problem in arrays; locked grids keep a slot first, then the largest of today's."""
    labels = _labels(buildings, number)
    slot_of = {label: slot for slot, label in enumerate(labels)}
    households = np.array([building.households for building in buildings], dtype=np.int64)
    average = households.sum() / number
    within = wishes.least <= average <= wishes.most
    return Problem(
        households=households,
        near=near,
        labels=labels,
        today=np.array([slot_of.get(building.grid, -1) for building in buildings], dtype=np.int64),
        locked=np.array(
            [
                slot_of[building.grid] if building.is_locked and building.grid else -1
                for building in buildings
            ],
            dtype=np.int64,
        ),
        # Where the average itself lies outside, the band moves with it, so that grids are at least alike.
        low=wishes.least if within else 0.85 * average,
        high=wishes.most if within else 1.15 * average,
        keep=wishes.keep,
    )


def _labels(buildings: Sequence[Building], number: int) -> tuple[str, ...]:
    sizes: Counter[str] = Counter()
    for building in buildings:
        if building.grid:
            sizes[building.grid] += building.households
    locked = {building.grid for building in buildings if building.is_locked}
    ordered = sorted(sizes, key=lambda label: (label not in locked, -sizes[label], label))[:number]
    taken = set(sizes)
    fresh = (label for at in range(1, 2 * number + len(taken) + 2) if (label := f"new-{at}") not in taken)
    return (*sorted(ordered), *(next(fresh) for _ in range(number - len(ordered))))


def centres(problem: Problem) -> list[int]:
    """One building for each slot: the middle of today's grid, new ones where buildings are farthest from all.

    They then settle by weighted k-medoids, but today's stay where changes are unwelcome.
    """
    found: dict[int, int] = {}
    for slot in range(len(problem.labels)):
        members = _anchors(problem, slot)
        if members:
            found[slot] = _free_centre(problem, members, found)
    for slot in range(len(problem.labels)):
        if slot not in found:
            found[slot] = _farthest(problem, found)
    return settled(problem, [found[slot] for slot in range(len(problem.labels))])


def other_centres(problem: Problem, chance: np.random.Generator) -> list[int]:
    """Another set of settled centres, spread like k-means++: likelier where many households are far from all.

    Slots that must or should stay where they are keep their centre.
    """
    first = centres(problem)
    kept = {slot: first[slot] for slot in _fixed(problem)}
    chosen = list(kept.values())
    while len(chosen) < len(first):
        pull = np.maximum(problem.households, 1).astype(np.float64)
        if chosen:
            pull *= problem.near.walks[:, chosen].min(axis=1)
        if not pull.any():
            return first
        chosen.append(int(chance.choice(len(pull), p=pull / pull.sum())))
    free = iter(chosen[len(kept) :])
    return settled(problem, [kept[slot] if slot in kept else next(free) for slot in range(len(first))])


def _fixed(problem: Problem) -> set[int]:
    """Slots whose centre does not move: with locked buildings, or today's where changes are unwelcome."""
    fixed = {int(slot) for slot in problem.locked if slot >= 0}
    return fixed | {int(slot) for slot in problem.today if slot >= 0} if problem.keep else fixed


def _anchors(problem: Problem, slot: int) -> list[int]:
    """Locked buildings of a slot, or else all of today's that are not locked elsewhere."""
    locked = np.flatnonzero(problem.locked == slot)
    own = locked if len(locked) else np.flatnonzero((problem.today == slot) & (problem.locked < 0))
    return [int(place) for place in own]


def _free_centre(problem: Problem, members: Sequence[int], found: dict[int, int]) -> int:
    free = [place for place in members if place not in found.values()]
    return centre_of(problem, free or members)


def _farthest(problem: Problem, found: dict[int, int]) -> int:
    taken = list(found.values())
    free = [
        place for place in range(len(problem.households)) if place not in taken and problem.locked[place] < 0
    ]
    free = free or [place for place in range(len(problem.households)) if place not in taken]
    if not taken:
        return centre_of(problem, free)
    gaps = problem.near.walks[np.ix_(free, taken)].min(axis=1) * np.maximum(problem.households[free], 1)
    return free[int(gaps.argmax())]


def settled(problem: Problem, start: list[int]) -> list[int]:
    """Centres moved to the middle of the buildings nearest to them, again and again until they rest."""
    found = list(start)
    fixed = _fixed(problem)
    for _ in range(_ROUNDS):
        nearest = problem.near.walks[:, found].argmin(axis=1)
        moved = list(found)
        for slot in range(len(found)):
            members = _own(problem, nearest, slot)
            if members and slot not in fixed:
                moved[slot] = centre_of(problem, members)
        if moved == found or len(set(moved)) < len(moved):
            break
        found = moved
    return found


def _own(problem: Problem, nearest: Slots, slot: int) -> list[int]:
    free = (problem.locked < 0) | (problem.locked == slot)
    return [int(place) for place in np.flatnonzero((nearest == slot) & free)]
