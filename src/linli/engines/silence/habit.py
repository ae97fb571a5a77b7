"""How does this home usually use water, as far as its own past tells?

A habit is small and only ever learns from what has already happened:

* ``shares``: for each hour of the day, on workdays and on rest days, how often water was used in it
  (a mean that forgets: the first days count fully, later each day counts 1/60);
* ``spells``: how long silences last that begin in each three-hour block of the day (a table of counts);
* ``heard`` and ``expected``: hours with use lately, and how many there would usually have been;
* ``came`` and ``foretold``: endings of silences by span, and how many the rest of the habit foretold.
"""

from dataclasses import dataclass, replace
from math import exp

import numpy as np

from linli.engines.silence.hours import BLOCK_HOURS, BLOCKS
from linli.engines.silence.pace import COUNTED, KNOTS, UNPACED, foretold_by_span, span_of

SLOTS = 48
"""24 hours on workdays, then 24 on rest days."""
MOST_VISITS = 58
"""A mean over the last 58 + 2 days of a kind: half of it is forgotten in about 40 such days."""
FIRST_WEIGHT = 2.0
"""The community's habit weighs as much as two days of one's own."""
TEACHING_HOURS = 24.0
"""Quiet hours beyond this are somebody's absence, not the habit of a home with people in it."""
LENGTHS = (0.0, 3.0, 5.0, 7.0, 9.0, 11.0, 14.0, 18.0, 22.0, 34.0, 60.0)
"""Shortest silence, in hours, counted in each band of the table."""
BANDS = len(LENGTHS)
SPELL_FORGETTING = 0.5 ** (1 / 60)
"""What remains of a count after a day: half in sixty days."""
MEMORIES = (24.0, 480.0)
"""Hours after which a sign of life counts 1/e: a day, and twenty days."""
Memories = tuple[float, float]
NIGHT_HOURS = 6
"""The night is from midnight to six; use before sunrise is what a restless night shows."""
NIGHT_MEMORY = 168.0
"""Hours after which a night's use counts 1/e."""
LONGEST_STORED = 255


@dataclass(frozen=True, slots=True)
class Habit:
    """What one home has taught so far."""

    shares: tuple[float, ...]
    visits: tuple[int, ...] = (0,) * SLOTS
    spells: tuple[float, ...] = (0.0,) * (BLOCKS * BANDS)
    """Block after block, each with its bands."""
    longest: tuple[int, ...] = (0,) * (2 * BLOCKS)
    """Longest silence in whole hours, by the block in which it began; rest days after workdays."""
    heard: Memories = (0.0, 0.0)
    expected: Memories = (0.0, 0.0)
    night: tuple[float, float] = (0.0, 0.0)
    """Hours with use in the nights of about the last week, and how many there would usually have been."""
    day: int = 0
    """The last day on which the table of silences was faded."""
    known_days: int = 0
    """Days on which something was observed."""
    came: tuple[float, ...] = UNPACED
    foretold: tuple[float, ...] = UNPACED


def first_habit(hourly: tuple[float, ...], day: int) -> Habit:
    """The habit of a home nobody knows yet: that of the community."""
    return Habit(shares=hourly + hourly, day=day)


def slot_at(hour: int, *, rest_day: bool) -> int:
    """Where an hour of the day is kept."""
    return hour + 24 * rest_day


def band_of(hours: float) -> int:
    """The band of the table in which a silence of whole hours is counted."""
    whole = round(hours)
    return sum(whole >= length for length in LENGTHS) - 1


def notice(habit: Habit, slot: int, *, used: bool, hours: float, teaches: bool) -> Habit:
    """Learn one observed interval in the hour ``slot``; ``teaches`` is false deep in an absence."""
    share = habit.shares[slot]
    heard, expected = _faded(habit.heard, hours, used), _faded(habit.expected, hours, share)
    shares, visits, night = habit.shares, habit.visits, habit.night
    if slot % 24 < NIGHT_HOURS:
        night = _after_night(night, hours, used, share)
    if teaches:
        seen = min(visits[slot] + 1, MOST_VISITS)
        share += (used - share) / (seen + FIRST_WEIGHT)
        shares = (*shares[:slot], share, *shares[slot + 1 :])
        visits = (*visits[:slot], seen, *visits[slot + 1 :])
    return Habit(
        shares,
        visits,
        habit.spells,
        habit.longest,
        heard,
        expected,
        night,
        habit.day,
        habit.known_days,
        habit.came,
        habit.foretold,
    )  # built whole: replace() would take most of the time of a reading


def pass_over(habit: Habit, hours: float) -> Habit:
    """Let the recent signs of life fade over a time that nobody observed."""
    return replace(habit, heard=_faded(habit.heard, hours, 0.0), expected=_faded(habit.expected, hours, 0.0))


def _faded(sums: Memories, hours: float, more: float) -> Memories:
    """Both sums of signs of life after some hours and one more sign."""
    day, month = sums
    return day * exp(-hours / MEMORIES[0]) + more, month * exp(-hours / MEMORIES[1]) + more


def _after_night(night: tuple[float, float], hours: float, used: float, share: float) -> tuple[float, float]:
    """Both sums of nightly use after one more hour of a night; only nights count, so 24 h fade as six."""
    kept = exp(-hours * 24 / NIGHT_HOURS / NIGHT_MEMORY)
    return night[0] * kept + used, night[1] * kept + share


def new_day(habit: Habit, day: int) -> Habit:
    """Fade the table of silences and the pace once for each day that passed."""
    if day <= habit.day:
        return habit
    kept = SPELL_FORGETTING ** (day - habit.day)
    spells, came, foretold = (
        tuple(count * kept for count in counts) for counts in (habit.spells, habit.came, habit.foretold)
    )
    known = habit.known_days + 1
    return replace(habit, spells=spells, came=came, foretold=foretold, day=day, known_days=known)


def remember_silence(habit: Habit, began: float, quiet: float, more: float, *, rest_day: bool) -> Habit:
    """Count a silence begun at so many wall hours, proven for ``quiet`` and ended within ``more`` hours."""
    block = int(began % 24) // BLOCK_HOURS
    place = block * BANDS + band_of(quiet + more)
    spells = (*habit.spells[:place], habit.spells[place] + 1.0, *habit.spells[place + 1 :])
    seat = block + BLOCKS * rest_day
    if quiet <= habit.longest[seat]:
        return replace(habit, spells=spells)
    length = min(int(quiet), LONGEST_STORED)
    longest = (*habit.longest[:seat], length, *habit.longest[seat + 1 :])
    return replace(habit, spells=spells, longest=longest)


def remember_ending(habit: Habit, known: tuple[float, ...], lasted: float, *, ended: bool) -> Habit:
    """Count what a silence of so many whole hours had foretold, and its ending if its hour is known."""
    hours = np.array([lasted])
    due = foretold_by_span(np.array(known, np.float32)[:, None], hours)[:, 0]
    came = list(habit.came)
    if ended and KNOTS[0] < lasted <= COUNTED:
        came[span_of(hours - 1)[0]] += 1.0
    foretold = tuple(float(before + more) for before, more in zip(habit.foretold, due, strict=True))
    return replace(habit, came=tuple(came), foretold=foretold)
