"""Which hours of an ordinary day does a silence that nothing breaks pass through?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

FEW = 64
EARLIEST = 3
"""Silences shorter than so many hours are never looked at: they are most of all silences."""


def summed(rows: Floats) -> Floats:
    """Running sums down the rows; for many homes row by row, many times as fast as cumsum there."""
    if rows.shape[1] < FEW:
        few: Floats = rows.cumsum(axis=0, dtype=np.float32)
        return few
    sums = rows.copy()
    for row in range(1, len(sums)):
        sums[row] += sums[row - 1]
    return sums


@dataclass(frozen=True, slots=True)
class Path:
    """The coming hours of n silences that nothing breaks, one row for each of k hours."""

    lengths: NDArray[np.float64]
    """(k,) whole hours silent at the beginning of each."""
    shares: Floats
    """(k, n) chance of use in that hour on an ordinary day."""
    odds: Floats
    """(k, n) their log odds."""
    missed: Floats
    """(k, n) summed -log(1 - share) of the silent hours before: how much use is missed by then."""


def path(shares: Floats, slots: NDArray[np.int64]) -> Path:
    """Follow the clock through ``slots`` (k, n) from the beginning of the silences."""
    ahead = np.take_along_axis(shares, slots, axis=0)
    steps = -np.log(1 - ahead)
    hours = np.arange(len(slots), dtype=np.float64)
    return Path(hours, ahead, np.log(ahead) + steps, summed(steps) - steps)


def onwards(way: Path) -> Path:
    """The same hours without the first three, which are never looked at."""
    return Path(way.lengths[EARLIEST:], way.shares[EARLIEST:], way.odds[EARLIEST:], way.missed[EARLIEST:])


def next_hours(way: Path) -> Floats:
    """The log odds of use in the next hour; the last one's own where nothing follows."""
    return np.concatenate([way.odds[1:], way.odds[-1:]])
