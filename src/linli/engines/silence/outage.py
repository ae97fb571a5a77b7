"""Has a whole building fallen silent together, so that the water is off and nobody is in need?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import exp, log

import numpy as np

from linli.engines.silence.home import HomeState
from linli.engines.silence.hours import Calendar, moment, plain_week, wall_hours
from linli.engines.silence.prior import Prior
from linli.engines.silence.stopping import slots_ahead
from linli.engines.silence.survival import columns_of, profile

LEAST_HOMES = 3
RARITY = 1e-6
"""Chance below which a common silence is called an outage: once in a hundred years of hours."""
FRESH_HOURS = 2.0
"""A home whose last point is older cannot bear witness."""
LIVELY_HOURS = 24.0
"""A home already silent for a day before is away, and its silence says nothing about the pipes."""


@dataclass(frozen=True, slots=True)
class Outage:
    """A silence that homes share."""

    since: datetime
    """The last use in any of them."""
    homes: int
    rarity: float
    """Chance that all would be silent so long if each lived on as usual."""


def outage(
    states: Sequence[HomeState], now: datetime, prior: Prior, calendar: Calendar = plain_week
) -> Outage | None:
    """The common silence of the homes of one building or pipe, if it is one; pause their alarms with it."""
    at = wall_hours(now)
    heard = [state for state in states if at - state.last_hours <= FRESH_HOURS]
    if not heard:
        return None
    since = max(_last_use(state) for state in heard)
    lively = [state for state in heard if since - _last_use(state) <= LIVELY_HOURS]
    hours = int(min(state.last_hours for state in lively) - since) if len(lively) >= LEAST_HOMES else 0
    if hours < 1:
        return None
    missed = sum(_missed(state, since, hours, prior, calendar) for state in lively)
    return Outage(moment(since), len(lively), exp(-missed)) if missed > -log(RARITY) else None


def _last_use(state: HomeState) -> float:
    """Wall hours of the last use that is known; hours not observed put it off."""
    return state.last_hours - state.spell.quiet


def _missed(state: HomeState, since: float, hours: int, prior: Prior, calendar: Calendar) -> float:
    """-log of the chance that this home uses no water in these hours."""
    shares = profile(columns_of(state.habit), prior)[:, 0]
    slots = slots_ahead(np.array([since]), hours, calendar)[:, 0]
    return float(-np.log1p(-shares[slots]).sum())
