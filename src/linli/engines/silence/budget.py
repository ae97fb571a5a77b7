"""What may one false alarm cost, if a community accepts so many and no more?

Every home pays the same price: the last false alarm allowed anywhere buys the same time everywhere, which
gives the earliest help for a given number of calls (the condition of Lagrange).  When more has rung for
nothing than was accepted the price rises for all, when less it falls; only what is already over counts.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import exp, log

from linli.engines.silence.prior import Prior

HOURS_OF_YEAR = 8766.0
DAYS_OF_YEAR = 365.25
SENSIBLE = 6.0
"""Accepted false alarms per home-year where nobody has said: one in two months."""
PATIENCE = 10.0
"""The table of prices counts as much as ten accepted alarms of experience."""
LOWEST, HIGHEST = 0.25, 2.0
"""Experience moves the price no further: a bad month must not make the guard deaf."""

WAITS = (
    (1.0, 83.0, 96.0), (2.0, 46.0, 74.0), (3.0, 33.0, 57.0), (4.0, 27.0, 48.0), (6.0, 19.0, 35.0),
    (9.0, 14.0, 27.0), (13.0, 10.0, 18.0), (20.0, 8.3, 14.0), (30.0, 6.8, 12.0), (45.0, 5.6, 9.9),
    (70.0, 4.8, 8.9),
)  # fmt: skip
"""(accepted alarms per home-year, mean hours from a stop of use to the alarm, hours within which nine of ten
ring), measured by ``bench/bench_silence.py homes`` on homes that the prior does not know."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Experience of a home or community: alarms after which life went on, and years of watching."""

    rings: int = 0
    years: float = 0.0


def accepted_by_day(calls_a_day: float, homes: int) -> float:
    """Accepted alarms per home-year when people can make so many check calls a day."""
    if homes < 1:
        raise ValueError("A budget is shared by at least one home.")
    return calls_a_day * DAYS_OF_YEAR / homes


def price(prior: Prior, accepted: float, ledger: Ledger) -> float:
    """Price of one false alarm, in hours of waiting for each hour at risk, for so many per home-year."""
    if accepted <= 0:
        raise ValueError("A budget is a positive number of alarms per home-year.")
    excess = (ledger.rings + PATIENCE) / (accepted * ledger.years + PATIENCE)
    return _table_price(prior.prices, accepted) * min(max(excess, LOWEST), HIGHEST)


def _table_price(prices: tuple[tuple[float, float], ...], accepted: float) -> float:
    """Log-log interpolation in (alarms per home-year, price), continued straight beyond both ends."""
    points = [(log(alarms), log(worth)) for alarms, worth in prices]
    at = log(accepted)
    later = next((i for i in range(1, len(points) - 1) if points[i][0] >= at), len(points) - 1)
    (x0, y0), (x1, y1) = points[later - 1], points[later]
    return exp(y0 + (at - x0) * (y1 - y0) / (x1 - x0))


def expected_wait(accepted: float) -> tuple[float, float]:
    """Hours from a stop of use to the alarm for so many accepted alarms per home-year: mean, and nine of ten.

    Interpolated in logarithms between what was measured; beyond both ends the nearest measured value holds.
    """
    if accepted <= 0:
        raise ValueError("A budget is a positive number of alarms per home-year.")
    if accepted <= WAITS[0][0]:
        return WAITS[0][1:]
    for (fewer, mean, most), (more, next_mean, next_most) in pairwise(WAITS):
        if accepted <= more:
            part = log(accepted / fewer) / log(more / fewer)
            return mean * (next_mean / mean) ** part, most * (next_most / most) ** part
    return WAITS[-1][1:]
