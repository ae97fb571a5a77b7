"""Is this row a title, a numbering of columns, a filling instruction; does a box stand aside of the table?"""

import re
from itertools import pairwise

from linli.engines.formfill.grid import Grid, Piece
from linli.engines.formfill.strength import Reader
from linli.engines.text.folding import fold

_CODE = re.compile(r"^\(?(\d{1,3}|[甲乙丙丁戊己庚辛壬癸]|[a-z])\)?(?:=.*)?$")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_KEY = re.compile(r"^[a-z][a-z0-9_]*[a-z][a-z0-9_]*$")
_LISTED = re.compile(r"[\u4e00-\u9fff]{1,6}(?:/[\u4e00-\u9fff]{1,6})+")
_INSTRUCTING = 0.7
"""The share of a row's texts that must say how to fill; some headings explain themselves otherwise."""


def is_code_row(grid: Grid, row: int) -> bool:
    """甲 乙 1 2 3, (1) (2) (3): a row that numbers the columns."""
    codes = [_CODE.match(fold(piece.text)) for piece in grid.texts(row)]
    marks = [code.group(1) for code in codes if code is not None]
    if len(marks) < 3 or len(marks) < len(codes):
        return False
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    letters = [mark for mark in marks if not mark.isdigit()]
    rising = all(later == earlier + 1 for earlier, later in pairwise(numbers))
    in_order = "".join(letters) in _STEMS or all(later > earlier for earlier, later in pairwise(letters))
    return rising and in_order and len(numbers) != 1


def is_key_row(grid: Grid, row: int) -> bool:
    """xm | xb | sfzh: names of the columns for a program."""
    keys = [_KEY.match(fold(piece.text)) for piece in grid.texts(row)]
    return len(keys) >= 3 and all(keys)


def is_requirement_row(grid: Grid, row: int, reader: Reader) -> bool:
    """必填 | 选填 | 格式：2024-01-01 | 男/女: a row that says how to fill, not what was filled."""
    pieces = list(grid.texts(row))
    said = [piece for piece in pieces if says_how_to_fill(piece.text, reader)]
    listed = sum(_LISTED.fullmatch(fold(piece.text)) is not None for piece in pieces if piece not in said)
    if len(said) == len(pieces):
        return bool(pieces)
    return len(said) >= 2 and len(said) + listed >= _INSTRUCTING * len(pieces)


def says_how_to_fill(text: str, reader: Reader) -> bool:
    """必填, 选填（仅党员）, 格式：2024-01-01, 请选择."""
    begins = tuple(reader.vocabulary.kinds.get("requirement_begins", ()))
    return reader.is_word("requirement", text) or fold(text).lstrip("(*").startswith(begins)


def is_banner(grid: Grid, piece: Piece, row: int) -> bool:
    """A text merged over most of the sheet, or alone in its row: a title, a line, a note."""
    texts = sum(1 for other in grid.row(row) if other.text)
    if piece.width >= max(4, 0.6 * grid.last_column) and texts <= 2:
        return True
    return texts == 1 and (piece.width > 1 or not piece.boxed)


def tall_box_aside(grid: Grid, row: int) -> Piece | None:
    """The leftmost box, where it is taller than all others of the row: perhaps the name of the table."""
    pieces = [piece for piece in grid.row(row) if piece.text]
    if len(pieces) < 3 or pieces[0].height < 3:
        return None
    reach = max(piece.block.last_row for piece in pieces[1:])
    return pieces[0] if pieces[0].block.last_row > reach else None


def side_by_side(pieces: list[Piece]) -> int:
    """How many boxes stand directly right of the one before."""
    return sum(right.block.first_column == left.block.last_column + 1 for left, right in pairwise(pieces))
