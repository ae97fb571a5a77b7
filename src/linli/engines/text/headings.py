"""What does a heading say once its numbering, hints, units and marks are set aside?"""

import re
from dataclasses import dataclass
from functools import lru_cache

from linli.engines.text.folding import chinese_length, fold, has_chinese

_MARKS = re.compile(r"[①-⑳❶-❿⑴-⒇*＊※★☆●○◆◇■□▲△▼▽#＃]+|(?<=[\u4e00-\u9fff)）])[¹²³⁴]")
_NUMBERING = re.compile(
    r"^(?:[a-z]{1,2}\d{1,3}[.、:]|\(\d{1,2}\)|\d{1,2}[.、)](?!\d)|\((?:[一二三四五六七八九十]{1,3})\)|[一二三四五六七八九十]{1,3}、)"
)
_FOOTNOTE = re.compile(r"(?:注\d|\(注\d?\)|(?<=[^\d])\(\d\))$")
_LATIN = re.compile(r"[A-Za-z][A-Za-z.'’\-]*(?:[ /&][A-Za-z.'’\-]+)*")
_KEPT_LATIN = frozenset({"qq", "id", "x", "v", "no", "a", "b", "c", "d", "y", "n", "yyyy", "mm", "dd"})
_BLANKS = re.compile(r"[_＿…·]{2,}|\.{3,}")
_TRAILING = re.compile(r"[:,，;；.、/\\\-~]+$")
_OPTIONS_AFTER_COLON = re.compile(r"^([^:(]{2,12}):(.+)$")
_BRACKETED = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading taken apart: the words, what stood in brackets, and both together."""

    core: str
    """The words without numbering, marks, brackets and translation."""
    hints: tuple[str, ...] = ()
    """What stood in brackets or after a colon, in order."""
    whole: str = ""
    """Folded text with its brackets, without numbering and marks."""


def _without_translation(text: str) -> str:
    """The Chinese words only, where an English wording stands beside them."""
    if not has_chinese(text):
        return text

    def judge(found: re.Match[str]) -> str:
        word = found.group().strip(".").lower()
        return found.group() if len(word) < 3 or word in _KEPT_LATIN or word[:4] in {"yyyy", "xxxx"} else " "

    return _LATIN.sub(judge, text)


def _innermost_first(text: str) -> tuple[str, list[str]]:
    """The text without brackets, and the bracketed pieces in the order they stood."""
    hints: list[str] = []
    text = text.replace("((", "(").replace("))", ")")
    while found := _BRACKETED.search(text):
        hints.append(found.group(1))
        text = text[: found.start()] + text[found.end() :]
    if "(" in text:
        # An open bracket that was never closed: everything behind it is a hint.
        text, _, rest = text.partition("(")
        hints.append(rest)
    return text.replace(")", ""), [hint for hint in hints if hint]


@lru_cache(maxsize=8192)
def heading(text: str) -> Heading:
    """Take a heading apart; an empty text gives an empty heading."""
    whole = fold(_BLANKS.sub("", _without_translation(_MARKS.sub(" ", text))))
    whole = _TRAILING.sub("", _NUMBERING.sub("", whole, count=1) or whole)
    whole = _FOOTNOTE.sub("", whole) or whole
    core, hints = _innermost_first(whole)
    if not core and hints:
        core, hints = hints[0], hints[1:]
    if (parts := _OPTIONS_AFTER_COLON.match(core)) and chinese_length(parts.group(1)) >= 2:
        core = parts.group(1)
        hints.append(parts.group(2))
    return Heading(_TRAILING.sub("", core), tuple(hints), whole)
