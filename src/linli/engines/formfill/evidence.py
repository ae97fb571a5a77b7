"""Do the values under a heading bear out what the heading says?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from linli.engines.formfill.grid import Grid
from linli.engines.formfill.guess import NOT_UNDERSTOOD, Guess
from linli.engines.formfill.layout import Layout
from linli.engines.formfill.model import Reason, Term
from linli.engines.formfill.vocabulary import Vocabulary
from linli.engines.text.folding import fold

_SAMPLE = 60
_FEWEST = 3
_MOST = 0.8
_KINDS: Mapping[str, re.Pattern[str]] = {
    "id_number": re.compile(
        r"\d{6}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dx]|\d{6}[*x]{6,8}\d{3}[\dx]"
    ),
    "phone": re.compile(r"1[3-9]\d{9}(?:[/、,; ]+1[3-9]\d{9})*|0\d{2,3}-?\d{7,8}|1[3-9]\d[*]{4}\d{4}"),
    "date": re.compile(
        r"(?:18|19|20)\d\d[-/.年](?:0?[1-9]|1[0-2])(?:[-/.月](?:[0-2]?\d|3[01])?日?)?(?:\d\d:.*)?"
    ),
    "sex": re.compile(r"男|女"),
    "ethnicity": re.compile(r"[\u4e00-\u9fff]{1,5}族"),
    "name": re.compile(r"[\u4e00-\u9fff]{2,4}"),
}
_DOUBTFUL = frozenset({"not_understood", "not_held"})
_TELLING = frozenset({"id_number", "phone", "sex", "date"})
BY_VALUES, BORNE_OUT = 0.75, 0.97


def weigh_values(guesses: Sequence[Guess], layout: Layout, grid: Grid, vocabulary: Vocabulary) -> list[Guess]:
    """The guesses, once the values of filled rows were looked at; blank forms pass unchanged."""
    if len(layout.filled) < _FEWEST:
        return list(guesses)
    weighed = list(guesses)
    for position, slot in enumerate(layout.slots):
        kind = kind_of_values(_values(grid, layout, slot.piece.block.first_column))
        if kind in _TELLING:
            weighed[position] = _weighed(weighed, position, kind, slot.piece.text, vocabulary)
    return weighed


def _values(grid: Grid, layout: Layout, column: int) -> list[str]:
    rows = layout.filled[:_SAMPLE]
    texts = (grid.cells[row, column].text for row in rows if (row, column) in grid.cells)
    return [text for raw in texts if (text := fold(raw))]


def kind_of_values(values: Sequence[str]) -> str:
    """The one kind most of the folded values are of, or ""."""
    if len(values) < _FEWEST:
        return ""
    for kind, pattern in _KINDS.items():
        if sum(pattern.fullmatch(value) is not None for value in values) >= _MOST * len(values):
            return kind
    return ""


def _weighed(guesses: Sequence[Guess], position: int, kind: str, text: str, vocabulary: Vocabulary) -> Guess:
    guess = guesses[position]
    if guess.label is None:
        return _from_values(guesses, position, kind, text)
    if _agrees(vocabulary.term(guess.label), kind):
        return replace(guess, confidence=max(guess.confidence, BORNE_OUT))
    return replace(guess, label=None, confidence=BY_VALUES, reason=Reason("values_disagree", (text, kind)))


def _agrees(term: Term, kind: str) -> bool:
    if kind == "sex":
        return term.code == "sex"
    if kind == "date":
        return term.kind in {"date", "month", "text"}
    if kind == "phone":
        return term.kind == "phone"
    return term.kind == kind or term.label == "残疾证号"


def _from_values(guesses: Sequence[Guess], position: int, kind: str, text: str) -> Guess:
    """A heading not understood over identity numbers asks for them, unless another column already does."""
    guess = guesses[position]
    asked = {other.label for other in guesses}
    doubtful = guess.confidence <= NOT_UNDERSTOOD and guess.reason.code in _DOUBTFUL and not guess.named
    labels = {"id_number": "公民身份号码", "sex": "性别"}
    label = labels.get(kind)
    if not doubtful or label is None or label in asked:
        return guess
    return replace(guess, label=label, confidence=BY_VALUES, reason=Reason("by_values", (text, kind)))
