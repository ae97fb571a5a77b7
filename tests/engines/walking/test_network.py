"""Lines that people draw become one network where they meet, and only there."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.walking.drawing import HERE, at, line, street_map

from linli.engines.walking import Path, Plane, network


def test_a_metre_in_the_plane_is_a_metre_on_the_ground() -> None:
    """At 45° a degree of latitude is 111,132 m and one of longitude 78,847 m long (WGS-84)."""
    assert Plane(0, 45).scale == pytest.approx([78_847, 111_132], abs=1)


def test_lines_that_share_a_point_meet() -> None:
    drawn = network([line((0, 0), (100, 0)), line((100, 0), (100, 80))])
    assert len(drawn.nodes) == 3
    assert sorted(drawn.lengths) == pytest.approx([80, 100], abs=0.02)


def test_lines_that_cross_meet_at_the_crossing() -> None:
    drawn = network([line((0, 0), (100, 0)), line((50, -40), (50, 60))])
    assert len(drawn.nodes) == 5
    assert sorted(drawn.lengths) == pytest.approx([40, 50, 50, 60], abs=0.02)


def test_a_bridge_crosses_without_meeting() -> None:
    drawn = network([line((0, 0), (100, 0)), line((50, -40), (50, 60), layer=1)])
    assert len(drawn.edges) == 2


def test_a_path_that_ends_on_a_street_joins_it_even_if_drawn_a_hand_short() -> None:
    drawn = network([line((0, 0), (100, 0)), line((30, 0.3), (30, 50))])
    assert len(drawn.edges) == 3
    assert drawn.lengths.sum() == pytest.approx(150, abs=1)


def test_a_path_that_ends_before_the_street_does_not_join_it() -> None:
    drawn = network([line((0, 0), (100, 0)), line((30, 2), (30, 50))])
    assert len(drawn.edges) == 2


def test_the_same_stretch_drawn_twice_counts_once() -> None:
    street = line((0, 0), (100, 0))
    assert len(network([street, street, Path(street.points[::-1])]).edges) == 1


def test_two_lines_along_each_other_share_what_they_share() -> None:
    drawn = network([line((0, 0), (100, 0)), line((60, 0), (140, 0))])
    assert drawn.lengths.sum() == pytest.approx(140, abs=0.1)


@pytest.mark.parametrize("paths", [[], [Path(())], [Path(((119.0, 29.0),))]])
def test_nothing_drawn_is_an_empty_network(paths: list[Path]) -> None:
    assert len(network(paths).edges) == 0


def test_a_line_without_length_is_no_way() -> None:
    assert len(network([line((5, 5), (5, 5))]).edges) == 0


corner = st.tuples(st.integers(0, 400), st.integers(0, 400))
strokes = st.lists(st.lists(corner, min_size=2, max_size=5), min_size=1, max_size=12)


@given(strokes)
def test_no_metre_is_invented(drawn: list[list[tuple[int, int]]]) -> None:
    """A network is never longer than what was drawn, but for the width of a stroke at each meeting."""
    made = network([line(*stroke) for stroke in drawn])
    long = sum(np.hypot(*(np.diff(np.array(stroke, dtype=float), axis=0)).T).sum() for stroke in drawn)
    assert made.lengths.sum() <= long + 1.1 * len(made.nodes)
    assert (made.lengths > 0).all()
    assert (made.edges[:, 0] < made.edges[:, 1]).all()


def test_degrees_and_metres_are_each_others_inverse() -> None:
    places = at((0, 0), (1234.5, -800), (-3, 77))
    assert HERE.degrees(HERE.metres(places)) == [(round(x, 7), round(y, 7)) for x, y in places]


def test_a_real_quarter_becomes_one_large_part() -> None:
    from scipy.sparse.csgraph import connected_components

    from linli.engines.walking.shrinking import Graph

    made = network(street_map("beijing_haidian_cau_east.osm"))
    graph = Graph(len(made.nodes), made.edges, made.lengths)
    _count, part = connected_components(graph.matrix(), directed=False)
    assert made.lengths.sum() > 30_000
    assert np.bincount(part).max() > 0.7 * len(made.nodes)
