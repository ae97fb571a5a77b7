"""In which hours was there any sign of life in a home whose water nobody hears?

Door, motion, gas and electricity are joined into one register that rises by one in every whole hour with a
sign; ``watch.step`` hears it as it hears litres, learns the home's own hours and rings by the same budget.
The community's habit of water stands in until two weeks have taught the home's own.

Electricity never stands still, a refrigerator sees to that.  An hour counts as a sign when it lies well above
the home's base load, the quarter of its hours that use least (after Chen, Barker, Subbaswamy, Irwin and
Shenoy 2013, *Non-intrusive occupancy monitoring using smart meters*, who compare with the night).
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import ceil, floor

from linli.engines.silence.hours import moment, wall_hours
from linli.engines.silence.intake import Meter
from linli.engines.silence.model import Reading

BY_SIGNS = Meter(bridged_hours=0.0)
"""Signs are messages, not a register of what happened between: a gap in them is never quiet."""
BASE_DAYS = 7
BASE_PART = 4
"""One hour in four is taken as base load."""
LEAST_HOURS = 24
"""Known hours without which the base load is not known."""
ABOVE, BESIDE = 1.5, 30.0
"""A sign is half as much again as the base load, and 30 Wh beside; estimates."""
OBSERVED_HOURS = 1.75
"""A longer interval does not tell the hour of its use."""


def powered(points: Sequence[tuple[float, float]]) -> list[float]:
    """Moments (wall hours) at which somebody used electricity, from rising (wall hours, watt-hours)."""
    hourly = _hourly(points)
    found = []
    known = sorted(hourly)
    for place, hour in enumerate(known):
        first = bisect_right(known, hour - 24 * BASE_DAYS)
        lately = sorted(hourly[one] for one in known[first : place + 1])
        if len(lately) < LEAST_HOURS:
            continue
        base = lately[len(lately) // BASE_PART]
        if hourly[hour] > ABOVE * base + BESIDE:
            found.append(hour + 0.5)
    return found


def _hourly(points: Sequence[tuple[float, float]]) -> dict[int, float]:
    """Watt-hours of each whole hour that is known from its beginning to its end."""
    used: dict[int, float] = {}
    covered: dict[int, float] = {}
    for (since, before), (until, now) in pairwise(points):
        if not 0 < until - since <= OBSERVED_HOURS or now < before:
            continue
        for hour in range(floor(since), ceil(until)):
            part = min(until, hour + 1) - max(since, hour)
            used[hour] = used.get(hour, 0.0) + (now - before) * part / (until - since)
            covered[hour] = covered.get(hour, 0.0) + part
    return {hour: energy for hour, energy in used.items() if covered[hour] > 0.99}  # noqa: PLR2004 - whole


def presence(
    signs: Iterable[Sequence[float]],
    gaps: Sequence[Sequence[tuple[float, float]]],
    since: Reading,
    until: float,
) -> Iterator[Reading]:
    """What the joined register would have said at each full hour after ``since``, up to ``until``.

    ``gaps`` has for each sensor the times (from, to) in which it was not heard; an hour in which none of them
    was heard is left out, so that missing is not silence.
    """
    lively = {ceil(sign) for told in signs for sign in told}
    register, start = since.register or 0.0, wall_hours(since.at)
    for hour in range(floor(start) + 1, floor(until) + 1):
        if all(any(first < hour and last > hour - 1 for first, last in told) for told in gaps):
            continue
        register += hour in lively
        yield Reading(moment(float(hour)), register)
