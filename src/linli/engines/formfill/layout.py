"""Which columns does a table have, where do its data begin, and how many rows are drawn for them?"""

from dataclasses import dataclass

from linli.engines.formfill.grid import Grid, Piece
from linli.engines.formfill.headers import Header, find_header, is_banner, is_code_row, is_requirement_row
from linli.engines.formfill.strength import Reader, Strength
from linli.engines.text.folding import fold
from linli.engines.text.headings import heading


@dataclass(frozen=True, slots=True)
class Slot:
    """One column before anyone asked what it means."""

    piece: Piece
    """The lowest heading."""
    path: tuple[str, ...]
    """Group headings above, outermost first."""
    inherited: bool
    """The nearest group was not merged over this column, so it may belong to a neighbour."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A table as drawn."""

    header: Header
    slots: tuple[Slot, ...]
    first_data_row: int
    last_drawn_row: int
    drawn_rows: int
    filled: tuple[int, ...]
    """Rows that hold data."""
    total_row: int | None
    examples: tuple[int, ...] = ()
    bands: int = 1

    @property
    def below(self) -> int:
        """The first row under everything that belongs to the table."""
        return max(self.last_drawn_row, self.header.last, self.total_row or 0) + 1


def find_layouts(grid: Grid, reader: Reader) -> list[Layout]:
    """Every table of the sheet, from top to bottom."""
    found: list[Layout] = []
    start = 1
    while len(found) < 8:
        header = find_header(grid, reader, start)
        if header is None:
            break
        layout = _layout(grid, reader, header)
        found.append(layout)
        start = max(layout.below, header.last + 1)
    return found


def _layout(grid: Grid, reader: Reader, header: Header) -> Layout:
    slots = _slots(grid, header)
    first, examples = _first_data_row(grid, reader, header)
    body = _Body(grid, reader, header, first).measured(slots)
    return Layout(
        header=header,
        slots=slots,
        first_data_row=first,
        last_drawn_row=body[0],
        drawn_rows=max(0, body[0] - first + 1),
        filled=body[1],
        total_row=body[2],
        examples=examples,
        bands=_bands(slots),
    )


# ── Columns ─────────────────────────────────────────────────────────────────────────────────────────────
def _slots(grid: Grid, header: Header) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    for column in range(header.left, header.right + 1):
        chain = _chain(grid, header, column)
        if not chain:
            continue
        leaf = chain[-1]
        if slots and slots[-1].piece is leaf:
            continue
        path, inherited = _path(grid, header, column, chain[:-1])
        slots.append(Slot(leaf, path, inherited))
    return tuple(slots)


def _chain(grid: Grid, header: Header, column: int) -> list[Piece]:
    """The headings over a column from top to bottom."""
    chain: list[Piece] = []
    for row in range(header.first, header.last + 1):
        piece = grid.at(row, column)
        if piece is not None and piece.text and piece not in chain and not is_banner_over(grid, piece, row, header):
            chain.append(piece)
    return chain


def is_banner_over(grid: Grid, piece: Piece, row: int, header: Header) -> bool:
    """A title drawn inside the heading rows."""
    return is_banner(grid, piece, row) and piece.width >= header.right - header.left + 1 > 2


def _path(grid: Grid, header: Header, column: int, above: list[Piece]) -> tuple[tuple[str, ...], bool]:
    if above:
        return tuple(piece.text for piece in above), False
    leaf_row = next(
        (row for row in range(header.first, header.last + 1) if (p := grid.at(row, column)) is not None and p.text),
        header.last,
    )
    groups: list[str] = []
    for row in range(header.first, leaf_row):
        group = _group_to_the_left(grid, header, row, column)
        if group is not None:
            groups.append(group.text)
    return tuple(groups), bool(groups)


def _group_to_the_left(grid: Grid, header: Header, row: int, column: int) -> Piece | None:
    """The unmerged group heading whose gap this column stands in."""
    for other in range(column - 1, header.left - 1, -1):
        piece = grid.at(row, other)
        if piece is None or not piece.text:
            continue
        if piece.width > 1 or piece.height > 1:
            return None
        beneath = grid.at(row + 1, other)
        return piece if beneath is not None and beneath.text and beneath is not piece else None
    return None


def _bands(slots: tuple[Slot, ...]) -> int:
    """How many times the same row of headings is repeated side by side."""
    words = [(heading(slot.piece.text).core, slot.path) for slot in slots]
    for bands in (2, 3, 4):
        width, rest = divmod(len(words), bands)
        if not rest and width >= 2 and words == words[:width] * bands:
            return bands
    return 1


# ── Rows ────────────────────────────────────────────────────────────────────────────────────────────────
def _first_data_row(grid: Grid, reader: Reader, header: Header) -> tuple[int, tuple[int, ...]]:
    row, examples = header.last + 1, []
    while row <= grid.last_row:
        if is_example_row(grid, reader, row):
            examples.append(row)
        elif not (is_code_row(grid, row) or is_requirement_row(grid, row, reader)):
            break
        row += 1
    return row, tuple(examples)


def is_example_row(grid: Grid, reader: Reader, row: int) -> bool:
    """例：张三 …: a row that shows how to fill."""
    for piece in list(grid.texts(row))[:2]:
        head = fold(piece.text).partition(":")[0].strip("()")
        if reader.vocabulary.is_word("example", head):
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Body:
    """The rows under the headings."""

    grid: Grid
    reader: Reader
    header: Header
    first: int

    def measured(self, slots: tuple[Slot, ...]) -> tuple[int, tuple[int, ...], int | None]:
        """Last drawn row, filled rows, and the row of totals."""
        serial = _serial_columns(slots)
        filled: list[int] = []
        last, total = self.first - 1, None
        for row in range(self.first, self.grid.last_row + 1):
            pieces = self._inside(row)
            if self._is_total(pieces):
                total = row
                break
            if not pieces or self._ends(row, pieces):
                break
            if any(p.text and p.block.first_column not in serial for p in pieces):
                filled.append(row)
            last = row
        return last, tuple(filled), total

    def _inside(self, row: int) -> list[Piece]:
        """The boxes of a row within the table's columns."""
        return [
            piece
            for piece in self.grid.row(row)
            if piece.block.first_column <= self.header.right and piece.block.last_column >= self.header.left
        ]

    def _is_total(self, pieces: list[Piece]) -> bool:
        first = next((piece for piece in pieces[:3] if piece.text), None)
        return first is not None and self.reader.is_word("total", first.text)

    def _ends(self, row: int, pieces: list[Piece]) -> bool:
        texts = [piece for piece in pieces if piece.text]
        if not texts:
            return not any(piece.boxed for piece in pieces)
        if len(texts) == 1 and self._is_line(texts[0], row):
            return True
        if len(texts) <= 4 and all(self.reader.strength(p.text) == Strength.LINE for p in texts):
            return True
        return self._is_new_header(texts)

    def _is_line(self, piece: Piece, row: int) -> bool:
        width = self.header.right - self.header.left + 1
        wide = piece.width >= max(3, 0.6 * width)
        unboxed = not piece.boxed and is_banner(self.grid, piece, row)
        strength = self.reader.strength(piece.text)
        return wide or (unboxed and strength in {Strength.LINE, Strength.SENTENCE, Strength.PLAUSIBLE})

    def _is_new_header(self, texts: list[Piece]) -> bool:
        known = sum(self.reader.strength(piece.text) == Strength.KNOWN for piece in texts)
        return known >= 3 and known >= 0.8 * len(texts)


def _serial_columns(slots: tuple[Slot, ...]) -> frozenset[int]:
    """The columns that only number the rows."""
    serial = {"序号", "序", "编号", "号", "no", "序列", "行号"}
    return frozenset(slot.piece.block.first_column for slot in slots if heading(slot.piece.text).core in serial)
