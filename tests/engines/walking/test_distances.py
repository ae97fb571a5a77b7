"""Metres from door to door: around the fence, along the path, and straight only where nothing is drawn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse.csgraph import dijkstra
from tests.engines.walking.drawing import at, corners, line, street_map

from linli.engines.walking import OFF_PATH, Network, Path, distances, nearest, network
from linli.engines.walking.shrinking import Graph, shrunk

HORSESHOE = [line((0, 100), (0, 0), (200, 0), (200, 100))]
"""Two doors face each other across a fence: 200 m as the crow flies, 400 m on foot."""


def metres(paths: list[Path], *doors: tuple[float, float]) -> np.ndarray:
    return distances(network(paths), at(*doors)).metres


def test_the_way_round_counts_not_the_crow() -> None:
    assert metres(HORSESHOE, (0, 100), (200, 100))[0, 1] == pytest.approx(400, abs=0.1)


def test_a_gate_makes_the_way_short() -> None:
    gate = line((0, 90), (200, 90))
    assert metres([*HORSESHOE, gate], (0, 100), (200, 100))[0, 1] == pytest.approx(220, abs=0.1)


def test_two_doors_on_one_stretch_are_as_far_as_the_stretch_between_them() -> None:
    found = metres([line((0, 0), (300, 0))], (20, 0), (90, 0), (250, 0))
    assert found == pytest.approx(np.array([[0, 70, 230], [70, 0, 160], [230, 160, 0]]), abs=0.1)


def test_the_way_to_the_path_counts_too() -> None:
    """Ten metres off the path on both sides, each walked with a third more."""
    found = metres([line((0, 0), (300, 0))], (20, 10), (220, -10))
    assert found[0, 1] == pytest.approx(200 + 20 * OFF_PATH, abs=0.1)


def test_neighbours_off_the_path_go_straight() -> None:
    """Both doors are 80 m from the road and 10 m from each other."""
    found = metres([line((0, 0), (300, 0))], (100, 80), (110, 80))
    assert found[0, 1] == pytest.approx(10 * OFF_PATH, abs=0.1)


def test_parts_that_nothing_joins_are_as_far_as_the_crow_flies_and_a_third_more() -> None:
    apart = [line((0, 0), (100, 0)), line((0, 300), (100, 300))]
    found = distances(network(apart), at((10, 0), (90, 0), (10, 300)))
    assert found.metres[0, 1] == pytest.approx(80, abs=0.1)
    assert found.metres[0, 2] == pytest.approx(300 * OFF_PATH, abs=0.1)
    assert found.is_estimated.tolist() == [[False, False, True], [False, False, True], [True, True, False]]


def test_a_door_that_no_path_comes_near_is_estimated() -> None:
    found = distances(network(HORSESHOE), at((0, 50), (-900, 50)))
    assert found.is_estimated[0, 1]
    assert found.metres[0, 1] == pytest.approx(900 * OFF_PATH, rel=1e-3)
    assert np.isinf(found.off_path[1])


def test_without_any_path_everything_is_estimated() -> None:
    found = distances(network([]), at((0, 0), (100, 0)))
    assert found.is_estimated[0, 1]


def test_nobody_asked_nothing_answered() -> None:
    assert distances(network(HORSESHOE), []).metres.shape == (0, 0)


def test_doors_at_one_place_are_no_way_apart() -> None:
    assert metres(HORSESHOE, (0, 50), (0, 50))[0, 1] == pytest.approx(0, abs=0.01)


def test_the_nearest_of_many_is_nearest_on_foot() -> None:
    """The clinic across the fence is near only for the crow."""
    found = nearest(network(HORSESHOE), at((0, 100), (200, 60)), at((200, 100), (100, 0)))
    assert found.place.tolist() == [1, 0]
    assert found.metres == pytest.approx([200, 40], abs=0.1)


def test_no_places_no_nearest() -> None:
    found = nearest(network(HORSESHOE), at((0, 0)), [])
    assert found.place.tolist() == [-1]
    assert np.isinf(found.metres).all()


def town(seed: int, blocks: int = 6) -> Network:
    """A grid of streets with some stretches missing and some lanes that lead nowhere."""
    chance = np.random.default_rng(seed)
    paths = []
    for row in range(blocks):
        for column in range(blocks):
            x, y = column * 60.0, row * 45.0
            ends = [(x + 60, y), (x, y + 45), (x + 25, y + 20)]
            paths += [line((x, y), end) for end in ends if chance.random() < 0.7]
    return network(paths)


def some_doors(seed: int, count: int) -> list[tuple[float, float]]:
    chance = np.random.default_rng(seed)
    return [tuple(place) for place in (chance.random((count, 2)) * (360, 270)).tolist()]


@given(st.integers(0, 10_000))
def test_ways_are_as_long_there_as_back_and_never_shorter_than_the_crow(seed: int) -> None:
    walkways, doors = town(seed), some_doors(seed + 1, 12)
    found = distances(walkways, at(*doors)).metres
    places = walkways.plane.metres(at(*doors))
    crow = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    assert np.allclose(found, found.T)
    assert (found >= crow - 0.01).all()


@given(st.integers(0, 10_000))
def test_the_nearest_agrees_with_all_distances(seed: int) -> None:
    walkways, doors, places = town(seed), some_doors(seed + 1, 9), some_doors(seed + 2, 4)
    apart = distances(walkways, at(*doors, *places)).metres[:9, 9:]
    found = nearest(walkways, at(*doors), at(*places))
    assert found.metres == pytest.approx(apart.min(axis=1), abs=0.01)
    assert apart[np.arange(9), found.place] == pytest.approx(found.metres, abs=0.01)


@given(st.integers(0, 10_000), st.lists(st.integers(0, 40), min_size=2, max_size=6, unique=True))
def test_a_shrunk_graph_keeps_every_distance(seed: int, asked: list[int]) -> None:
    walkways = town(seed)
    size = len(walkways.nodes)
    sources = [place % size for place in asked]
    kept = np.zeros(size, dtype=bool)
    kept[sources] = True
    whole = Graph(size, walkways.edges, walkways.lengths)
    small = shrunk(whole, kept)
    before = dijkstra(whole.matrix(), indices=sources)[:, sources]
    after = dijkstra(small.matrix(), indices=sources)[:, sources]
    assert len(small.edges) <= len(whole.edges)
    assert np.allclose(before, after)


@pytest.mark.parametrize("name", ["beijing_haidian_cau_east.osm", "fujian_ninghua.osm"])
def test_real_streets_make_sensible_detours(name: str) -> None:
    paths = street_map(name)
    (west, south), (east, north) = corners(paths)
    chance = np.random.default_rng(7)
    share = 0.35 + 0.3 * chance.random((60, 2))
    doors = [(west + (east - west) * x, south + (north - south) * y) for x, y in share.tolist()]
    walkways = network(paths)
    found = distances(walkways, doors)
    places = walkways.plane.metres(doors)
    crow = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    joined = ~found.is_estimated & (crow > 100)
    detour = found.metres[joined] / crow[joined]
    assert (found.metres >= crow - 0.01).all()
    assert 1.0 < np.median(detour) < 2.5
