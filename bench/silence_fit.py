"""Estimate the community prior of the silence engine from homes: ``python bench/silence_fit.py`` prints it.

The prior is a ridge-penalised logistic regression on the hours of past silences (Newton's method), and a
table of prices found by replaying.  ``bench_silence.py`` uses the same functions on two thirds of the homes
to measure on the others.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1] / "src")]

from silence_homes import Home, shared_homes  # noqa: E402

from linli.engines.silence.budget import HOURS_OF_YEAR  # noqa: E402
from linli.engines.silence.course import EARLIEST, Floats, path  # noqa: E402
from linli.engines.silence.habit import SLOTS, SPELL_FORGETTING  # noqa: E402
from linli.engines.silence.home import LEARNING_DAYS, Setting, begin  # noqa: E402
from linli.engines.silence.hours import plain_week  # noqa: E402
from linli.engines.silence.pace import COUNTED, SPANS, foretold_by_span, pace, span_of  # noqa: E402
from linli.engines.silence.prior import Prior  # noqa: E402
from linli.engines.silence.stopping import outlook, ring_after, slots_ahead  # noqa: E402
from linli.engines.silence.survival import (  # noqa: E402
    TURNS,
    Columns,
    Onsets,
    home_effects,
    length_basis,
    path_terms,
    profile,
    reach_terms,
    table_at,
)
from linli.engines.silence.watch import step  # noqa: E402

LONGEST = 96
"""Hours of a silence that teach; later ones are too few."""
RIDGE = 3.0
Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Silences:
    """All silences of one home after its first fourteen days: how each began, and how long it lasted."""

    homes: Columns
    onsets: Onsets
    lengths: Doubles
    ended: NDArray[np.bool_]
    """False where use came at an unknown hour of a gap, or has not come yet."""


def silences(home: Home, hourly: tuple[float, ...]) -> Silences:
    """Walk through a home's year and note what was known when each silence began."""
    blank = Prior(hourly, (), (), (), (), (), ())
    setting = Setting(prior=blank, learning_days=inf)
    state = begin(home.readings[0], setting)
    rows, ends = [], []
    for reading in home.readings[1:]:
        before, (state, _) = state, step(state, reading, setting)
        if state.spell.began == before.spell.began:
            continue
        closing = state.last_hours - before.last_hours
        seen = closing <= setting.meter.observed_hours and before.spell.whole
        ends.append((before.spell.quiet + closing, True) if seen else (before.spell.quiet, False))
        rows.append((state.spell, state.habit))
    ends = [*ends[1:], (state.spell.quiet, False)]
    kept = [i for i, (spell, _) in enumerate(rows) if spell.began - state.first > 24 * LEARNING_DAYS]
    table = np.array([(*rows[i][1].shares, *rows[i][1].visits, *rows[i][1].spells) for i in kept], np.float32)
    table = table.reshape(len(kept), -1).T
    return Silences(
        Columns(
            table[:SLOTS],
            table[SLOTS : 2 * SLOTS],
            table[2 * SLOTS :],
            np.ones((len(SPANS), len(kept)), np.float32),
        ),
        Onsets(
            np.array([rows[i][0].began for i in kept]),
            np.array([rows[i][0].pulse for i in kept], np.float32).reshape(-1, 2).T,
            np.array([rows[i][0].litres for i in kept], np.float32),
        ),
        np.array([ends[i][0] for i in kept]),
        np.array([ends[i][1] for i in kept], bool),
    )


def part(found: Silences, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Silences:
    """Some of the silences."""
    homes, onsets = found.homes, found.onsets
    return Silences(
        Columns(
            homes.shares[:, chosen], homes.visits[:, chosen], homes.spells[:, chosen], homes.pace[:, chosen]
        ),
        Onsets(onsets.began[chosen], onsets.pulse[:, chosen], onsets.litres[chosen]),
        found.lengths[chosen],
        found.ended[chosen],
    )


def paced(found: Silences, prior: Prior) -> Silences:
    """The same silences, each with the pace that the home's earlier ones had shown under this prior."""
    lasted = np.round(found.lengths)
    came = np.zeros((len(SPANS), len(lasted)), np.float32)
    foretold = np.zeros_like(came)
    for some in chunks(np.flatnonzero(lasted > EARLIEST)):
        chosen = part(found, some)
        ahead = outlook(prior, chosen.homes, chosen.onsets, COUNTED, plain_week)
        foretold[:, some] = foretold_by_span(ahead.foretold, lasted[some])
        ended = chosen.ended & (lasted[some] <= COUNTED)
        came[span_of(lasted[some][ended] - 1), some[ended]] = 1
    sums, paces = np.zeros((2, len(SPANS))), np.ones_like(came)
    days = found.onsets.began // 24
    for place in range(1, len(lasted)):
        sums += came[:, place - 1], foretold[:, place - 1]
        sums *= SPELL_FORGETTING ** (days[place] - days[place - 1])
        paces[:, place] = pace(*sums.astype(np.float32))
    return replace(found, homes=replace(found.homes, pace=paces))


def chunks(places: NDArray[np.int64], size: int = 400) -> list[NDArray[np.int64]]:
    """So many places at a time."""
    return [places[start : start + size] for start in range(0, len(places), size)]


def hazard_rows(found: Silences, prior: Prior) -> tuple[Floats, NDArray[np.bool_]]:
    """One row of terms for every hour at risk beyond the third, and whether it brought use."""
    found = part(found, found.lengths > EARLIEST + 0.5)
    if not len(found.lengths):
        return np.zeros((0, 78), np.float32), np.zeros(0, bool)
    shares, table = profile(found.homes, prior), table_at(found.homes.spells, found.onsets.began)
    effects = home_effects(found.homes, shares, found.onsets)
    way = path(shares, slots_ahead(found.onsets.began, LONGEST, plain_week))
    effect, level = length_basis(way.lengths)
    lasted = np.maximum(np.round(found.lengths), 1)
    hours = way.lengths[:, None]
    at_risk = (hours < lasted) & (hours >= EARLIEST)
    shape = way.shares.shape
    terms = [np.broadcast_to(row[:, None], shape)[at_risk] for row in level]
    terms += [(row[:, None] * home)[at_risk] for row in effect for home in effects]
    followed = path_terms(way, table)
    terms += [term[at_risk] for term in followed]
    terms += [(followed[0] * home)[at_risk] for home in effects[TURNS:]]
    return np.stack(terms, 1), ((hours == lasted - 1) & found.ended)[at_risk]


def reach_rows(found: Silences, prior: Prior) -> tuple[Floats, NDArray[np.bool_]]:
    """One row for every silence, and whether it passed three hours."""
    shares, table = profile(found.homes, prior), table_at(found.homes.spells, found.onsets.began)
    effects = home_effects(found.homes, shares, found.onsets)
    slots = slots_ahead(found.onsets.began, EARLIEST, plain_week)
    passed = np.round(found.lengths) > EARLIEST
    known = found.ended | passed
    return reach_terms(shares, slots, table, effects).T[known], passed[known]


def logistic(rows: Floats, came: NDArray[np.bool_]) -> Doubles:
    """Ridge logistic regression by Newton's method; the first column is the constant and is not shrunk."""
    scale = rows.std(axis=0, dtype=np.float64)
    scale[scale < 1e-6] = 1
    centre = rows.mean(axis=0, dtype=np.float64)
    centre[0], scale[0] = 0, 1
    ridge = np.eye(rows.shape[1]) * RIDGE
    ridge[0, 0] = 0
    weights = np.zeros(rows.shape[1])
    for _ in range(15):
        slope, bend = -ridge @ weights, ridge.copy()
        for start in range(0, len(rows), 50_000):
            some = (rows[start : start + 50_000] - centre) / scale
            share = 1 / (1 + np.exp(-some @ weights))
            slope += some.T @ (came[start : start + 50_000] - share)
            bend += (some * (share * (1 - share))[:, None]).T @ some
        change = np.linalg.solve(bend, slope)
        weights += change
        if np.abs(change).max() < 1e-5:
            break
    plain = weights / scale
    plain[0] = weights[0] - (plain[1:] * centre[1:]).sum()
    return plain


def usual_hours(homes: Sequence[Home]) -> tuple[float, ...]:
    """Share of observed hours with use, by hour of the day, in the mean over homes that were lived in."""
    shares = [home.hourly() for home in homes]
    lived = [share for share in shares if share.min() >= 0 and share.mean() > 0.05]
    return tuple(round(float(value), 3) for value in np.mean(lived, axis=0))


def fit(found: Sequence[Silences], hourly: tuple[float, ...]) -> Prior:
    """The prior of a community of homes, without prices."""
    start = Prior(hourly, (), (), (), (), (), ())
    hazards = [hazard_rows(one, start) for one in found]
    reaches = [reach_rows(one, start) for one in found]
    hazard = logistic(np.concatenate([x for x, _ in hazards]), np.concatenate([y for _, y in hazards]))
    reach = logistic(np.concatenate([x for x, _ in reaches]), np.concatenate([y for _, y in reaches]))
    numbers = [round(float(value), 4) for value in hazard]
    return replace(
        start,
        level=tuple(numbers[:8]),
        effects=tuple(numbers[8:50]),
        path=tuple(numbers[50:68]),
        bearing=tuple(numbers[68:]),
        reach=tuple(round(float(value), 4) for value in reach),
    )


PRICES = np.exp(np.linspace(np.log(5), np.log(1e7), 60))
ACCEPTED = (0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 9.0, 13.0, 20.0, 30.0, 45.0, 70.0, 120.0)
FAR = 168
"""Hours looked ahead at once when prices are found; the watch itself looks again every day."""


def hours_by_price(found: Silences, prior: Prior) -> NDArray[np.int64]:
    """Hours at which each silence would ring, for each price, (prices, n)."""
    columns = []
    for places in chunks(np.arange(len(found.lengths))):
        some = part(found, places)
        ahead = outlook(prior, some.homes, some.onsets, FAR, plain_week)
        rows = [
            ring_after(ahead, np.full(len(some.lengths), worth, np.float32), 10 * FAR) for worth in PRICES
        ]
        columns.append(np.stack(rows))
    return np.concatenate(columns, axis=1) if columns else np.zeros((len(PRICES), 0))


def rings_a_year(found: Silences, prior: Prior) -> Doubles:
    """False alarms a year of one home, for each price."""
    watched = (found.onsets.began[-1] - found.onsets.began[0] + 24) / HOURS_OF_YEAR
    silent = np.round(found.lengths) - found.ended
    hours = hours_by_price(part(paced(found, prior), silent >= EARLIEST), prior)
    rung: Doubles = (silent[silent >= EARLIEST] >= hours).sum(axis=1) / watched
    return rung


def price_table(found: Sequence[Silences], priors: Sequence[Prior]) -> tuple[tuple[float, float], ...]:
    """The price at which homes ring as often as accepted, in the mean; no home under a prior of its own."""
    known = [(one, prior) for one, prior in zip(found, priors, strict=True) if len(one.lengths) > 100]
    rates = np.mean([rings_a_year(one, prior) for one, prior in known], axis=0)
    falling = np.minimum.accumulate(rates) * (1 - 1e-9 * np.arange(len(rates)))
    worth = np.exp(np.interp(np.log(ACCEPTED), np.log(falling[::-1]), np.log(PRICES[::-1])))
    return tuple((accepted, float(f"{one:.4g}")) for accepted, one in zip(ACCEPTED, worth, strict=True))


def crossed(found: Sequence[Silences], hourly: tuple[float, ...], folds: int = 3) -> list[Prior]:
    """For each home the prior of homes that do not include it, nor others of its third."""
    fitted = [fit([one for i, one in enumerate(found) if i % folds != fold], hourly) for fold in range(folds)]
    return [fitted[i % folds] for i in range(len(found))]


def main() -> None:
    """Print the prior of all shared homes."""
    homes = shared_homes()
    hourly = usual_hours(homes)
    found = [silences(home, hourly) for home in homes]
    whole = replace(fit(found, hourly), prices=price_table(found, crossed(found, hourly)))
    for name in ("hourly", "level", "effects", "path", "bearing", "reach", "prices"):
        print(f"    {name}={getattr(whole, name)},")


if __name__ == "__main__":
    main()
