"""Has this home fallen silent, reading after reading?

``step`` is all of it: a small frozen state and one reading in, the next state and the alarms out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, floor, inf, log

import numpy as np

from linli.engines.silence.budget import Ledger, price
from linli.engines.silence.course import EARLIEST
from linli.engines.silence.explaining import Known, explain_flow, explain_silence
from linli.engines.silence.flow import overflows, run_on
from linli.engines.silence.habit import (
    TEACHING_HOURS,
    new_day,
    notice,
    pass_over,
    remember_ending,
    remember_silence,
    slot_at,
)
from linli.engines.silence.home import HomeState, Setting
from linli.engines.silence.hours import rests
from linli.engines.silence.intake import interval
from linli.engines.silence.model import Alarm, Interval, Reading
from linli.engines.silence.spell import Pause, Spell, longer
from linli.engines.silence.stopping import AGAIN, AHEAD, Outlook, outlook, ring_after
from linli.engines.silence.survival import columns_of, onset_of

LEARNING_HOURS = 168.0
"""Observed hours without which fourteen days have taught nothing."""
MOST_VAGUE_HOURS = 8.0
"""A gap with use at an unknown hour ends a silence somewhere inside; a longer one says too little."""
DAY_MASK = (1 << 24) - 1


def step(
    state: HomeState,
    reading: Reading,
    setting: Setting,
    *,
    pauses: Sequence[Pause] = (),
    doubt: float = 0.0,
    ledger: Ledger | None = None,
) -> tuple[HomeState, tuple[Alarm, ...]]:
    """Hear one reading: the next state, and whether somebody is to call.

    ``doubt`` is the log of how much likelier other sensors make a harmless silence, ``ledger`` the experience
    of the whole community, which sets the price; without it that of this home does.
    """
    heard = interval(state.last, reading, setting.meter)
    if heard is None:
        return state, ()
    for pause in pauses:
        if pause.covers(heard.until - heard.hours, heard.until):
            return _excused(state, reading, heard, min(pause.until, heard.until)), ()
    state = _learned(state, reading, heard, setting)
    if heard.used:
        return _after_use(state, heard, setting)
    return _in_silence(state, heard, setting, Market(ledger or state.ledger, doubt))


def _trail(trail: int, heard: Interval) -> int:
    """Shift the last day's hours by the clock hours that went by."""
    gone = floor(heard.until) - floor(heard.until - heard.hours)
    shifted = trail << gone if gone < 24 else 0
    return (shifted | heard.used) & DAY_MASK


@dataclass(frozen=True, slots=True)
class Market:
    """What decides the price just now."""

    ledger: Ledger
    doubt: float


def _excused(state: HomeState, reading: Reading, heard: Interval, until: float) -> HomeState:
    """Time away or without water: nothing is learned, and silence begins again when it is over."""
    before = state.spell
    quiet = heard.until - until if heard.quiet_hours else 0.0
    return replace(
        state,
        last=reading,
        trail=_trail(state.trail, heard),
        habit=new_day(pass_over(state.habit, heard.hours), int(heard.until // 24)),
        spell=replace(
            before,
            began=until,
            quiet=quiet,
            whole=False,
            look_at=EARLIEST,
            rung=before.began == -inf,
            foretold=(),
        ),
        flow=run_on(state.flow, replace(heard, observed=False)),
    )


def _learned(state: HomeState, reading: Reading, heard: Interval, setting: Setting) -> HomeState:
    """The home with this interval learned, and rung for once it has been known long enough."""
    habit, observed = new_day(state.habit, int(heard.until // 24)), state.observed
    if heard.observed:
        middle = heard.until - min(heard.hours, 1.0) / 2
        slot = slot_at(int(middle % 24), rest_day=rests(setting.calendar, int(middle // 24)))
        teaches = heard.used or state.spell.quiet + heard.hours <= TEACHING_HOURS
        habit = notice(habit, slot, used=heard.used, hours=heard.hours, teaches=teaches)
        observed += heard.hours
    else:
        habit = pass_over(habit, heard.hours)
    scored = state.scored_from
    if scored == inf and observed >= LEARNING_HOURS:
        known = heard.until - state.first >= 24 * setting.learning_days
        scored = heard.until if known else inf
    watched = state.watched + (0.0 if state.spell.rung or scored == inf else heard.hours)
    return HomeState(
        reading,
        state.first,
        observed,
        scored,
        state.false_alarms,
        watched,
        habit,
        state.spell,
        run_on(state.flow, heard),
        _trail(state.trail, heard),
    )


def _after_use(state: HomeState, heard: Interval, setting: Setting) -> tuple[HomeState, tuple[Alarm, ...]]:
    """A sign of life: the silence is over and remembered, another may begin."""
    habit, spell = state.habit, state.spell
    if spell.whole and heard.hours <= MOST_VAGUE_HOURS:
        resting = rests(setting.calendar, int(spell.began // 24))
        ended = heard.hours if heard.observed else heard.hours / 2
        habit = remember_silence(habit, spell.began, spell.quiet, ended, rest_day=resting)
    if spell.foretold:
        lasted = round(spell.quiet + heard.hours * heard.observed)
        habit = remember_ending(habit, spell.foretold, lasted, ended=heard.observed)
    (day, month), (usual_day, usual_month) = habit.heard, habit.expected
    pulse = (log((day + 1) / (usual_day + 1)), log((month + 1) / (usual_month + 1)))
    spell = Spell(began=heard.until, litres=heard.litres or 0.0, pulse=pulse)
    false_alarms = state.false_alarms + (state.spell.rung and state.spell.began > -inf)
    state = replace(state, habit=habit, spell=spell, false_alarms=false_alarms)
    if state.scored_from < inf and overflows(state.flow):
        state = replace(state, flow=replace(state.flow, rung=True))
        return state, (explain_flow(state.last.at, state.flow, _known(state), setting.calendar),)
    return state, ()


def _in_silence(
    state: HomeState, heard: Interval, setting: Setting, market: Market
) -> tuple[HomeState, tuple[Alarm, ...]]:
    """Nothing used: wait on, think the silence through, or ring."""
    spell = longer(state.spell, heard.quiet_hours)
    silent = round(spell.quiet)
    if state.scored_from == inf or spell.rung or silent < EARLIEST:
        return _in_spell(state, spell), ()
    if silent >= spell.look_at or spell.doubt != market.doubt:
        spell = _thought_through(spell, state, setting, silent, market)
    if silent < spell.ring_after:
        return _in_spell(state, spell), ()
    state = _in_spell(state, replace(spell, rung=True))
    ahead = _look_ahead(spell, state, setting, silent + 1)
    return state, (explain_silence(state.last.at, spell, _known(state), ahead, setting.calendar),)


def _in_spell(state: HomeState, spell: Spell) -> HomeState:
    """The same home with its silence brought up to now; built whole, which is five times as fast."""
    return HomeState(
        state.last,
        state.first,
        state.observed,
        state.scored_from,
        state.false_alarms,
        state.watched,
        state.habit,
        spell,
        state.flow,
        state.trail,
    )


def _known(state: HomeState) -> Known:
    """What the home contributes to an explanation."""
    return Known(state.habit, state.trail)


def _look_ahead(spell: Spell, state: HomeState, setting: Setting, count: int) -> Outlook:
    """The silence as it looked from its beginning; missing hours put its beginning off."""
    onset = onset_of(state.last_hours - spell.quiet, spell.pulse, spell.litres)
    return outlook(setting.prior, columns_of(state.habit), onset, count, setting.calendar)


def _thought_through(spell: Spell, state: HomeState, setting: Setting, silent: int, market: Market) -> Spell:
    """Decide the hour to ring, as far as it can be seen from here."""
    worth = price(setting.prior, setting.accepted, market.ledger) * exp(market.doubt)
    ahead = _look_ahead(spell, state, setting, silent + AHEAD)
    hour = float(ring_after(ahead, np.array([worth], np.float32), silent)[0])
    foretold = tuple(float(value) for value in ahead.foretold[:, 0])
    return replace(spell, look_at=silent + AGAIN, ring_after=hour, doubt=market.doubt, foretold=foretold)
