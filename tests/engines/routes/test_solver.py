"""The solver by itself: as good as trying every order, and never behind the search."""

from dataclasses import replace

import numpy as np
import pytest
from tests.engines.routes.yard import best_cost, doors, scattered, ways

from linli.engines.routes import Stop, Window, Wishes, solver
from linli.engines.routes.calls import Problem, by_stairway
from linli.engines.routes.schedule import timing
from linli.engines.routes.searching import polished, search

AFTERNOON, AFTER_SCHOOL = Window(13 * 60, 17 * 60), Window(16 * 60, 18 * 60)


def asked(stops: list[Stop], seed: int) -> list[Stop]:
    """Three in ten are at home only in the afternoon or after school."""
    chance = np.random.default_rng(seed)
    windows = ((), (), (), (), (), (), (), (AFTERNOON,), (AFTER_SCHOOL,), (AFTER_SCHOOL,))
    return [replace(stop, windows=windows[int(chance.integers(10))]) for stop in stops]


def served(order: list[int], todo: Problem) -> int:
    return sum(todo.calls[number].weight for number in order)


@pytest.mark.parametrize("seed", range(5))
def test_a_few_doors_with_windows_are_solved_as_well_as_trying_every_order(seed: int) -> None:
    """The walker sets out at nine even when nobody opens before the afternoon: waiting counts from then."""
    chance = np.random.default_rng(seed)
    here = ways([(0.0, 0.0), *map(tuple, (chance.random((6, 2)) * 500).tolist())])
    stops = [replace(doors(*range(1, 7))[0], windows=(AFTER_SCHOOL,)), *asked(doors(*range(1, 7))[1:], seed)]
    todo, best = best_cost(stops, here, Wishes(starts_at=12 * 60))
    found = solver.solve(todo, search(todo, 1), 30, 1)
    assert timing(found, todo).cost <= best * 1.002 + 2


@pytest.mark.parametrize("seed", range(4))
def test_the_solver_is_never_behind_the_search(seed: int) -> None:
    stops, here = scattered(40, seed)
    todo = by_stairway(asked(stops, seed), here, Wishes(ends_at=19 * 60 + 30))
    hint = search(todo, 1)
    found, plain = solver.solve(todo, hint, 30, 1), polished(hint, todo, 1)
    assert served(found, todo) >= served(plain, todo)
    assert timing(found, todo).is_kept
    assert timing(found, todo).cost <= timing(plain, todo).cost * 1.005 + 5


@pytest.mark.parametrize("seed", range(4))
def test_on_a_short_day_the_solver_serves_no_less(seed: int) -> None:
    stops, here = scattered(60, seed)
    todo = by_stairway(asked(stops, seed), here, Wishes(ends_at=15 * 60))
    hint = search(todo, 1)
    assert served(solver.solve(todo, hint, 30, 1), todo) >= served(hint, todo)
