"""What does an .xls (BIFF8, or BIFF5 of Excel 95) show?"""

from typing import Any

from linli.engines.workbooks.clocks import is_clock
from linli.engines.workbooks.extents import trimmed
from linli.engines.workbooks.model import Block, Cell, Sheet, Workbook
from linli.engines.workbooks.number_formats import shown
from linli.engines.workbooks.xls.book import cell_value, format_code, open_book
from linli.engines.workbooks.xlsx.styles import Look

_SIDES = ("left_line_style", "right_line_style", "top_line_style", "bottom_line_style")
_BOLD_FROM = 600


def read_xls(data: bytes) -> Workbook:
    """All worksheets in the order of their tabs; raises WorkbookRefused."""
    book = open_book(data)
    looks = [_look(book, xf) for xf in book.xf_list]
    return Workbook("xls", tuple(_sheet(book, sheet, looks) for sheet in book.sheets()))


def _look(book: Any, xf: Any) -> Look:
    code = format_code(book, xf)
    return Look(
        boxed=any(getattr(xf.border, side) for side in _SIDES),
        bold=book.font_list[xf.font_index].weight >= _BOLD_FROM,
        number_format=code,
        is_clock=is_clock(code),
    )


def _sheet(book: Any, sheet: Any, looks: list[Look]) -> Sheet:
    cells: dict[tuple[int, int], Cell] = {}
    from_1904 = bool(book.datemode)
    for row in range(sheet.nrows):
        pairs = zip(sheet.row_types(row), sheet.row_values(row), strict=True)
        for column, (kind, raw) in enumerate(pairs):
            look = looks[sheet.cell_xf_index(row, column)]
            value = cell_value(kind, raw, look.number_format, from_1904=from_1904)
            if value is not None or look.boxed:
                text = shown(value, look.number_format, from_1904=from_1904)
                cells[row + 1, column + 1] = Cell(
                    text, value, look.number_format, None, look.boxed, look.bold
                )
    merges = tuple(Block(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells)
    kept, last_row, last_column = trimmed(cells, merges)
    return Sheet(
        name=sheet.name,
        cells=kept,
        merges=merges,
        hidden=bool(sheet.visibility),
        last_row=last_row,
        last_column=last_column,
    )
