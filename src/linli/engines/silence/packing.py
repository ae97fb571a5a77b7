"""How is everything remembered about a home kept between two readings?"""

from datetime import timedelta
from math import isnan, nan
from struct import Struct

from linli.engines.silence.flow import Flow
from linli.engines.silence.habit import BANDS, SLOTS, Habit
from linli.engines.silence.hours import BLOCKS, MONDAY
from linli.engines.silence.model import Reading
from linli.engines.silence.spell import Spell
from linli.engines.silence.watch import HomeState

VERSION = 1
TABLE = BLOCKS * BANDS
SEATS = 2 * BLOCKS
MICROSECOND = timedelta(microseconds=1)
LAYOUT = Struct(f"<B q 6d iii 2d {SLOTS}d {TABLE}d 2d 2d i 8d ?? 6d ? {SLOTS}B {SEATS}B")
"""Version, moment, home, rings, trail and days, readings, habit, spell, flow; little-endian, 1.4 kB."""


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
    )


def unpack(packed: bytes) -> HomeState:
    """Read a home's state; a ValueError when it was written by another version."""
    if len(packed) != LAYOUT.size or packed[0] != VERSION:
        raise ValueError("This is not a home's state of this version.")
    found = iter(LAYOUT.unpack(packed)[1:])

    def some(count: int) -> tuple[float, ...]:
        return tuple(next(found) for _ in range(count))

    at = MONDAY + next(found) * MICROSECOND
    first, observed, scored_from, watched, *night = some(6)
    false_alarms, trail, known_days = (int(value) for value in some(3))
    register, litres = (None if isnan(value) else value for value in some(2))
    shares, spells = some(SLOTS), some(TABLE)
    heard, expected, day = _pair(some(2)), _pair(some(2)), int(next(found))
    began, quiet, last_litres, *pulse, look_at, ring_after, doubt = some(8)
    whole, spell_rung = some(2)
    spell = Spell(
        began, quiet, bool(whole), last_litres, _pair(pulse), look_at, ring_after, doubt, bool(spell_rung)
    )
    *run, flow_rung = some(7)
    flow = Flow(*run, rung=bool(flow_rung))  # type: ignore[misc, arg-type]
    visits, longest = (tuple(int(value) for value in some(count)) for count in (SLOTS, SEATS))
    habit = Habit(shares, visits, spells, longest, heard, expected, _pair(night), day, known_days)
    reading = Reading(at, register, litres)
    return HomeState(reading, first, observed, scored_from, false_alarms, watched, habit, spell, flow, trail)


def _pair(values: tuple[float, ...] | list[float]) -> tuple[float, float]:
    first, second = values
    return first, second
