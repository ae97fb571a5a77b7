"""Where does a form for a single person want its answers: right of, or under, which words?"""

from dataclasses import dataclass
from itertools import pairwise

from linli.engines.formfill.grid import Grid, Piece
from linli.engines.formfill.row_marks import side_by_side
from linli.engines.formfill.strength import Reader, Strength
from linli.engines.text.folding import fold

_BOXES = "□☐○◯口"
_MOST_ROWS = 120
_TO_SIGN = ("签字", "签名", "盖章", "照片", "相片")


@dataclass(frozen=True, slots=True)
class Question:
    """A heading and the box that wants its answer."""

    piece: Piece
    answer: Piece
    path: tuple[str, ...]


def is_choice_box(text: str) -> bool:
    """□男 □女: an answer to be ticked."""
    return any(box in text for box in _BOXES[:4])


def answer_pairs(grid: Grid, reader: Reader, row: int) -> list[tuple[Piece, Piece]]:
    """Headings of a row with the box to their right that is empty, to be ticked, or filled with an answer."""
    pieces = [piece for piece in grid.row(row) if piece.block.first_row == row]
    pairs: list[tuple[Piece, Piece]] = []
    taken: set[int] = set()
    for left, right in pairwise(pieces):
        beside = right.block.first_column == left.block.last_column + 1
        if not beside or left.block.first_column in taken or not _asks(left, reader):
            continue
        if _answers(right, reader):
            pairs.append((left, right))
            taken.add(right.block.first_column)
    return pairs


def _asks(piece: Piece, reader: Reader) -> bool:
    return (
        bool(piece.text)
        and not is_choice_box(piece.text)
        and reader.strength(piece.text) >= Strength.PLAUSIBLE
    )


def _answers(piece: Piece, reader: Reader) -> bool:
    if not piece.text:
        return piece.boxed
    if is_choice_box(piece.text):
        return True
    return reader.strength(piece.text) != Strength.KNOWN


def is_answer_row(grid: Grid, reader: Reader, row: int) -> bool:
    """姓名 | _ | 性别 | _: headings and answers in turn, in this row and in the next or the one before."""
    here = _known_pairs(grid, reader, row)
    if not here:
        return False
    texts = [piece for piece in grid.row(row) if piece.block.first_row == row and piece.text]
    known = [piece for piece in texts if reader.strength(piece.text) == Strength.KNOWN]
    adjacent = side_by_side(known)
    if adjacent > len(here):
        return False
    columns = {pair[0].block.first_column for pair in here}
    for other in (row + 1, row - 1):
        there = {pair[0].block.first_column for pair in _known_pairs(grid, reader, other)}
        if columns & there:
            return True
    return False


def _known_pairs(grid: Grid, reader: Reader, row: int) -> list[tuple[Piece, Piece]]:
    return [
        pair for pair in answer_pairs(grid, reader, row) if reader.strength(pair[0].text) == Strength.KNOWN
    ]


def find_questions(grid: Grid, reader: Reader, taken: frozenset[int]) -> list[Question]:
    """All questions outside the rows of tables, in reading order; none unless the sheet is such a form."""
    rows = [row for row in grid.numbers[:_MOST_ROWS] if row not in taken]
    answer_rows = [row for row in rows if is_answer_row(grid, reader, row)]
    if not answer_rows:
        return []
    first, last = min(answer_rows), max(answer_rows)
    questions: list[Question] = []
    for row in rows:
        if first - 2 <= row <= last + 12:
            questions += _questions_of(grid, reader, row)
    return questions


def _questions_of(grid: Grid, reader: Reader, row: int) -> list[Question]:
    return [
        Question(asked, answer, _side_labels(grid, asked, reader))
        for asked, answer in answer_pairs(grid, reader, row)
        if not fold(asked.text).endswith(_TO_SIGN)
    ]


def _side_labels(grid: Grid, asked: Piece, reader: Reader) -> tuple[str, ...]:
    """Tall boxes to the left that name whom a block of questions is about (监护人情况)."""
    path: list[str] = []
    for piece in grid.row(asked.block.first_row):
        taller = piece.height > asked.height and piece.block.last_column < asked.block.first_column
        if (
            taller
            and piece.text
            and reader.strength(piece.text) >= Strength.PLAUSIBLE
            and not _answers_of(grid, piece)
        ):
            path.append(piece.text)
    return tuple(path)


def _answers_of(grid: Grid, piece: Piece) -> bool:
    """Whether the tall box has an equally tall answer to its right, so is a question itself."""
    beside = grid.at(piece.block.first_row, piece.block.last_column + 1)
    return beside is not None and not beside.text and beside.height >= piece.height
