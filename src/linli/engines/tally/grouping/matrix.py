"""Who said what to which statement, as a table with gaps?"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from linli.engines.tally.refusals import RefusalCode, TallyRefused

Floats = NDArray[np.float64]
ENOUGH = 7
"""A voter with fewer opinions has no place yet; of few statements two thirds are enough."""


class Says(IntEnum):
    """What a voter says to a statement."""

    AGREE = 1
    PASS = 0
    DISAGREE = -1


@dataclass(frozen=True, slots=True)
class Opinion:
    """One voter's answer to one statement."""

    voter: str
    statement: str
    says: Says


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """All answers: V voters and S statements, both sorted by key."""

    voters: tuple[str, ...]
    statements: tuple[str, ...]
    table: Floats
    """1, 0 or -1; not a number where a voter has not answered; shape V x S."""


def answers(opinions: Sequence[Opinion], statements: Sequence[str] = ()) -> Answers:
    """The table of all opinions; ``statements`` may name further ones that nobody has answered.

    A voter has one opinion on a statement: two are refused, the caller knows which is the last.
    """
    voters = sorted({one.voter for one in opinions})
    keys = sorted({one.statement for one in opinions} | set(statements))
    row = {key: at for at, key in enumerate(voters)}
    column = {key: at for at, key in enumerate(keys)}
    table = np.full((len(voters), len(keys)), np.nan)
    for one in opinions:
        if not np.isnan(table[row[one.voter], column[one.statement]]):
            raise TallyRefused(RefusalCode.REPEATED_VOTER, f"{one.voter} / {one.statement}")
        table[row[one.voter], column[one.statement]] = Says(one.says)
    return Answers(tuple(voters), tuple(keys), table)


def placed(found: Answers) -> NDArray[np.intp]:
    """Rows of voters with enough opinions to have a place."""
    enough = min(ENOUGH, -(-2 * len(found.statements) // 3))
    return np.flatnonzero((~np.isnan(found.table)).sum(axis=1) >= enough)


def spread(table: Floats) -> Floats:
    """Places of voters on the two directions in which they differ most; shape V x 2.

    Principal components of the answers, a gap taken as the mean answer to its statement.  Who answered few
    statements is drawn to the middle by these means, and is moved out again by the root of the share of gaps
    (as Small and others do in polis, 2021).
    """
    answered = ~np.isnan(table)
    filled = np.where(answered, table, 0.0)
    means = filled.sum(axis=0) / np.maximum(1, answered.sum(axis=0))
    centred = np.where(answered, table - means, 0.0)
    _left, _sizes, directions = np.linalg.svd(centred, full_matrices=False)
    main = directions[:2]
    # A direction and its opposite are the same: the largest part points to agreement.
    strongest = np.abs(main).argmax(axis=1)
    main = main * np.where(main[np.arange(len(main)), strongest] < 0, -1.0, 1.0)[:, None]
    places = centred @ main.T
    places = np.pad(places, ((0, 0), (0, 2 - places.shape[1])))
    stretch = np.sqrt(table.shape[1] / np.maximum(1, answered.sum(axis=1)))
    moved: Floats = places * stretch[:, None]
    return moved
