"""Neighbours are those one can walk to without meeting a wall."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.partition.communities import rows

from linli.engines.partition import Building, neighbourhood, on_plane

PLACES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=25)


def names(buildings: list[Building], edges: frozenset[tuple[int, int]]) -> set[tuple[str, str]]:
    return {(buildings[a].key, buildings[b].key) for a, b in edges}


def test_four_slabs_in_a_square() -> None:
    slabs = rows(2, 2)
    near = neighbourhood(slabs)
    found = names(slabs, near.edges)
    assert {("1-1", "1-2"), ("1-1", "2-1"), ("1-2", "2-2"), ("2-1", "2-2")} <= found
    assert near.walks[0, 1] == 60
    assert near.joined == ()


def test_a_wall_parts_neighbours_and_a_gate_joins_them() -> None:
    slabs = rows(3, 2)
    wall = [(30.0, -50.0), (30.0, 100.0)]
    beyond = neighbourhood(slabs, barriers=[wall])
    assert len(beyond.joined) == 1
    gated = neighbourhood(slabs, barriers=[wall], links=[("2-1", "2-2")])
    assert gated.joined == ()
    assert ("1-1", "1-2") not in names(slabs, gated.edges)
    # From 1-1 to 1-2 one walks round by the gate in the second row.
    assert gated.walks[0, 1] == 40 + 60 + 40


def test_far_away_buildings_are_no_neighbours_but_stay_reachable() -> None:
    places = [(0.0, 0.0), (50.0, 0.0), (900.0, 0.0), (950.0, 10.0)]
    near = neighbourhood([Building(f"{at}", 10, place) for at, place in enumerate(places)])
    assert near.joined == ((1, 2),)
    assert np.isfinite(near.walks).all()


def test_a_single_row_is_a_chain() -> None:
    near = neighbourhood(rows(6, 1))
    assert near.edges == frozenset((at, at + 1) for at in range(5))


def test_buildings_at_one_spot_are_neighbours() -> None:
    near = neighbourhood([Building(key, 10, (0.0, 0.0)) for key in "abc"])
    assert near.joined == ()
    assert near.walks[0, 1] == 1


def test_degrees_become_metres() -> None:
    points = on_plane([(116.0, 40.0), (116.0, 40.001), (116.001, 40.0)])
    assert points[0] == (0, 0)
    assert points[1][1] == pytest.approx(111.3, abs=0.1)
    assert points[2][0] == pytest.approx(85.3, abs=0.1)
    assert on_plane([]) == []


@given(PLACES)
def test_everybody_can_walk_to_everybody(places: list[tuple[int, int]]) -> None:
    near = neighbourhood([Building(f"{at}", 1, (50.0 * x, 50.0 * y)) for at, (x, y) in enumerate(places)])
    assert np.isfinite(near.walks).all()
    assert (near.walks == near.walks.T).all()
    assert all(a < b for a, b in near.edges)
