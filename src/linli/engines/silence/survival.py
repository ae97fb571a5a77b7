"""How likely is it that an ordinary silence, begun then and there, goes on for another hour?

A discrete-time survival model (Cox 1972; Singer and Willett 1993): the chance q that water is used in the
next hour of a silence is logistic in the home's own habit, with effects that may change as the silence grows
(varying coefficients, Hastie and Tibshirani 1993).  Every function works on many homes at once, one column
for each home; a single home is a batch of one.  ``docs/algorithms/silence.md`` has the formulas.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linli.engines.silence.course import EARLIEST, Floats, Path, next_hours, summed
from linli.engines.silence.habit import BANDS, FIRST_WEIGHT, LENGTHS, SLOTS, Habit
from linli.engines.silence.hours import BLOCK_HOURS, BLOCKS
from linli.engines.silence.pace import pace
from linli.engines.silence.prior import Prior

LEAST_SHARE, MOST_SHARE = 0.002, 0.98
SMOOTHING = 0.15
"""Each hour borrows so much from either neighbour: habits are not bound to the full hour."""
POOLED_WEIGHT, KIND_WEIGHT, LEVEL_WEIGHT, LEVEL_GAIN = 6.0, 8.0, 48.0, 1.6
LONGEST_COUNTED = 96.0
"""Beyond four days the effect of length stays as it was then."""
KNOTS_OF_LENGTH = (2.0, 5.0, 9.0, 14.0, 22.0, 36.0)
KNOTS_OF_MISSED = (1.0, 3.0, 6.0, 10.0)
TURNS = 4
"""The first effects only tell the time of day of the beginning."""
TABLE_WEIGHTS = (1.0, 8.0)
"""The table of silences is believed quickly and slowly; the fitted model weighs the two."""
WIDTHS = np.diff(np.array([*LENGTHS, LONGEST_COUNTED])).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Columns:
    """The habits of n homes: shares and visits (48, n), table of silences (88, n), pace (4, n)."""

    shares: Floats
    visits: Floats
    spells: Floats
    pace: Floats
    """How many times the odds of use are those foretold."""


@dataclass(frozen=True, slots=True)
class Onsets:
    """How n silences began: wall hours (n,), recent pulse (2, n), litres of the last use (n,)."""

    began: NDArray[np.float64]
    pulse: Floats
    litres: Floats


def columns_of(habit: Habit) -> Columns:
    """One home as a batch of one."""
    return Columns(
        np.array(habit.shares, np.float32)[:, None],
        np.array(habit.visits, np.float32)[:, None],
        np.array(habit.spells, np.float32)[:, None],
        pace(np.array(habit.came, np.float32)[:, None], np.array(habit.foretold, np.float32)[:, None]),
    )


def onset_of(began: float, pulse: tuple[float, float], litres: float) -> Onsets:
    """One silence as a batch of one."""
    return Onsets(np.array([began]), np.array(pulse, np.float32)[:, None], np.array([litres], np.float32))


def log_odds(share: Floats) -> Floats:
    """log(p / (1 - p))."""
    odds: Floats = np.log(share / (1 - share))
    return odds


def chance(odds: Floats) -> Floats:
    """The inverse of ``log_odds``."""
    shares: Floats = np.float32(1) / (np.float32(1) + np.exp(-odds))
    return shares


def _smooth(hours: Floats) -> Floats:
    """Circular smoothing along the 24 hours of the second-last axis."""
    beside = np.roll(hours, 1, axis=-2) + np.roll(hours, -1, axis=-2)
    return np.float32(1 - 2 * SMOOTHING) * hours + np.float32(SMOOTHING) * beside


def profile(homes: Columns, prior: Prior) -> Floats:
    """Chance of use in each of the 48 slots, (48, n), shrunk in two steps (empirical Bayes).

    A slot leans on the same hour of all days of the home, and that on the community's hour moved to the
    home's level: means of a beta prior and binomial counts (Efron and Morris 1973; Gelman et al., BDA ch. 5).
    """
    homes_n = homes.shares.shape[1]
    weight = (homes.visits + np.float32(FIRST_WEIGHT)).reshape(2, 24, homes_n)
    used = homes.shares.reshape(2, 24, homes_n) * weight
    hourly = np.array(prior.hourly, np.float32)[:, None]
    all_days, all_used = weight.sum(0), used.sum(0)
    usual = np.float32(LEVEL_WEIGHT * hourly.mean())
    level = (all_used.sum(0) + usual) / ((all_days * hourly).sum(0) + usual)
    base = chance(log_odds(hourly) + np.float32(LEVEL_GAIN) * np.log(level))
    pooled = (_smooth(all_used) + np.float32(POOLED_WEIGHT) * base) / (
        _smooth(all_days) + np.float32(POOLED_WEIGHT)
    )
    shares = (_smooth(used) + np.float32(KIND_WEIGHT) * pooled) / (_smooth(weight) + np.float32(KIND_WEIGHT))
    shrunk: Floats = np.clip(shares, LEAST_SHARE, MOST_SHARE).reshape(SLOTS, homes_n)
    return shrunk


def table_at(spells: Floats, began: NDArray[np.float64]) -> Floats:
    """The counts of silences that began about this time of day, (11, n): between two blocks, both speak."""
    homes_n = spells.shape[1]
    place = (began % 24) / BLOCK_HOURS - 0.5
    first = np.floor(place).astype(np.int64)
    later = (place - first).astype(np.float32)
    blocks, every = spells.reshape(BLOCKS, BANDS, homes_n), np.arange(homes_n)
    here, there = blocks[first % BLOCKS, :, every], blocks[(first + 1) % BLOCKS, :, every]
    return ((1 - later)[:, None] * here + later[:, None] * there).T


def length_basis(lengths: NDArray[np.float64]) -> tuple[Floats, Floats]:
    """How effects may change with hours silent: (3, k) for every effect, and (8, k) for the level itself."""
    log_length = np.log1p(np.minimum(lengths, LONGEST_COUNTED))
    centred = log_length - np.log1p(8.0)
    effect = np.stack([np.ones_like(centred), centred, np.maximum(centred, 0)])
    bends = [np.maximum(log_length - np.log1p(knot), 0) for knot in KNOTS_OF_LENGTH]
    return effect.astype(np.float32), np.stack([effect[0], centred, *bends]).astype(np.float32)


def home_effects(homes: Columns, shares: Floats, onsets: Onsets) -> Floats:
    """What is special about this home and this beginning, (14, n); all about zero in a middling home."""
    turn = (onsets.began % 24 * (2 * np.pi / 24)).astype(np.float32)
    counts = homes.spells.reshape(BLOCKS, BANDS, -1).sum(0)
    longer = summed(counts[::-1])[::-1]
    day, month = onsets.pulse
    return np.stack(
        [
            np.sin(turn), np.cos(turn), np.sin(2 * turn), np.cos(2 * turn),
            day, month, np.maximum(day, 0),
            np.log1p(shares[:24].sum(0)) - 2,
            np.log((longer[8] + 0.2) / (longer[0] + 20)) + 5,
            np.log((longer[3] + 0.2) / (longer[0] + 20)) + 3,
            np.log((longer[6] + 1) / (longer[3] + 2)) + 1,
            np.log((longer[8] + 1) / (longer[6] + 2)) + 1,
            np.log((longer[9] + 1) / (longer[8] + 2)) + 1,
            np.log1p(onsets.litres) - 2,
        ]
    ).astype(np.float32)  # fmt: skip


def path_terms(way: Path, table: Floats) -> list[Floats]:
    """The terms that follow the clock, each (k, n); the first is the log odds of use on an ordinary day.

    Then the next hour's odds, what is missed, what the table believes, and their products: a silence that
    has outlasted much expected use is another kind of silence.
    """
    length = length_basis(way.lengths)[0][1][:, None]
    odds, following, log_missed = way.odds, next_hours(way), np.log(1 + way.missed)
    bends = [np.maximum(log_missed - np.float32(np.log1p(knot)), 0) for knot in KNOTS_OF_MISSED]
    quickly, slowly = _table_ratios(way, table, log_missed)
    grown = [term * length for term in (odds, following, quickly, slowly)]
    products = [odds * odds, odds * log_missed, odds * quickly, quickly * quickly, quickly * log_missed]
    return [odds, following, log_missed, *bends, quickly, slowly, *grown, *products]


def _table_ratios(way: Path, table: Floats, log_missed: Floats) -> list[Floats]:
    """log of (chance of ending by the table, leaning on a rough guess) / (rough guess), for both weights.

    The posterior mean of a discrete hazard under a beta prior (beta-Stacy process, Walker and Muliere 1997).
    """
    guess = np.clip(np.float32(0.9) * way.shares * np.exp(np.float32(-0.35) * log_missed), 0.003, 0.9)
    ends_at = way.lengths + 1
    band = np.searchsorted(np.array(LENGTHS), ends_at, side="right") - 1
    gone = np.minimum((ends_at - np.array(LENGTHS)[band]) / WIDTHS[band], 1).astype(np.float32)
    longer = summed(table[::-1])[::-1]
    ending = table[band] / WIDTHS[band][:, None]
    at_risk = longer[band] - table[band] * gone[:, None]
    more = ending / guess
    return [np.log((more + np.float32(w)) / (at_risk + np.float32(w))) for w in TABLE_WEIGHTS]


def use_odds(prior: Prior, effects: Floats, way: Path, table: Floats) -> Floats:
    """Log odds that each hour of the path brings use, given none before, (k, n), as the habit foretells.

    The weighted sum of ``path_terms``, drawn together so that a million homes need half as many steps.
    """
    effect, level = length_basis(way.lengths)
    by_home = np.array(prior.effects, np.float32).reshape(-1, len(effects)) @ effects
    total: Floats = effect.T @ by_home + (np.array(prior.level, np.float32) @ level)[:, None]
    w, length = np.array(prior.path, np.float32), effect[1][:, None]
    odds, log_missed = way.odds, np.log(1 + way.missed)
    quickly, slowly = _table_ratios(way, table, log_missed)
    clock = w[13] * odds + w[14] * log_missed + w[15] * quickly + (w[0] + w[9] * length)
    clock += np.array(prior.bearing, np.float32) @ effects[TURNS:]
    total += clock * odds
    total += (w[1] + w[10] * length) * next_hours(way)
    total += (w[16] * quickly + w[17] * log_missed + (w[7] + w[11] * length)) * quickly
    total += (w[8] + w[12] * length) * slowly
    total += w[2] * log_missed
    for weight, knot in zip(w[3:7], KNOTS_OF_MISSED, strict=True):
        total += weight * np.maximum(log_missed - np.float32(np.log1p(knot)), 0)
    return total


def reach_terms(shares: Floats, slots: NDArray[np.int64], table: Floats, effects: Floats) -> Floats:
    """What tells at its beginning whether a silence will pass three hours, (20, n) with the leading one."""
    first = np.take_along_axis(shares, slots[:EARLIEST], axis=0)
    passed = (table[1:].sum(0) + np.float32(2.4)) / (table.sum(0) + np.float32(8))
    missed = np.log(-np.log(1 - first).sum(0))
    ones = np.ones_like(missed)
    odds = log_odds(np.clip(passed, 0.01, 0.99).astype(np.float32))
    return np.concatenate([np.stack([ones, odds, missed]), log_odds(first), effects]).astype(np.float32)
