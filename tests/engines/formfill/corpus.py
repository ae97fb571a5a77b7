"""Forms written down in a few lines each, drawn as sheets in several manners, with what must be read of them.

Notation, one form after an empty line::

    form  file name           pop   the people meant
    sheet name of the sheet   kind  people (default) | statistics | other
    title, sub, note          lines above the table, merged over its width
    head  columns: ``text`` asks nothing held, ``text=`` asks the field of that very name, ``text=field``;
          ``group{column|column}`` may be nested
    code  a row of column numbers under the headings;  example  a row that shows how to fill
    rows n | number | fill n  empty rows drawn | first column numbered | rows filled with made-up values
    total text | foot text    the last row | lines below
    choice heading: a,b       a list to choose from
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from linli.engines.workbooks.model import Block, Cell, Choice, Sheet, cell_name

HERE = Path(__file__).parent
MANNERS = ("plain", "unmerged", "borderless", "shifted", "spread", "untitled")


@dataclass
class Node:
    """One heading: a leaf with its field, or a group."""

    text: str
    label: str | None = None
    children: list["Node"] = field(default_factory=list)

    @property
    def depth(self) -> int:
        return 1 + max((child.depth for child in self.children), default=0)

    @property
    def leaves(self) -> list["Node"]:
        return [leaf for child in self.children for leaf in child.leaves] if self.children else [self]


@dataclass
class Form:
    """A form as it was written down."""

    file: str
    population: str = ""
    sheet: str = "Sheet1"
    kind: str = "people"
    above: list[tuple[str, str]] = field(default_factory=list)
    head: list[Node] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    example: list[str] = field(default_factory=list)
    rows: int = 0
    fill: int = 0
    numbered: bool = False
    total: str = ""
    foot: list[str] = field(default_factory=list)
    choices: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)


@dataclass
class Expected:
    """What must be read of a drawn form."""

    header_rows: tuple[int, int]
    first_data_row: int
    drawn_rows: int
    columns: dict[str, str | None]


@cache
def forms(name: str) -> tuple[Form, ...]:
    """The forms of a file beside this one."""
    blocks = (HERE / name).read_text(encoding="utf-8").split("\n\n")
    return tuple(_form(block) for block in blocks if "form " in block)


def _form(block: str) -> Form:
    form = Form("")
    for line in block.splitlines():
        if not line or line.startswith("#"):
            continue
        word, _, rest = line.partition(" ")
        _take(form, word, rest.strip())
    return form


def _take(form: Form, word: str, rest: str) -> None:
    if word in {"title", "sub", "note"}:
        form.above.append((word, rest))
    elif word in _PLAIN:
        name, kind = _PLAIN[word]
        setattr(form, name, kind(rest))
    elif word == "number":
        form.numbered = True
    elif word == "foot":
        form.foot.append(rest)
    elif word == "choice":
        heading, _, options = rest.partition(":")
        form.choices.append((heading.strip(), tuple(option.strip() for option in options.split(","))))
    else:
        raise ValueError(word)


def _nodes(text: str) -> list[Node]:
    found, depth, start = [], 0, 0
    for position, character in enumerate(text + "|"):
        if character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
        elif character == "|" and depth == 0:
            found.append(_node(text[start:position].strip()))
            start = position + 1
    return found


def _node(text: str) -> Node:
    if text.endswith("}"):
        name, _, inner = text.partition("{")
        return Node(name.strip().replace("\\n", "\n"), None, _nodes(inner[:-1]))
    heading, sign, label = text.partition("=")
    heading = heading.strip().replace("\\n", "\n")
    return Node(heading, (label.strip() or heading) if sign else None)


_PLAIN: dict[str, tuple[str, Callable[[str], Any]]] = {
    "form": ("file", str),
    "pop": ("population", str),
    "sheet": ("sheet", str),
    "kind": ("kind", str),
    "total": ("total", str),
    "rows": ("rows", int),
    "fill": ("fill", int),
    "head": ("head", _nodes),
    "code": ("code", str.split),
    "example": ("example", lambda rest: [part.strip() for part in rest.split("|")]),
}


class _Drawing:
    """A sheet while it is drawn."""

    def __init__(self, *, boxed: bool, left: int) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merges: list[Block] = []
        self.boxed = boxed
        self.left = left

    def put(self, row: int, column: int, text: str, *, boxed: bool = True) -> None:
        self.cells[row, column] = Cell(text=text, value=text or None, boxed=boxed and self.boxed)

    def merge(self, row: int, column: int, last_row: int, last_column: int) -> None:
        if (row, column) != (last_row, last_column):
            self.merges.append(Block(row, column, last_row, last_column))
            for r in range(row, last_row + 1):
                for c in range(column, last_column + 1):
                    if (r, c) not in self.cells:
                        self.put(r, c, "")


def draw(form: Form, manner: str = "plain") -> tuple[Sheet, Expected]:
    """The form as a sheet drawn in one of ``MANNERS``, and what must be read of it."""
    drawing = _Drawing(boxed=manner != "borderless", left=2 if manner == "shifted" else 1)
    depth = max(node.depth for node in form.head)
    leaves = [leaf for node in form.head for leaf in node.leaves]
    last = drawing.left + len(leaves) - 1
    row = 2 if manner == "shifted" else 1
    for word, text in form.above:
        if manner == "untitled" and word == "title":
            continue
        drawing.put(row, drawing.left, text, boxed=False)
        if manner != "unmerged":
            drawing.merges.append(Block(row, drawing.left, row, last))
        row += 1
    names: dict[str, str | None] = {}
    column = drawing.left
    for node in form.head:
        _draw_node(drawing, node, (row, column), depth, manner, names)
        column += len(node.leaves)
    header = (row, row + depth - 1)
    first = _draw_extras(drawing, form, header[1] + 1, len(leaves))
    count = _draw_rows(drawing, form, first, leaves, manner)
    end = first + count
    if form.total:
        for c in range(drawing.left, last + 1):
            drawing.put(end, c, form.total if c == drawing.left else "")
        end += 1
    for text in form.foot:
        drawing.put(end, drawing.left, text, boxed=False)
        drawing.merges.append(Block(end, drawing.left, end, last))
        end += 1
    sheet = Sheet(
        name=form.sheet,
        cells=drawing.cells,
        merges=tuple(drawing.merges),
        choices=tuple(
            _choice(form, leaves, drawing.left, first, heading, options) for heading, options in form.choices
        ),
        last_row=end - 1,
        last_column=last,
    )
    return sheet, Expected(header, first, count, names)


def _choice(
    form: Form, leaves: list[Node], left: int, first: int, heading: str, options: tuple[str, ...]
) -> Choice:
    column = left + next(i for i, leaf in enumerate(leaves) if leaf.text == heading)
    return Choice((Block(first, column, first + max(form.rows, 1) - 1, column),), options)


def _spread(text: str, manner: str) -> str:
    if manner == "spread" and len(text) == 2:
        return f"{text[0]}　{text[1]}"
    if manner == "spread" and len(text) == 4:
        return f"{text[:2]}\n{text[2:]}"
    return text


def _draw_node(
    drawing: _Drawing,
    node: Node,
    place: tuple[int, int],
    depth: int,
    manner: str,
    names: dict[str, str | None],
) -> None:
    row, column = place
    width = len(node.leaves)
    drawing.put(row, column, _spread(node.text, manner))
    if not node.children:
        names[cell_name(row, column)] = node.label
        if manner == "unmerged":
            for r in range(row + 1, row + depth):
                drawing.put(r, column, "")
        else:
            drawing.merge(row, column, row + depth - 1, column)
        return
    for c in range(column + 1, column + width):
        drawing.put(row, c, "")
    if manner != "unmerged":
        drawing.merge(row, column, row, column + width - 1)
    for child in node.children:
        _draw_node(drawing, child, (row + 1, column), depth - 1, manner, names)
        column += len(child.leaves)


def _draw_extras(drawing: _Drawing, form: Form, row: int, width: int) -> int:
    for texts in (form.code, form.example):
        if texts:
            for offset in range(width):
                drawing.put(row, drawing.left + offset, texts[offset] if offset < len(texts) else "")
            row += 1
    return row


def _draw_rows(drawing: _Drawing, form: Form, first: int, leaves: list[Node], manner: str) -> int:
    chance = random.Random(form.file)
    drawn = 0 if manner == "borderless" and not form.numbered else form.rows
    for offset in range(max(form.rows, form.fill)):
        values = (
            [_made_up(leaf, offset, chance) for leaf in leaves] if offset < form.fill else [""] * len(leaves)
        )
        if form.numbered:
            values[0] = str(offset + 1)
        for position, value in enumerate(values):
            if value or drawing.boxed:
                drawing.put(first + offset, drawing.left + position, value)
    return max(drawn, form.fill)


def _made_up(leaf: Node, number: int, chance: random.Random) -> str:
    year, month, day = chance.randint(1935, 2015), chance.randint(1, 12), chance.randint(1, 28)
    made = {
        "公民身份号码": f"110105{year}{month:02d}{day:02d}{chance.randint(100, 999)}{chance.randint(0, 9)}",
        "联系电话": f"1{chance.choice('3589')}{chance.randint(0, 999999999):09d}",
        "出生日期": f"{year}-{month:02d}-{day:02d}",
        "年龄": str(chance.randint(1, 95)),
        "性别": chance.choice("男女"),
        "民族": chance.choice(["汉族", "回族", "满族"]),
        "政治面貌": chance.choice(["群众", "中共党员"]),
        "婚姻状况": chance.choice(["已婚", "未婚", "丧偶"]),
        "文化程度": chance.choice(["小学", "初中", "高中", "大专"]),
        "姓名": chance.choice("赵钱孙李周吴郑王") + chance.choice("伟芳娜敏静磊军洋勇艳"),
        "户主姓名": chance.choice("赵钱孙李周吴郑王") + chance.choice("伟芳娜敏静磊军洋勇艳"),
        "与户主关系": chance.choice(["户主", "配偶", "子", "女"]),
        "备注": "",
    }
    if leaf.label in made:
        return made[leaf.label]
    if (leaf.label or "").startswith("是否"):
        return chance.choice("是否")
    if leaf.text in {"序号", "编号"}:
        return str(number + 1)
    return chance.choice(["一号", "甲", "某处", "无", "见附", ""])


def every(name: str, manners: tuple[str, ...] = ("plain",)) -> Iterator[tuple[Form, str, Sheet, Expected]]:
    """Every form of a file in every manner."""
    for form in forms(name):
        for manner in manners:
            yield form, manner, *draw(form, manner)
