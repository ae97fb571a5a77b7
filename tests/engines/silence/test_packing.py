"""A home's state sleeps in bytes and wakes as the same home."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.silence.homes import FIRST, day_by_day, heard, silent_from

from linli.engines.silence import Setting, pack, step, unpack
from linli.engines.silence.pace import UNPACED
from linli.engines.silence.packing import FIRST_SIZE

READINGS = silent_from(list(day_by_day(40)), FIRST + timedelta(days=38, hours=9))


@given(st.integers(1, len(READINGS)))
@settings(max_examples=20, deadline=None)
def test_waking_at_any_moment_gives_the_same_home(count):
    state, _ = heard(READINGS[:count])
    assert unpack(pack(state)) == state


def test_state_that_slept_goes_on_to_the_same_alarm():
    half, setting = 30 * 24, Setting()
    state, alarms = unpack(pack(heard(READINGS[:half])[0])), []
    for reading in READINGS[half:]:
        state, rung = step(unpack(pack(state)), reading, setting)
        alarms += rung
    assert alarms == heard(READINGS)[1]


def test_state_is_small():
    assert len(pack(heard(READINGS)[0])) < 1500


def test_other_bytes_are_refused():
    packed = pack(heard(READINGS[:50])[0])
    with pytest.raises(ValueError, match="version"):
        unpack(packed[:-1])
    with pytest.raises(ValueError, match="version"):
        unpack(b"\xff" + packed[1:])


def test_state_of_the_first_version_wakes_without_a_pace():
    state, _ = heard(READINGS)
    assert state.habit.foretold != UNPACED
    older = bytes([1]) + pack(state)[1:FIRST_SIZE]
    bare = replace(state.habit, came=UNPACED, foretold=UNPACED)
    assert unpack(older) == replace(state, habit=bare, spell=replace(state.spell, foretold=()))
