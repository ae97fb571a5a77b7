"""What do a motion sensor and a door say in a silence, and how often does this sensor stir at this hour?

``Stirring`` is the habit of one sensor: for each hour of the day how often it brings a sign while somebody
is at home, a mean that forgets, as in ``habit``.  ``sensed`` and ``door_word`` turn the signs heard since the
last use of water into what ``fusion.doubt`` weighs.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, exp, floor, log1p

from linli.engines.silence.fusion import Door, Sensor
from linli.engines.silence.habit import TEACHING_HOURS

FIRST_SHARE, FIRST_DAYS = 0.3, 2.0
"""Before a sensor has taught anything: three hours of ten bring a sign, worth two days of its own."""
MOST_DAYS = 28
"""A mean over the last four weeks."""
LEAST_SHARE, MOST_SHARE = 0.01, 0.95
LONGEST_UNHEARD = 24 * 60
"""Hours beyond which a gap teaches nothing any more."""
PASSING_HOURS = 1 / 12
"""Whoever leaves still stirs the sensor in the hall for five minutes."""
SETTLED_HOURS = 1.0
"""So long after the door moved, somebody inside would have stirred."""


@dataclass(frozen=True, slots=True)
class Stirring:
    """The habit of one sensor for signs of life."""

    learned_until: float
    """Wall hours up to which whole hours have been learned."""
    last_sign: float | None = None
    """Wall hours of the newest sign."""
    shares: tuple[float, ...] = (FIRST_SHARE,) * 24
    days: tuple[int, ...] = (0,) * 24


def stir(before: Stirring, signs: Sequence[float], until: float) -> Stirring:
    """Learn the whole hours up to ``until`` from the (rising) wall hours of the signs in them.

    Hours more than a day after the last sign are an absence and teach nothing; a sign that comes too late for
    its hour only tells that it was there.
    """
    first, end = floor(before.learned_until), floor(until)
    first = max(first, end - LONGEST_UNHEARD)
    stirred = {floor(sign) for sign in signs}
    shares, days, last = list(before.shares), list(before.days), before.last_sign
    for hour in range(first, end):
        used = hour in stirred
        last = max(hour, last or hour) if used else last
        if last is None or hour - last > TEACHING_HOURS:
            continue
        place = hour % 24
        days[place] = min(days[place] + 1, MOST_DAYS)
        shares[place] += (used - shares[place]) / (days[place] + FIRST_DAYS)
    newest = max((*signs, *([] if before.last_sign is None else [before.last_sign])), default=None)
    return Stirring(max(before.learned_until, float(end)), newest, tuple(shares), tuple(days))


def sensed(habit: Stirring, signs: Sequence[float], since: float, at: float, heard_until: float) -> Sensor:
    """What a sensor says at ``at`` about a silence since ``since``; it has reported up to ``heard_until``."""
    last = max(_last(signs, at) or since, since)
    hours = range(ceil(last), floor(min(at, heard_until)))
    return Sensor(at - last, _share(habit, hours), float(len(hours)))


def _share(habit: Stirring, hours: range) -> float:
    """The one hourly chance of a sign that makes the quiet of whole hours as rare as they are together."""
    chances = [min(max(habit.shares[hour % 24], LEAST_SHARE), MOST_SHARE) for hour in hours]
    return 1 - exp(sum(log1p(-chance) for chance in chances) / len(chances)) if chances else LEAST_SHARE


def door_word(moves: Sequence[float], inside: Sequence[float] | None, since: float, at: float) -> Door:
    """The door's last word in a silence; ``inside``: signs in the rooms, None where nothing hears them."""
    moved = _last(moves, at)
    if moved is None or moved <= since:
        return "still"
    if inside is None:
        return "opened"
    stirred = _last(inside, at)
    if stirred is not None and stirred > moved + PASSING_HOURS:
        return "came"
    return "left" if at - moved >= SETTLED_HOURS else "moved"


def _last(signs: Sequence[float], at: float) -> float | None:
    """The newest of the rising signs up to ``at``."""
    place = bisect_right(signs, at)
    return signs[place - 1] if place else None
