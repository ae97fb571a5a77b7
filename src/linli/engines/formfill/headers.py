"""Which rows of a sheet are the headings of a table?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from linli.engines.formfill.grid import Grid, Piece
from linli.engines.formfill.strength import Reader, Strength
from linli.engines.text.folding import fold

MOST_HEADER_ROWS = 5
_CODE = re.compile(r"^\(?(\d{1,3}|[甲乙丙丁戊己庚辛壬癸]|[a-z])\)?(?:=.*)?$")
_STEMS = "甲乙丙丁戊己庚辛壬癸"


@dataclass(frozen=True, slots=True)
class Header:
    """Heading rows from ``first`` to ``last``, over the columns from ``left`` to ``right``."""

    first: int
    last: int
    left: int
    right: int
    known: int
    """How many headings were understood."""


def is_code_row(grid: Grid, row: int) -> bool:
    """甲 乙 1 2 3, (1) (2) (3): a row that numbers the columns."""
    codes = [_CODE.match(fold(piece.text)) for piece in grid.texts(row)]
    if len(codes) < 3 or any(code is None for code in codes):
        return False
    marks = [code.group(1) for code in codes if code is not None]
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    others = [mark for mark in marks if not mark.isdigit()]
    rising = all(later == earlier + 1 for earlier, later in zip(numbers, numbers[1:], strict=False))
    letters = "".join(others)
    in_order = letters in _STEMS or all(later > earlier for earlier, later in zip(others, others[1:], strict=False))
    return rising and in_order and len(numbers) != 1


def is_requirement_row(grid: Grid, row: int, reader: Reader) -> bool:
    """必填 | 选填 | 文本: a row that says how to fill, not what was filled."""
    pieces = list(grid.texts(row))
    return bool(pieces) and all(reader.is_word("requirement", piece.text) for piece in pieces)


def is_banner(grid: Grid, piece: Piece, row: int) -> bool:
    """A text merged over most of the sheet, or alone in its row: a title, a line, a note."""
    alone = len([other for other in grid.row(row) if other.text]) == 1
    return (piece.width >= max(4, 0.6 * grid.last_column)) or (alone and (piece.width > 1 or not piece.boxed))


def _headings(grid: Grid, row: int) -> list[Piece]:
    """The boxes with text that begin in the row, without titles and lines over the whole width."""
    return [piece for piece in grid.texts(row) if not is_banner(grid, piece, row)]


def find_header(grid: Grid, reader: Reader, start: int) -> Header | None:
    """The first block of heading rows at or below ``start``."""
    for row in sorted(number for number in grid.rows if number >= start):
        if _may_be_header(grid, reader, row):
            return _grown(grid, reader, row, start)
    return None


def _may_be_header(grid: Grid, reader: Reader, row: int) -> bool:
    pieces = _headings(grid, row)
    if len(pieces) < 2 or is_code_row(grid, row) or is_requirement_row(grid, row, reader):
        return False
    strengths = [reader.strength(piece.text) for piece in pieces]
    known = strengths.count(Strength.KNOWN)
    fit = known + strengths.count(Strength.PLAUSIBLE)
    if fit < 0.75 * len(pieces) or _answers_beside(grid, pieces, row) > 0.4 * len(pieces):
        return False
    if known >= 3 and known >= 0.25 * len(pieces):
        return True
    return _weak_header(grid, reader, row, pieces, known)


def _weak_header(grid: Grid, reader: Reader, row: int, pieces: list[Piece], known: int) -> bool:
    """Few known headings: a row of short texts side by side, with room for data beneath."""
    side_by_side = len(pieces) >= 3 and all(
        right.block.first_column - left.block.last_column <= 1 for left, right in zip(pieces, pieces[1:], strict=False)
    )
    beneath = [grid.at(row + 1, piece.block.first_column) for piece in pieces]
    room = any(piece is not None for piece in beneath) or row >= grid.last_row
    if side_by_side and room and not any(reader.strength(piece.text) == Strength.LINE for piece in pieces):
        return known >= 1 or len(pieces) >= 4 or row == min(grid.rows)
    return len(pieces) == 2 and known == 2 and _boxed_beneath(grid, pieces, row)


def _boxed_beneath(grid: Grid, pieces: list[Piece], row: int) -> bool:
    """A table of two columns only: both headings boxed, both with empty boxes beneath."""
    beneath = [grid.at(row + 1, piece.block.first_column) for piece in pieces]
    joined = pieces[1].block.first_column == pieces[0].block.last_column + 1
    return joined and all(piece is not None and piece.boxed and not piece.text for piece in beneath)


def _answers_beside(grid: Grid, pieces: list[Piece], row: int) -> int:
    """How many texts have an empty box to their right with nothing written beneath that box."""
    count = 0
    for piece in pieces:
        beside = grid.at(row, piece.block.last_column + 1)
        if beside is None or beside.text or beside.block.first_row != row:
            continue
        beneath = grid.at(beside.block.last_row + 1, beside.block.first_column)
        above = grid.at(row - 1, beside.block.first_column)
        grouped = beneath is not None and bool(beneath.text)
        hanging = above is not None and bool(above.text) and above.width == 1
        if not grouped and not hanging:
            count += 1
    return count


def _grown(grid: Grid, reader: Reader, row: int, start: int) -> Header:
    first, last = row, row
    while first - 1 >= start and last - first + 1 < MOST_HEADER_ROWS and _is_group_row(grid, reader, first - 1, first):
        first -= 1
    while last - first + 1 < MOST_HEADER_ROWS and _continues(grid, reader, first, last + 1):
        last += 1
    return _measured(grid, reader, first, last)


def _is_group_row(grid: Grid, reader: Reader, row: int, below: int) -> bool:
    """Whether a row above the headings holds their groups."""
    pieces = _headings(grid, row)
    if not pieces or any(reader.strength(piece.text) < Strength.PLAUSIBLE for piece in pieces):
        return False
    if any(piece.block.last_row >= below for piece in pieces):
        return True
    wide = [piece for piece in pieces if piece.width >= 2 and _texts_under(grid, piece, below) >= 2]
    if wide:
        return len(pieces) >= 2 or wide[0].boxed
    return len(pieces) >= 2 and all(piece.boxed for piece in pieces) and _fills_gaps(grid, pieces, below)


def _texts_under(grid: Grid, piece: Piece, row: int) -> int:
    inside = range(piece.block.first_column, piece.block.last_column + 1)
    return sum(1 for other in grid.texts(row) if other.block.first_column in inside)


def _fills_gaps(grid: Grid, pieces: list[Piece], below: int) -> bool:
    """Unmerged groups: every text of the row stands over a text, or over a gap the row below leaves open."""
    under = {piece.block.first_column for piece in grid.texts(below)}
    return any(piece.block.first_column not in under for piece in pieces)


def _continues(grid: Grid, reader: Reader, first: int, row: int) -> bool:
    """Whether a row still belongs to the headings that began at ``first``."""
    if row > grid.last_row:
        return False
    crossing = any(
        piece.text and piece.block.first_row < row <= piece.block.last_row and piece.block.first_row >= first
        for piece in grid.row(row)
    )
    pieces = list(grid.texts(row))
    if crossing:
        return not pieces or not _is_data(grid, reader, pieces, row)
    if not pieces or is_code_row(grid, row) or is_requirement_row(grid, row, reader):
        return False
    return _hangs_under(grid, reader, pieces, row)


def _is_data(grid: Grid, reader: Reader, pieces: list[Piece], row: int) -> bool:
    values = sum(reader.strength(piece.text) < Strength.LINE for piece in pieces)
    return values > 0.5 * len(pieces) and not _options(reader, grid, pieces, row)


def _options(reader: Reader, grid: Grid, pieces: list[Piece], row: int) -> bool:
    """男 | 女 under 性别: answers that head columns of their own."""
    del row
    return all(
        fold(piece.text) in reader.vocabulary.options or reader.strength(piece.text) >= Strength.PLAUSIBLE
        for piece in pieces
    ) and bool(grid.rows)


def _hangs_under(grid: Grid, reader: Reader, pieces: list[Piece], row: int) -> bool:
    """Unmerged sub-headings: each stands under a group heading or under the gap to its right."""
    grouped = 0
    for piece in pieces:
        if is_banner(grid, piece, row) or not _may_head(reader, piece):
            return False
        above = grid.at(row - 1, piece.block.first_column)
        beside = grid.at(row - 1, piece.block.last_column + 1)
        if above is None or not above.text:
            continue
        opens = above.width > piece.width or (beside is not None and not beside.text)
        if not opens:
            return False
        grouped += 1
    return grouped > 0 and any(reader.strength(piece.text) != Strength.PLAUSIBLE for piece in pieces)


def _may_head(reader: Reader, piece: Piece) -> bool:
    if reader.strength(piece.text) >= Strength.PLAUSIBLE or fold(piece.text) in reader.vocabulary.options:
        return True
    senses = reader.vocabulary.senses(fold(piece.text))
    return senses is not None and bool(senses.label)


def _measured(grid: Grid, reader: Reader, first: int, last: int) -> Header:
    pieces = list(_all_texts(grid, range(first, last + 1)))
    known = sum(reader.strength(piece.text) == Strength.KNOWN for piece in pieces)
    return Header(
        first=first,
        last=last,
        left=min(piece.block.first_column for piece in pieces),
        right=max(piece.block.last_column for piece in pieces),
        known=known,
    )


def _all_texts(grid: Grid, rows: Iterable[int]) -> Iterable[Piece]:
    return (piece for row in rows for piece in grid.texts(row))
