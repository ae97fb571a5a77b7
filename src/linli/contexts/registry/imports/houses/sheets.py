"""Which column of a sheet of buildings is which, and what does each row say?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from linli.engines.workbooks import Sheet, Workbook, WorkbookRefused, read
from linli.kernel.errors import BadInput
from linli.kernel.sheets.plain_text import workbook_of_text
from linli.kernel.sheets.refusals import FileRefused

LOOKED_AT = 20
"""Rows from the top in which the headings are looked for."""
MOST = 20_000
WIDEST = 60
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "compound": ("小区", "小区名称", "所属小区", "院落"),
    "address": ("地址", "小区地址", "门牌地址", "坐落", "路名门牌"),
    "grid": ("网格", "所属网格", "网格名称"),
    "building": ("楼栋", "楼栋号", "楼号", "楼幢", "幢", "幢号", "栋", "栋号"),
    "entrance": ("单元", "单元号", "门洞"),
    "entrances": ("单元数", "单元总数"),
    "storeys": ("层数", "楼层数", "总层数", "楼层"),
    "each": ("每层户数", "每层", "每层几户", "梯户"),
    "doors": ("室号", "房号", "房间号", "户室", "户室号", "门号", "门牌号"),
    "lift": ("电梯", "有无电梯", "是否有电梯"),
}
NAMED = {word: key for key, words in HEADINGS.items() for word in words}


@dataclass(frozen=True, slots=True)
class Row:
    """One row, as it stands in the sheet."""

    number: int
    """Counted from 1, as the sheet shows it."""
    said: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.said.get(key, "")


def rows_of(data: bytes, name: str) -> list[Row]:
    """Every row of the first sheet that has the headings; ``BadInput`` or ``FileRefused`` otherwise."""
    for sheet in _opened(data, name).sheets:
        lines = [list(line) for line in _lines(sheet)]
        head = _headings(lines)
        if head is not None:
            at, columns = head
            found = [
                Row(n, {key: line[column] for key, column in columns.items()})
                for n, line in enumerate(lines[at + 1 :], start=at + 2)
                if any(line[column] for column in columns.values())
            ]
            if len(found) > MOST:
                raise BadInput(_("一次最多导入 %(most)s 行。"), most=MOST)
            return found
    raise BadInput(_("没有找到“楼栋”和“层数、每层户数”（或“室号”）这样的列，请检查表头。"))


def _opened(data: bytes, name: str) -> Workbook:
    try:
        return read(data, name)
    except WorkbookRefused as refused:
        if refused.code in ("not_a_workbook", "not_a_form_format") and name.lower().endswith(
            (".csv", ".txt")
        ):
            return workbook_of_text(data, name)
        raise FileRefused.because(refused.code, refused.detail) from refused


def _lines(sheet: Sheet) -> Iterator[Sequence[str]]:
    width = min(sheet.last_column, WIDEST)
    for row in range(1, min(sheet.last_row, MOST + LOOKED_AT + 1) + 1):
        cells = (sheet.cells.get((row, column)) for column in range(1, width + 1))
        yield ["".join(cell.text.split()) if cell is not None else "" for cell in cells]


def _headings(lines: Sequence[Sequence[str]]) -> tuple[int, Mapping[str, int]] | None:
    """The row of headings; buildings must be there, and storeys with homes on each, or doors."""
    for number, line in enumerate(lines[:LOOKED_AT]):
        columns: dict[str, int] = {}
        for index, words in enumerate(line):
            if words in NAMED:
                columns.setdefault(NAMED[words], index)
        if "building" in columns and ("doors" in columns or {"storeys", "each"} <= set(columns)):
            return number, columns
    return None
