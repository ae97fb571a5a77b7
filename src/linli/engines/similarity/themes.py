"""Which matters does a text speak of, in the words that a pack lists for each?"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linli.engines.similarity.pieces import Text, bare


@dataclass(frozen=True, slots=True)
class Themes:
    """Lists of words; each list speaks of one matter, whatever category that matter belongs to."""

    words: tuple[tuple[str, ...], ...] = ()

    def found(self, text: Text) -> NDArray[np.float64]:
        """How much each theme is spoken of, 1 for the whole vector; the title counts three times."""
        counts = np.array([self._count(words, text) for words in self.words], dtype=np.float64)
        size = float(np.linalg.norm(spoken := np.log1p(counts)))
        return np.asarray(spoken / size if size else spoken)

    def spoken(self, text: str) -> list[str]:
        """The listed words that stand in the text."""
        return [word for words in self.words for word in words if word in text]

    @staticmethod
    def _count(words: Sequence[str], text: Text) -> int:
        return sum(text.body.count(word) + 3 * text.title.count(word) for word in words)


def themes_from(pack: Mapping[str, object]) -> Themes:
    """The themes of an opened pack: a table ``themes`` of lists of words."""
    tables = pack.get("themes")
    if not isinstance(tables, Mapping):
        return Themes()
    return Themes(tuple(tuple(bare(str(word)) for word in words) for words in tables.values()))


def themes(text: str) -> Themes:
    """The themes of a pack file given as TOML text."""
    return themes_from(tomllib.loads(text))
