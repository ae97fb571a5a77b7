"""Which columns of a table hold the words of requests, and which their category?"""

from collections.abc import Sequence
from dataclasses import dataclass

from linli.engines.similarity.pieces import bare
from linli.engines.similarity.refusals import CannotTell

_TITLES = ("留言主题", "主题", "标题", "事项标题", "诉求标题", "题目", "title", "subject")
_BODIES = (
    "留言详情", "投诉件内容", "诉求内容", "问题描述", "事项内容", "留言内容", "内容",
    "详情", "正文", "描述", "文本",
    "留言", "text", "content", "body", "description", "message",
)  # fmt: skip
_LABELS = (
    "一级标签", "一级分类", "一级类别", "类别", "分类", "标签", "事项类别", "诉求类别", "问题类别",
    "label", "category", "class", "type",
)  # fmt: skip
_DAYS = (
    "留言时间",
    "提交时间",
    "来电时间",
    "受理时间",
    "反映时间",
    "日期",
    "时间",
    "date",
    "time",
    "created_at",
)
_LIKES = ("点赞数", "点赞", "赞", "支持数", "likes", "votes")
_PLACES = ("地点", "地址", "位置", "事发地", "小区", "河流", "place", "address", "location")
_LONG = 12
"""A column whose cells have this many characters on average holds sentences, not names of categories."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of columns, from 0: the title and the body (either may be None), the category, the first row."""

    title: int | None
    body: int | None
    label: int | None
    first: int
    """The first row of data: 1 below a header, else 0."""
    day: int | None = None
    likes: int | None = None
    place: int | None = None


def columns_of(table: Sequence[Sequence[object]], *, labelled: bool = True) -> Columns:
    """The columns of a table of cells; raises ``CannotTell`` where words or category are missing."""
    if not any(bare(str(cell or "")) for row in table for cell in row):
        raise CannotTell("表里没有内容。")
    named = _by_header([bare(str(cell or "")) for cell in table[0]])
    found = named or _by_content(table)
    if found.title is None and found.body is None:
        raise CannotTell("看不出哪一列是诉求文字。请把表头写成“主题”“内容”，或者 title、text，再试一次。")
    if labelled and found.label is None:
        raise CannotTell("看不出哪一列是类别。请把表头写成“类别”或 label，再试一次。")
    return found


def text_of(row: Sequence[object], columns: Columns) -> tuple[str, str]:
    """Title and body of a row, empty where a cell is."""
    title, body = (cell_of(row, place) for place in (columns.title, columns.body))
    return title, body


def cell_of(row: Sequence[object], place: int | None) -> str:
    """The words of a cell, empty where there is no such column or nothing in it."""
    if place is None or place >= len(row) or row[place] is None:
        return ""
    return str(row[place]).strip()


def _first(names: Sequence[str], header: Sequence[str]) -> int | None:
    """The column headed by the earliest of these names; failing that, one whose heading ends with it."""
    for name in names:
        if name in header:
            return header.index(name)
    return next((place for name in names for place, cell in enumerate(header) if cell.endswith(name)), None)


def _by_header(header: Sequence[str]) -> Columns | None:
    """The columns as the header names them; None when the first row is no header."""
    if any(len(cell) > _LONG for cell in header):
        return None
    title, body, label = (_first(names, header) for names in (_TITLES, _BODIES, _LABELS))
    if title is None and body is None:
        return None
    taken = {title, body}
    day, likes, place = (
        found if (found := _first(names, header)) not in taken else None for names in (_DAYS, _LIKES, _PLACES)
    )
    return Columns(title, body, label if label not in taken else None, 1, day, likes, place)


def _by_content(table: Sequence[Sequence[object]]) -> Columns:
    """Without header: the longest cells are the words, short ones that repeat are the category."""
    width = max(len(row) for row in table)
    cells = [[cell_of(row, place) for row in table] for place in range(width)]
    lengths = [sum(map(len, column)) / len(column) for column in cells]
    body = max(range(width), key=lambda place: lengths[place])
    if lengths[body] < _LONG / 2:
        return Columns(None, None, None, 0)
    names = [place for place in range(width) if place != body and _is_category(cells[place])]
    label = min(names, key=lambda place: len(set(cells[place])), default=None)
    return Columns(None, body, label, 0)


def _is_category(column: Sequence[str]) -> bool:
    """Whether the cells are short, filled, not numbers, and say the same few things again and again."""
    filled = [cell for cell in column if cell]
    if len(filled) < len(column) or sum(cell.isdigit() for cell in filled):
        return False
    return max(map(len, filled)) <= 2 * _LONG and 2 <= len(set(filled)) <= max(2, len(filled) // 2)
