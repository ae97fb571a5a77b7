"""Which rows does a table hold, when only the words of its cells matter, however many there are?"""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from linli.engines.workbooks import Sheet, WorkbookRefused, read
from linli.kernel.sheets.refusals import FileRefused

_NEVER = "\x1f"
"""A sign that divides nothing: with it a line of a table is one cell."""
WANTED = ".xlsx、.xls、.csv"
LARGEST = 50 * 1024 * 1024
_MARKS = ("\t", ",", ";", "|", "，")
_WIDEST, _LOOKED_AT = 400, 100
_EVEN = 0.9
"""A mark divides the columns when so many of the first lines hold it equally often."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something: its number as the sheet shows it, from 1, and the words of its cells."""

    number: int
    cells: tuple[str, ...]


def tables_of(data: bytes, name: str) -> list[list[Row]]:
    """The tables of a file, one a sheet, hidden ones last; ``FileRefused`` for what is none."""
    if len(data) > LARGEST:
        raise FileRefused.because("too_large")
    if not data.strip():
        raise FileRefused.because("empty_file")
    try:
        sheets = read(data, name).sheets
    except WorkbookRefused as refused:
        if (refused.code, refused.detail) in {("not_a_form_format", "csv"), ("not_a_form_format", "text")}:
            return [_rows_of_text(data)]
        raise FileRefused.because(refused.code, refused.detail, WANTED) from refused
    return [_rows_of_sheet(sheet) for sheet in sorted(sheets, key=lambda sheet: sheet.hidden)]


def _rows_of_sheet(sheet: Sheet) -> list[Row]:
    lines: dict[int, list[str]] = {}
    for (row, column), cell in sheet.cells.items():
        if cell.text and column <= _WIDEST:
            line = lines.setdefault(row, [])
            line.extend("" for _ in range(column - len(line)))
            line[column - 1] = cell.text
    return [Row(number, tuple(lines[number])) for number in sorted(lines)]


def _rows_of_text(data: bytes) -> list[Row]:
    text = _decoded(data).replace("\x00", "")
    mark = _mark(text)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=mark) if mark else _whole(text)
        return [Row(number, tuple(line[:_WIDEST])) for number, line in enumerate(lines, start=1) if any(line)]
    except csv.Error as trouble:
        raise FileRefused.because("damaged") from trouble


def _whole(text: str) -> list[list[str]]:
    """One column: a line is a cell, and so is what stands in quotation marks over several lines."""
    try:
        lines = csv.reader(io.StringIO(text.replace(_NEVER, " "), newline=""), delimiter=_NEVER, strict=True)
        return [[cell.strip() for cell in line] for line in lines]
    except csv.Error:
        # A mark that is never closed is a word of the text: then every line is a cell.
        pass
    return [[line.strip().removeprefix('"').removesuffix('"')] for line in text.splitlines()]


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as stray:
        # A stray byte in an otherwise readable file is no reason to refuse all of it.
        return data.decode("utf-8-sig" if stray.start > _LOOKED_AT else "gb18030", "replace")


def _mark(text: str) -> str:
    """The sign that divides the columns; none when every line is one cell."""
    best, most = "", 0.0
    for mark in _MARKS:
        widths = _widths(text, mark)
        if not widths:
            continue
        width, often = Counter(widths).most_common(1)[0]
        share = often / len(widths)
        if width > 1 and share > most:
            best, most = mark, share
    if most < _EVEN and "," in text.split("\n", 1)[0]:
        return ","
    return best if most >= _EVEN else ""


def _widths(text: str, mark: str) -> Sequence[int]:
    """How many cells each of the first lines has when this sign divides them."""
    widths: list[int] = []
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            if any(line):
                widths.append(len(line))
            if len(widths) == _LOOKED_AT:
                break
    except csv.Error:
        return []
    return widths
