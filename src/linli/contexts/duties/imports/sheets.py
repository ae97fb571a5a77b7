"""A responsibility list in somebody's own Excel layout: which column is which, and what each row says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.contexts.duties.queries.rules import pack
from linli.engines.text.folding import fold
from linli.engines.workbooks import Sheet, WorkbookRefused, read
from linli.kernel import clock
from linli.kernel.errors import BadInput
from linli.kernel.sheets.refusals import FileRefused

LOOKED_AT = 12
"""Rows from the top in which headings are looked for."""
MOST = 2000
WIDEST = 40
KEYS = ("number", "kind", "title", "part", "department", "clause", "source", "valid_from", "valid_to")
DAYS = ("valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet, and what it was taken for."""

    index: int
    heading: str
    key: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in the sheet."""

    sheet: str
    number: int
    """Counted from 1, as the sheet shows it."""
    values: Mapping[str, Any] = field(default_factory=dict)
    fault: str = ""
    """A code when a cell cannot be read: date."""


@dataclass(frozen=True, slots=True)
class Told:
    """A whole file: its columns and its rows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


Chosen = Mapping[str, int | None]
"""key → the column that people chose for it, or None for no column."""


def read_list(data: bytes, name: str, chosen: Chosen | None = None) -> Told:
    """Every row below a row of headings, on every sheet that has one; ``BadInput`` when there is none."""
    try:
        workbook = read(data, name)
    except WorkbookRefused as refused:
        raise FileRefused.because(refused.code, refused.detail) from refused
    columns: tuple[Column, ...] = ()
    rows: list[Row] = []
    for sheet in workbook.sheets:
        lines = [_line(sheet, n) for n in range(1, min(sheet.last_row, MOST + LOOKED_AT) + 1)]
        at, found = _headings(lines, chosen or {})
        if at is not None:
            columns = columns or found
            rows += _rows(sheet.name, lines, at, found)
    if not columns:
        raise BadInput(
            _("没有找到“事项名称”这样的列。请确认表头，或在下面选哪一列是事项名称。"), field="file"
        )
    if len(rows) > MOST:
        raise BadInput(_("一次最多导入 %(most)s 项。"), field="file", most=MOST)
    return Told(columns, tuple(rows))


def _line(sheet: Sheet, row: int) -> list[Any]:
    width = min(sheet.last_column, WIDEST)
    cells = (sheet.cells.get((row, column)) for column in range(1, width + 1))
    return [cell.value if cell is not None else None for cell in cells]


def _headings(lines: Sequence[Sequence[Any]], chosen: Chosen) -> tuple[int | None, tuple[Column, ...]]:
    """The row of headings: the one in which most columns are known, the name of the item among them."""
    known = {fold(word): key for key, words in pack()["columns"].items() for word in words}
    best: tuple[int | None, tuple[Column, ...]] = (None, ())
    for number, line in enumerate(lines[:LOOKED_AT]):
        columns: list[Column] = []
        for index, cell in enumerate(line):
            heading = _text(cell)
            key = known.get(fold(heading).replace(" ", ""), "")
            taken = {c.key for c in columns}
            columns.append(Column(index, heading, "" if key in taken else key))
        columns = _as_chosen(columns, chosen)
        keys = {c.key for c in columns} - {""}
        if "title" in keys and len(keys) > len({c.key for c in best[1]} - {""}):
            best = (number, tuple(columns))
    return best


def _as_chosen(columns: Sequence[Column], chosen: Chosen) -> list[Column]:
    """What people chose wins; a key stands for one column only."""
    if not chosen or sum(bool(c.heading) for c in columns) < 2:  # noqa: PLR2004 - one cell is a title
        return list(columns)
    by_index = {index: key for key, index in chosen.items() if index is not None}
    return [Column(c.index, c.heading, by_index.get(c.index, "")) for c in columns]


def _rows(sheet: str, lines: Sequence[Sequence[Any]], at: int, columns: Sequence[Column]) -> Iterator[Row]:
    """Rows below the headings; a row of one cell that names a list holds for those after it."""
    kind = kind_of(sheet) or next((k for line in lines[:at] if (k := kind_of(_whole(line)))), "")
    for number, line in enumerate(lines[at + 1 :], start=at + 2):
        filled = [cell for cell in line if _text(cell)]
        if len(filled) == 1 and (heading := kind_of(_text(filled[0]))):
            kind = heading
        elif len(filled) > 1:
            yield _row(sheet, number, line, columns, kind)


def _row(sheet: str, number: int, line: Sequence[Any], columns: Sequence[Column], kind: str) -> Row:
    values: dict[str, Any] = {}
    fault = ""
    for column in columns:
        raw = line[column.index] if column.key and column.index < len(line) else None
        if not column.key:
            continue
        values[column.key] = _text(raw)
        if column.key in DAYS and _text(raw):
            values[column.key] = _day(raw)
            fault = fault or ("" if values[column.key] else "date")
    values["kind"] = kind_of(str(values.get("kind", ""))) or ("" if values.get("kind") else kind)
    return Row(sheet, number, values, fault)


def kind_of(words: str) -> str:
    """The list that words name; the longest name wins: 依法协助事项 is no 履职."""
    folded = fold(words)
    found = [(len(w), kind) for kind, ws in pack()["kinds"].items() for w in ws if w in folded]
    return max(found)[1] if found else ""


def _whole(line: Sequence[Any]) -> str:
    return " ".join(filter(None, map(_text, line)))


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return " ".join(str(cell if cell is not None else "").split())


def _day(raw: Any) -> date | None:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    text = (
        _text(raw).replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-").replace(".", "-")
    )
    try:
        return clock.day_of("-".join(part.zfill(2) for part in text.strip("-").split("-")))
    except ValueError:
        return None
