"""What is to be written into a form, and where?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from linli.engines.workbooks.model import Value
from linli.engines.workbooks.references import LAST_ROW

Mark = Literal["register", "stale", "missing"]
"""Where a value comes from: our register, our register but old, or nowhere yet."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows for the data block of one sheet, in the coordinates of the template.

    None leaves a formula of the template in its place and empties any other cell; "" empties both.
    """

    sheet: str
    first_row: int
    drawn_rows: int
    """How many rows the template drew for data, at least 1."""
    columns: tuple[int, ...]
    rows: Sequence[Sequence[Value]]
    shrink: bool = True
    """Whether drawn rows that stay empty are taken out; one always remains."""
    marks: Mapping[tuple[int, int], Mark] = field(default_factory=dict)
    """(index in rows, index in columns) → mark."""

    @property
    def last_drawn(self) -> int:
        """The last row the template drew."""
        return self.first_row + self.drawn_rows - 1

    @property
    def needed(self) -> int:
        """How many rows the filled block has."""
        return max(1, len(self.rows)) if self.shrink else max(self.drawn_rows, len(self.rows))


@dataclass(frozen=True, slots=True)
class Spot:
    """One single cell, in the coordinates of the template; under a merge its first cell is meant."""

    sheet: str
    row: int
    column: int
    value: Value
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Marking:
    """How marks look; with a ``legend`` each kept line says what a colour means."""

    colours: Mapping[Mark, str] = field(
        default_factory=lambda: {"register": "E7F4E4", "stale": "FFF3CD", "missing": "FBE3DC"}
    )
    """Light fills as RRGGBB."""
    legend: Mapping[Mark, str] | None = None
    legend_title: str = "填报说明"


def check_tables(tables: Sequence[Table], spots: Sequence[Spot]) -> None:
    """Raise ValueError when blocks overlap or cannot be written as told."""
    for table in tables:
        _check_table(table)
    ordered = sorted(tables, key=lambda table: (table.sheet, table.first_row))
    for above, below in pairwise(ordered):
        if above.sheet == below.sheet and above.last_drawn >= below.first_row:
            raise ValueError("two tables of a sheet overlap")
    if any(spot.row < 1 or spot.column < 1 for spot in spots):
        raise ValueError("a spot counts rows and columns from 1")


def _check_table(table: Table) -> None:
    if table.first_row < 1 or table.drawn_rows < 1 or not table.columns or min(table.columns) < 1:
        raise ValueError("a table needs a first row, at least one drawn row and columns from 1 on")
    if len(set(table.columns)) != len(table.columns):
        raise ValueError("a column is named twice")
    if table.first_row + table.needed - 1 > LAST_ROW:
        raise ValueError("more rows than a sheet holds")
    if any(len(row) > len(table.columns) for row in table.rows):
        raise ValueError("a row holds more values than the table has columns")
