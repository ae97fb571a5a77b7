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
    written = [at for at, cell in cells.items() if cell.text or cell.formula is not None]
    text_column = max((column for _, column in written), default=0)
    anchors = set(written)
    for merge in merges:
        if (merge.first_row, merge.first_column) in anchors:
            text_column = max(text_column, min(merge.last_column, merge.first_column + _FRAME_COLUMNS))
    limit = text_column + _FRAME_COLUMNS
    kept = cells
    if max((column for _, column in cells), default=0) > limit:
        kept = {at: cell for at, cell in cells.items() if at[1] <= limit}
    last_row = max((row for row, _ in kept), default=0)
    last_column = max((column for _, column in kept), default=0)
    return kept, last_row, last_column


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
