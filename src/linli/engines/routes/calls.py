"""Which calls does a round consist of, and what does it cost to get from one to the next?

A call is one stop, or all stops of a stairway that can be made in one climb.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from linli.engines.routes.model import Floats, Stop, Ways, Window, Wishes
from linli.engines.walking import Pace, level


@dataclass(frozen=True, slots=True)
class Call:
    """Stops at one entrance that are made one after the other."""

    stops: tuple[Stop, ...]
    place: int
    level: int
    """Where one arrives and leaves from: the stop's level, or the street for a whole stairway."""
    has_lift: bool
    seconds: float
    """Visits, and climbing from door to door."""
    windows: tuple[Window, ...]
    weight: int


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Calls, and seconds from each to each: row 0 is the start, row ``i + 1`` call ``i``, then the end."""

    calls: tuple[Call, ...]
    effort: Floats
    """Shape (calls + 2, calls + 2): seconds of walking and climbing."""
    steps: list[list[float]]
    """The same, for going through one by one."""
    starts_at: float
    """Seconds after midnight."""
    ends_at: float
    """Infinite when the day has no end."""

    @property
    def is_free(self) -> bool:
        """True when neither windows nor the end of the day can stop anything."""
        return self.ends_at == float("inf") and not any(call.windows for call in self.calls)


def by_stairway(stops: Sequence[Stop], ways: Ways, wishes: Wishes) -> Problem:
    """Stops of one stairway with the same windows are one call, from the top floor down."""
    groups: dict[object, list[Stop]] = {}
    for stop in top_down(stops):
        groups.setdefault((stop.place, stop.windows), []).append(stop)
    return _problem([_call(group, wishes.pace) for group in groups.values()], ways, wishes)


def one_by_one(stops: Sequence[Stop], ways: Ways, wishes: Wishes) -> Problem:
    """Every stop a call of its own, in the order given."""
    return _problem([_call([stop], wishes.pace) for stop in stops], ways, wishes)


def _problem(calls: Sequence[Call], ways: Ways, wishes: Wishes) -> Problem:
    effort = _effort(calls, ways, wishes.pace)
    ends_at = float("inf") if wishes.ends_at is None else wishes.ends_at * 60.0
    return Problem(tuple(calls), effort, effort.tolist(), wishes.starts_at * 60.0, ends_at)


def top_down(stops: Sequence[Stop]) -> list[Stop]:
    """By building and entrance as the doors are numbered, and in each stairway from the top floor down."""
    first: dict[int, str] = {}
    for stop in sorted(stops, key=lambda one: one.order):
        first.setdefault(stop.place, stop.order)
    return sorted(stops, key=lambda one: (first[one.place], one.place, -level(one.floor), one.order, one.key))


def _call(stops: list[Stop], pace: Pace) -> Call:
    visits = sum(stop.minutes * 60 for stop in stops)
    one, weight = stops[0], sum(stop.weight for stop in stops)
    if len(stops) == 1:
        return Call((one,), one.place, level(one.floor), one.has_lift, visits, one.windows, weight)
    levels = [0, *(level(stop.floor) for stop in stops), 0]
    climbs = pace.climb(np.array(levels[:-1]), np.array(levels[1:]), np.array(one.has_lift)).sum()
    return Call(tuple(stops), one.place, 0, one.has_lift, visits + float(climbs), one.windows, weight)


def _effort(calls: Sequence[Call], ways: Ways, pace: Pace) -> Floats:
    """From call to call: down the stairs, along the path, up the stairs; in one stairway only the stairs."""
    end = ways.start if ways.end is None else ways.end
    place = np.array([ways.start, *(call.place for call in calls), end])
    levels = np.array([0, *(call.level for call in calls), 0])
    has_lift = np.array([False, *(call.has_lift for call in calls), False])
    street = np.zeros_like(levels)
    up, down = pace.climb(street, levels, has_lift), pace.climb(levels, street, has_lift)
    walk = ways.metres[np.ix_(place, place)] / pace.metres_a_second
    effort = down[:, None] + walk + up[None, :]
    inside = pace.climb(levels[:, None], levels[None, :], has_lift[:, None])
    effort = np.where(place[:, None] == place[None, :], inside, effort)
    if ways.end is None:
        # Wherever the round ends, it ends in the street and not behind a door on the top floor.
        effort[:, -1] = down
    np.fill_diagonal(effort, 0.0)
    return effort
