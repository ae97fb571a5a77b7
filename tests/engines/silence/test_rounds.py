"""A round over many homes rings for the same homes at the same hour as one home after another."""

from datetime import timedelta

import numpy as np
import pytest
from tests.engines.silence.homes import FIRST, HOUR

from linli.engines.silence import Ledger, Reading, Setting, begin, step
from linli.engines.silence.fleet import gathered, settled
from linli.engines.silence.hours import wall_hours
from linli.engines.silence.rounds import hear

HOMES, DAYS = 30, 40
SETTING = Setting(accepted=30.0)
COMMUNITY = Ledger(3, 2.0)


def town(seed: int) -> tuple[list, np.ndarray]:
    """Moments and registers (rounds, homes) with habits, absences, gaps, new meters and backflow."""
    chance = np.random.default_rng(seed)
    habits = chance.beta(0.6, 1.2, (24, HOMES))
    times = [FIRST + hour * HOUR + timedelta(minutes=int(chance.integers(60))) for hour in range(24 * DAYS)]
    moved = np.zeros((len(times), HOMES))
    for number, at in enumerate(times):
        moved[number] = (chance.random(HOMES) < habits[at.hour]) * chance.integers(1, 80, HOMES)
    for home in range(HOMES):
        for _ in range(3):
            away = chance.integers(0, len(times))
            moved[away : away + chance.integers(5, 90), home] = 0
    moved[chance.random(moved.shape) < 0.002] = -40.0
    moved[chance.random(moved.shape) < 0.001] = 900_000.0
    return times, 500_000.0 + np.cumsum(moved, axis=0)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_round_and_a_step_ring_alike(seed):
    times, registers = town(seed)
    missing = np.random.default_rng(seed).random(registers.shape) < 0.03
    states = [begin(Reading(times[0], float(register)), SETTING) for register in registers[0]]
    start = np.full(HOMES, wall_hours(times[0]))
    fleet, alarms = settled(start, registers[0], SETTING.prior), 0
    for number, at in enumerate(times[1:], 1):
        sent = ~missing[number]
        clock = np.where(sent, wall_hours(at), fleet.at)
        ringing = hear(fleet, clock, registers[number], SETTING, COMMUNITY)
        rung = []
        for home in np.flatnonzero(sent):
            reading = Reading(at, float(registers[number, home]))
            states[home], found = step(states[home], reading, SETTING, ledger=COMMUNITY)
            rung += [home] if any(alarm.kind == "silence" for alarm in found) else []
        assert rung == ringing.tolist()
        alarms += len(rung)
    assert alarms > 10
    again = gathered(states)
    for name in ("quiet", "shares", "spells", "heard", "expected", "pulse", "watched", "false_alarms"):
        np.testing.assert_allclose(getattr(fleet, name), getattr(again, name), rtol=1e-4, atol=1e-5)
