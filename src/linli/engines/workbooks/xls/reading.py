"""What does an .xls (BIFF8, or BIFF5 of Excel 95) show?"""

from typing import Any

from linli.engines.workbooks.clocks import is_clock
from linli.engines.workbooks.extents import trimmed
from linli.engines.workbooks.model import Block, Cell, Sheet, Workbook
from linli.engines.workbooks.number_formats import shown
from linli.engines.workbooks.references import block_name
from linli.engines.workbooks.xls.book import NOTHING, cell_value, format_code, open_whole
from linli.engines.workbooks.xls.records import SheetExtras
from linli.engines.workbooks.xlsx.cells import RawSheet
from linli.engines.workbooks.xlsx.choices import ChoiceLists
from linli.engines.workbooks.xlsx.styles import Look

_SIDES = ("left_line_style", "right_line_style", "top_line_style", "bottom_line_style")
_BOLD_FROM = 600


def read_xls(data: bytes) -> Workbook:
    """All worksheets in the order of their tabs; raises WorkbookRefused."""
    whole = open_whole(data)
    book = whole.book
    looks = [_look(book, xf) for xf in book.xf_list]
    raw = {sheet.name: _raw(book, sheet, looks, more) for sheet, more in whole.sheets}
    names = tuple((name.name, name.sheet, name.formula) for name in whole.records.names)
    choices = ChoiceLists(raw, names)
    sheets = tuple(_sheet(sheet, raw[sheet.name], choices) for sheet, _ in whole.sheets)
    notes = ("pictures",) if any(more.has_pictures for _, more in whole.sheets) else ()
    return Workbook("xls", sheets, notes)


def _look(book: Any, xf: Any) -> Look:
    code = format_code(book, xf)
    return Look(
        boxed=any(getattr(xf.border, side) for side in _SIDES),
        bold=book.font_list[xf.font_index].weight >= _BOLD_FROM,
        number_format=code,
        is_clock=is_clock(code),
    )


def _raw(book: Any, sheet: Any, looks: list[Look], extras: SheetExtras) -> RawSheet:
    raw, from_1904 = RawSheet(), bool(book.datemode)
    for row in range(sheet.nrows):
        pairs = zip(sheet.row_types(row), sheet.row_values(row), strict=True)
        for column, (kind, stored) in enumerate(pairs):
            if kind == NOTHING:
                continue
            look = looks[sheet.cell_xf_index(row, column)]
            code = look.number_format
            value = cell_value(kind, stored, code, from_1904=from_1904)
            formula = extras.formulas.get((row + 1, column + 1))
            if value is not None or formula or look.boxed:
                text = shown(value, code, from_1904=from_1904)
                raw.cells[row + 1, column + 1] = Cell(text, value, code, formula, look.boxed, look.bold)
    raw.hidden_rows = {row + 1 for row, told in sheet.rowinfo_map.items() if told.hidden}
    raw.hidden_columns = {column + 1 for column, told in sheet.colinfo_map.items() if told.hidden}
    raw.merges = [Block(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
    raw.lists = [(" ".join(map(block_name, blocks)), source) for blocks, source in extras.lists]
    return raw


def _sheet(sheet: Any, raw: RawSheet, choices: ChoiceLists) -> Sheet:
    cells, last_row, last_column = trimmed(raw.cells, raw.merges)
    return Sheet(
        name=sheet.name,
        cells=cells,
        merges=tuple(raw.merges),
        choices=choices.of(sheet.name),
        hidden=bool(sheet.visibility),
        last_row=last_row,
        last_column=last_column,
        hidden_rows=frozenset(raw.hidden_rows),
        hidden_columns=frozenset(raw.hidden_columns),
    )
