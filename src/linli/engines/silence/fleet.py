"""How are the states of a million homes held, so that one round of readings takes a second?

One array for each number of a state, one column for each home.  What only explanations and flow need (the
longest silences, the night, the trail, the flow) stays with the single states: a round tells who rings,
``watch`` tells why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from linli.engines.silence.course import EARLIEST, Floats
from linli.engines.silence.habit import BANDS, SLOTS
from linli.engines.silence.home import HomeState
from linli.engines.silence.hours import BLOCKS
from linli.engines.silence.pace import FORETOLD, SPANS, pace
from linli.engines.silence.prior import Prior
from linli.engines.silence.survival import Columns, Onsets

UNTHOUGHT = (0.0,) * FORETOLD
Doubles = NDArray[np.float64]
Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Fleet:
    """The states of n homes; ``rounds.hear`` changes the arrays in place."""

    at: Doubles
    """(n,) wall hours of the last reading."""
    register: Doubles
    """(n,) litres."""
    first: Doubles
    observed: Doubles
    scored_from: Doubles
    watched: Doubles
    false_alarms: NDArray[np.int32]
    shares: Floats
    """(48, n)"""
    visits: NDArray[np.uint8]
    """(48, n)"""
    spells: Floats
    """(88, n)"""
    came: Floats
    """(4, n)"""
    foretold: Floats
    """(4, n)"""
    heard: Floats
    """(2, n)"""
    expected: Floats
    """(2, n)"""
    day: NDArray[np.int32]
    began: Doubles
    quiet: Doubles
    litres: Floats
    pulse: Floats
    """(2, n)"""
    look_at: Floats
    ring_after: Floats
    ahead: Floats
    """(10, n) endings foretold in this silence; the first is nought until it was thought through."""
    whole: Flags
    rung: Flags

    def columns(self, chosen: Whole) -> Columns:
        """The habits of some homes."""
        return Columns(
            self.shares.take(chosen, axis=1),
            self.visits.take(chosen, axis=1).astype(np.float32),
            self.spells.take(chosen, axis=1),
            pace(self.came.take(chosen, axis=1), self.foretold.take(chosen, axis=1)),
        )

    def onsets(self, chosen: Whole) -> Onsets:
        """How the silences of some homes began; missing hours put the beginning off."""
        began = self.at[chosen] - self.quiet[chosen]
        return Onsets(began, self.pulse[:, chosen], self.litres[chosen])


def settled(at: Doubles, register: Doubles, prior: Prior) -> Fleet:
    """A fleet of homes with their first readings."""
    n = len(at)
    hourly = np.array(prior.hourly * 2, np.float32)
    return Fleet(
        at=at.astype(np.float64),
        register=register.astype(np.float64),
        first=at.astype(np.float64),
        observed=np.zeros(n),
        scored_from=np.full(n, inf),
        watched=np.zeros(n),
        false_alarms=np.zeros(n, np.int32),
        shares=np.repeat(hourly[:, None], n, axis=1),
        visits=np.zeros((SLOTS, n), np.uint8),
        spells=np.zeros((BLOCKS * BANDS, n), np.float32),
        came=np.zeros((len(SPANS), n), np.float32),
        foretold=np.zeros((len(SPANS), n), np.float32),
        heard=np.zeros((2, n), np.float32),
        expected=np.zeros((2, n), np.float32),
        day=(at // 24).astype(np.int32),
        began=np.full(n, -inf),
        quiet=np.zeros(n),
        litres=np.zeros(n, np.float32),
        pulse=np.zeros((2, n), np.float32),
        look_at=np.full(n, EARLIEST, np.float32),
        ring_after=np.full(n, inf, np.float32),
        ahead=np.zeros((FORETOLD, n), np.float32),
        whole=np.zeros(n, bool),
        rung=np.ones(n, bool),
    )


def gathered(states: Sequence[HomeState]) -> Fleet:
    """Single states as a fleet; every one must have a register."""
    spells = [state.spell for state in states]
    habits = [state.habit for state in states]
    return Fleet(
        at=np.array([state.last_hours for state in states]),
        register=np.array([state.last.register for state in states], np.float64),
        first=np.array([state.first for state in states]),
        observed=np.array([state.observed for state in states]),
        scored_from=np.array([state.scored_from for state in states]),
        watched=np.array([state.watched for state in states]),
        false_alarms=np.array([state.false_alarms for state in states], np.int32),
        shares=_rows([habit.shares for habit in habits]),
        visits=_rows([habit.visits for habit in habits]).astype(np.uint8),
        spells=_rows([habit.spells for habit in habits]),
        came=_rows([habit.came for habit in habits]),
        foretold=_rows([habit.foretold for habit in habits]),
        heard=_rows([habit.heard for habit in habits]),
        expected=_rows([habit.expected for habit in habits]),
        day=np.array([habit.day for habit in habits], np.int32),
        began=np.array([spell.began for spell in spells]),
        quiet=np.array([spell.quiet for spell in spells]),
        litres=np.array([spell.litres for spell in spells], np.float32),
        pulse=_rows([spell.pulse for spell in spells]),
        look_at=np.array([spell.look_at for spell in spells], np.float32),
        ring_after=np.array([spell.ring_after for spell in spells], np.float32),
        ahead=_rows([spell.foretold or UNTHOUGHT for spell in spells]),
        whole=np.array([spell.whole for spell in spells], bool),
        rung=np.array([spell.rung for spell in spells], bool),
    )


def _rows(homes: Sequence[Sequence[float]]) -> Floats:
    """One column for each home."""
    return np.ascontiguousarray(np.array(homes, np.float32).T)
