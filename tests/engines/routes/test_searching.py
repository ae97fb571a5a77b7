"""Without a solver: where a call fits best, and orders that only get better."""

from dataclasses import replace

import numpy as np
import pytest
from tests.engines.routes.yard import scattered, ways

from linli.engines.routes import Stop, Window, Wishes
from linli.engines.routes.calls import Problem, by_stairway, one_by_one
from linli.engines.routes.schedule import insertion, timing
from linli.engines.routes.searching import polished, search

AFTERNOON = Window(14 * 60, 17 * 60)


def busy_day(seed: int, ends_at: int) -> Problem:
    """30 doors of which some are at home in the afternoon only."""
    stops, here = scattered(30, seed)
    chance = np.random.default_rng(seed)
    asked = [replace(stop, windows=(AFTERNOON,)) if chance.random() < 0.3 else stop for stop in stops]
    return by_stairway(asked, here, Wishes(ends_at=ends_at))


@pytest.mark.parametrize("seed", range(5))
def test_a_call_goes_where_trying_every_place_puts_it(seed: int) -> None:
    todo = busy_day(seed, 15 * 60)
    order: list[int] = []
    for number in range(len(todo.calls)):
        tried = [[*order[:at], number, *order[at:]] for at in range(len(order) + 1)]
        best = min(timing(one, todo).cost if timing(one, todo).is_kept else np.inf for one in tried)
        at = insertion(order, number, todo)
        if at is None:
            assert best == np.inf
        else:
            order = tried[at]
            assert timing(order, todo).cost == pytest.approx(best)


@pytest.mark.parametrize("seed", range(5))
def test_polishing_serves_no_less_and_costs_no_more(seed: int) -> None:
    todo = busy_day(seed, 14 * 60 + 30)
    plain = search(todo, 1)
    better = polished(plain, todo, 1)
    assert timing(better, todo).is_kept
    assert len(set(better)) == len(better) >= len(plain)
    assert len(better) > len(plain) or timing(better, todo).cost <= timing(plain, todo).cost
    assert better == polished(plain, todo, 1)


def test_a_day_without_windows_is_left_as_the_tour_made_it() -> None:
    stops, here = scattered(30, 1)
    todo = by_stairway(stops, here, Wishes())
    order = search(todo, 1)
    assert polished(order, todo, 1) is order


def test_what_is_due_sooner_than_one_can_be_there_fits_nowhere() -> None:
    here = ways([(0.0, 0.0), (5000.0, 0.0)])
    todo = one_by_one([Stop("far", 1, windows=(Window(540, 550),))], here, Wishes())
    assert insertion([], 0, todo) is None
