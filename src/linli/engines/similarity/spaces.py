"""Where does a text stand in the space of its pieces?  Sublinear tf-idf, each view of length one.

A view is one way of cutting the text (characters, words).  Weights: (1 + ln tf) · (ln((1 + n)/(1 + df)) + 1),
after Manning, Raghavan, Schütze, Introduction to Information Retrieval (2008), 6.4.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.later import sparse
from linli.engines.similarity.cutting import Cut, Pieces, View
from linli.engines.similarity.pieces import Keys
from linli.engines.similarity.themes import Themes

_OFFSET = 0.5
"""The value of the constant column that lets a border stand off the origin."""


_FIRST_LINE = View(of_words=False, lengths=(1, 2), opening=25)
"""Whoever writes says in the first line what it is about, so that line is heard by itself too."""
FEW_VIEWS = (
    View(of_words=False, lengths=(1,), weight=1.5),
    View(of_words=False, lengths=(2,)),
    View(of_words=False, lengths=(3,), weight=0.7),
    _FIRST_LINE,
)
"""For a few hundred examples: single characters are met most often, so they say most."""
MANY_VIEWS = (
    *(View(of_words=False, lengths=(length,)) for length in (1, 2, 3)),
    _FIRST_LINE,
    View(of_words=True, lengths=(1,)),
)
"""For thousands of examples; words where the texts came set apart."""
_FULLY, _FADES = 500, 0.35
"""Themes count fully up to so many examples, and so much less with each doubling."""
_WIDEST = 50_000_000
"""Columns times categories that a model may have (400 MB while learning)."""


@dataclass(frozen=True, slots=True)
class Space:
    """The known pieces of each view, sorted, and how rare each is."""

    views: tuple[View, ...]
    known: tuple[Keys, ...]
    rarity: tuple[NDArray[np.float64], ...]
    themes: Themes
    heed: float = 1.0
    """How much the themes count: fully among few examples; thousands know the words better themselves."""

    @property
    def width(self) -> int:
        """How many columns a text has here: pieces, themes and the constant."""
        return sum(len(known) for known in self.known) + len(self.themes.words) + 1


def space_of(pieces: Pieces, themes: Themes, least: int, classes: int = 1) -> Space:
    """The space of these texts; pieces in fewer than ``least`` are left out, and the rarest of too many."""
    many, widest = len(pieces.texts), _WIDEST // (classes * len(pieces.views))
    known, rarity = [], []
    for cut in pieces.cuts:
        keys, spread = np.unique(cut.keys, return_counts=True)
        rarest = int(np.sort(spread)[-widest]) + 1 if len(keys) > widest else 0
        kept = spread >= max(least, rarest)
        known.append(keys[kept])
        rarity.append(np.log((1 + many) / (1 + spread[kept])) + 1.0)
    heed = min(1.0, max(0.0, 1.0 - _FADES * float(np.log2(max(1, many) / _FULLY))))
    return Space(pieces.views, tuple(known), tuple(rarity), themes, heed)


def placed(space: Space, pieces: Pieces) -> Any:
    """One sparse row for each text, shape (texts, space.width)."""
    blocks = [
        _weighed(cut, known, rarity, view.weight)
        for cut, known, rarity, view in zip(pieces.cuts, space.known, space.rarity, space.views, strict=True)
    ]
    many = len(pieces.texts)
    if space.heed > 0 and space.themes.words:
        found = np.vstack([space.themes.found(text) for text in pieces.texts])
        blocks.append(sparse.csr_matrix(space.heed * found))
    else:
        blocks.append(sparse.csr_matrix((many, len(space.themes.words))))
    blocks.append(sparse.csr_matrix(np.full((many, 1), _OFFSET)))
    return sparse.hstack(blocks).tocsr()


def columns_in(known: Keys, keys: Keys) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """The column of each key, and whether it is known at all."""
    if not len(known):
        return np.zeros(len(keys), dtype=np.intp), np.zeros(len(keys), dtype=np.bool_)
    columns = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return columns, known[columns] == keys


def _weighed(cut: Cut, known: Keys, rarity: NDArray[np.float64], weight: float) -> Any:
    """The rows of one view, each of length ``weight``, or 0 where nothing in it is known."""
    where, there = columns_in(known, cut.keys)
    columns, starts = where[there], np.concatenate([[0], np.cumsum(there)])[cut.starts]
    values = (1.0 + np.log(cut.counts[there])) * rarity[columns]
    lengths = np.diff(starts)
    row = np.repeat(np.arange(len(lengths)), lengths)
    size = np.sqrt(np.bincount(row, values * values, len(lengths)))
    shape = len(lengths), len(known)
    return sparse.csr_matrix((values * (weight / size[row]), columns, starts), shape=shape)
