"""Tables saved as text (.csv): in UTF-8, UTF-16 or GBK, with whatever stands between the columns."""

import csv
import io
import re
from itertools import islice

from linli.engines.workbooks import Cell, Sheet, Workbook
from linli.kernel.sheets.refusals import FileRefused

MARKS = ("\t", ",", ";", "，", "|")
WIDEST, LONGEST = 400, 100_000
_AS_FORMULA = re.compile(r'^="(.*)"$')


def workbook_of_text(data: bytes, name: str = "") -> Workbook:
    """The table as a workbook of one sheet; ``FileRefused`` when the bytes are no text."""
    lines = _lines(_decoded(data))
    cells = {
        (row, column): Cell(words, words)
        for row, line in enumerate(lines, start=1)
        for column, given in enumerate(line[:WIDEST], start=1)
        if (words := _bare(given))
    }
    sheet = Sheet(
        name.rpartition(".")[0][:31] or "1",
        cells,
        last_row=max((row for row, _ in cells), default=0),
        last_column=max((column for _, column in cells), default=0),
    )
    return Workbook("xlsx", (sheet,))  # a text table goes back as .xlsx, where numbers keep their digits


def _lines(text: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text.replace("\x00", "")), delimiter=_mark(text))
    try:
        lines = list(islice(reader, LONGEST + 1))
    except csv.Error as trouble:
        raise FileRefused.because("damaged") from trouble
    if len(lines) > LONGEST:
        raise FileRefused.because("too_much_inside")
    return lines


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefused.because("damaged")


def _mark(text: str) -> str:
    """The sign that stands in the first lines as often as in any other of them."""
    lines = [line for line in text.splitlines()[:30] if line.strip()]
    return max(MARKS, key=lambda mark: (sum(mark in line for line in lines), text[:4000].count(mark)))


def _bare(given: str) -> str:
    """What a person sees: without the tricks that keep a spreadsheet from turning numbers into others."""
    words = given.strip().removeprefix("'")
    found = _AS_FORMULA.match(words)
    return found.group(1) if found else words
