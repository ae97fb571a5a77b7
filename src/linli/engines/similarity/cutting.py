"""Into which pieces does every text of a batch fall, counted once for all that learn from it?

Texts are cut in one line, so that thousands take no longer than their characters need.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linli.engines.similarity.pieces import Keys, Text, character_keys, runs, without_numbers, word_keys

_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class View:
    """One way of cutting a text: into runs of characters or of words, of these lengths; and its weight."""

    of_words: bool
    lengths: tuple[int, ...]
    weight: float = 1.0
    opening: int = 0
    """Only so many characters or words from the beginning; 0 is the whole text."""

    def units(self, text: Text) -> Keys:
        """The characters or words that are cut, one number each; every run of digits is one 0."""
        units = word_keys(text.words) if self.of_words else character_keys(without_numbers(text.whole))
        return units[: self.opening or None]

    @property
    def salt(self) -> int:
        """What keeps runs of words apart from runs of characters."""
        return 1 + self.of_words


@dataclass(frozen=True, slots=True)
class Cut:
    """The distinct pieces of each text, one text after another; how often each; where each text begins."""

    keys: Keys
    counts: NDArray[np.float64]
    starts: NDArray[np.intp]
    """One more than there are texts: the last is the end."""

    def part(self, rows: NDArray[np.intp]) -> "Cut":
        """These texts alone."""
        lengths = np.diff(self.starts)[rows]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        places = np.repeat(self.starts[rows] - starts[:-1], lengths) + np.arange(starts[-1])
        return Cut(self.keys[places], self.counts[places], starts)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Texts, and how each view cuts them."""

    texts: tuple[Text, ...]
    views: tuple[View, ...]
    cuts: tuple[Cut, ...]

    def part(self, rows: NDArray[np.intp]) -> "Pieces":
        """These texts alone."""
        return Pieces(
            tuple(self.texts[i] for i in rows), self.views, tuple(cut.part(rows) for cut in self.cuts)
        )


def cut(texts: Sequence[Text], views: tuple[View, ...]) -> Pieces:
    """Every text cut by every view."""
    return Pieces(tuple(texts), views, tuple(_in_view(view, texts) for view in views))


def _in_view(view: View, texts: Sequence[Text]) -> Cut:
    parts = [_one_line(view, texts[start : start + _AT_ONCE]) for start in range(0, len(texts), _AT_ONCE)]
    if not parts:
        return Cut(np.empty(0, dtype=np.uint64), np.empty(0), np.zeros(1, dtype=np.intp))
    keys, counts, lengths = (np.concatenate(each) for each in zip(*parts, strict=True))
    return Cut(keys, counts, np.concatenate([[0], np.cumsum(lengths)]))


def _one_line(view: View, texts: Sequence[Text]) -> tuple[Keys, NDArray[np.float64], NDArray[np.intp]]:
    """The pieces of a few texts cut in one line, without the runs that reach from one text into the next."""
    each = [view.units(text) for text in texts]
    units, whose = np.concatenate(each), np.repeat(np.arange(len(each)), [len(one) for one in each])
    keys, rows = [], []
    for length in view.lengths:
        found = runs(units, length, view.salt)
        first, last = whose[: len(found)], whose[length - 1 :]
        keys.append(found[inside := first == last[: len(found)]])
        rows.append(first[inside])
    piece, row = np.concatenate(keys), np.concatenate(rows)
    order = np.lexsort((piece, row))
    piece, row = piece[order], row[order]
    new = np.flatnonzero(np.append(True, (piece[1:] != piece[:-1]) | (row[1:] != row[:-1]))[: len(piece)])
    often = np.diff(np.append(new, len(piece))).astype(np.float64)
    return piece[new], often, np.bincount(row[new], minlength=len(each))
