"""Which rows of a sheet are the headings of a table?"""

from dataclasses import dataclass

from linli.engines.formfill.grid import Grid, Piece
from linli.engines.formfill.row_marks import (
    is_banner,
    is_code_row,
    is_requirement_row,
    side_by_side,
    tall_box_aside,
)
from linli.engines.formfill.spots import is_answer_row
from linli.engines.formfill.strength import Reader, Strength
from linli.engines.text.folding import fold

_MOST_ROWS = 5
_LOOKED_THROUGH = 60
"""Rows searched for questions with answers beside them, the sign of a form for one person."""


@dataclass(frozen=True, slots=True)
class Header:
    """Heading rows from ``first`` to ``last``, over the columns from ``left`` to ``right``."""

    first: int
    last: int
    left: int
    right: int
    aside: Piece | None = None
    """A tall box left of headings and data alike (家庭成员): it names the table, not a column."""


def find_header(grid: Grid, reader: Reader, start: int) -> Header | None:
    """The first block of heading rows at or below ``start``."""
    rows = [number for number in grid.numbers if number >= start]
    for_one_person = any(is_answer_row(grid, reader, row) for row in rows[:_LOOKED_THROUGH])
    for row in rows:
        if for_one_person and not _stands_out(grid, reader, row):
            continue
        if _may_be_header(grid, reader, row):
            return _grown(grid, reader, row, start)
    return None


def _headings(grid: Grid, row: int) -> list[Piece]:
    """The boxes with text that begin in the row, without titles and lines over the whole width."""
    return [piece for piece in grid.texts(row) if not is_banner(grid, piece, row)]


# ── Is this row one of headings? ────────────────────────────────────────────────────────────────────────
def _stands_out(grid: Grid, reader: Reader, row: int) -> bool:
    """In a form of questions and answers, a row of headings has known ones side by side."""
    known = [piece for piece in _headings(grid, row) if reader.strength(piece.text) == Strength.KNOWN]
    return len(known) >= 3 and side_by_side(known) >= 2


def _may_be_header(grid: Grid, reader: Reader, row: int) -> bool:
    pieces = _headings(grid, row)
    if len(pieces) < 2 or _is_something_else(grid, reader, row):
        return False
    strengths = [reader.strength(piece.text) for piece in pieces]
    known = strengths.count(Strength.KNOWN)
    fit = known + strengths.count(Strength.PLAUSIBLE) + (_answers_among(pieces, reader) if known >= 3 else 0)
    if fit < 0.75 * len(pieces) or _answers_beside(grid, pieces, row) > 0.4 * len(pieces):
        return False
    if known >= 3 and known >= 0.25 * len(pieces):
        return True
    return _is_plain_header(grid, pieces, row, known) and Strength.LINE not in strengths


def _answers_among(pieces: list[Piece], reader: Reader) -> int:
    """男 | 女 as headings of counts."""
    return sum(reader.vocabulary.is_word("answer", fold(piece.text)) for piece in pieces)


def _is_something_else(grid: Grid, reader: Reader, row: int) -> bool:
    return is_code_row(grid, row) or is_requirement_row(grid, row, reader) or is_answer_row(grid, reader, row)


def _is_plain_header(grid: Grid, pieces: list[Piece], row: int, known: int) -> bool:
    """Few known headings: a row of short texts side by side, with room for data beneath."""
    top = row == grid.numbers[0]
    beneath = [grid.at(row + 1, piece.block.first_column) for piece in pieces]
    if len(pieces) == 2:
        empty = all(piece is not None and piece.boxed and not piece.text for piece in beneath)
        return known == 2 and side_by_side(pieces) == 1 and empty
    room = any(piece is not None for piece in beneath) or row >= grid.last_row or top
    return room and _without_gaps(pieces) and (known >= 1 or len(pieces) >= 4 or top)


def _without_gaps(pieces: list[Piece]) -> bool:
    return side_by_side(pieces) == len(pieces) - 1


def _answers_beside(grid: Grid, pieces: list[Piece], row: int) -> int:
    """How many texts have an empty box to their right with nothing written beneath that box."""
    return sum(_has_answer_beside(grid, piece, row) for piece in pieces)


def _has_answer_beside(grid: Grid, piece: Piece, row: int) -> bool:
    beside = grid.at(row, piece.block.last_column + 1)
    if beside is None or beside.text or beside.block.first_row != row:
        return False
    beneath = grid.at(beside.block.last_row + 1, beside.block.first_column)
    above = grid.at(row - 1, beside.block.first_column)
    belongs_to_group = beneath is not None and bool(beneath.text)
    hangs_from_above = above is not None and bool(above.text) and above.width == 1
    return not belongs_to_group and not hangs_from_above


# ── Which rows belong to it? ────────────────────────────────────────────────────────────────────────────
def _grown(grid: Grid, reader: Reader, row: int, start: int) -> Header:
    first = last = row
    while first > start and last - first + 1 < _MOST_ROWS and _is_group_row(grid, reader, first - 1):
        first -= 1
    while last - first + 1 < _MOST_ROWS and _continues(grid, reader, first, last + 1):
        last += 1
    aside = tall_box_aside(grid, first)
    if aside is not None and aside.block.last_row <= last:
        aside = None
    pieces = [piece for r in range(first, last + 1) for piece in grid.texts(r) if piece is not aside]
    return Header(
        first=first,
        last=last,
        left=min(piece.block.first_column for piece in pieces),
        right=max(piece.block.last_column for piece in pieces),
        aside=aside,
    )


def _is_group_row(grid: Grid, reader: Reader, row: int) -> bool:
    """Whether a row above the headings holds their groups."""
    pieces = _headings(grid, row)
    if not pieces or any(reader.strength(piece.text) < Strength.PLAUSIBLE for piece in pieces):
        return False
    if any(piece.block.last_row > row for piece in pieces):
        return True
    wide = [piece for piece in pieces if piece.width >= 2 and _texts_under(grid, piece, row + 1) >= 2]
    if wide:
        return len(pieces) >= 2 or wide[0].boxed
    return len(pieces) >= 2 and all(piece.boxed for piece in pieces) and _fills_gaps(grid, pieces, row + 1)


def _texts_under(grid: Grid, piece: Piece, row: int) -> int:
    inside = range(piece.block.first_column, piece.block.last_column + 1)
    return sum(1 for other in grid.texts(row) if other.block.first_column in inside)


def _fills_gaps(grid: Grid, pieces: list[Piece], below: int) -> bool:
    """Unmerged groups: some text of the row stands over a gap the row below leaves open."""
    under = {piece.block.first_column for piece in grid.texts(below)}
    return any(piece.block.first_column not in under for piece in pieces)


def _continues(grid: Grid, reader: Reader, first: int, row: int) -> bool:
    """Whether a row still belongs to the headings that began at ``first``."""
    if row > grid.last_row:
        return False
    pieces = list(grid.texts(row))
    if _is_crossed(grid, first, row):
        values = [piece for piece in pieces if not _may_head(reader, piece)]
        return len(values) <= 0.5 * len(pieces)
    if not pieces or is_code_row(grid, row) or is_requirement_row(grid, row, reader):
        return False
    return _hangs_under(grid, reader, pieces, row)


def _is_crossed(grid: Grid, first: int, row: int) -> bool:
    """Whether a heading is merged down into the row."""
    aside = tall_box_aside(grid, first)
    return any(
        piece.text and piece is not aside and first <= piece.block.first_row < row <= piece.block.last_row
        for piece in grid.row(row)
    )


def _hangs_under(grid: Grid, reader: Reader, pieces: list[Piece], row: int) -> bool:
    """Unmerged sub-headings: each stands under a group heading or under the gap to its right."""
    if any(is_banner(grid, piece, row) or not _may_head(reader, piece) for piece in pieces):
        return False
    places = [_place_under(grid, piece, row) for piece in pieces]
    known = sum(reader.strength(piece.text) != Strength.PLAUSIBLE for piece in pieces)
    # A group over a single column (体检 over 是否体检) is one too, where the row is plainly of headings.
    alone = places.count("column")
    return known > 0 and "group" in places and (not alone or (known >= 3 and alone <= 0.25 * len(places)))


def _place_under(grid: Grid, piece: Piece, row: int) -> str:
    """What stands over a sub-heading: a ``group``, the ``gap`` of one, or a complete ``column`` heading."""
    above = grid.at(row - 1, piece.block.first_column)
    beside = grid.at(row - 1, piece.block.last_column + 1)
    if above is None or not above.text:
        return "gap"
    opens = above.width > piece.width or (beside is not None and not beside.text)
    return "group" if opens else "column"


def _may_head(reader: Reader, piece: Piece) -> bool:
    """A heading, or an answer that heads a column of its own (男 | 女 under 性别)."""
    word = fold(piece.text)
    if reader.strength(piece.text) >= Strength.PLAUSIBLE or word in reader.vocabulary.options:
        return True
    senses = reader.vocabulary.senses(word)
    return senses is not None and bool(senses.label)
