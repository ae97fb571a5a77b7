"""Forms written down in the corpus, drawn as sheets in several manners, with what must be read of them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from tests.engines.formfill.corpus import Form, Node, forms

from linli.engines.workbooks.model import Block, Cell, Choice, Sheet, cell_name

MANNERS = ("plain", "unmerged", "borderless", "shifted", "spread", "untitled")


@dataclass
class Expected:
    """What must be read of a drawn form."""

    header_rows: tuple[int, int]
    first_data_row: int
    drawn_rows: int
    columns: dict[str, str | None]


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
