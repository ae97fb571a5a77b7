"""How are the tables of a Word document filled in place?"""

from collections.abc import Callable, Sequence

from linli.engines.workbooks.archives import Archive
from linli.engines.workbooks.continuation import continuation
from linli.engines.workbooks.docx.cell_writing import write_cell
from linli.engines.workbooks.docx.marking import mark_cell, write_legend
from linli.engines.workbooks.docx.names import TABLE_NAME, Words, placed_cells, tables
from linli.engines.workbooks.docx.reading import document_part
from linli.engines.workbooks.docx.table_rows import TableRows
from linli.engines.workbooks.docx.text import cell_text
from linli.engines.workbooks.markup import Element
from linli.engines.workbooks.model import Value
from linli.engines.workbooks.part_edits import PartEdits
from linli.engines.workbooks.refusals import NoSuchPlace
from linli.engines.workbooks.tables import Marking, Spot, Table


def fill_docx(
    archive: Archive, blocks: Sequence[Table], spots: Sequence[Spot], marks: Marking | None
) -> bytes:
    """The same document with rows and cells written; NoSuchPlace for a place it does not have."""
    edits = PartEdits(archive)
    root = edits.tree(document_part(archive))
    words = Words(root)
    body = root.find(words("body"))
    grids = {
        TABLE_NAME.format(number): TableRows(table, words)
        for number, table in enumerate(tables(root if body is None else body, words), start=1)
    }
    for spot in spots:
        cell = _grid(grids, spot.sheet).anchor(spot.row, spot.column)
        write_cell(cell, spot.value, words)
        mark_cell(cell, spot.mark, marks, words)
    # From below upwards, so that the rows of the next block still have their numbers.
    for block in sorted(blocks, key=lambda block: -block.first_row):
        _Block(block, _grid(grids, block.sheet), words, marks).write()
    if marks is not None and body is not None:
        write_legend(body, marks, words)
    return edits.written()


def _grid(grids: dict[str, TableRows], name: str) -> TableRows:
    if name not in grids:
        raise NoSuchPlace(f"no table named {name!r}")
    return grids[name]


class _Block:
    def __init__(self, block: Table, grid: TableRows, words: Words, marks: Marking | None) -> None:
        self._block = block
        self._grid = grid
        self._words = words
        self._marks = marks

    def write(self) -> None:
        """Fill the drawn rows, copy the last one as often as needed, or take surplus ones out."""
        block, grid = self._block, self._grid
        grid.row(block.last_drawn)
        added = self._added() if block.needed > block.drawn_rows else []
        kept = min(block.drawn_rows, block.needed)
        for index in range(kept):
            self._set(grid.row(block.first_row + index), index)
        place = grid.row(block.last_drawn)
        for row in reversed(added):
            place.addnext(row)
        if kept < block.drawn_rows:
            grid.take_out(block.first_row + kept, block.last_drawn)

    def _added(self) -> list[Element]:
        block, rows = self._block, []
        others = self._others()
        for index in range(block.drawn_rows, block.needed):
            row = self._grid.copy_below(block.last_drawn)
            for column, _, cell in placed_cells(row, self._words):
                if column in others:
                    following = others[column]
                    value = None if following is None else following(index - block.drawn_rows)
                    write_cell(cell, value, self._words)
            self._set(row, index)
            rows.append(row)
        return rows

    def _others(self) -> dict[int, Callable[[int], Value] | None]:
        """For columns nobody fills: what goes on in them."""
        block, words = self._block, self._words
        last = self._grid.row(block.last_drawn)
        above = self._grid.row(block.last_drawn - 1) if block.drawn_rows > 1 else last
        before = {column: cell_text(cell, words) for column, _, cell in placed_cells(above, words)}
        found: dict[int, Callable[[int], Value] | None] = {}
        for column, span, cell in placed_cells(last, words):
            text = cell_text(cell, words)
            if text and not any(column <= wanted < column + span for wanted in block.columns):
                found[column] = continuation(before.get(column), text, alone=block.drawn_rows == 1)
        return found

    def _set(self, row: Element, index: int) -> None:
        block = self._block
        values = block.rows[index] if index < len(block.rows) else ()
        written: list[Element] = []
        for place, column in enumerate(block.columns):
            value = values[place] if place < len(values) else None
            cell = self._grid.cell(row, column)
            if cell in written or self._grid.is_covered(cell):
                continue  # the second column of a wide cell, or one that shows the text above
            written.append(cell)
            write_cell(cell, value, self._words)
            mark_cell(cell, block.marks.get((index, place)), self._marks, self._words)
