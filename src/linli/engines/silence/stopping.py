"""When is the hour to ring, if one more hour of waiting costs time and an early call disturbs for nothing?

Quickest detection as Shiryaev (1963) put it: weigh the delay of help against false alarms.  Seen from the
beginning of a silence, ringing after D hours costs ``price * S(D) + sum of A(x) for x < D``.  S(D) is the
chance that an ordinary silence lasts so long.  A(x) is the time at risk up to x: somebody who comes to harm
in hour u of this very silence has waited x - u hours by then, so each further hour of waiting counts as often
as there were hours in which harm could begin.  The best D is looked for among all hours ahead, so the watch
waits through a night for the morning.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linli.engines.silence.course import EARLIEST, Floats, onwards, path, summed
from linli.engines.silence.hours import Calendar, rests
from linli.engines.silence.pace import COUNTED, at_knots, span_of
from linli.engines.silence.prior import Prior
from linli.engines.silence.survival import (
    Columns,
    Onsets,
    chance,
    home_effects,
    profile,
    reach_terms,
    table_at,
    use_odds,
)

AHEAD = 48
"""Hours looked ahead from now; a best hour in the later half is looked for again when that is near."""
AGAIN = AHEAD // 2
LEAST_LOG = np.float32(-30.0)
"""Chances under e^-30 stay there: smaller floats lose their precision and take ten times as long."""
MOST_LOG = np.float32(13.8)
NOTHING = np.zeros((0, 0), np.float32)
TEMPER = np.float32(0.85)
"""The chance to pass three hours is believed with this power: it too is only estimated."""
FIRST_HOURS = (0.45, 0.75)
"""The first three hours thin out as these powers of the chance to pass all three."""
AT_HOME_HOURS = np.float32(24.0)
"""In a long silence fewer and fewer are at home to come to harm: after a day 1/e."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The coming hours of n silences, seen from their beginning."""

    lasting: Floats
    """(k, n) chance that an ordinary silence that passed three hours goes on to hour 0, 1, …"""
    shares: Floats
    """(k, n) chance of use in each of these hours on an ordinary day."""
    reach: Floats
    """(n,) chance that a silence begun so passes three hours."""
    foretold: Floats
    """(10, n) endings foretold up to each knot of ``pace``; empty when fewer hours were looked at."""


def slots_ahead(began: NDArray[np.float64], count: int, calendar: Calendar) -> NDArray[np.int64]:
    """Which of the 48 slots the first hours of silences fall in, (count, n)."""
    clock = np.floor(began + 0.5).astype(np.int32) + np.arange(count, dtype=np.int32)[:, None]
    days = clock // 24
    first, last = int(days[0].min()), int(days[-1].max())
    shifts = np.array([24 * (rests(calendar, day) - day) for day in range(first, last + 1)])
    slots: NDArray[np.int64] = clock + shifts[days - first]
    return slots


def outlook(prior: Prior, homes: Columns, onsets: Onsets, count: int, calendar: Calendar) -> Outlook:
    """Follow n silences through ``count`` hours, four or more, from their beginning."""
    shares, table = profile(homes, prior), table_at(homes.spells, onsets.began)
    effects = home_effects(homes, shares, onsets)
    slots = slots_ahead(onsets.began, count, calendar)
    whole = path(shares, slots)
    way = onwards(whole)
    use = np.exp(use_odds(prior, effects, way, table))
    ending = np.minimum(np.log1p(homes.pace[span_of(way.lengths)] * use), MOST_LOG)
    sure = np.ones_like(whole.shares[: EARLIEST + 1])
    lasting = np.concatenate([sure, np.exp(np.maximum(-summed(ending[:-1]), LEAST_LOG))])
    reach = chance(np.array(prior.reach, np.float32) @ reach_terms(shares, slots, table, effects))
    foretold = at_knots((use / (1 + use))[: COUNTED - EARLIEST]) if count >= COUNTED else NOTHING
    return Outlook(lasting, whole.shares, reach, foretold)


def ring_after(ahead: Outlook, price: Floats, silent: int) -> Floats:
    """Whole hours of silence at which n homes are to ring, (n,); infinite where it is too far to say now."""
    passing = ahead.reach**TEMPER
    hours = np.arange(EARLIEST, len(ahead.lasting), dtype=np.float32)[:, None]
    lasting = passing * ahead.lasting[EARLIEST:]
    at_risk = np.empty_like(lasting)
    at_risk[0] = 1 + sum(passing ** np.float32(power) for power in FIRST_HOURS)
    np.multiply(lasting[:-1], np.exp((EARLIEST - 1 - hours[:-1]) / AT_HOME_HOURS), out=at_risk[1:])
    waiting = summed(summed(at_risk))
    best = (price * lasting + waiting).argmin(axis=0) + EARLIEST
    return np.where(best < silent + AGAIN, best, np.inf).astype(np.float32)
