"""Where do the data of a table begin and end, and which rows are already filled?"""

from dataclasses import dataclass

from linli.engines.formfill.grid import Grid, Piece
from linli.engines.formfill.headers import Header
from linli.engines.formfill.row_marks import is_banner, is_code_row, is_key_row, is_requirement_row
from linli.engines.formfill.strength import Reader, Strength
from linli.engines.text.folding import fold

_READ_CLOSELY = 300
"""Rows of data that are looked at box by box; far down a long roster a glance is enough."""


@dataclass(frozen=True, slots=True)
class Body:
    """The rows under the headings."""

    first: int
    last: int
    """The last row drawn for data; one before ``first`` when none is."""
    filled: tuple[int, ...]
    total: int | None
    examples: tuple[int, ...]
    instructions: tuple[int, ...]
    """Rows under the headings that say how to fill (必填 | 格式：2024-01-01)."""


def body_of(grid: Grid, reader: Reader, header: Header, serial: frozenset[int]) -> Body:
    """The rows under ``header``; ``serial`` are columns that only number the rows."""
    first, examples, instructions = _first_data_row(grid, reader, header)
    walk = _Walk(grid, reader, header)
    filled: list[int] = []
    last, total = first - 1, None
    for row in range(first, grid.last_row + 1):
        if row - first > _READ_CLOSELY and walk.is_plain_data(row):
            filled.append(row)
            last = row
            continue
        pieces = walk.inside(row)
        if walk.is_total(pieces):
            total = row
            break
        if not pieces or walk.ends(row, pieces):
            break
        if any(piece.text and piece.block.first_column not in serial for piece in pieces):
            filled.append(row)
        last = row
    return Body(first, last, tuple(filled), total, examples, instructions)


def _first_data_row(
    grid: Grid, reader: Reader, header: Header
) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    """The first row for data, and the rows before it that show and that say how to fill."""
    row = header.last + 1
    examples, instructions = [], []
    while row <= grid.last_row:
        if is_example_row(grid, reader, row):
            examples.append(row)
        elif is_requirement_row(grid, row, reader):
            instructions.append(row)
        elif not (is_code_row(grid, row) or is_key_row(grid, row)):
            break
        row += 1
    return row, tuple(examples), tuple(instructions)


def is_example_row(grid: Grid, reader: Reader, row: int) -> bool:
    """例：张三 …: a row that shows how to fill."""
    for piece in list(grid.texts(row))[:2]:
        head = fold(piece.text).partition(":")[0].strip("()")
        if reader.vocabulary.is_word("example", head):
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Walk:
    """Looks at one row after the other."""

    grid: Grid
    reader: Reader
    header: Header

    def is_plain_data(self, row: int) -> bool:
        """A row of several values, none of them merged and the first no total."""
        cells, columns = self.grid.cells, self.grid.columns.get(row, ())
        texts = [cells[row, column].text for column in columns[:8] if (row, column) in cells]
        held = [text for text in texts if text]
        return len(held) >= 3 and not self.reader.is_word("total", held[0]) and row not in self.grid.merged

    def inside(self, row: int) -> list[Piece]:
        """The boxes of a row within the table's columns."""
        return [
            piece
            for piece in self.grid.row(row)
            if piece.block.first_column <= self.header.right and piece.block.last_column >= self.header.left
        ]

    def is_total(self, pieces: list[Piece]) -> bool:
        """合计 in one of the first boxes."""
        first = next((piece for piece in pieces[:3] if piece.text), None)
        return first is not None and self.reader.is_word("total", first.text)

    def ends(self, row: int, pieces: list[Piece]) -> bool:
        """Whether the row lies under the table: nothing drawn, a line, a note, other headings."""
        texts = [piece for piece in pieces if piece.text]
        if not texts:
            return not any(piece.boxed for piece in pieces)
        if len(texts) == 1 and self._is_line(texts[0], row):
            return True
        strengths = [self.reader.strength(piece.text) for piece in texts]
        to_sign = [
            strength == Strength.LINE or piece.text.endswith(":")
            for piece, strength in zip(texts, strengths, strict=True)
        ]
        if len(texts) <= 4 and all(to_sign):
            return True
        known = strengths.count(Strength.KNOWN)
        return known >= 3 and known >= 0.8 * len(texts)

    def _is_line(self, piece: Piece, row: int) -> bool:
        """A text over most of the table, or unboxed and alone."""
        if piece.width >= max(3, 0.6 * (self.header.right - self.header.left + 1)):
            return True
        alone = not piece.boxed and is_banner(self.grid, piece, row)
        return alone and self.reader.strength(piece.text) not in {Strength.VALUE, Strength.KNOWN}
