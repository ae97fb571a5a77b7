"""Other sensors speak in odds: out is calming, come home and then nothing is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.silence.homes import day_by_day, heard

from linli.engines.silence import Sensor, absences_a_year, away_share, doubt, is_up
from linli.engines.silence.fusion import MOST_TELLING
from linli.engines.silence.habit import BANDS, Habit, first_habit


def test_no_other_sensor_says_nothing():
    assert doubt(10.0) == 0.0


def test_door_out_then_nothing_is_out():
    assert doubt(10.0, door="left") > 2


def test_door_in_then_nothing_is_worry():
    assert doubt(10.0, door="came") < 0


def test_door_that_did_not_move_rules_going_out_away():
    assert doubt(10.0, door="still") < doubt(10.0, door="moved")


def test_motion_that_keeps_being_heard_calms_and_motion_that_stopped_does_not():
    stirring = doubt(10.0, [Sensor(quiet_hours=0.5, share=0.6)])
    still = doubt(10.0, [Sensor(quiet_hours=10.0, share=0.6)])
    assert stirring > 1
    assert still < 0
    assert still < doubt(10.0, [Sensor(quiet_hours=10.0, share=0.1)])


def test_by_hand():
    """At home and well nobody stirs with 0.5 ** 2; half the silences are absences: log(0.5 + 0.5 / 4)."""
    assert doubt(2.0, [Sensor(2.0, 0.5)]) == pytest.approx(-0.4700036)


def test_two_silent_sensors_worry_more_than_one():
    one = Sensor(10.0, 0.2)
    assert doubt(10.0, [one, one], "still") < doubt(10.0, [one], "still") < doubt(10.0, door="still")


@given(
    st.floats(0.5, 200),
    st.lists(st.builds(Sensor, st.floats(0, 300), st.floats(0, 1)), max_size=4),
    st.sampled_from(["left", "came", "moved", "still", None]),
    st.floats(0.01, 0.99),
)
def test_evidence_is_finite_and_bounded(hours, sensors, door, away):
    assert abs(doubt(hours, sensors, door, away=away)) <= MOST_TELLING


def test_impossible_questions_are_refused():
    with pytest.raises(ValueError, match="some time"):
        doubt(0.0)
    with pytest.raises(ValueError, match="neither"):
        doubt(5.0, away=1.0)


def test_home_that_is_often_away_makes_absence_the_likelier_story():
    state, _ = heard(list(day_by_day(30)))
    spells = list(state.habit.spells)
    spells[BANDS - 2] += 6.0
    restless = Habit(state.habit.shares, spells=tuple(spells), known_days=state.habit.known_days)
    assert away_share(restless, 12.0) > away_share(state.habit, 12.0)
    assert absences_a_year(restless) > 12 * absences_a_year(state.habit)


def test_unknown_home_has_an_even_share():
    assert away_share(first_habit((0.5,) * 24, 0), 12.0) == 0.5


@pytest.mark.parametrize(
    ("silent", "quiet", "up"),
    [(8, 0.5, True), (8, 2.9, True), (8, 3.5, False), (8, 8, False), (40, 0.5, False), (2, 2, False)],
)
def test_somebody_who_walks_about_is_up(silent, quiet, up):
    assert is_up(silent, [Sensor(quiet, 0.5)]) is up
    assert not is_up(silent, [])
