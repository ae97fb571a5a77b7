"""Homes whose water nobody hears: hours with any sign of life, electricity among them."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.engines.silence.homes import FIRST, HOUR

from linli.engines.silence import BY_SIGNS, Reading, Setting, begin, powered, presence, step, wall_hours

START = wall_hours(FIRST)
COOKS = frozenset({7, 12, 18, 19})


def meter(days: int, stops: int = 10**6, every: float = 1.0, base: float = 45.0) -> list[tuple[float, float]]:
    """A refrigerator that never rests, and somebody who cooks and puts the light on."""
    energy, told = 1000.0, []
    for n in range(int(24 * days / every) + 1):
        at = n * every
        told.append((START + at, energy))
        uses = at < stops and int(at % 24) in COOKS
        energy += every * (base + 12 * (n % 2) + (400.0 if uses else 0.0))
    return told


def test_the_hours_in_which_somebody_cooks_are_signs_and_the_refrigerator_is_none() -> None:
    signs = powered(meter(5))
    assert {int(sign % 24) for sign in signs} == COOKS
    assert len([sign for sign in signs if sign >= START + 24]) == 4 * len(COOKS)


def test_a_meter_that_tells_quarters_of_an_hour_says_the_same() -> None:
    hours = {int(sign) for sign in powered(meter(5))}
    assert {int(sign) for sign in powered(meter(5, every=0.25))} == hours


def test_a_meter_that_speaks_once_a_day_does_not_tell_the_hour() -> None:
    assert powered(meter(20)[::24]) == []


def test_a_new_meter_is_not_taken_for_somebody() -> None:
    told = meter(4)
    told = [*told[:50], *[(at, energy - 1000.0) for at, energy in told[50:]]]
    assert {int(sign % 24) for sign in powered(told)} <= COOKS


@given(st.lists(st.floats(0, 200), min_size=0, max_size=60), st.integers(1, 200))
def test_the_register_rises_by_one_in_each_hour_with_a_sign(moments, hours) -> None:
    signs = sorted(START + moment for moment in moments)
    told = list(presence([signs], [[]], Reading(FIRST, 5.0), START + hours))
    assert len(told) == hours
    lively = {sign for sign in (-int(-at // 1) for at in signs) if START < sign <= START + hours}
    assert told[-1].register == 5.0 + len(lively)


@given(st.integers(1, 40), st.integers(1, 40))
def test_an_hour_that_nobody_heard_is_left_out(begins, lasts) -> None:
    gap = (START + begins, START + begins + lasts)
    told = list(presence([[]], [[gap]], Reading(FIRST, 0.0), START + 100))
    assert len(told) == 100 - lasts
    both = list(presence([[], []], [[gap], []], Reading(FIRST, 0.0), START + 100))
    assert len(both) == 100


def ring(stop_day: int, gap: tuple[float, float] | None = None) -> list:
    """A month of electricity alone; then nothing above the refrigerator."""
    points = meter(stop_day + 4, stops=24 * stop_day + 9)
    setting = Setting(accepted=12.0, meter=BY_SIGNS)
    state, rung = begin(Reading(FIRST, 0.0), setting), []
    told = presence([powered(points)], [[gap] if gap else []], state.last, points[-1][0])
    for reading in told:
        state, alarms = step(state, reading, setting)
        rung += alarms
    return rung


def test_a_home_known_by_its_electricity_alone_rings_when_the_cooking_stops() -> None:
    (alarm,) = ring(30)
    stopped = FIRST + timedelta(days=30, hours=8)
    assert timedelta(hours=5) < alarm.at - stopped < timedelta(hours=30)
    assert alarm.kind == "silence"


def test_nothing_heard_for_days_is_no_alarm() -> None:
    quiet = START + 24 * 30 + 8
    assert ring(30, (quiet, quiet + 24 * 10)) == []


def test_ordinary_days_of_electricity_never_ring() -> None:
    assert ring(60)[:1] == [] or ring(60)[0].at > FIRST + timedelta(days=60, hours=8)
    assert all(alarm.at > FIRST + 60 * 24 * HOUR for alarm in ring(60))
