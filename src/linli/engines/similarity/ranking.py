"""Which of a few hundred requests from around here are likely the same as this one?  No index is needed.

For candidates that a query has already narrowed by area and time.
"""

from collections.abc import Sequence

import numpy as np

from linli.engines.similarity.hints import OPENING, Hint, Recent, hint, nearness
from linli.engines.similarity.pieces import Text, character_keys, runs
from linli.engines.similarity.spaces import columns_in

_PRIOR = 10
"""As if so many more requests had each pair: a pair is not rare because there are few candidates."""
_OLD = 60.0
"""Days after which half of what age takes away is gone."""


def rank(
    candidates: Sequence[Recent],
    text: Text,
    place: tuple[float, float] | None = None,
    when: float | None = None,
    *,
    most: int = 5,
    least: float = 0.25,
) -> list[Hint]:
    """The candidates likely to be the same request, the likeliest first; ``least`` is the lowest told."""
    asked = np.unique(runs(character_keys(text.whole[:OPENING]), 2, 1))
    if not candidates or not len(asked):
        return []
    # All candidates in one line: a pair across the break between two is in no question.
    openings = [f"{candidate.text.whole[:OPENING]}\n" for candidate in candidates]
    line = runs(character_keys("".join(openings)), 2, 1)
    whose = np.repeat(np.arange(len(candidates)), [len(opening) for opening in openings])[: len(line)]
    column, there = columns_in(asked, line)
    heard = np.zeros((len(candidates), len(asked)))
    heard[whose[there], column[there]] = 1.0
    spread = heard.sum(axis=0)
    rarity = np.log((len(candidates) + 2 * _PRIOR) / (spread + _PRIOR))
    share = heard @ rarity / float((rarity * np.where(spread > 0, 1.0, 0.5)).sum())
    judged = [
        (
            float(share[row]) * nearness(candidates[row], place) * _freshness(candidates[row], when),
            candidates[row],
        )
        for row in np.flatnonzero(share >= least).tolist()
    ]
    likeliest = sorted((p for p in judged if p[0] >= least), key=lambda p: (-p[0], p[1].number))[:most]
    return [hint(known, min(1.0, alike), text, place, when) for alike, known in likeliest]


def _freshness(known: Recent, when: float | None) -> float:
    """1 on the same day or where a day is not known, three quarters for what is long past."""
    if known.day is None or when is None:
        return 1.0
    return 0.75 + 0.25 / (1.0 + (abs(known.day - when) / _OLD) ** 2)
