"""Which cells does a formula speak of, and what does it say after it is copied elsewhere?"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from linli.engines.workbooks.model import column_letters
from linli.engines.workbooks.references import LAST_COLUMN, LAST_ROW, column_number

_NAME = r"[A-Za-z_\\\u0080-\uffff][\w.\\?\u0080-\uffff]*"
_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
_TOKEN = re.compile(
    rf"""
    "(?:[^"]|"")*"                                          # text
    | {_NAME}\[(?:[^\[\]]|\[[^\[\]]*\])*\]                  # Table1[[#This Row],[年龄]]
    | (?P<sheet>(?:'(?:[^']|'')+'|(?:\[\d+\])?{_NAME}(?::{_NAME})?)!)?
      (?:(?P<first>{_CELL})(?::(?P<last>{_CELL}))?|(?P<top>\$?[1-9]\d{{0,6}}):(?P<bottom>\$?[1-9]\d{{0,6}}))
      (?![\w(.!\[\u0080-\uffff])
    | {_NAME}                                               # functions and names
    | \d+(?:\.\d*)?(?:[Ee][+-]?\d+)?                        # numbers
    """,
    re.VERBOSE,
)
_CALL = re.compile(r"([A-Za-z]+)\($")
LONGEST_FORMULA = 16_384
"""Excel stops at 8,192 letters; a longer text is no formula anybody wrote."""
_PARTS = re.compile(r"(\$?)([A-Za-z]*)(\$?)(\d+)")


@dataclass(frozen=True, slots=True)
class Corner:
    """One end of a reference: column letters may be empty (whole rows)."""

    column: str
    row: int
    column_is_fixed: bool
    row_is_fixed: bool

    def __str__(self) -> str:
        column = f"{'$' if self.column_is_fixed else ''}{self.column}" if self.column else ""
        return f"{column}{'$' if self.row_is_fixed else ''}{self.row}"


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference of a formula; ``last`` is None for a single cell, ``sheet`` "" for its own sheet."""

    sheet: str
    first: Corner
    last: Corner | None
    fills_call_of: str = ""
    """The function whose only argument it is: SUM in SUM(D5)."""

    def __str__(self) -> str:
        return str(self.first) if self.last is None else f"{self.first}:{self.last}"


def rewritten(formula: str, change: Callable[[Reference], str]) -> str:
    """The formula with each A1 reference replaced by what ``change`` says (sheet prefixes stay)."""
    if len(formula) > LONGEST_FORMULA:
        return formula

    def replace(match: re.Match[str]) -> str:
        first, last = match["first"] or match["top"], match["last"] or match["bottom"]
        if first is None:
            return match[0]
        prefix = match["sheet"] or ""
        end = _corner(last) if last else None
        call = _CALL.search(formula, max(0, match.start() - 24), match.start())
        alone = call is not None and formula[match.end() : match.end() + 1] == ")"
        return prefix + change(
            Reference(sheet_name(prefix), _corner(first), end, call[1].upper() if call and alone else "")
        )

    return _TOKEN.sub(replace, formula)


def names_in(formula: str) -> set[str]:
    """Sheets a formula looks into, and every other name it holds (functions too)."""
    if len(formula) > LONGEST_FORMULA:
        return set()
    found = set()
    for match in _TOKEN.finditer(formula):
        if match["sheet"]:
            found.add(sheet_name(match["sheet"]))
        elif match["first"] is None and match["top"] is None and not match[0].startswith('"'):
            found.add(match[0].partition("[")[0])
    return found


def _corner(text: str) -> Corner:
    match = _PARTS.fullmatch(text)
    if match is None:
        raise ValueError(text)
    fixed, column, row_fixed, row = match.groups()
    if not column:
        return Corner("", int(row), column_is_fixed=False, row_is_fixed=bool(fixed or row_fixed))
    return Corner(column, int(row), column_is_fixed=bool(fixed), row_is_fixed=bool(row_fixed))


def sheet_name(prefix: str) -> str:
    """'My sheet'! → My sheet; empty for no prefix."""
    name = prefix.removesuffix("!")
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def copied(formula: str, down: int, right: int = 0) -> str:
    """The formula as it reads after being copied so many rows down and columns to the right."""
    if not down and not right:
        return formula

    def move(reference: Reference) -> str:
        ends = [
            _moved(corner, down, right) for corner in (reference.first, reference.last) if corner is not None
        ]
        if None in ends:
            return "#REF!"
        return ":".join(str(end) for end in ends)

    return rewritten(formula, move)


def _moved(corner: Corner, down: int, right: int) -> Corner | None:
    row = corner.row if corner.row_is_fixed else corner.row + down
    column = corner.column
    if column and right and not corner.column_is_fixed:
        number = column_number(column) + right
        if not 1 <= number <= LAST_COLUMN:
            return None
        column = column_letters(number)
    if not 1 <= row <= LAST_ROW:
        return None
    return Corner(column, row, corner.column_is_fixed, corner.row_is_fixed)
