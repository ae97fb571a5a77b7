"""Where does a text stand in the space of its pieces?  Sublinear tf-idf, each view of length one.

A view is one way of cutting the text (characters, words).  Weights: (1 + ln tf) · (ln((1 + n)/(1 + df)) + 1),
after Manning, Raghavan, Schütze, Introduction to Information Retrieval (2008), 6.4.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.similarity.pieces import Keys, Text, character_keys, runs, without_numbers, word_keys
from linli.engines.similarity.themes import Themes
from linli.engines.similarity.untyped import csr_matrix, hstack

_OFFSET = 0.5
"""The value of the constant column that lets a border stand off the origin."""


@dataclass(frozen=True, slots=True)
class View:
    """One way of cutting a text: into runs of characters or of words, of these lengths; and its weight."""

    of_words: bool
    lengths: tuple[int, ...]
    weight: float = 1.0

    def pieces(self, text: Text) -> Keys:
        """The pieces of the text, repeated as often as they stand there."""
        units = word_keys(text.words) if self.of_words else character_keys(without_numbers(text.whole))
        return np.concatenate([runs(units, length, 1 + self.of_words) for length in self.lengths])


FEW_VIEWS = (
    View(of_words=False, lengths=(1,), weight=1.5),
    View(of_words=False, lengths=(2,)),
    View(of_words=False, lengths=(3,), weight=0.7),
)
"""For a few hundred examples: single characters are met most often, so they say most."""
MANY_VIEWS = tuple(View(of_words=False, lengths=(length,)) for length in (1, 2, 3))
"""For thousands of examples."""
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


def space_of(
    texts: Sequence[Text], views: tuple[View, ...], themes: Themes, least: int, classes: int = 1
) -> Space:
    """The space of these texts; pieces in fewer than ``least`` are left out, and the rarest of too many."""
    widest = _WIDEST // (classes * len(views))
    known, rarity = [], []
    for view in views:
        each = [np.unique(view.pieces(text)) for text in texts]
        keys, spread = np.unique(np.concatenate(each), return_counts=True)
        rarest = int(np.sort(spread)[-widest]) + 1 if len(keys) > widest else 0
        kept = spread >= max(least, rarest)
        known.append(keys[kept])
        rarity.append(np.log((1 + len(texts)) / (1 + spread[kept])) + 1.0)
    heed = min(1.0, max(0.0, 1.0 - _FADES * float(np.log2(max(1, len(texts)) / _FULLY))))
    return Space(views, tuple(known), tuple(rarity), themes, heed)


def placed(space: Space, texts: Sequence[Text]) -> Any:
    """One sparse row for each text, shape (texts, space.width)."""
    blocks = [_in_view(space, number, texts) for number in range(len(space.views))]
    if space.heed > 0 and space.themes.words:
        blocks.append(csr_matrix(space.heed * np.vstack([space.themes.found(text) for text in texts])))
    else:
        blocks.append(csr_matrix((len(texts), len(space.themes.words))))
    blocks.append(csr_matrix(np.full((len(texts), 1), _OFFSET)))
    return hstack(blocks).tocsr()


def columns_in(known: Keys, keys: Keys) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """The column of each key, and whether it is known at all."""
    if not len(known):
        return np.zeros(len(keys), dtype=np.intp), np.zeros(len(keys), dtype=np.bool_)
    columns = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return columns, known[columns] == keys


def _in_view(space: Space, number: int, texts: Sequence[Text]) -> Any:
    known, rarity, view = space.known[number], space.rarity[number], space.views[number]
    columns, values, ends = [], [], [0]
    for text in texts:
        keys, counts = np.unique(view.pieces(text), return_counts=True)
        where, there = columns_in(known, keys)
        weights = (1.0 + np.log(counts[there])) * rarity[where[there]]
        columns.append(where[there])
        values.append(weights * (view.weight / (float(np.linalg.norm(weights)) or 1.0)))
        ends.append(ends[-1] + len(weights))
    shape = (len(texts), len(known))
    return csr_matrix((np.concatenate(values), np.concatenate(columns), np.array(ends)), shape=shape)
