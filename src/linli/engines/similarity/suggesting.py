"""Which category do earlier requests suggest for this one, how sure is that, and which words spoke for it?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linli.engines.similarity.counts import counted, spread
from linli.engines.similarity.cutting import Pieces, cut
from linli.engines.similarity.margins import fitted, margins
from linli.engines.similarity.pieces import Text
from linli.engines.similarity.refusals import CannotLearn
from linli.engines.similarity.spaces import FEW_VIEWS, MANY_VIEWS, Space, placed, space_of
from linli.engines.similarity.speaking import spoke_most
from linli.engines.similarity.themes import Themes
from linli.engines.similarity.trust import Trust, chances, trust

Floats = NDArray[np.float64]
FEW = 2000
"""Up to here every piece counts and errors cost more; above, a piece must stand in two texts."""
_LONG, _MOST, _ALWAYS = 20_000, 30_000, 50
"""From here on one fold is tried; so many examples suffice; so many of each category stay."""
_FOLDS, _TRIED = 5, 3
"""So many folds; of more than a few examples so many are tried, which tells as much in less time."""
_PARTS = (0.2, 0.4, 0.8)
_AT_ONCE = 2000
Tell = Callable[[int, int], None]


def _quietly(_done: int, _of: int) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Example:
    """A request whose category is known."""

    text: Text
    label: str


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned: categories, the space, borders (columns, categories), how far to trust."""

    labels: tuple[str, ...]
    space: Space
    borders: Floats
    trust: Trust


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A category with its chance, whether that suffices, the next best, and the words that spoke."""

    category: str
    confidence: float
    sure: bool
    second: str
    because: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The suggestion in words."""
        words = "、".join(f"“{piece}”" for piece in self.because)
        heard = f"，因为文中提到{words}" if words else ""
        if self.sure:
            return f"建议归为“{self.category}”（把握约 {self.confidence:.0%}）{heard}。"
        likely = f"可能是“{self.category}”（约 {self.confidence:.0%}），也可能是“{self.second}”"
        return f"拿不准：{likely}{heard}。请人工判断。"


def train(examples: Sequence[Example], themes: Themes, tell: Tell = _quietly) -> Model:
    """Learn from examples; raises ``CannotLearn`` without two categories.  ``tell`` hears how far it is."""
    labels, truth = _classes(examples)
    kept = _dealt(truth)
    texts, truth = [examples[place].text for place in kept], truth[kept]
    folds = _folds(truth)
    tried = np.unique(folds)[: _FOLDS if len(truth) <= FEW else _TRIED if len(truth) <= _LONG else 1]
    steps, heard = len(tried) + 1, [np.zeros((2, 0, len(labels)))]
    pieces = cut(texts, FEW_VIEWS if len(texts) <= FEW else MANY_VIEWS)
    tell(0, steps)
    for done, fold in enumerate(tried, start=1):
        inside, outside = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        space, border, count = _learned(pieces.part(inside), truth[inside], len(labels), themes)
        rows = placed(space, pieces.part(outside))
        heard.append(np.stack([margins(rows, border), margins(rows, count)]))
        tell(done, steps)
    unseen = np.concatenate(heard, axis=1)
    seen = np.concatenate([truth[folds == fold] for fold in tried])
    trusted, share = _mixed(unseen[0], unseen[1], seen)
    space, border, count = _learned(pieces, truth, len(labels), themes)
    tell(steps, steps)
    return Model(labels, space, border + share * count, trusted)


def _mixed(border: Floats, count: Floats, truth: NDArray[np.intp]) -> tuple[Trust, float]:
    """How much counting helps the border on rows that neither had seen, and how far to trust both."""
    even = spread(border) / (spread(count) or 1.0)
    tried = [(trust(border + part * even * count, truth), part * even) for part in _PARTS]
    return min(tried, key=lambda each: each[0].surprise)


def categories(model: Model, texts: Sequence[Text]) -> list[tuple[str, float]]:
    """The likeliest category of each text and its chance, without the words that spoke."""
    found: list[tuple[str, float]] = []
    for start in range(0, len(texts), _AT_ONCE):
        rows = placed(model.space, cut(texts[start : start + _AT_ONCE], model.space.views))
        said = chances(margins(rows, model.borders), model.trust.scale)
        first = said.argmax(axis=1)
        found += [(model.labels[k], float(said[row, k])) for row, k in enumerate(first)]
    return found


def suggest(model: Model, texts: Sequence[Text]) -> list[Suggestion]:
    """A suggestion for each text; each is judged by itself, so one row gets the answer it gets among many."""
    if not texts:
        return []
    rows = placed(model.space, cut(texts, model.space.views))
    said = chances(margins(rows, model.borders), model.trust.scale)
    answers = []
    for number, text in enumerate(texts):
        first, second = (int(k) for k in np.argsort(-said[number], kind="stable")[:2])
        lean = model.borders[:, first] - model.borders[:, second]
        answers.append(
            Suggestion(
                category=model.labels[first],
                confidence=float(said[number, first]),
                sure=bool(said[number, first] >= model.trust.sure),
                second=model.labels[second],
                because=spoke_most(model.space, text, rows[number], lean),
            )
        )
    return answers


def _classes(examples: Sequence[Example]) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    labels = tuple(sorted({example.label for example in examples}))
    number = {label: place for place, label in enumerate(labels)}
    truth = np.array([number[example.label] for example in examples], dtype=np.intp)
    if len(labels) < 2:
        raise CannotLearn("至少要有两个类别的例子，才能学会区分。")
    return labels, truth


def _learned(
    pieces: Pieces, truth: NDArray[np.intp], classes: int, themes: Themes
) -> tuple[Space, Floats, Floats]:
    few = pieces.views == FEW_VIEWS
    space = space_of(pieces, themes, 1 if few else 2, classes)
    rows = placed(space, pieces)
    return space, fitted(rows, truth, classes, 2.0 if few else 0.5), counted(rows, truth, classes)


def _dealt(truth: NDArray[np.intp]) -> NDArray[np.intp]:
    """The rows to learn from: all, or evenly chosen ones of each category where there are very many."""
    share = _MOST / len(truth)
    if share >= 1:
        return np.arange(len(truth))
    kept = []
    for label in np.unique(truth):
        mine = np.flatnonzero(truth == label)
        wanted = min(len(mine), max(_ALWAYS, round(share * len(mine))))
        kept.append(mine[np.linspace(0, len(mine) - 1, wanted).astype(np.intp)])
    return np.sort(np.concatenate(kept))


def _folds(truth: NDArray[np.intp]) -> NDArray[np.intp]:
    """A fold for every row, dealt out in turn, one category after another."""
    folds = np.zeros(len(truth), dtype=np.intp)
    folds[np.argsort(truth, kind="stable")] = np.arange(len(truth)) % _FOLDS
    return folds
