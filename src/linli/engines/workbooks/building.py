"""How is a list of ours written as a fresh .xlsx that prints well and runs nothing?"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from linli.engines.workbooks.cell_text import as_text, escaped, is_safe_number, legal, sheet_text
from linli.engines.workbooks.clocks import serial
from linli.engines.workbooks.model import Block, Value, column_letters
from linli.engines.workbooks.references import LAST_ROW, block_name
from linli.engines.workbooks.xlsx import new_styles
from linli.engines.workbooks.xlsx.new_package import (
    DECLARATION,
    MAIN,
    DefinedName,
    SheetEntry,
    entry,
    sheet_part,
    surrounding_parts,
    workbook_xml,
)
from linli.engines.workbooks.xlsx.string_table import StringTable

_MOST_SHARED = 200_000
"""Texts kept in memory to be shared; later new ones are written where they stand."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31
_LONGEST_LINE = 255
_CHUNK = 2_000
_USUAL_WIDTH = 17.0


@dataclass(frozen=True, slots=True)
class NewSheet:
    """One sheet to be written; ``rows`` may be a generator and is gone through once."""

    name: str
    header: Sequence[Sequence[str]]
    """Header rows, top to bottom; repeated on every printed page and kept in view."""
    rows: Iterable[Sequence[Value]]
    title: str = ""
    widths: Sequence[float] = ()
    """Column widths in characters."""
    merges: Sequence[Block] = ()
    """Merged blocks, in the rows of the finished sheet (a title is row 1)."""
    page_header: str = ""
    """A line at the top of every printed page, such as who exported this and when."""
    page_footer: str = ""
    reason_column: int | None = None
    """The column (from 1) that says why a line was refused; what it says is coloured."""
    landscape: bool = True


def build(sheets: Sequence[NewSheet]) -> bytes:
    """The .xlsx; ValueError for no sheet or more rows than a sheet holds.

    Texts are texts whatever they begin with, and ID numbers keep their digits; truth is written 是 and 否.
    """
    if not sheets:
        raise ValueError("a workbook needs a sheet")
    strings, out = StringTable(None), io.BytesIO()
    names = _sheet_names([sheet.name for sheet in sheets])
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in surrounding_parts(len(sheets), with_strings=True).items():
            archive.writestr(entry(name), content)
        for index, sheet in enumerate(sheets):
            with archive.open(entry(sheet_part(index)), "w", force_zip64=True) as part:
                for chunk in _SheetXml(sheet, strings, is_first=index == 0).chunks():
                    part.write(chunk.encode())
        titles = [
            _print_titles(sheet, name, index)
            for index, (sheet, name) in enumerate(zip(sheets, names, strict=True))
        ]
        entries = [SheetEntry(name) for name in names]
        archive.writestr(
            entry("xl/workbook.xml"), workbook_xml(entries, [t for t in titles if t is not None])
        )
        archive.writestr(entry("xl/styles.xml"), new_styles.STYLES_XML)
        archive.writestr(entry("xl/sharedStrings.xml"), strings.written())
    return out.getvalue()


def _sheet_names(wanted: Sequence[str]) -> list[str]:
    """Names Excel takes: at most 31 letters, some signs not, each once."""
    taken: list[str] = []
    for text in wanted:
        base = _FORBIDDEN.sub("_", text).strip("'").strip()[:_LONGEST_NAME] or "Sheet"
        name, number = base, 1
        while name.casefold() in {other.casefold() for other in taken}:
            number += 1
            ending = f"({number})"
            name = base[: _LONGEST_NAME - len(ending)] + ending
        taken.append(name)
    return taken


def _print_titles(sheet: NewSheet, name: str, index: int) -> DefinedName | None:
    last = _first_row(sheet) - 1
    quoted = name.replace("'", "''")
    return DefinedName("_xlnm.Print_Titles", f"'{quoted}'!$1:${last}", index) if last else None


def _first_row(sheet: NewSheet) -> int:
    """The first row of data."""
    return 1 + bool(sheet.title) + len(sheet.header)


class _SheetXml:
    """One worksheet part, written in chunks so that a hundred thousand rows need little memory."""

    def __init__(self, sheet: NewSheet, strings: StringTable, *, is_first: bool) -> None:
        self._sheet = sheet
        self._strings = strings
        self._is_first = is_first
        self._width = max([len(sheet.widths), *(len(row) for row in sheet.header)], default=0)

    def chunks(self) -> Iterator[str]:
        sheet = self._sheet
        yield f'{DECLARATION}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        yield self._view()
        yield f'<sheetFormatPr defaultRowHeight="18"/>{self._columns()}<sheetData>'
        row = 1
        if sheet.title:
            title = self._text("A1", sheet.title, new_styles.TITLE)
            yield f'<row r="1" ht="30" customHeight="1">{title}</row>'
            row = 2
        for number, texts in enumerate(sheet.header, start=row):
            cells = (
                self._text(f"{column_letters(at)}{number}", text, new_styles.HEADER)
                for at, text in enumerate(texts, start=1)
            )
            yield f'<row r="{number}">{"".join(cells)}</row>'
        yield from self._data()
        yield f"</sheetData>{self._merges()}{self._page()}</worksheet>"

    def _view(self) -> str:
        last = _first_row(self._sheet) - 1
        selected = ' tabSelected="1"' if self._is_first else ""
        pane = (
            f'<pane ySplit="{last}" topLeftCell="A{last + 1}" activePane="bottomLeft" state="frozen"/>'
            if last
            else ""
        )
        return f'<sheetViews><sheetView{selected} workbookViewId="0">{pane}</sheetView></sheetViews>'

    def _columns(self) -> str:
        widths = [*self._sheet.widths, *[_USUAL_WIDTH] * (self._width - len(self._sheet.widths))]
        columns = "".join(
            f'<col min="{at}" max="{at}" width="{width:g}" customWidth="1"/>'
            for at, width in enumerate(widths, start=1)
        )
        return f"<cols>{columns}</cols>" if columns else ""

    def _data(self) -> Iterator[str]:
        letters: list[str] = []
        out: list[str] = []
        known, reason = self._strings.numbers, (self._sheet.reason_column or 0) - 1
        shared = f'" s="{new_styles.TEXT}" t="s"><v>'
        for number, values in enumerate(self._sheet.rows, start=_first_row(self._sheet)):
            if number > LAST_ROW:
                raise ValueError("more rows than a sheet holds")
            while len(letters) < len(values):
                letters.append(column_letters(len(letters) + 1))
            out.append(f'<row r="{number}">')
            for at, value in enumerate(values):
                # Most cells hold a text met before: one look, one string.
                text = known.get(value) if value.__class__ is str and at != reason else None
                if text is not None:
                    out.append(f'<c r="{letters[at]}{number}{shared}{text}</v></c>')
                else:
                    out.append(self._cell(f"{letters[at]}{number}", value, is_reason=at == reason))
            out.append("</row>")
            if len(out) > _CHUNK:
                yield "".join(out)
                out.clear()
        yield "".join(out)

    def _cell(self, name: str, value: Value, *, is_reason: bool) -> str:
        if value is None or value == "":
            return f'<c r="{name}" s="{new_styles.TEXT}"/>'
        if is_reason:
            return self._text(name, as_text(value), new_styles.REASON)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and is_safe_number(value):
            return f'<c r="{name}" s="{new_styles.NUMBER}"><v>{value!r}</v></c>'
        if isinstance(value, (date, time)):
            days = serial(value, from_1904=False)
            return f'<c r="{name}" s="{_moment_style(value)}"><v>{days!r}</v></c>'
        return self._text(name, as_text(value), new_styles.TEXT)

    def _text(self, name: str, text: str, style: int) -> str:
        known = self._strings.numbers.get(text)
        if known is None:
            text = legal(text)
            if not text:
                return f'<c r="{name}" s="{style}"/>'
            if len(self._strings.numbers) >= _MOST_SHARED and text not in self._strings.numbers:
                return f'<c r="{name}" s="{style}" t="inlineStr"><is>{sheet_text(text)}</is></c>'
            known = self._strings.number(text)
        return f'<c r="{name}" s="{style}" t="s"><v>{known}</v></c>'

    def _merges(self) -> str:
        blocks = list(self._sheet.merges)
        if self._sheet.title and self._width > 1:
            blocks.insert(0, Block(1, 1, 1, self._width))
        listed = "".join(f'<mergeCell ref="{block_name(block)}"/>' for block in blocks)
        return f'<mergeCells count="{len(blocks)}">{listed}</mergeCells>' if blocks else ""

    def _page(self) -> str:
        turned = "landscape" if self._sheet.landscape else "portrait"
        lines = []
        if self._sheet.page_header:
            lines.append(f"<oddHeader>&amp;L{_page_line(self._sheet.page_header)}</oddHeader>")
        footer = f"&amp;L{_page_line(self._sheet.page_footer)}" if self._sheet.page_footer else ""
        lines.append(f"<oddFooter>{footer}&amp;R&amp;P / &amp;N</oddFooter>")
        return (
            '<printOptions horizontalCentered="1"/>'
            '<pageMargins left="0.4" right="0.4" top="0.7" bottom="0.7" header="0.3" footer="0.3"/>'
            f'<pageSetup paperSize="9" orientation="{turned}" fitToWidth="1" fitToHeight="0"/>'
            f"<headerFooter>{''.join(lines)}</headerFooter>"
        )


def _page_line(text: str) -> str:
    """A line of a page header: "&" begins a code there and is doubled, a leading digit would be a size."""
    plain = " ".join(legal(text).split()).replace("&", "&&")
    plain = f" {plain}" if plain[:1].isdigit() else plain
    return escaped(plain[: _LONGEST_LINE - 20])


def _moment_style(value: date | time) -> int:
    if isinstance(value, datetime):
        return new_styles.MOMENT
    return new_styles.TIME if isinstance(value, time) else new_styles.DAY
