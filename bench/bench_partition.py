"""How long does a proposal of grids take, and how good is it beside search alone?

Run as a script: ``python bench/bench_partition.py``.  Ratios are shares of the limit.
"""

import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.engines.partition.communities import scattered, with_grids  # noqa: E402

from linli.engines.partition import Building, Method, Plan, Wishes, neighbourhood, propose  # noqa: E402

LIMITS = ((60, (30, 77), 3.0), (180, (18, 72), 15.0), (400, (18, 72), 15.0))


def told(name: str, plan: Plan, seconds: float, limit: float) -> None:
    """One line about a plan."""
    figures = plan.figures
    gap = "none" if plan.gap is None else f"{plan.gap:.3f}"
    print(f"  {name}: {seconds:.2f} s = {seconds / limit:.2f} of the limit")
    print(
        f"    grids {len(figures.grids)}, households {figures.smallest} to {figures.largest}, mean walk"
        f" {figures.walk:.1f} m, moved {figures.moved_households}, outside the band"
        f" {figures.outside_band}, gap {gap}"
    )


def timed(buildings: list[Building], wishes: Wishes) -> tuple[Plan, float]:
    """A proposal with its neighbourhood, and the seconds for both."""
    begun = time.perf_counter()
    plan = propose(buildings, neighbourhood(buildings), wishes)
    return plan, time.perf_counter() - begun


def measure(count: int, households: tuple[int, int], limit: float) -> None:
    """One community: search, solver, and a year later with few changes."""
    buildings = scattered(count, seed=20_260 + count, households=households)
    print(f"{count} buildings, {sum(one.households for one in buildings):,} households")
    told("search alone", *timed(buildings, Wishes(method=Method.SEARCH)), limit)
    plan, seconds = timed(buildings, Wishes())
    told("with solver", plan, seconds, limit)
    lived = with_grids(buildings, [plan.assignment[one.key] for one in buildings])
    grown = [
        Building(one.key, round(one.households * (1.3 if at % 6 == 0 else 1)), one.position, one.grid)
        for at, one in enumerate(lived)
    ]
    wishes = Wishes(grids=len(plan.figures.grids), keep=300)
    told("grown, few changes", *timed(grown, wishes), limit)


if __name__ == "__main__":
    for count, households, limit in LIMITS:
        measure(count, households, limit)
