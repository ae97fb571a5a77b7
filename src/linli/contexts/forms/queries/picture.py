"""The top of a sheet as it looks, with what each heading was taken for."""

from dataclasses import dataclass

from linli.contexts.forms.queries.plan import Asked, SheetPlan
from linli.engines.workbooks import Block, Sheet
from linli.engines.workbooks.model import column_letters

WIDEST, ROWS_BELOW = 60, 3


@dataclass(frozen=True, slots=True)
class Box:
    """One cell of the picture."""

    text: str
    cell: str
    width: int
    height: int
    asked: Asked | None
    is_heading: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Rows of boxes, with the letters above."""

    letters: list[str]
    rows: list[tuple[int, list[Box]]]


def picture_of(sheet: Sheet, plan: SheetPlan) -> Picture:
    """What a person sees when opening the file: down to a few rows below the heading."""
    table = plan.reading.table
    last_row = min(sheet.last_row, (table.first_data_row + ROWS_BELOW - 1) if table else 60)
    last_column = min(sheet.last_column, WIDEST)
    heads = table.header_rows if table else (1, 0)
    by_cell = {a.place.cell: a for a in plan.asked}
    covered, starts = _merges(sheet.merges)
    rows = []
    for row in range(1, last_row + 1):
        boxes = [
            _box(sheet, starts.get((row, column)), row, column, by_cell, heads)
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


def _box(
    sheet: Sheet,
    block: Block | None,
    row: int,
    column: int,
    by_cell: dict[str, Asked],
    heads: tuple[int, int],
) -> Box:
    cell = sheet.cells.get((row, column))
    name = f"{column_letters(column)}{row}"
    width = (min(block.last_column, WIDEST) - block.first_column + 1) if block else 1
    height = (block.last_row - block.first_row + 1) if block else 1
    is_heading = heads[0] <= row <= heads[1]
    return Box(cell.text if cell else "", name, width, height, by_cell.get(name), is_heading)
