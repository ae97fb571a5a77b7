"""What sensors inside and a door say in a silence."""

import pytest

from linli.engines.silence import Stirring, door_word, doubt, sensed, stir

DAY = 24.0 * 8000


def lived(days: int = 20) -> Stirring:
    """Somebody stirs every hour from six to twenty-two."""
    signs = [DAY + 24 * day + hour + 0.5 for day in range(days) for hour in range(6, 22)]
    return stir(Stirring(DAY), signs, DAY + 24 * days)


def test_a_sensor_learns_when_it_stirs():
    habit = lived()
    assert habit.shares[10] > 0.9
    assert habit.shares[3] < 0.05
    assert habit.last_sign == DAY + 24 * 19 + 21.5


def test_learning_in_two_parts_is_learning_at_once():
    signs = [DAY + hour + 0.25 for hour in (1, 5, 6, 30, 31, 50)]
    whole = stir(Stirring(DAY), signs, DAY + 60)
    first = stir(Stirring(DAY), signs[:3], DAY + 29.5)
    assert stir(first, signs[3:], DAY + 60) == whole


def test_a_holiday_is_not_the_habit():
    habit = lived()
    assert stir(habit, [], DAY + 24 * 40).shares[10] == pytest.approx(habit.shares[10], abs=0.05)


def test_a_sign_that_comes_too_late_still_counts_as_the_newest():
    habit = stir(lived(), [], DAY + 24 * 21)
    late = stir(habit, [DAY + 24 * 20 + 7.5], DAY + 24 * 21)
    assert late.last_sign == DAY + 24 * 20 + 7.5
    assert late.shares == habit.shares


def test_quiet_in_busy_hours_is_rarer_than_at_night():
    habit, end = lived(), DAY + 24 * 20
    night = sensed(habit, [], end, end + 5, end + 5)
    noon = sensed(habit, [], end + 9, end + 14, end + 14)
    assert night.share < 0.1 < 0.8 < noon.share
    assert (noon.quiet_hours, noon.heard_hours) == (5, 5)
    assert sensed(habit, [end + 12.0], end + 9, end + 14, end + 13.5).heard_hours == 1


WORDS = [
    # moves, signs inside, hours since the last use of water, word
    ([], [], 5, "still"),
    ([-2.0], [], 5, "still"),
    ([1.0], [], 5, "left"),
    ([1.0], [0.5], 5, "left"),
    ([1.0], [1.05], 5, "left"),
    ([1.0], [1.5], 5, "came"),
    ([4.5], [], 5, "moved"),
    ([1.0, 3.0], [1.5], 5, "left"),
    ([1.0, 6.0], [1.5], 5, "came"),
    ([1.0], None, 5, "opened"),
    ([], None, 5, "still"),
]


@pytest.mark.parametrize(("moves", "inside", "hours", "word"), WORDS)
def test_the_last_word_of_a_door(moves, inside, hours, word):
    signs = None if inside is None else [DAY + sign for sign in inside]
    assert door_word([DAY + move for move in moves], signs, DAY, DAY + hours) == word


def test_out_waits_home_worries_and_motion_keeps_quiet():
    habit, end = lived(), DAY + 24 * 20 + 8

    def weighed(moves, inside, hours=8):
        at = end + hours
        word = door_word([end + m for m in moves], [end + s for s in inside], end, at)
        begins = max([end, *(end + m for m in moves)])
        seen = sensed(habit, [end + s for s in inside], begins, at, at)
        return doubt(at - begins, [seen], word)

    out, home, stirring = weighed([0.5], []), weighed([], []), weighed([], [7.9])
    came = weighed([1.0], [1.2])
    assert out > 2
    assert home < -0.5
    assert came < 0 < stirring
