"""Which cell does an objection mean that names no row: the one that holds the word it complains of."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from linli.engines.checklists.problems import Problem

_NAMING = "survey", "name", "label"
# What the objection says, the sheet and the column in which the word stands, and the column to put right.
_CLUES: tuple[tuple[re.Pattern[str], tuple[str, str, str]], ...] = (
    (re.compile(r"Unknown question type '(?P<word>[^']*)'"), ("survey", "type", "type")),
    (re.compile(r"survey element named '?(?P<word>[^' ]+?)'? has no label"), _NAMING),
    (re.compile(r"image for the survey element named (?P<word>\S+?)\."), ("survey", "name", "image")),
    (re.compile(r"The question \$\{(?P<word>[^}]*)\} is not user-visible"), ("survey", "name", "name")),
    (re.compile(r"survey elements named '(?P<word>[^']*)'"), ("survey", "name", "name")),
    (re.compile(r"See \[(?P<word>[^\]]*)\] in \["), ("choices", "name", "name")),
    (re.compile(r"This section has not been (?P<word>include)d"), ("survey", "type", "type")),
)


@dataclass(frozen=True, slots=True)
class Cells:
    """The rows of the sheets as pyxform read them; row 2 is the first below the headings."""

    sheets: Mapping[str, Sequence[Mapping[str, Any]]]

    def row_with(self, sheet: str, column: str, word: str) -> int:
        """The first row that holds the word in that column; 0 when none does."""
        for number, row in enumerate(self.sheets.get(sheet, ()), start=2):
            if any(heading(key) == column and str(value).strip() == word for key, value in row.items()):
                return number
        return 0


def heading(text: str) -> str:
    """A heading as pyxform compares it."""
    return "_".join(str(text).split()).lower()


def located(problem: Problem, cells: Cells) -> Problem:
    """The same problem with its cell, when the words of the objection lead to one."""
    if problem.row:
        return problem
    for pattern, (sheet, column, wrong) in _CLUES:
        found = pattern.search(problem.original)
        if found and (row := cells.row_with(sheet, column, found.group("word"))):
            return replace(problem, sheet=sheet, row=row, column=wrong)
    return problem
