"""What stands at a place of the sheet, once merged cells are taken as one?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

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
    """A sheet with its merged cells resolved; rows are put together when they are first asked for."""

    cells: Mapping[tuple[int, int], Cell]
    columns: Mapping[int, tuple[int, ...]]
    """Row → columns that hold text or a border, from left to right."""
    merged: Mapping[int, tuple[Piece, ...]]
    """Row → merged boxes that touch it."""
    last_row: int
    last_column: int
    built: dict[int, tuple[Piece, ...]] = field(default_factory=dict)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The rows that hold anything, from top to bottom."""
        return tuple(self.columns)

    def row(self, number: int) -> tuple[Piece, ...]:
        """The boxes that touch a row and hold text or a border, from left to right."""
        if number not in self.built:
            self.built[number] = self._build(number)
        return self.built[number]

    def _build(self, number: int) -> tuple[Piece, ...]:
        pieces = list(self.merged.get(number, ()))
        covered = {
            column
            for piece in pieces
            for column in range(piece.block.first_column, piece.block.last_column + 1)
        }
        for column in self.columns.get(number, ()):
            if column not in covered:
                cell = self.cells[number, column]
                pieces.append(Piece(Block(number, column, number, column), smooth(cell.text), cell.boxed))
        return tuple(sorted(pieces, key=_by_column))

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
    columns: dict[int, list[int]] = {}
    for (row, column), cell in sheet.cells.items():
        if column <= _WIDEST and (cell.boxed or cell.text.strip()):
            columns.setdefault(row, []).append(column)
    merged: dict[int, list[Piece]] = {}
    for merge in sheet.merges:
        piece = _merged(sheet, merge)
        if piece is None:
            continue
        for row in range(merge.first_row, min(merge.last_row, merge.first_row + _TALLEST) + 1):
            merged.setdefault(row, []).append(piece)
            columns.setdefault(row, [])
    return Grid(
        cells=sheet.cells,
        columns={row: tuple(sorted(columns[row])) for row in sorted(columns)},
        merged={row: tuple(pieces) for row, pieces in merged.items()},
        last_row=max(columns, default=0),
        last_column=_last_column(columns, merged),
    )


def _last_column(columns: Mapping[int, list[int]], merged: Mapping[int, list[Piece]]) -> int:
    single = max((max(row) for row in columns.values() if row), default=0)
    return max([single, *(piece.block.last_column for pieces in merged.values() for piece in pieces)])


def _merged(sheet: Sheet, merge: Block) -> Piece | None:
    cell = sheet.cells.get((merge.first_row, merge.first_column))
    text = smooth(cell.text) if cell is not None else ""
    boxed = cell is not None and cell.boxed
    if (not text and not boxed) or merge.first_column > _WIDEST:
        return None
    block = Block(merge.first_row, merge.first_column, merge.last_row, min(merge.last_column, _WIDEST))
    return Piece(block, text, boxed)


def _by_column(piece: Piece) -> int:
    return piece.block.first_column
