"""What do pyxform's English objections say in plain Chinese, and which cell do they mean?"""

import re
from collections.abc import Iterator
from string import Formatter
from typing import Any

from pyxform.errors import ErrorCode  # type: ignore[import-untyped]

from linli.engines.checklists.explanations import BY_CODE, BY_PATTERN
from linli.engines.checklists.problems import Problem

_ROW = re.compile(r"\[row ?: ?(\d+)\]|on row number (\d+)")
_SHEET = re.compile(r"On the '(\w+)' sheet|for sheet: '(\w+)'|on the (\w+) sheet")
_COLUMN = re.compile(r"sheet, the '([^']+)' value|under the ([^ ]+) column")
_UNTRANSLATED = "这张表不符合 XLSForm 的写法，请看原文提示。"


def _pattern(template: str) -> re.Pattern[str]:
    """A message template as a pattern whose groups are its fields."""
    parts, seen = [], set[str]()
    for words, name, _, _ in Formatter().parse(template):
        parts.append(re.escape(words))
        if name:
            parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.*?)")
            seen.add(name)
    return re.compile("".join(parts) + r"\s*\Z", re.DOTALL)


def _known() -> Iterator[tuple[re.Pattern[str], str]]:
    for code in ErrorCode:
        if code.name in BY_CODE:
            yield _pattern(code.value.msg), BY_CODE[code.name]
    for pattern, sentence in BY_PATTERN:
        yield re.compile(pattern, re.DOTALL), sentence


_KNOWN = tuple(_known())


def explained(objection: Any) -> tuple[Problem, ...]:
    """One problem for each objection in an error or a warning of pyxform."""
    words = str(objection)
    lines = [line for line in words.split("\n") if line.strip()]
    if len(lines) > 1 and all(in_chinese(line) for line in lines):
        return tuple(_problem(line) for line in lines)
    return (_problem(words),)


def in_chinese(words: str) -> str:
    """The sentence for a message, or nothing when it is not a known one."""
    for pattern, sentence in _KNOWN:
        if found := pattern.search(words):
            named = {name: _shown(value) for name, value in found.groupdict().items()}
            return sentence.format_map(named)
    return ""


def _shown(value: str | None) -> str:
    return (value or "").strip().strip("'").strip() or "？"


def _problem(words: str) -> Problem:
    row = _first(_ROW, words)
    sheet = _first(_SHEET, words) or ("survey" if row else "")
    column = _first(_COLUMN, words)
    return Problem(
        in_chinese(words) or _UNTRANSLATED,
        sheet=sheet.lower(),
        row=int(row or 0),
        column=column,
        original=words,
    )


def _first(pattern: re.Pattern[str], words: str) -> str:
    found = pattern.search(words)
    return next((group for group in found.groups() if group), "") if found else ""
