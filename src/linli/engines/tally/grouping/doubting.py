"""Could opinions without groups look as clearly parted as these?

Two doubts are tested with made-up answers, each treated exactly as the true ones.  Opinions that have nothing
to do with each other: every statement's answers are dealt out anew among those who answered it.  And a
continuum: voters spread evenly, without a gap, along the two directions in which the true ones differ most.
"""

from collections.abc import Callable

import numpy as np

from linli.engines.tally.grouping.matrix import Floats, spread
from linli.engines.tally.grouping.parting import best

TRIALS = 99
LEVEL = 0.02
EVEN = 3**0.5
"""An even spread over -1 to 1 has a variance of a third."""


def chance_of(clearness: float, deal: Callable[[], Floats], chance: np.random.Generator) -> float:
    """The part of made-up tables that look at least as clear; at least 1/100.

    Where the answer is certain to be above ``LEVEL`` the trials end early, and the part so far is told.
    """
    as_clear = 0
    for trial in range(1, TRIALS + 1):
        made = best(spread(deal()), chance)
        as_clear += made is not None and made.clearness >= clearness
        if (1 + as_clear) / (1 + TRIALS) > LEVEL:
            return (1 + as_clear) / (1 + trial)
    return (1 + as_clear) / (1 + TRIALS)


def unrelated(table: Floats, chance: np.random.Generator) -> Callable[[], Floats]:
    """Deals out the answers to each statement anew; who answered what stays."""
    answered = [np.flatnonzero(~np.isnan(column)) for column in table.T]

    def deal() -> Floats:
        made = table.copy()
        for at, rows in enumerate(answered):
            made[rows, at] = chance.permutation(table[rows, at])
        return made

    return deal


def continuum(table: Floats, chance: np.random.Generator) -> Callable[[], Floats]:
    """Draws answers of voters who stand evenly along the two strongest directions; who answered what stays.

    What the other directions vary is taken as noise of single answers and not as a difference between voters.
    """
    gaps = np.isnan(table)
    means = np.nan_to_num(np.nanmean(table, axis=0))
    centred = np.where(gaps, 0.0, table - means)
    _left, sizes, directions = np.linalg.svd(centred, full_matrices=False)
    share = max(float((~gaps).mean()), 1e-9)
    variances = sizes**2 / len(table) / share
    noise = float(variances[2:].mean()) if len(variances) > 2 else 0.0
    reach = EVEN * np.sqrt(np.maximum(0.0, variances[:2] - noise))
    passes = np.nan_to_num(np.nanmean(table == 0, axis=0, where=~gaps))

    def deal() -> Floats:
        stands = chance.uniform(-1, 1, (len(table), len(reach))) * reach
        leans = np.clip(means + stands @ directions[: len(reach)], -1, 1)
        # As many pass as passed; the others agree as often as makes the mean what it should be.
        speaks = np.maximum(1 - passes, np.abs(leans))
        agrees = (speaks + leans) / 2
        drawn = chance.uniform(size=table.shape)
        made = np.where(drawn < agrees, 1.0, np.where(drawn < speaks, -1.0, 0.0))
        made[gaps] = np.nan
        return made

    return deal
