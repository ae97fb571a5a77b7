"""What stands around the table: its title, and the sentences that explain how to fill it?"""

import re
from collections.abc import Collection

from linli.engines.formfill.grid import Grid, Piece
from linli.engines.formfill.row_marks import is_banner
from linli.engines.formfill.strength import Reader, Strength
from linli.engines.text.folding import chinese_length, fold
from linli.engines.workbooks.model import Sheet

_ATTACHMENT = re.compile(r"^(?:附件?|附表|表)[\d一二三四五六七八九十]*[-－]?\d*[:.]?$")
_PARENTHESIS = re.compile(r"^\(.*\)$")
_TITLE_ENDS = (
    "表",
    "册",
    "台账",
    "名单",
    "登记簿",
    "清单",
    "汇总",
    "统计",
    "档案",
    "底册",
    "报告",
    "情况",
    "明细",
    "簿",
    "信息",
    "卡",
    "单",
)


def title_of(sheet: Sheet, grid: Grid, first: int, reader: Reader) -> str:
    """The form's own title above row ``first``; of several lines the one that looks most like one."""
    return _best_title([(text, 1.5) for text in sheet.heading], grid, range(1, first), reader)


def title_between(grid: Grid, rows: range, reader: Reader) -> str:
    """The title of a later table, in the rows between it and the one before."""
    return _best_title([], grid, rows, reader)


def _best_title(lines: list[tuple[str, float]], grid: Grid, rows: range, reader: Reader) -> str:
    for row in rows:
        lines += [(piece.text, _size(piece)) for piece in grid.texts(row) if is_banner(grid, piece, row)]
    titles = [(text, _title_strength(text, size, reader)) for text, size in lines]
    titles = [(text, strength) for text, strength in titles if strength > 0]
    return max(titles, key=lambda found: found[1])[0] if titles else ""


def _size(piece: Piece) -> float:
    return 1.0 + min(piece.width, 10) / 10


def _title_strength(text: str, size: float, reader: Reader) -> float:
    folded = fold(text)
    if _ATTACHMENT.match(folded) or _PARENTHESIS.match(folded) or chinese_length(text) < 3:
        return 0.0
    if reader.strength(text) in {Strength.LINE, Strength.VALUE}:
        return 0.0
    if reader.phrase(text).exact and not folded.endswith(_TITLE_ENDS):
        # The name of a group alone (一、低保户) is a title only where nothing better stands.
        return 0.1 * size
    ending = 2.0 if folded.rstrip("()0123456789").endswith(_TITLE_ENDS) or "表" in folded else 0.0
    return size + ending - (1.5 if reader.strength(text) == Strength.SENTENCE and len(folded) > 40 else 0.0)


def notes_of(sheet: Sheet, grid: Grid, inside: Collection[int], reader: Reader) -> tuple[str, ...]:
    """Sentences outside the rows of tables and questions (注：…, 说明：…)."""
    texts = [text for text in sheet.heading if _is_note(text, reader)]
    for row in grid.numbers:
        if row not in inside:
            texts += [piece.text for piece in grid.texts(row) if _is_note(piece.text, reader)]
    return tuple(texts)


def _is_note(text: str, reader: Reader) -> bool:
    before = fold(text).partition(":")[0].strip("0123456789()")
    return reader.vocabulary.is_word("note", before) or reader.strength(text) == Strength.SENTENCE
