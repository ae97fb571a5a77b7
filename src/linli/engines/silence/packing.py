"""How is everything remembered about a home kept between two readings?"""

from datetime import timedelta
from itertools import islice
from math import isnan, nan
from struct import Struct

from linli.engines.silence.flow import Flow
from linli.engines.silence.habit import BANDS, SLOTS, Habit
from linli.engines.silence.home import HomeState
from linli.engines.silence.hours import BLOCKS, MONDAY
from linli.engines.silence.model import Reading
from linli.engines.silence.pace import FORETOLD, SPANS
from linli.engines.silence.spell import Spell

VERSION = 2
TABLE = BLOCKS * BANDS
SEATS = 2 * BLOCKS
PACED = 2 * len(SPANS)
MICROSECOND = timedelta(microseconds=1)
LAYOUT = Struct(f"<B q 6d iii 2d {SLOTS}d {TABLE}d 2d 2d i 8d ?? 6d ? {SLOTS}B {SEATS}B {PACED}d {FORETOLD}f")
"""Version, moment, home, rings, trail and days, readings, habit, spell, flow, pace; little-endian, 1.5 kB."""
FIRST_SIZE = LAYOUT.size - 8 * PACED - 4 * FORETOLD
"""States of version 1 end before the pace."""
UNPACED_YET = Struct(f"<{PACED}d {FORETOLD}f").pack(*(0.0,) * PACED, *(nan,) * FORETOLD)


def pack(state: HomeState) -> bytes:
    """Write a home's state; ``unpack`` gives the same state again, to the last bit."""
    habit, spell, flow = state.habit, state.spell, state.flow
    return LAYOUT.pack(
        VERSION,
        (state.last.at.replace(tzinfo=None) - MONDAY) // MICROSECOND,
        *(state.first, state.observed, state.scored_from, state.watched, *habit.night),
        *(state.false_alarms, state.trail, habit.known_days),
        *(nan if value is None else value for value in (state.last.register, state.last.litres)),
        *habit.shares,
        *habit.spells,
        *habit.heard,
        *habit.expected,
        habit.day,
        *(spell.began, spell.quiet, spell.litres, *spell.pulse, spell.look_at, spell.ring_after, spell.doubt),
        *(spell.whole, spell.rung),
        *(flow.began, flow.hours, flow.litres, flow.weakest, flow.usual_hours, flow.usual_litres),
        flow.rung,
        *habit.visits,
        *habit.longest,
        *habit.came,
        *habit.foretold,
        *(spell.foretold or (nan,) * FORETOLD),
    )


def unpack(packed: bytes) -> HomeState:
    """Read a home's state; a ValueError when it was written by a later version."""
    if len(packed) == FIRST_SIZE and packed[0] == 1:
        packed = bytes([VERSION]) + packed[1:] + UNPACED_YET
    if len(packed) != LAYOUT.size or packed[0] != VERSION:
        raise ValueError("This is not a home's state of this version.")
    found = iter(LAYOUT.unpack(packed)[1:])

    def some(count: int) -> tuple[float, ...]:
        return tuple(islice(found, count))

    at = MONDAY + next(found) * MICROSECOND
    first, observed, scored_from, watched, *night = some(6)
    false_alarms, trail, known_days = (int(value) for value in some(3))
    register, litres = (None if isnan(value) else value for value in some(2))
    shares, spells = some(SLOTS), some(TABLE)
    heard, expected, day = _pair(some(2)), _pair(some(2)), int(next(found))
    began, quiet, last_litres, *pulse, look_at, ring_after, doubt = some(8)
    whole, spell_rung = some(2)
    *run, flow_rung = some(7)
    flow = Flow(*run, rung=bool(flow_rung))  # type: ignore[misc, arg-type]
    visits, longest = (tuple(int(value) for value in some(count)) for count in (SLOTS, SEATS))
    came, foretold, ahead = some(len(SPANS)), some(len(SPANS)), some(FORETOLD)
    habit = Habit(
        shares, visits, spells, longest, heard, expected, _pair(night), day, known_days, came, foretold
    )
    spell = Spell(
        began,
        quiet,
        bool(whole),
        last_litres,
        _pair(pulse),
        look_at,
        ring_after,
        doubt,
        bool(spell_rung),
        () if isnan(ahead[0]) else ahead,
    )
    reading = Reading(at, register, litres)
    return HomeState(reading, first, observed, scored_from, false_alarms, watched, habit, spell, flow, trail)


def _pair(values: tuple[float, ...] | list[float]) -> tuple[float, float]:
    first, second = values
    return first, second
