"""Stairs are slower up than down, and a lift is worth the wait only from a certain storey."""

import numpy as np

from linli.engines.walking import ELDER, Pace, level

PACE = Pace()


def climb(start: int, end: int, *, has_lift: bool = False, pace: Pace = PACE) -> float:
    return float(pace.climb(np.array(level(start)), np.array(level(end)), np.array(has_lift)))


def test_floors_have_no_zero() -> None:
    assert [level(floor) for floor in (-2, -1, 1, 2, 6)] == [-2, -1, 0, 1, 5]


def test_up_is_slower_than_down() -> None:
    assert climb(1, 6) == 80
    assert climb(6, 1) == 60
    assert climb(3, 3) == 0


def test_nobody_waits_for_the_lift_to_the_second_floor() -> None:
    assert climb(1, 2, has_lift=True) == climb(1, 2)
    assert climb(1, 18, has_lift=True) == 40 + 17 * 3


def test_from_the_cellar_one_climbs() -> None:
    assert climb(-1, 1) == 16


def test_a_kilometre_takes_fourteen_minutes() -> None:
    assert round(PACE.seconds(1000) / 60) == 14


def test_elders_take_their_time() -> None:
    assert climb(1, 4, pace=ELDER) > climb(1, 4)
    assert ELDER.seconds(600) > PACE.seconds(600)
