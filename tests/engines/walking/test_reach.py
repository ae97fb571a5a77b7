"""How far one gets: areas that grow with the walk, stop at fences, and contain what is near."""

from itertools import pairwise
from math import pi

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.walking.drawing import HERE, at, corners, line, street_map

from linli.engines.walking import OFF_PATH, Polygon, distances, network, reach, way
from linli.engines.walking.outlines import area, contains, polygons, rings

STREET = [line((0, 0), (1000, 0))]


def square_metres(found: tuple[Polygon, ...]) -> float:
    rings_in_metres = [HERE.metres(ring).tolist() for polygon in found for ring in polygon]
    return sum(area([(x, y) for x, y in ring]) for ring in rings_in_metres)


def lies_in(found: tuple[Polygon, ...], place: tuple[float, float]) -> bool:
    point = at(place)[0]
    return sum(contains(list(ring), point) for polygon in found for ring in polygon) % 2 == 1


def test_along_a_street_one_gets_as_far_as_the_walk() -> None:
    [found] = reach(network(STREET), at((500, 0)), [200])
    assert lies_in(found.polygons, (310, 0))
    assert lies_in(found.polygons, (690, 0))
    assert not lies_in(found.polygons, (285, 0))
    assert not lies_in(found.polygons, (500, 70))
    assert square_metres(found.polygons) == pytest.approx(400 * 70, rel=0.15)


def test_a_fence_stops_the_walk() -> None:
    """The other arm of the horseshoe is 60 m away, and further than the walk."""
    horseshoe = [line((0, 300), (0, 0), (110, 0), (110, 300))]
    [found] = reach(network(horseshoe), at((0, 300)), [250])
    assert lies_in(found.polygons, (0, 150))
    assert not lies_in(found.polygons, (110, 300))


def test_further_is_never_less() -> None:
    sizes = [square_metres(found.polygons) for found in reach(network(STREET), at((500, 0)), [100, 200, 400])]
    assert all(less < more for less, more in pairwise(sizes))


def test_a_ring_of_streets_may_leave_a_hole() -> None:
    block = [line((0, 0), (400, 0), (400, 400), (0, 400), (0, 0))]
    [found] = reach(network(block), at((0, 0)), [900])
    [polygon] = found.polygons
    assert len(polygon) == 2
    assert not lies_in(found.polygons, (200, 200))


def test_two_starts_make_two_areas() -> None:
    [found] = reach(network(STREET), at((100, 0), (900, 0)), [150])
    assert len(found.polygons) == 2


def test_without_paths_one_walks_in_a_circle() -> None:
    [found] = reach(network([]), [(HERE.longitude, HERE.latitude)], [260])
    [polygon] = found.polygons
    far = np.hypot(*HERE.metres(polygon[0]).T)
    assert far == pytest.approx(np.full(len(far), 260 / OFF_PATH), abs=3)


def test_nowhere_to_start_nowhere_to_be() -> None:
    assert [found.polygons for found in reach(network(STREET), [], [100])] == [()]


def test_the_way_is_drawn_along_the_path() -> None:
    horseshoe = [line((0, 100), (0, 0), (200, 0), (200, 100))]
    start, corner, other, end = at((0, 100), (0, 0), (200, 0), (200, 100))
    drawn = way(network(horseshoe), start, end)
    assert [point for point in drawn if np.allclose(point, corner, atol=1e-6)]
    assert [point for point in drawn if np.allclose(point, other, atol=1e-6)]
    assert (drawn[0], drawn[-1]) == (start, end)


def test_where_no_path_leads_the_way_is_straight() -> None:
    apart = [line((0, 0), (100, 0)), line((0, 300), (100, 300))]
    ends = at((10, 0), (10, 300))
    assert way(network(apart), *ends) == tuple(ends)


@given(st.integers(0, 1000))
def test_outlines_are_closed_and_hold_exactly_what_is_inside(seed: int) -> None:
    chance = np.random.default_rng(seed)
    values = np.full((9, 11), 9.0)
    values[1:-1, 1:-1] = chance.random((7, 9))
    drawn = rings(values, 0.5)
    for row in range(9):
        for column in range(11):
            crossed = sum(contains(ring, (column, row)) for ring in drawn)
            assert (crossed % 2 == 1) == (values[row, column] <= 0.5)
    assert all(ring[0] == ring[-1] for ring in drawn)
    assert sum(len(polygon) for polygon in polygons(drawn)) == len(drawn)


def test_a_real_quarter_in_ten_minutes() -> None:
    paths = street_map("beijing_haidian_cau_east.osm")
    (west, south), (east, north) = corners(paths)
    middle = ((west + east) / 2, (south + north) / 2)
    walkways = network(paths)
    near, far = reach(walkways, [middle], [400, 800])
    assert 0 < square_metres(near.polygons) < pi * 400**2
    assert square_metres(near.polygons) < square_metres(far.polygons)
    chance = np.random.default_rng(3)
    shares = chance.random((80, 2)).tolist()
    doors = [(west + (east - west) * x, south + (north - south) * y) for x, y in shares]
    told = distances(walkways, [middle, *doors])
    for door, metres, off in zip(doors, told.metres[0, 1:], told.off_path[1:], strict=True):
        inside = any(contains(list(polygon[0]), door) for polygon in far.polygons)
        if off < 5 and metres < 780:
            assert inside
        if metres > 900:
            assert not any(contains(list(polygon[0]), door) for polygon in near.polygons)
