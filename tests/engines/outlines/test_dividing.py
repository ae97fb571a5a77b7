"""The ground of each set of buildings: all of it, nobody's twice, and lines of today where they stay."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.outlines import Fence, Holding, outlines
from linli.engines.outlines.rings import area, chained, holds, nested

SQUARE = ((0.0, 0.0), (200.0, 0.0), (200.0, 200.0), (0.0, 200.0))


def size(polygons):
    """Square metres, holes taken away."""
    return sum(sum(area(ring) for ring in polygon) for polygon in polygons) / 2


def owner_at(ground, point):
    return [
        owner
        for owner, polygons in ground.items()
        for outer, *holes in polygons
        if holds(outer, point) and not any(holds(hole, point) for hole in holes)
    ]


def test_two_buildings_halve_the_ground():
    ground = outlines([Holding((50.0, 100.0), "a"), Holding((150.0, 100.0), "b")], SQUARE)
    assert size(ground["a"]) == pytest.approx(20_000, rel=0.05)
    assert size(ground["b"]) == pytest.approx(20_000, rel=0.05)
    assert owner_at(ground, (20.0, 20.0)) == ["a"]
    assert owner_at(ground, (190.0, 190.0)) == ["b"]
    assert owner_at(ground, (300.0, 100.0)) == []


def test_buildings_of_one_owner_have_no_line_between_them():
    held = [Holding((50.0, 50.0), "a"), Holding((150.0, 50.0), "a"), Holding((100.0, 150.0), "a")]
    ground = outlines(held, SQUARE)
    assert list(ground) == ["a"]
    assert len(ground["a"]) == 1
    assert len(ground["a"][0]) == 1


def test_an_island_is_a_hole_in_the_ground_around_it():
    around = [
        Holding((x, y), "a")
        for x in (20.0, 100.0, 180.0)
        for y in (20.0, 100.0, 180.0)
        if (x, y) != (100.0, 100.0)
    ]
    ground = outlines([*around, Holding((100.0, 100.0), "b")], SQUARE)
    ((_outer, *holes),) = ground["a"]
    assert len(holes) == 1
    assert owner_at(ground, (100.0, 100.0)) == ["b"]


def test_a_line_of_today_stays_where_its_owner_stays():
    """Grid c keeps its ground to the very line, although b's building stands just across it."""
    fence = Fence(((0.0, 0.0), (60.0, 0.0), (60.0, 200.0), (0.0, 200.0)), "c")
    rest = Fence(((60.0, 0.0), (200.0, 0.0), (200.0, 200.0), (60.0, 200.0)))
    held = [Holding((10.0, 100.0), "c"), Holding((64.0, 100.0), "b"), Holding((190.0, 100.0), "a")]
    ground = outlines(held, SQUARE, [fence, rest])
    assert size(ground["c"]) == pytest.approx(12_000, rel=0.02)
    assert owner_at(ground, (57.0, 100.0)) == ["c"]
    assert owner_at(ground, (63.0, 10.0)) == ["b"]


def test_without_buildings_or_ground_there_is_nothing_to_divide():
    assert outlines([], SQUARE) == {}
    assert outlines([Holding((1.0, 1.0), "a")], ()) == {}
    assert list(outlines([Holding((1.0, 1.0), "a")], SQUARE)) == ["a"]


def test_two_who_hold_one_spot_do_not_break_anything():
    held = [Holding((50.0, 50.0), "a"), Holding((50.0, 50.0), "b"), Holding((150.0, 150.0), "b")]
    ground = outlines(held, SQUARE)
    assert owner_at(ground, (50.0, 50.0)) == ["a"]


@given(
    st.lists(
        st.tuples(st.integers(1, 199), st.integers(1, 199), st.sampled_from("abcd")), min_size=1, max_size=40
    )
)
def test_all_ground_belongs_to_exactly_one(told):
    held = [Holding((float(x), float(y)), owner) for x, y, owner in told]
    ground = outlines(held, SQUARE)
    assert sum(size(polygons) for polygons in ground.values()) == pytest.approx(40_000, rel=0.02)
    chance = Random(7)
    for _ in range(40):
        spot = (chance.uniform(3, 197), chance.uniform(3, 197))
        assert len(owner_at(ground, spot)) == 1


def test_edges_become_rings():
    assert chained([(1, 2), (2, 3), (3, 1), (4, 5), (5, 6), (6, 4)]) == [[1, 2, 3], [4, 5, 6]]
    assert chained([(1, 2), (2, 1)]) == []
    assert chained([]) == []


def test_rings_become_polygons_with_holes():
    outer = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))
    hole = ((2.0, 2.0), (2.0, 4.0), (4.0, 4.0), (4.0, 2.0))
    away = ((20.0, 0.0), (21.0, 0.0), (21.0, 1.0))
    assert nested([outer, hole, away]) == ((outer, hole), (away,))
    assert nested([hole]) == ()
