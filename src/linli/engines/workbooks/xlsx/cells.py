"""What stands in the cells of one worksheet, read as a stream?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from linli.engines.workbooks.clocks import dated
from linli.engines.workbooks.markup import Element, local_name, walk
from linli.engines.workbooks.model import Block, Cell, Value, column_letters
from linli.engines.workbooks.number_formats import shown
from linli.engines.workbooks.references import LAST_COLUMN, LAST_ROW, block_at, cell_at
from linli.engines.workbooks.refusals import WorkbookRefused
from linli.engines.workbooks.xlsx.formulas import copied
from linli.engines.workbooks.xlsx.strings import string_text, unescape
from linli.engines.workbooks.xlsx.styles import PLAIN, Look

MOST_CELLS = 4_000_000

# A sheet "styled to the end" carries a million empty cells; nobody draws a form beyond column ZZ.
_FAR_AND_EMPTY = re.compile(rb'(?:<c r="[A-Z]{3}[0-9]++"(?: s="[0-9]++")?+(?: t="n")?+(?:/>| />|></c>))++')
_REMEMBERED = 200_000
"""Cells kept to be used again where the same text stands in the same style."""


@dataclass(frozen=True, slots=True)
class SharedParts:
    """What all sheets of one file share."""

    strings: Sequence[str]
    looks: Sequence[Look]
    from_1904: bool = False


@dataclass(slots=True)
class RawSheet:
    """What one worksheet part says, before extents and choices are settled."""

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[Block] = field(default_factory=list)
    lists: list[tuple[str, str]] = field(default_factory=list)
    """(cells, formula) of each validation by list."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def read_cells(data: bytes, shared: SharedParts) -> RawSheet:
    """Cells, merges and list validations of a worksheet part; raises WorkbookRefused."""
    space = _space(data)
    reader = _Reader(shared, space)
    if b'"AAA' in data:
        data = _FAR_AND_EMPTY.sub(b"", data)
    names = ("row", "mergeCell", "col", "dataValidation")
    tags = [f"{space}{name}" for name in names]
    tags.append("{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}dataValidation")
    for element in walk(data, tags):
        reader.take(element)
    return reader.sheet


def _space(data: bytes) -> str:
    if b"http://purl.oclc.org/ooxml/spreadsheetml/main" in data[:4096]:
        return "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
    return "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


_Stored = tuple[str | None, str | None, str | None]
"""Type, content and style of a cell as they are written."""


class _Reader:
    def __init__(self, shared: SharedParts, space: str) -> None:
        self.sheet = RawSheet()
        self._shared = shared
        self._row = 0
        self._value_tag = f"{space}v"
        self._masters: dict[str, tuple[str, int, int]] = {}
        self._columns: dict[str, int] = {}
        self._empty: dict[str | None, Cell | None] = {
            str(index): Cell(number_format=look.number_format, boxed=True, bold=look.bold)
            for index, look in enumerate(shared.looks)
            if look.boxed
        }
        self._empty[None] = self._empty.get("0")
        self._known: dict[_Stored, Cell | None] = {}

    def take(self, element: Element) -> None:
        name = local_name(element)
        if name == "row":
            self._take_row(element)
        elif name == "mergeCell":
            self._take_merge(element)
        elif name == "col":
            self._take_column(element)
        elif element.get("type") == "list":
            self._take_list(element)

    def _take_row(self, row: Element) -> None:
        number = row.get("r")
        self._row = int(number) if number else self._row + 1
        if not 1 <= self._row <= LAST_ROW:
            raise WorkbookRefused("damaged", "row number")
        if row.get("hidden") in {"1", "true"}:
            self.sheet.hidden_rows.add(self._row)
        self._take_cells(row)
        if len(self.sheet.cells) > MOST_CELLS:
            raise WorkbookRefused("too_much_inside", "cells")

    def _take_cells(self, row: Element) -> None:
        """Runs once for every cell; the same content in the same style is one object."""
        cells, at, cut = self.sheet.cells, self._row, len(str(self._row))
        columns, known, value_tag, column = self._columns, self._known, self._value_tag, 0
        for element in row:
            name = element.get("r")
            column = (columns.get(name[:-cut], 0) if name else column + 1) or self._column(name or "")
            if len(element) == 1 and element[0].tag == value_tag:
                key = (element.get("t"), element[0].text, element.get("s"))
                cell = known[key] if key in known else self._remembered(key, element, column)
            else:
                cell = self._built(element, column) if len(element) else self._empty.get(element.get("s"))
            if cell is not None:
                cells[at, column] = cell

    def _column(self, name: str) -> int:
        """The column of a cell whose letters were not met before."""
        row, column = cell_at(name)
        if row == self._row:
            self._columns[column_letters(column)] = column
        return column

    def _remembered(self, key: _Stored, element: Element, column: int) -> Cell | None:
        cell = self._built(element, column)
        if len(self._known) < _REMEMBERED:
            self._known[key] = cell
        return cell

    def _built(self, element: Element, column: int) -> Cell | None:
        style = int(element.get("s") or 0)
        look = self._shared.looks[style] if 0 <= style < len(self._shared.looks) else PLAIN
        kind, text, formula = element.get("t", "n"), None, None
        for child in element:
            name = local_name(child)
            if name == "v":
                text = child.text
            elif name == "f":
                formula = self._formula(child, column)
            elif name == "is":
                kind, text = "is", string_text(child)
        value = self._value(kind, text, look)
        if value is None and formula is None:
            return self._empty.get(str(style))
        code = look.number_format
        shown_text = shown(value, code, from_1904=self._shared.from_1904)
        return Cell(shown_text, value, code, formula, look.boxed, look.bold)

    def _value(self, kind: str, text: str | None, look: Look) -> Value:
        if text is None:
            return None
        if kind == "s":
            index = int(text)
            return self._shared.strings[index] if 0 <= index < len(self._shared.strings) else ""
        if kind == "n":
            return self._number(text, look)
        if kind == "b":
            return text.strip() in {"1", "true"}
        if kind == "d":
            return _moment(text)
        return unescape(text) if kind == "str" else text

    def _number(self, text: str, look: Look) -> Value:
        number: int | float
        try:
            number = int(text)
        except ValueError:
            try:
                number = float(text)
            except ValueError:
                return text
            if number.is_integer() and abs(number) < 1e15:
                number = int(number)
        return (
            dated(number, look.number_format, from_1904=self._shared.from_1904) if look.is_clock else number
        )

    def _formula(self, element: Element, column: int) -> str | None:
        text, group = unescape(element.text or ""), element.get("si")
        if element.get("t") != "shared" or group is None:
            return text or None
        if text:
            self._masters[group] = (text, self._row, column)
            return text
        if group not in self._masters:
            return None
        master, row, first = self._masters[group]
        return copied(master, self._row - row, column - first)

    def _take_merge(self, element: Element) -> None:
        try:
            self.sheet.merges.append(block_at(element.get("ref", "")))
        except ValueError:
            return

    def _take_column(self, element: Element) -> None:
        if element.get("hidden") in {"1", "true"} and len(self.sheet.hidden_columns) < LAST_COLUMN:
            first, last = int(element.get("min", "1")), int(element.get("max", "1"))
            self.sheet.hidden_columns.update(range(first, min(last, LAST_COLUMN) + 1))

    def _take_list(self, element: Element) -> None:
        formula, cells = "", element.get("sqref", "")
        for child in element.iter():
            name = local_name(child)
            if name in {"formula1", "f"} and not formula:
                formula = (child.text or "").strip()
            elif name == "sqref":
                cells = child.text or ""
        self.sheet.lists.append((cells, formula))


def _moment(text: str) -> Value:
    try:
        at = datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        return text
    return at.date() if "T" not in text else at


def choices_wanted(lists: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """Formula → all cells that use it, so that one list is resolved once."""
    wanted: dict[str, str] = {}
    for cells, formula in lists:
        wanted[formula] = f"{wanted[formula]} {cells}" if formula in wanted else cells
    return wanted
