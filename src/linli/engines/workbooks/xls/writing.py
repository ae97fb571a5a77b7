"""How is a filled .xlsx written as .xls (BIFF8) for a department that takes nothing else?

Styles, merges, sizes, formulas, choices, frozen panes, print titles and the page setup are carried over. An
.xls written here has no conditional formats, pictures, charts or comments.
"""

import io
import warnings
from datetime import date, time, timedelta
from typing import Any

import openpyxl
import xlwt
from openpyxl.cell import Cell
from xlwt import CompoundDoc

from linli.engines.workbooks.clocks import serial
from linli.engines.workbooks.references import column_number
from linli.engines.workbooks.refusals import WorkbookRefused
from linli.engines.workbooks.xls.additions import with_additions
from linli.engines.workbooks.xls.cell_sizes import ARIAL_10_PIXELS, digit_pixels, fitted_height
from linli.engines.workbooks.xls.sheet_additions import page_lines, sheet_additions
from linli.engines.workbooks.xls.written_styles import WrittenStyles

_XLWT: Any = xlwt
_FORMULA: Any = xlwt.Formula
_DOCUMENT: Any = CompoundDoc.XlsDoc
MOST_ROWS, MOST_COLUMNS = 65_536, 256
_WIDEST = 65_535


def xls_from_xlsx(data: bytes) -> bytes:
    """The workbook as .xls; raises WorkbookRefused when it has more rows than an .xls can hold."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # page headers it cannot take apart are read by ``page_lines``
        source: Any = openpyxl.load_workbook(io.BytesIO(data))
    target = _XLWT.Workbook(encoding="utf-8", style_compression=2)
    styles = WrittenStyles(target, source.loaded_theme)
    # All sheets first: a formula may point to a later one.
    pages = source.worksheets
    sheets = [(sheet, target.add_sheet(sheet.title[:31], cell_overwrite_ok=True)) for sheet in pages]
    for sheet, made in sheets:
        if sheet.max_row > MOST_ROWS:
            raise WorkbookRefused("too_much_inside", "rows for xls")
        _write_cells(sheet, made, styles)
        _write_sizes(sheet, made)
        _write_view(sheet, made)
        _write_print_setup(sheet, made)
    titles = [sheet.title for sheet in pages]
    lines = page_lines(data)
    additions = [sheet_additions(sheet, titles, lines.get(sheet.title, ("", ""))) for sheet in pages]
    out = io.BytesIO()
    _DOCUMENT().save(out, with_additions(target.get_biff_data(), additions))
    return out.getvalue()


def _write_cells(sheet: Any, made: Any, styles: WrittenStyles) -> None:
    for row in sheet.iter_rows(max_col=min(sheet.max_column, MOST_COLUMNS)):
        for cell in row:
            if cell.value is not None or cell.has_style:
                made.write(cell.row - 1, cell.column - 1, _written(cell), styles.of(cell))
    for merge in sheet.merged_cells.ranges:
        if merge.max_col <= MOST_COLUMNS:
            # The style of the first cell is given again: xlwt writes it over the whole merge.
            made.merged_ranges.append(
                (merge.min_row - 1, merge.max_row - 1, merge.min_col - 1, merge.max_col - 1)
            )


def _written(cell: Any) -> Any:
    value = cell.value
    if cell.data_type == "f":
        return _formula(getattr(value, "text", value))
    if isinstance(value, (date, time)):
        return serial(value, from_1904=False)
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    return value


def _formula(text: str) -> Any:
    try:
        return _FORMULA(text.removeprefix("="))
    except Exception:
        # Functions younger than the format cannot be written; the cell is better empty than wrong.
        return None


def _write_sizes(sheet: Any, made: Any) -> None:
    usual = Cell(sheet, 1, 1).font
    scale = digit_pixels(usual.name or "", float(usual.sz or 11)) / ARIAL_10_PIXELS
    for key, told in sheet.column_dimensions.items():
        first = told.min or column_number(key)
        for column in range(first, min(told.max or first, MOST_COLUMNS) + 1):
            if told.width:
                made.col(column - 1).width = min(round(told.width * scale * 256), _WIDEST)
            made.col(column - 1).hidden = bool(told.hidden)
    if sheet.sheet_format.defaultRowHeight:
        made.row_default_height = round(sheet.sheet_format.defaultRowHeight * 20)
    _write_heights(sheet, made)


def _write_heights(sheet: Any, made: Any) -> None:
    least = sheet.sheet_format.defaultRowHeight
    widths = {letter: told.width for letter, told in sheet.column_dimensions.items() if told.width}
    for cells in sheet.iter_rows(max_col=min(sheet.max_column, MOST_COLUMNS)):
        number = cells[0].row
        told, row = sheet.row_dimensions[number], made.row(number - 1)
        row.height_mismatch = bool(told.height)
        row.height = round((told.height or fitted_height(cells, widths, least)) * 20)
        row.hidden = bool(told.hidden)


def _write_view(sheet: Any, made: Any) -> None:
    made.visibility = {"visible": 0, "hidden": 1, "veryHidden": 2}.get(sheet.sheet_state, 0)
    made.show_grid = sheet.sheet_view.showGridLines is not False
    pane = sheet.sheet_view.pane
    if pane is not None and pane.state in {"frozen", "frozenSplit"}:
        made.panes_frozen = True
        made.set_horz_split_pos(int(pane.ySplit or 0))
        made.set_vert_split_pos(int(pane.xSplit or 0))


def _write_print_setup(sheet: Any, made: Any) -> None:
    setup, margins, options = sheet.page_setup, sheet.page_margins, sheet.print_options
    made.set_portrait(setup.orientation != "landscape")
    made.set_paper_size_code(int(setup.paperSize or 9))
    made.set_print_scaling(int(setup.scale or 100))
    fit = sheet.sheet_properties.pageSetUpPr
    made.set_fit_num_pages(int(bool(fit is not None and fit.fitToPage)))
    made.set_fit_width_to_pages(_count(setup.fitToWidth))
    made.set_fit_height_to_pages(_count(setup.fitToHeight))
    for side in ("left", "right", "top", "bottom"):
        getattr(made, f"set_{side}_margin")(float(getattr(margins, side)))
    made.set_header_margin(float(margins.header))
    made.set_footer_margin(float(margins.footer))
    made.set_print_centered_horz(int(bool(options.horizontalCentered)))
    made.set_print_centered_vert(int(bool(options.verticalCentered)))
    made.set_header_str(b"")
    made.set_footer_str(b"")
    made.set_horz_page_breaks([(mark.id, 0, 255) for mark in sheet.row_breaks.brk])
    made.set_vert_page_breaks([(mark.id, 0, 65535) for mark in sheet.col_breaks.brk])


def _count(told: Any) -> int:
    return 1 if told is None else int(told)
