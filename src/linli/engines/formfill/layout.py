"""Which tables does a sheet hold, and which columns does each have?"""

import re
from dataclasses import dataclass

from linli.engines.formfill.body import body_of
from linli.engines.formfill.grid import Grid, Piece
from linli.engines.formfill.headers import Header, find_header
from linli.engines.formfill.row_marks import is_banner
from linli.engines.formfill.strength import Reader
from linli.engines.text.folding import fold
from linli.engines.text.headings import heading

_MOST_TABLES = 8
_BRACKETS_ONLY = re.compile(r"(?:\([^()]*\))+")
_SERIAL = frozenset({"序号", "序", "编号", "号", "no", "序列", "行号"})


@dataclass(frozen=True, slots=True)
class Slot:
    """One column before anyone asked what it means."""

    piece: Piece
    """The lowest heading."""
    path: tuple[str, ...]
    """Group headings above, outermost first."""
    inherited: bool
    """The nearest group was not merged over this column, so it may belong to a neighbour."""

    @property
    def words(self) -> str:
        """What the column asks: where the lowest heading only says how to answer, the group above asks."""
        return self.path[-1] + self.piece.text if self._only_says_how else self.piece.text

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups over the words."""
        return self.path[:-1] if self._only_says_how else self.path

    @property
    def _only_says_how(self) -> bool:
        """(是/否) under 是否低保."""
        return bool(self.path) and _BRACKETS_ONLY.fullmatch(fold(self.piece.text)) is not None


@dataclass(frozen=True, slots=True)
class Layout:
    """A table as drawn."""

    header: Header
    slots: tuple[Slot, ...]
    first_data_row: int
    last_drawn_row: int
    filled: tuple[int, ...]
    """Rows that hold data."""
    total_row: int | None
    examples: tuple[int, ...]
    instructions: tuple[int, ...]
    bands: int

    @property
    def drawn_rows(self) -> int:
        """How many rows are drawn for data."""
        return max(0, self.last_drawn_row - self.first_data_row + 1)

    @property
    def below(self) -> int:
        """The first row under everything that belongs to the table."""
        return max(self.last_drawn_row, self.header.last, self.total_row or 0) + 1


def find_layouts(grid: Grid, reader: Reader) -> list[Layout]:
    """Every table of the sheet, from top to bottom."""
    found: list[Layout] = []
    start = 1
    while len(found) < _MOST_TABLES and (header := find_header(grid, reader, start)) is not None:
        found.append(_layout(grid, reader, header))
        start = found[-1].below
    return found


def _layout(grid: Grid, reader: Reader, header: Header) -> Layout:
    slots = _slots(grid, header)
    body = body_of(grid, reader, header, _serial_columns(slots))
    return Layout(
        header=header,
        slots=slots,
        first_data_row=body.first,
        last_drawn_row=body.last,
        filled=body.filled,
        total_row=body.total,
        examples=body.examples,
        instructions=body.instructions,
        bands=_bands(slots),
    )


def _slots(grid: Grid, header: Header) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    outer = (header.aside.text,) if header.aside is not None else ()
    for column in range(header.left, header.right + 1):
        chain = _chain(grid, header, column)
        if not chain or (slots and slots[-1].piece is chain[-1]):
            continue
        path, inherited = _path(grid, header, column, chain[:-1])
        slots.append(Slot(chain[-1], (*outer, *path), inherited))
    return tuple(slots)


def _chain(grid: Grid, header: Header, column: int) -> list[Piece]:
    """The headings over a column from top to bottom."""
    chain: list[Piece] = []
    for row in range(header.first, header.last + 1):
        piece = grid.at(row, column)
        if (
            piece is not None
            and piece.text
            and piece not in chain
            and not _is_title(grid, piece, row, header)
        ):
            chain.append(piece)
    return chain


def _is_title(grid: Grid, piece: Piece, row: int, header: Header) -> bool:
    """A title drawn inside the heading rows."""
    return is_banner(grid, piece, row) and piece.width >= header.right - header.left + 1 > 2


def _path(grid: Grid, header: Header, column: int, above: list[Piece]) -> tuple[tuple[str, ...], bool]:
    """The groups over a column, and whether they were only taken over from the left."""
    if above:
        return tuple(piece.text for piece in above), False
    groups: list[str] = []
    for row in range(header.first, header.last + 1):
        piece = grid.at(row, column)
        if piece is not None and piece.text:
            break
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
        return piece if beneath is not None and beneath.text else None
    return None


def _serial_columns(slots: tuple[Slot, ...]) -> frozenset[int]:
    """The columns that only number the rows."""
    return frozenset(
        slot.piece.block.first_column for slot in slots if heading(slot.piece.text).core in _SERIAL
    )


def _bands(slots: tuple[Slot, ...]) -> int:
    """How many times the same row of headings is repeated side by side."""
    words = [(heading(slot.piece.text).core, slot.path) for slot in slots]
    for bands in (2, 3, 4):
        width, rest = divmod(len(words), bands)
        if not rest and width >= 2 and words == words[:width] * bands:
            return bands
    return 1
