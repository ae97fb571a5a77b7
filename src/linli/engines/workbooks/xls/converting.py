"""How does an .xls become an .xlsx that looks and counts the same?

What xlrd and the record stream tell is carried over: values, formulas, styles, merges, sizes, choices, names,
comments, links, print setup. Pictures, charts and conditional formats are not.
"""

from collections.abc import Iterator
from typing import Any

from linli.engines.workbooks.cell_text import escaped
from linli.engines.workbooks.clocks import serial
from linli.engines.workbooks.model import Block, cell_name
from linli.engines.workbooks.references import block_name
from linli.engines.workbooks.xls.book import NOTHING, OpenBook, cell_value, open_whole
from linli.engines.workbooks.xls.notes_and_links import COMMENTS_TYPE, SHAPES_TYPE, Attached, attached
from linli.engines.workbooks.xls.records import SheetExtras
from linli.engines.workbooks.xls.style_parts import StyleParts
from linli.engines.workbooks.xls.workbook_records import StoredName
from linli.engines.workbooks.xlsx.new_package import (
    DECLARATION,
    MAIN,
    DefinedName,
    SheetEntry,
    attribute,
    sheet_part,
    surrounding_parts,
    workbook_xml,
    zipped,
)
from linli.engines.workbooks.xlsx.string_table import StringTable

_POINTS = 20
_WIDTH = 256
_TYPES = {"xml": COMMENTS_TYPE, "vml": SHAPES_TYPE}


def xlsx_from_xls(data: bytes) -> bytes:
    """The .xls as .xlsx; raises WorkbookRefused."""
    whole = open_whole(data)
    book, strings = whole.book, StringTable(None)
    parts: dict[str, str | bytes] = {}
    beside: dict[str, str] = {}
    for index, (sheet, more) in enumerate(whole.sheets):
        hung = attached(sheet, index)
        parts[sheet_part(index)] = "".join(_SheetXml(whole, sheet, more, strings, hung).pieces())
        parts |= hung.parts
        beside |= {name: _TYPES[name.rpartition(".")[2]] for name in hung.parts if not name.endswith("rels")}
    parts |= surrounding_parts(len(whole.sheets), with_strings=True, beside=beside)
    entries = [SheetEntry(sheet.name, hidden=bool(sheet.visibility)) for sheet, _ in whole.sheets]
    names = [_name(name, whole) for name in whole.records.names if name.formula]
    parts["xl/workbook.xml"] = workbook_xml(entries, names, from_1904=bool(book.datemode))
    parts["xl/styles.xml"] = StyleParts(book).xml()
    parts["xl/sharedStrings.xml"] = strings.written()
    return zipped(parts)


def _name(name: StoredName, whole: OpenBook) -> DefinedName:
    known = f"_xlnm.{name.name}" if name.is_built_in else name.name
    order = [sheet.name for sheet, _ in whole.sheets]
    local = order.index(name.sheet) if name.sheet in order else None
    return DefinedName(known, name.formula, local, hidden=name.hidden)


class _SheetXml:
    """One worksheet part, piece by piece in the order the format wants."""

    def __init__(
        self, whole: OpenBook, sheet: Any, extras: SheetExtras, strings: StringTable, hung: Attached
    ) -> None:
        self._whole = whole
        self._sheet = sheet
        self._extras = extras
        self._strings = strings
        self._attached = hung

    def pieces(self) -> Iterator[str]:
        yield f'{DECLARATION}<worksheet xmlns="{MAIN}">'
        if self._extras.fits_page:
            yield '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        yield f"<sheetViews>{self._view()}</sheetViews>"
        yield self._defaults()
        columns = "".join(self._columns())
        yield f"<cols>{columns}</cols>" if columns else ""
        yield "<sheetData>"
        yield from self._rows()
        yield "</sheetData>"
        yield self._filter()
        yield from self._merges()
        yield from self._choices()
        yield self._attached.hyperlinks
        yield from self._print_setup()
        yield from self._breaks()
        yield self._attached.legacy_drawing
        yield "</worksheet>"

    def _view(self) -> str:
        sheet = self._sheet
        grid = "" if sheet.show_grid_lines else ' showGridLines="0"'
        down, across = sheet.horz_split_pos or 0, sheet.vert_split_pos or 0
        if not sheet.panes_are_frozen or not (down or across):
            return f'<sheetView{grid} workbookViewId="0"/>'
        split = (f' xSplit="{across}"' if across else "") + (f' ySplit="{down}"' if down else "")
        active = "bottomRight" if down and across else "bottomLeft" if down else "topRight"
        place = cell_name(down + 1, across + 1)
        pane = f'<pane{split} topLeftCell="{place}" activePane="{active}" state="frozen"/>'
        return f'<sheetView{grid} workbookViewId="0">{pane}</sheetView>'

    def _defaults(self) -> str:
        height = (self._sheet.default_row_height or 255) / _POINTS
        width = self._sheet.standardwidth
        wide = f' defaultColWidth="{width / _WIDTH:g}"' if width else ""
        if not width and self._sheet.defcolwidth:
            wide = f' baseColWidth="{self._sheet.defcolwidth}"'
        return f'<sheetFormatPr{wide} defaultRowHeight="{height:g}"/>'

    def _columns(self) -> Iterator[str]:
        for column, told in sorted(self._sheet.colinfo_map.items()):
            if column > 255:  # one past the last column of an .xls
                continue
            style = f' style="{told.xf_index}"' if told.xf_index > 0 else ""
            hidden = ' hidden="1"' if told.hidden else ""
            level = f' outlineLevel="{told.outline_level}"' if told.outline_level else ""
            yield (
                f'<col min="{column + 1}" max="{column + 1}" width="{told.width / _WIDTH:g}"'
                f' customWidth="1"{style}{hidden}{level}/>'
            )

    def _rows(self) -> Iterator[str]:
        sheet = self._sheet
        last = max([sheet.nrows, *(row + 1 for row in sheet.rowinfo_map)], default=0)
        for row in range(last):
            told = sheet.rowinfo_map.get(row)
            cells = "".join(self._cells(row)) if row < sheet.nrows else ""
            if cells or told is not None:
                yield f'<row r="{row + 1}"{_row_attributes(told)}>{cells}</row>'

    def _cells(self, row: int) -> Iterator[str]:
        sheet = self._sheet
        pairs = zip(sheet.row_types(row), sheet.row_values(row), strict=True)
        for column, (kind, raw) in enumerate(pairs):
            if kind == NOTHING:
                continue
            head = f'<c r="{cell_name(row + 1, column + 1)}" s="{sheet.cell_xf_index(row, column)}"'
            formula = self._extras.formulas.get((row + 1, column + 1))
            yield head + self._content(kind, raw, f"<f>{escaped(formula)}</f>" if formula else "")

    def _content(self, kind: int, raw: Any, formula: str) -> str:
        value = cell_value(kind, raw, "General", from_1904=bool(self._whole.book.datemode))
        if value is None:
            return f">{formula}</c>" if formula else "/>"
        if isinstance(value, bool):
            return f' t="b">{formula}<v>{int(value)}</v></c>'
        if isinstance(value, str):
            if formula:
                return f' t="str">{formula}<v>{escaped(value)}</v></c>'
            return f' t="{"e" if kind == 5 else "s"}"><v>{self._text(kind, value)}</v></c>'
        number = value if isinstance(value, (int, float)) else serial(value, from_1904=False)
        return f">{formula}<v>{number!r}</v></c>"

    def _text(self, kind: int, value: str) -> str:
        return escaped(value) if kind == 5 else str(self._strings.number(value))  # an error

    def _filter(self) -> str:
        for name in self._whole.records.names:
            if name.is_built_in and name.name == "_FilterDatabase" and name.sheet == self._sheet.name:
                cells = name.formula.rpartition("!")[2].replace("$", "")
                return f'<autoFilter ref="{attribute(cells)}"/>' if cells else ""
        return ""

    def _merges(self) -> Iterator[str]:
        merged = self._sheet.merged_cells
        if merged:
            blocks = (Block(top + 1, left + 1, low, right) for top, low, left, right in merged)
            yield f'<mergeCells count="{len(merged)}">'
            yield from (f'<mergeCell ref="{block_name(block)}"/>' for block in blocks)
            yield "</mergeCells>"

    def _choices(self) -> Iterator[str]:
        lists = [(blocks, source) for blocks, source in self._extras.lists if source]
        if lists:
            yield f'<dataValidations count="{len(lists)}">'
            for blocks, source in lists:
                cells = " ".join(block_name(block) for block in blocks)
                yield (
                    f'<dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1"'
                    f' sqref="{cells}"><formula1>{escaped(source)}</formula1></dataValidation>'
                )
            yield "</dataValidations>"

    def _print_setup(self) -> Iterator[str]:
        extras = self._extras
        if extras.print_options:
            yield "<printOptions" + "".join(f' {name}="1"' for name in sorted(extras.print_options)) + "/>"
        # Where a record is missing, these are the margins Excel takes.
        usual = {"left": 0.75, "right": 0.75, "top": 1.0, "bottom": 1.0, "header": 0.5, "footer": 0.5}
        margins = usual | extras.margins
        yield "<pageMargins" + "".join(f' {side}="{margins[side]:g}"' for side in usual) + "/>"
        if extras.page:
            yield "<pageSetup" + "".join(f' {name}="{value}"' for name, value in extras.page.items()) + "/>"
        lines = (("oddHeader", extras.header), ("oddFooter", extras.footer))
        said = "".join(f"<{tag}>{escaped(text)}</{tag}>" for tag, text in lines if text)
        yield f"<headerFooter>{said}</headerFooter>" if said else ""

    def _breaks(self) -> Iterator[str]:
        sheet = self._sheet
        for tag, breaks, last in (
            ("rowBreaks", sheet.horizontal_page_breaks, 16383),
            ("colBreaks", sheet.vertical_page_breaks, 1048575),
        ):
            if breaks:
                inside = "".join(f'<brk id="{place[0]}" max="{last}" man="1"/>' for place in breaks)
                yield f'<{tag} count="{len(breaks)}" manualBreakCount="{len(breaks)}">{inside}</{tag}>'


def _row_attributes(told: Any) -> str:
    if told is None:
        return ""
    custom = ' customHeight="1"' if told.height_mismatch else ""
    height = f' ht="{told.height / _POINTS:g}"{custom}' if told.height and not told.has_default_height else ""
    style = f' s="{told.xf_index}" customFormat="1"' if told.has_default_xf_index else ""
    hidden = ' hidden="1"' if told.hidden else ""
    level = f' outlineLevel="{told.outline_level}"' if told.outline_level else ""
    return f"{style}{height}{hidden}{level}"
