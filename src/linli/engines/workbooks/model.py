"""What a sheet looks like to someone who reads it: cells, merges, drawn boxes; nothing of its file format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal

Value = str | int | float | bool | date | datetime | time | None
Kind = Literal["xlsx", "xls", "xml", "docx"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that holds something or is drawn with a border."""

    text: str = ""
    """What a person sees in it, never None."""
    value: Value = None
    number_format: str = "General"
    formula: str | None = None
    """The formula without its leading '=', when the cell holds one."""
    boxed: bool = False
    """True when a border is drawn on at least one side."""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of cells, all ends included, counted from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Cells where the sheet itself offers a list to choose from."""

    cells: tuple[Block, ...]
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, or one table of a text document."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    """(row, column) counted from 1; only cells with content or a border are here."""
    merges: tuple[Block, ...] = ()
    choices: tuple[Choice, ...] = ()
    heading: tuple[str, ...] = ()
    """Lines of text above the table, in a text document."""
    hidden: bool = False
    last_row: int = 0
    last_column: int = 0
    """The last row and column with content or a border."""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    """Rows and columns a person does not see; their cells are among ``cells`` all the same."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """A whole file, read."""

    kind: Kind
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = field(default=())
    """Codes of things a reader should know (for example ``charts``: kept but not redrawn)."""


def column_letters(column: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """(3, 2) → B3."""
    return f"{column_letters(column)}{row}"
