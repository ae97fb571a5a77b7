"""Which few pieces of a text spoke most for one category rather than the next?"""

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.similarity.pieces import Text, character_keys, runs, without_numbers
from linli.engines.similarity.spaces import Space, columns_in

Floats = NDArray[np.float64]
_PIECES = 3
_RUN = re.compile(r"[\u3400-\u9fff]+")


def spoke_most(space: Space, text: Text, row: Any, lean: Floats) -> tuple[str, ...]:
    """Up to three words or short runs, the weightiest first; ``lean`` is the border between the two."""
    whole = without_numbers(text.whole)
    heard = _by_character(space, whole, row, lean)
    total = np.concatenate([[0.0], np.cumsum(heard)])
    weighed = sorted(
        (
            (float(total[end] - total[start]) / (end - start) ** 0.5, start, end)
            for start, end in _spans(space, whole)
        ),
        key=lambda piece: (-round(piece[0], 4), piece[1]),
    )
    chosen: list[tuple[int, int]] = []
    words: list[str] = []
    for weight, start, end in weighed:
        if weight <= 0 or len(chosen) == _PIECES:
            break
        if whole[start:end] not in words and all(end <= a or start >= b for a, b in chosen):
            chosen.append((start, end))
            words.append(whole[start:end])
    return tuple(words)


def _by_character(space: Space, whole: str, row: Any, lean: Floats) -> Floats:
    """What each character contributed: every run's weight, shared out over its places and characters."""
    heard = np.zeros(len(whole))
    units = character_keys(whole)
    given = np.asarray(row.todense()).ravel() * lean
    start = 0
    for view, known in zip(space.views, space.known, strict=True):
        for length in () if view.of_words else view.lengths:
            keys = runs(units[: view.opening or None], length, 1)
            columns, there = columns_in(known, keys)
            _, back, often = np.unique(keys, return_inverse=True, return_counts=True)
            share = (
                np.where(there, given[start + columns], 0.0) / (often[back] * length) if len(keys) else keys
            )
            for offset in range(length):
                heard[offset : offset + len(keys)] += share
        start += len(known)
    return heard


def _spans(space: Space, whole: str) -> list[tuple[int, int]]:
    """Where words of the packs stand; in a text that holds few, every run of two to four characters."""
    listed = [
        (found.start(), found.end())
        for word in sorted(set(space.themes.spoken(whole)))
        for found in re.finditer(re.escape(word), whole)
    ]
    if len({whole[a:b] for a, b in listed}) >= _PIECES:
        return listed
    for stretch in _RUN.finditer(whole):
        for length in (2, 3, 4):
            listed += [(at, at + length) for at in range(stretch.start(), stretch.end() - length + 1)]
    return listed
