"""Closed tours: known shortest ones, and moves that never make a tour worse."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.routes.yard import OPTIMA, instance

from linli.engines.routes import Method, Stop, Ways, Wishes, plan_round
from linli.engines.routes.touring import Tour, tour


def distances(spots: list[tuple[int, int]]) -> np.ndarray:
    held = np.array(spots, dtype=float).reshape(-1, 2)
    return np.hypot(*(held[:, None] - held[None]).transpose(2, 0, 1))


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize("name", sorted(OPTIMA))
def test_published_tours_are_found_within_one_in_a_hundred(name: str, method: Method) -> None:
    metres = instance(name)
    stops = [Stop(f"{n}", n, order=f"{n:03}", minutes=0) for n in range(1, len(metres))]
    done = plan_round(stops, Ways(metres, 0, 0), Wishes(method=method, seconds=30))
    assert OPTIMA[name] <= done.length.metres <= OPTIMA[name] * 1.01


def test_places_on_a_circle_are_walked_round_it() -> None:
    turns = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    cost = distances([(round(1000 * np.cos(t)), round(1000 * np.sin(t))) for t in turns])
    chance = np.random.default_rng(5)
    found = tour(cost, [chance.permutation(24).tolist()], 50, 1)
    steps = {abs(one - other) for one, other in zip(found, found[1:] + found[:1], strict=True)}
    assert steps == {1, 23}


@given(
    st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=14), st.integers(0, 9)
)
def test_a_tour_visits_every_place_once_and_is_never_longer_than_its_start(
    spots: list[tuple[int, int]], seed: int
) -> None:
    cost = distances(spots)
    start = list(range(len(spots)))
    found = tour(cost, [start], 20, seed)
    assert sorted(found) == start
    assert Tour(cost, found).length() <= Tour(cost, start).length() + 1e-6
    assert found == tour(cost, [start], 20, seed)
