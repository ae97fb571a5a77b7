"""How does xlrd open an .xls, and what are its cell kinds called here?"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlrd

from linli.engines.workbooks.clocks import dated, is_clock
from linli.engines.workbooks.compound import Compound
from linli.engines.workbooks.model import Value
from linli.engines.workbooks.refusals import WorkbookRefused
from linli.engines.workbooks.xls.records import SheetExtras, sheet_extras
from linli.engines.workbooks.xls.workbook_records import WorkbookRecords, workbook_records

_BIFF8 = 80
_XLRD: Any = xlrd  # the library carries no types
NOTHING = 0
"""The kind of a place without a cell of its own."""
_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5


def open_book(data: bytes) -> Any:
    """The workbook as xlrd sees it, with formatting; raises WorkbookRefused."""
    try:
        # Ragged rows: a sheet "styled to the end" must not be padded to millions of empty cells.
        return _XLRD.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
    except _XLRD.XLRDError as reason:
        if "encrypted" in str(reason).lower():
            raise WorkbookRefused("password_protected") from reason
        raise WorkbookRefused("damaged", "xls") from reason


def format_code(book: Any, xf: Any) -> str:
    """The number format of a cell style."""
    known = book.format_map.get(xf.format_key)
    return str(known.format_str) if known is not None else "General"


def cell_value(kind: int, raw: Any, code: str, *, from_1904: bool) -> Value:
    """A cell value of xlrd in our terms; empty and blank cells are None."""
    if kind == _TEXT:
        return str(raw).replace("\r\n", "\n") or None
    if kind == _BOOLEAN:
        return bool(raw)
    if kind == _ERROR:
        return str(_XLRD.error_text_from_code.get(raw, "#N/A"))
    if kind not in {_NUMBER, _DATE}:
        return None
    number = float(raw)
    if is_clock(code):
        return dated(number, code, from_1904=from_1904)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


@dataclass(frozen=True, slots=True)
class OpenBook:
    """An .xls as xlrd sees it, and what the record stream says beyond."""

    book: Any
    records: WorkbookRecords
    extras: Sequence[SheetExtras]

    @property
    def sheets(self) -> list[tuple[Any, SheetExtras]]:
        """Each worksheet with its extras."""
        sheets = list(self.book.sheets())
        missing = [SheetExtras() for _ in sheets[len(self.extras) :]]
        return list(zip(sheets, [*self.extras, *missing][: len(sheets)], strict=True))


def open_whole(data: bytes) -> OpenBook:
    """The workbook with everything that can be known of it; raises WorkbookRefused."""
    book = open_book(data)
    if book.biff_version < _BIFF8:
        return OpenBook(book, WorkbookRecords(), ())
    stream = Compound(data).stream("Workbook", "Book", "WORKBOOK", "BOOK")
    found = workbook_records(stream)
    return OpenBook(book, found, sheet_extras(stream, found))
