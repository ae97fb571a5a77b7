"""How near are texts to one another, rare shared pieces counting most?

Sublinear tf-idf over runs of two and three characters, title weighted, each row of length one: a product
of two rows is their cosine.  Pieces in more than a tenth of the texts say how one writes, not about what.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from linli.engines.later import sparse
from linli.engines.similarity.pieces import Keys, Text, character_keys, runs, without_numbers
from linli.engines.similarity.spaces import columns_in

_TITLE, _OPENING, _COMMON, _RARITY = 4, 200, 0.1, 1.2


def shapes(texts: Sequence[Text]) -> Any:
    """One sparse row of single precision for each text."""
    pieces = [_pieces(text) for text in texts]
    keys, spread = np.unique(np.concatenate([np.unique(each) for each in pieces]), return_counts=True)
    kept = (spread >= 2) & (spread <= max(20.0, _COMMON * len(texts)))
    known, rarity = keys[kept], np.maximum(np.log(len(texts) / spread[kept]), 0.1) ** _RARITY
    columns, values, ends = [], [], [0]
    for each in pieces:
        mine, counts = np.unique(each, return_counts=True)
        where, there = columns_in(known, mine)
        weights = (1.0 + np.log(counts[there])) * rarity[where[there]]
        columns.append(where[there])
        values.append((weights / (float(np.linalg.norm(weights)) or 1.0)).astype(np.float32))
        ends.append(ends[-1] + len(weights))
    shape = (len(texts), len(known))
    return sparse.csr_matrix((np.concatenate(values), np.concatenate(columns), np.array(ends)), shape=shape)


def _pieces(text: Text) -> Keys:
    """Runs of two and three characters of the opening, those of the title several times."""
    title = character_keys(without_numbers(text.title))
    opening = character_keys(without_numbers(text.body[:_OPENING]))
    spoken = [runs(title, length, 1) for length in (2, 3)] * _TITLE
    return np.concatenate([*spoken, *(runs(opening, length, 1) for length in (2, 3))])
