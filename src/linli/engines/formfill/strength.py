"""Does a text look like a heading, a value, a line to be signed, or a sentence?"""

import re
from dataclasses import dataclass, field
from enum import IntEnum

from linli.engines.formfill.phrases import ROUNDING, Phrase, or_else, read_phrase
from linli.engines.formfill.vocabulary import Vocabulary
from linli.engines.text.folding import chinese_length, fold, has_chinese
from linli.engines.text.headings import Heading, heading

_VALUE = re.compile(
    r"^(?:[-+¥]?[\d,]+(?:\.\d+)?%?"
    r"|\d{1,4}[-/.年]\d{1,2}(?:[-/.月]\d{0,2}日?)?(?:\d{1,2}:\d{2}(?::\d{2})?)?(?:[至到~-].*)?"
    r"|\d{6}[\d*x]{6,12}|1\d{2}[\d*x]{8}|\d{3,4}-\d{7,8}"
    r"|[x×*]{2,}|\{\{?.*|.*\}\}"
    r"|.*[a-z0-9]+@[a-z0-9.]+)$"
)
_YEAR_HEADING = re.compile(r"^(?:19|20)\d\d年度?$")
_TO_FILL = re.compile(r"[:](?:[ _…]*$|[ _]{2,})|(?:^|[ _])年[ _]*月[ _]*日|_{3,}")
_SENTENCE = re.compile(r"[.。;；!！]\S|[,，].{6,}[,，]|^(?:注|说明|备注)\d?:")
_LONGEST_HEADING = 16


class Strength(IntEnum):
    """How much a text looks like a heading."""

    VALUE = -2
    SENTENCE = -1
    LINE = 0
    """A line around the table: 填报单位：  日期：  ."""
    PLAUSIBLE = 1
    KNOWN = 2


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads headings with one vocabulary, remembering what it has read."""

    vocabulary: Vocabulary
    phrases: dict[str, Phrase] = field(default_factory=dict)
    strengths: dict[str, Strength] = field(default_factory=dict)

    def heading(self, text: str) -> Heading:
        """The heading taken apart."""
        return heading(text)

    def phrase(self, text: str) -> Phrase:
        """What the heading says."""
        if text not in self.phrases:
            self.phrases[text] = read_phrase(heading(text), self.vocabulary)
        return self.phrases[text]

    def group(self, text: str) -> Phrase:
        """What a group heading says: 监护人情况 names the guardian, though alone it would ask for prose."""
        phrase = self.phrase(text)
        if not phrase.elsewhere or phrase.whose or phrase.topics:
            return phrase
        taken = heading(text)
        shorter = ROUNDING.sub("", taken.core)
        return or_else(self.phrase(shorter), taken, self.vocabulary) if shorter else phrase

    def strength(self, text: str) -> Strength:
        """How much the text looks like a heading."""
        if text not in self.strengths:
            self.strengths[text] = _strength(text, self)
        return self.strengths[text]

    def is_word(self, kind: str, text: str) -> bool:
        """Whether the text, taken as a heading, belongs to one of the sheet's kinds of words."""
        taken = heading(text)
        return any(self.vocabulary.is_word(kind, word) for word in (taken.whole, taken.core))


def _strength(text: str, reader: Reader) -> Strength:
    folded = fold(text)
    if _is_value(folded, reader):
        return Strength.VALUE
    if not folded or _is_reporting(folded, reader):
        return Strength.LINE
    phrase = reader.phrase(text)
    if phrase.exact and _is_known(phrase):
        return Strength.KNOWN
    return _by_shape(text, phrase)


def _by_shape(text: str, phrase: Phrase) -> Strength:
    core = heading(text).core
    if _TO_FILL.search(text):
        return Strength.LINE
    if _SENTENCE.search(text) or chinese_length(core) > _LONGEST_HEADING:
        return Strength.SENTENCE
    if _is_known(phrase):
        return Strength.KNOWN
    return Strength.PLAUSIBLE if has_chinese(core) or core.isalpha() else Strength.VALUE


def _is_value(folded: str, reader: Reader) -> bool:
    if _YEAR_HEADING.match(folded):
        return False
    return _VALUE.match(folded) is not None or reader.vocabulary.is_word("answer", folded)


def _is_reporting(folded: str, reader: Reader) -> bool:
    """填报单位：…, 月份：7: a line of the sheet itself, filled or not."""
    before, colon, behind = folded.partition(":")
    if not colon or not behind:
        return False
    return reader.vocabulary.is_word("reporting", before) or reader.vocabulary.is_word("note", before)


def _is_known(phrase: Phrase) -> bool:
    if phrase.unknown:
        return False
    return bool(
        phrase.label or phrase.what or phrase.whose or phrase.elsewhere or phrase.denied or phrase.topics
    )
