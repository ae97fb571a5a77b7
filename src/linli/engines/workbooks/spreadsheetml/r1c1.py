"""Which cells do R1C1 references name?"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from linli.engines.workbooks.model import Block
from linli.engines.workbooks.references import LAST_COLUMN, LAST_ROW
from linli.engines.workbooks.xlsx.formulas import LONGEST_FORMULA, sheet_name

_NAME = r"[A-Za-z_\\\u0080-\uffff][\w.\\?\u0080-\uffff]*"
_ROW = r"R(?:\[-?\d+\]|\d+)?"
_COLUMN = r"C(?:\[-?\d+\]|\d+)?"
_CORNER = rf"(?:{_ROW}{_COLUMN}|{_ROW}(?![\w(])|{_COLUMN}(?![\w(]))"
_TOKEN = re.compile(
    rf"""
    "(?:[^"]|"")*"
    | (?P<sheet>(?:'(?:[^']|'')+'|{_NAME})!)?(?P<first>{_CORNER})(?::(?P<last>{_CORNER}))?
      (?![\w(!.\u0080-\uffff])
    | {_NAME}
    | \d+(?:\.\d*)?(?:E[+-]?\d+)?
    """,
    re.VERBOSE,
)
_PIECE = re.compile(r"([RC])(\[(-?\d+)\]|(\d+))?")


@dataclass(frozen=True, slots=True)
class Axis:
    """A row or column of a reference: an absolute number, or an offset from the cell that speaks."""

    number: int
    is_offset: bool

    def seen_from(self, here: int) -> int:
        """The absolute number."""
        return here + self.number if self.is_offset else self.number


@dataclass(frozen=True, slots=True)
class Corner:
    """One end; a missing axis means the whole row or column."""

    row: Axis | None
    column: Axis | None


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference; ``last`` is None when a single corner is written."""

    sheet: str
    first: Corner
    last: Corner | None
    text: str
    """As it is written, without the sheet."""


def rewritten(formula: str, change: Callable[[Reference], str]) -> str:
    """The formula with each reference replaced by what ``change`` says (sheet prefixes stay)."""
    if len(formula) > LONGEST_FORMULA:
        return formula

    def replace(match: re.Match[str]) -> str:
        if match["first"] is None:
            return match[0]
        prefix = match["sheet"] or ""
        last = corner(match["last"]) if match["last"] else None
        text = match[0].removeprefix(prefix)
        return prefix + change(Reference(sheet_name(prefix), corner(match["first"]), last, text))

    return _TOKEN.sub(replace, formula)


def corner(text: str) -> Corner:
    """R5C[-1] → row 5, one column to the left."""
    axes: dict[str, Axis] = {}
    for match in _PIECE.finditer(text):
        letter, _, offset, fixed = match.groups()
        axes[letter] = Axis(int(fixed), is_offset=False) if fixed else Axis(int(offset or 0), is_offset=True)
    return Corner(axes.get("R"), axes.get("C"))


def blocks(text: str) -> tuple[Block, ...]:
    """Absolute ranges separated by commas: R5C3:R9C3,R12C3."""
    found = []
    for part in text.removeprefix("=").split(","):
        first, _, last = part.strip().rpartition("!")[2].partition(":")
        if not re.fullmatch(_CORNER, first) or (last and not re.fullmatch(_CORNER, last)):
            continue
        start, end = corner(first), corner(last or first)
        found.append(
            Block(
                _absolute(start.row, 1), _absolute(start.column, 1),
                _absolute(end.row, LAST_ROW), _absolute(end.column, LAST_COLUMN),
            )
        )  # fmt: skip
    return tuple(found)


def _absolute(axis: Axis | None, otherwise: int) -> int:
    return otherwise if axis is None else axis.seen_from(1)


def block_name(block: Block) -> str:
    """R5C3:R9C3, or R5C3 for one cell."""
    first = f"R{block.first_row}C{block.first_column}"
    last = f"R{block.last_row}C{block.last_column}"
    return first if first == last else f"{first}:{last}"
