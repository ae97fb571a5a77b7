"""Where does a sheet end for a person who reads it?"""

from collections.abc import Iterable
from dataclasses import replace

from linli.engines.workbooks.model import Block, Cell

_FRAME_COLUMNS = 64
"""How far right of the last text bordered empty cells still belong to the drawing."""


Cells = dict[tuple[int, int], Cell]


def trimmed(cells: Cells, merges: Iterable[Block]) -> tuple[Cells, int, int]:
    """Cells without far-off empty borders, and the last row and column with content or a border."""
    merges = tuple(merges)
    _cover(cells, merges)
    last_row = last_column = text_column = 0
    for (row, column), cell in cells.items():
        if row > last_row:
            last_row = row
        if column > last_column:
            last_column = column
        if column > text_column and (cell.text or cell.formula is not None):
            text_column = column
    for merge in merges:
        anchor = cells.get((merge.first_row, merge.first_column))
        if anchor is not None and (anchor.text or anchor.formula is not None):
            text_column = max(text_column, min(merge.last_column, merge.first_column + _FRAME_COLUMNS))
    limit = text_column + _FRAME_COLUMNS
    if last_column <= limit:
        return cells, last_row, last_column
    kept = {at: cell for at, cell in cells.items() if at[1] <= limit}
    return kept, max((row for row, _ in kept), default=0), max((column for _, column in kept), default=0)


def _cover(cells: Cells, merges: Iterable[Block]) -> None:
    """What stands under a merge, beside its first cell, is stored but not seen."""
    for merge in merges:
        if (merge.last_row - merge.first_row + 1) * (merge.last_column - merge.first_column + 1) > 2 * len(
            cells
        ):
            under = [at for at in cells if _inside(at, merge)]
        else:
            rows = range(merge.first_row, merge.last_row + 1)
            columns = range(merge.first_column, merge.last_column + 1)
            under = [(row, column) for row in rows for column in columns if (row, column) in cells]
        for at in under:
            if cells[at].text and at != (merge.first_row, merge.first_column):
                cells[at] = replace(cells[at], text="")


def _inside(at: tuple[int, int], block: Block) -> bool:
    return block.first_row <= at[0] <= block.last_row and block.first_column <= at[1] <= block.last_column
