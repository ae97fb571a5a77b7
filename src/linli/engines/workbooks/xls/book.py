"""How does xlrd open an .xls, and what are its cell kinds called here?"""

import io
from typing import Any

import xlrd

from linli.engines.workbooks.clocks import dated, is_clock
from linli.engines.workbooks.model import Value
from linli.engines.workbooks.refusals import WorkbookRefused

_XLRD: Any = xlrd  # the library carries no types
_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5


def open_book(data: bytes) -> Any:
    """The workbook as xlrd sees it, with formatting; raises WorkbookRefused."""
    try:
        return _XLRD.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
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
