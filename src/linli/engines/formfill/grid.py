"""What stands at a place of the sheet, once merged cells are taken as one?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from linli.engines.text.folding import smooth
from linli.engines.workbooks.model import Block, Cell, Sheet

_TALLEST = 400
_WIDEST = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """One box as the reader sees it: a cell, or cells merged into one."""

    block: Block
    text: str
    boxed: bool

    @property
    def width(self) -> int:
        """How many columns it covers."""
        return self.block.last_column - self.block.first_column + 1

    @property
    def height(self) -> int:
        """How many rows it covers."""
        return self.block.last_row - self.block.first_row + 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet with its merged cells resolved, row by row."""

    rows: Mapping[int, tuple[Piece, ...]]
    """Row → boxes that touch it and hold text or a border, from left to right."""
    last_row: int
    last_column: int
    cells: Mapping[tuple[int, int], Cell]

    def row(self, number: int) -> tuple[Piece, ...]:
        """The boxes of a row; none for an empty row."""
        return self.rows.get(number, ())

    def texts(self, number: int) -> Iterator[Piece]:
        """The boxes of a row that hold text and begin in it."""
        return (piece for piece in self.row(number) if piece.text and piece.block.first_row == number)

    def at(self, row: int, column: int) -> Piece | None:
        """The box at a place, or None where nothing is drawn."""
        for piece in self.row(row):
            if piece.block.first_column <= column <= piece.block.last_column:
                return piece
        return None


def grid_from(sheet: Sheet) -> Grid:
    """Resolve merged cells; a merge without text and border is left out."""
    rows: dict[int, list[Piece]] = {}
    covered: set[tuple[int, int]] = set()
    for merge in sheet.merges:
        piece = _merged(sheet, merge)
        if piece is None:
            continue
        for row in range(piece.block.first_row, min(piece.block.last_row, piece.block.first_row + _TALLEST) + 1):
            rows.setdefault(row, []).append(piece)
            covered.update((row, column) for column in range(piece.block.first_column, piece.block.last_column + 1))
    for (row, column), cell in sheet.cells.items():
        if (row, column) in covered or column > _WIDEST:
            continue
        text = smooth(cell.text)
        if text or cell.boxed:
            rows.setdefault(row, []).append(Piece(Block(row, column, row, column), text, cell.boxed))
    ordered = {row: tuple(sorted(pieces, key=_by_column)) for row, pieces in rows.items()}
    with_text = [piece for pieces in ordered.values() for piece in pieces if piece.text or piece.boxed]
    return Grid(
        rows=ordered,
        last_row=max(ordered, default=0),
        last_column=max((piece.block.last_column for piece in with_text), default=0),
        cells=sheet.cells,
    )


def _merged(sheet: Sheet, merge: Block) -> Piece | None:
    cell = sheet.cells.get((merge.first_row, merge.first_column))
    text = smooth(cell.text) if cell is not None else ""
    boxed = cell is not None and cell.boxed
    if (not text and not boxed) or merge.first_column > _WIDEST:
        return None
    return Piece(
        Block(merge.first_row, merge.first_column, merge.last_row, min(merge.last_column, _WIDEST)), text, boxed
    )


def _by_column(piece: Piece) -> int:
    return piece.block.first_column
