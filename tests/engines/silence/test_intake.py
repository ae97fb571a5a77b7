"""A register is read, not believed blindly: every oddity of real meters, by hand."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.silence import HOURLY, Meter, Reading, freshness, in_order, interval

NOON = datetime(2026, 5, 1, 12)


def between(before: float | None, after: float | None, hours: float = 1.0, litres: float | None = None):
    return interval(Reading(NOON, before), Reading(NOON + timedelta(hours=hours), after, litres))


def test_difference_of_two_readings_is_use():
    found = between(1000.0, 1012.0)
    assert (found.litres, found.used, found.observed, found.quiet_hours) == (12.0, True, True, 0.0)


def test_unmoved_register_is_a_quiet_hour():
    found = between(1000.0, 1000.0)
    assert (found.used, found.observed, found.quiet_hours, found.trouble) == (False, True, 1.0, None)


def test_register_that_starts_again_from_zero_was_used():
    found = between(HOURLY.rollover - 5, 7.0)
    assert (found.litres, found.trouble) == (12.0, "rollover")


def test_a_little_backwards_is_pressure_and_no_use():
    found = between(1000.0, 960.0)
    assert (found.litres, found.used, found.trouble) == (0.0, False, "backflow")


@pytest.mark.parametrize("after", [3.0, 900_000.0])
def test_impossible_jump_is_another_meter_and_says_nothing(after):
    found = between(50_000.0, after)
    assert (found.litres, found.used, found.quiet_hours, found.trouble) == (None, False, 0.0, "replaced")


def test_missing_is_not_silence():
    found = between(1000.0, 1000.0, hours=30)
    assert (found.quiet_hours, found.observed, found.trouble) == (0.0, False, "gap")


def test_short_gap_closed_by_an_unmoved_register_was_quiet():
    found = between(1000.0, 1000.0, hours=5)
    assert (found.quiet_hours, found.observed, found.trouble) == (5.0, False, "bridged")


def test_hourly_message_cannot_witness_the_hours_that_were_not_sent():
    found = between(None, None, hours=5, litres=0.0)
    assert (found.quiet_hours, found.trouble) == (0.0, "gap")


def test_use_in_a_gap_is_use_at_an_unknown_hour():
    found = between(1000.0, 1100.0, hours=30)
    assert (found.used, found.observed, found.quiet_hours) == (True, False, 0.0)


def test_litres_stand_in_where_no_register_is_sent():
    assert between(None, None, litres=4.0).litres == 4.0
    assert between(None, None, litres=0.0).quiet_hours == 1.0
    assert between(None, None).litres is None


def test_ten_litre_ticks_are_use_and_quiet_like_any_other():
    assert between(1000.0, 1010.0).used
    assert between(1010.0, 1010.0).quiet_hours == 1.0


def test_repeat_or_late_reading_is_passed_over():
    now = Reading(NOON, 5.0)
    assert interval(now, now) is None
    assert interval(now, Reading(NOON - timedelta(minutes=5), 4.0)) is None


def test_batch_of_a_day_is_put_in_order_and_repeats_fall_away():
    points = [Reading(NOON + timedelta(hours=hour), float(hour)) for hour in (3, 1, 2, 1, 0)]
    assert [reading.register for reading in in_order(points, after=NOON)] == [1.0, 2.0, 3.0]


@given(st.lists(st.integers(0, 200), min_size=1, max_size=40))
def test_order_of_arrival_does_not_matter(hours):
    points = [Reading(NOON + timedelta(hours=hour), float(hour)) for hour in hours]
    assert in_order(points) == in_order(sorted(points, key=lambda one: one.at))


@given(st.floats(0, 9e7), st.floats(0, 4000), st.floats(0.1, 1.7))
def test_any_believable_use_is_kept(before, litres, hours):
    found = between(before, before + litres, hours)
    assert found.litres == (before + litres) - before
    assert found.trouble is None


def test_stale_is_older_than_one_and_a_half_uploads():
    daily = Meter(upload_hours=24)
    assert freshness(NOON, NOON + timedelta(hours=36), daily) == "fresh"
    assert freshness(NOON, NOON + timedelta(hours=37), daily) == "stale"
    assert freshness(None, NOON, daily) == "never"
