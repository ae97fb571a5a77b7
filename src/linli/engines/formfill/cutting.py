"""Into which known words does a heading fall?"""

from collections.abc import Sequence
from dataclasses import dataclass

from linli.engines.formfill.vocabulary import Senses, Vocabulary

_UNKNOWN_COST, _FREE_COST = 2.5, 0.5
_WORD_COST, _SMALL_WORD_COST, _LENGTH_BONUS = 1.0, 0.7, 0.002
_FREE_CHARACTERS = frozenset("0123456789.:()<>=\"'·")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a heading; ``senses`` is None where no word is known."""

    text: str
    senses: Senses | None

    @property
    def is_head(self) -> bool:
        """A word that says what is asked, so not only whose it is or how it is written."""
        senses = self.senses
        return senses is not None and bool(senses.label or senses.what or senses.elsewhere or senses.deny)

    @property
    def is_free(self) -> bool:
        """Digits and signs, which change no meaning."""
        return all(character in _FREE_CHARACTERS for character in self.text)

    @property
    def is_unknown(self) -> bool:
        """A character of no known word."""
        return self.senses is None and not self.is_free


def _cost(word: str, senses: Senses) -> float:
    """Few long words are better than many short ones; small words cost less, so that they are split off."""
    base = _SMALL_WORD_COST if senses.filler or senses.connector else _WORD_COST
    return base - _LENGTH_BONUS * len(word) * len(word)


def tokens(text: str, vocabulary: Vocabulary) -> tuple[Token, ...]:
    """The cheapest cut of a folded text into known words and single unknown characters."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(text) + 1):
        cost = _FREE_COST if text[end - 1] in _FREE_CHARACTERS else _UNKNOWN_COST
        choice = (best[end - 1][0] + cost, end - 1)
        for start in range(max(0, end - vocabulary.longest), end):
            senses = vocabulary.senses(text[start:end])
            if senses is not None:
                choice = min(choice, (best[start][0] + _cost(text[start:end], senses), start))
        best.append(choice)
    cut: list[Token] = []
    end = len(text)
    while end:
        start = best[end][1]
        cut.append(Token(text[start:end], vocabulary.senses(text[start:end])))
        end = start
    return tuple(reversed(cut))


def segments(cut: Sequence[Token]) -> list[list[Token]]:
    """The tokens parted at connectors (及, /, 、), each part a question of its own."""
    parts: list[list[Token]] = [[]]
    for position, token in enumerate(cut):
        connects = token.senses is not None and token.senses.connector and not token.is_head
        if not connects:
            parts[-1].append(token)
        elif not _between_digits(cut, position):
            parts.append([])
    return [part for part in parts if part]


def _between_digits(cut: Sequence[Token], position: int) -> bool:
    """The dash of 6-15."""
    beside = (*cut[position - 1 : position], *cut[position + 1 : position + 2])
    return len(beside) == 2 and all(token.text.isdigit() for token in beside)
