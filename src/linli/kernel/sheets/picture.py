"""The top of a sheet as it looks, with what each heading was taken for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from linli.engines.workbooks import Block, Sheet
from linli.engines.workbooks.model import cell_name, column_letters

WIDEST, ROWS_BELOW, TALLEST = 60, 3, 60


@dataclass(frozen=True, slots=True)
class Mark:
    """What a heading cell was taken for."""

    label: str
    """The field; empty when it was taken for none."""
    is_sure: bool
    anchor: str
    """Where on the page the cell is spoken of."""


@dataclass(frozen=True, slots=True)
class Box:
    """One cell of the picture."""

    text: str
    cell: str
    width: int
    height: int
    mark: Mark | None
    is_heading: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Rows of boxes, with the letters above."""

    letters: list[str]
    rows: list[tuple[int, list[Box]]]


Words = Callable[[int, int, str], str]


def as_written(row: int, column: int, text: str) -> str:
    """Every cell shows what stands in it."""
    del row, column
    return text


@dataclass(frozen=True, slots=True)
class View:
    """Which part of a sheet is drawn, and how."""

    heads: tuple[int, int] = (1, 0)
    """First and last heading row; the second below the first when there are none."""
    last_row: int = TALLEST
    marks: Mapping[str, Mark] | None = None
    """By the cell that holds the lowest heading."""
    words: Words = as_written
    """What a cell shows: numbers of people may be covered."""
    first_row: int = 1


def picture_of(sheet: Sheet, view: View) -> Picture:
    """What a person sees of a sheet from ``view.first_row`` down to ``view.last_row``."""
    last_column = min(sheet.last_column, WIDEST)
    covered, starts = _merges(sheet.merges)
    rows = []
    for row in range(view.first_row, min(sheet.last_row, view.last_row) + 1):
        boxes = [
            _box(sheet, starts.get((row, column)), row, column, view)
            for column in range(1, last_column + 1)
            if (row, column) not in covered
        ]
        rows.append((row, boxes))
    return Picture([column_letters(c) for c in range(1, last_column + 1)], rows)


def _merges(merges: tuple[Block, ...]) -> tuple[set[tuple[int, int]], dict[tuple[int, int], Block]]:
    covered: set[tuple[int, int]] = set()
    starts: dict[tuple[int, int], Block] = {}
    for block in merges:
        starts[block.first_row, block.first_column] = block
        covered |= {
            (r, c)
            for r in range(block.first_row, min(block.last_row, block.first_row + 200) + 1)
            for c in range(block.first_column, min(block.last_column, WIDEST) + 1)
        } - {(block.first_row, block.first_column)}
    return covered, starts


def _box(sheet: Sheet, block: Block | None, row: int, column: int, view: View) -> Box:
    cell = sheet.cells.get((row, column))
    width = (min(block.last_column, WIDEST) - block.first_column + 1) if block else 1
    height = (min(block.last_row, view.last_row) - block.first_row + 1) if block else 1
    name = cell_name(row, column)
    return Box(
        text=view.words(row, column, cell.text) if cell else "",
        cell=name,
        width=width,
        height=height,
        mark=(view.marks or {}).get(name),
        is_heading=view.heads[0] <= row <= view.heads[1],
    )
