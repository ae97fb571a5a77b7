"""Finding the table of people in a file: which sheet, which rows are people, on which day it speaks."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from linli.engines.formfill.model import SheetReading, TableReading
from linli.engines.text.folding import fold
from linli.engines.workbooks import Cell, Sheet, WorkbookRefused, read
from linli.kernel.sheets.plain_text import workbook_of_text
from linli.kernel.sheets.reading import FileReading, understood
from linli.kernel.sheets.refusals import FileRefused
from linli.kernel.sheets.words import vocabulary

KEPT = 2
"""How many read rosters stay in memory: they are long."""
MOST_ROWS = 50_000
WANTED = ".xlsx、.xls、.xml、.csv"
KEYS = ("姓名", "公民身份号码", "联系电话", "现住地址")
Line = dict[int, Cell]
"""The cells of one row by column."""


@dataclass(frozen=True, slots=True)
class Roster:
    """One sheet with a table of people."""

    file: FileReading
    reading: SheetReading
    sheet: Sheet

    @property
    def table(self) -> TableReading:
        """Its table."""
        table = self.reading.table
        assert table is not None  # noqa: S101 - only sheets with a table become rosters
        return table


def read_file(data: bytes, name: str) -> FileReading:
    """Open and understand a file, a text table included; ``FileRefused`` with a sentence otherwise."""
    return _read(hashlib.sha256(data).hexdigest(), name, _Held(data))


class _Held:
    """Bytes that count as equal for the cache: their digest stands beside them."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=KEPT)
def _read(digest: str, name: str, held: _Held) -> FileReading:
    del digest
    try:
        return understood(read(held.data, name), name)
    except WorkbookRefused as refused:
        if refused.code == "not_a_form_format" and refused.detail in ("csv", "text"):
            return understood(workbook_of_text(held.data, name), name)
        raise FileRefused.because(refused.code, refused.detail, WANTED) from refused


def rosters(file: FileReading) -> list[Roster]:
    """Every sheet with a table under headings, the most likely one first."""
    found = [Roster(file, s, file.sheet(s.sheet)) for s in file.sheets if s.table is not None]
    return sorted(found, key=lambda r: -_likelihood(r))


def _likelihood(roster: Roster) -> float:
    """A table with names and numbers of people and many rows."""
    labels = {column.label for column in roster.table.columns}
    known = sum(label in labels for label in KEYS) * 10 + sum(bool(label) for label in labels)
    return known + min(len(roster.table.filled_rows), 100) / 10 if "姓名" in labels else known / 100


def roster_of(file: FileReading, sheet: str = "") -> Roster:
    """The sheet of that name, or the most likely one; a sentence when there is none."""
    found = rosters(file)
    chosen = next((r for r in found if r.reading.sheet == sheet), found[0] if found else None)
    if chosen is None:
        raise FileRefused(
            _("没有找到名册。请确认有一行表头（姓名、身份证号、地址……），下面每行写一个人。"), field="file"
        )
    if chosen.table.bands > 1:
        raise FileRefused(_("这张表左右并排了几份，请先排成上下一份再上传。"), field="file")
    if chosen.sheet.last_row - chosen.table.first_data_row >= MOST_ROWS:
        raise FileRefused(_("名册超过 %(most)s 行，请分成几份上传。"), field="file", most=f"{MOST_ROWS:,}")
    return chosen


# ── Rows that are people ────────────────────────────────────────────────────────────────────────────────
def lines(
    roster: Roster, rows: range, taken: frozenset[int], names: frozenset[int]
) -> Iterator[tuple[int, Line]]:
    """Those of ``rows`` that say something in a column that is taken.

    Totals, notes, example rows and headings that are printed again are no people.
    """
    by_row: dict[int, Line] = {}
    for (row, column), cell in roster.sheet.cells.items():
        if row in rows and cell.text.strip():
            by_row.setdefault(row, {})[column] = cell
    heads = {c.column: fold(c.heading) for c in roster.table.columns}
    aside = {*roster.table.example_rows, roster.table.total_row}
    for row in sorted(by_row):
        line = by_row[row]
        if row not in aside and taken & line.keys() and not _is_aside(line, heads, names):
            yield row, line


def _is_aside(line: Line, heads: Mapping[int, str], names: frozenset[int]) -> bool:
    """A total, a note under the table, or the headings once more."""
    text = line[min(line)].text
    if not text.isdecimal() and vocabulary().is_word("total", fold(text)):
        return True
    if len(line) <= 2 and not any(column in line and column > 1 for column in names):
        return ":" in fold(text) or len(text) > 12
    if any(column in line and fold(line[column].text) == heads.get(column) for column in names):
        again = sum(fold(cell.text) == heads.get(column) for column, cell in line.items())
        return again * 2 > len(line)
    return False


def merged_down(roster: Roster, columns: frozenset[int]) -> dict[int, Line]:
    """By row: cells of ``columns`` under the first one of a box that was merged over several rows."""
    found: dict[int, Line] = {}
    for block in roster.sheet.merges:
        above = roster.sheet.cells.get((block.first_row, block.first_column))
        is_data = block.first_row >= roster.table.first_data_row and block.last_row > block.first_row
        if above is not None and is_data and block.first_column in columns:
            for row in range(block.first_row + 1, block.last_row + 1):
                found.setdefault(row, {})[block.first_column] = above
    return found


# ── The day it speaks of ────────────────────────────────────────────────────────────────────────────────
_DAY = re.compile(
    r"(?<!\d)(20\d\d)(?:[年.\-/](0?[1-9]|1[0-2])[月.\-/]|(?=\d{4}(?!\d))(0[1-9]|1[0-2]))"
    r"(0?[1-9]|[12]\d|3[01])(?!\d)日?"
)
_MONTH = re.compile(r"(?<!\d)(20\d\d)(?:(?:年|[.\-])(?=\d)|(?=\d\d(?!\d)))(0?[1-9]|1[0-2])(?!\d)月?")
_QUARTER = re.compile(r"(20\d\d)年度?第?([一二三四1-4])季度")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}


def day_spoken_of(file_name: str, title: str, today: date) -> date:
    """The day in title or file name (the last day of a month or quarter); today when none is named."""
    for text in (fold(title), fold(file_name)):
        found = _day_in(text)
        if found is not None:
            return min(found, today)
    return today


def _day_in(text: str) -> date | None:
    if found := _QUARTER.search(text):
        quarter = _QUARTERS.get(found[2]) or int(found[2])
        return _end_of_month(int(found[1]), quarter * 3)
    if found := _DAY.search(text):
        try:
            return date(int(found[1]), int(found[2] or found[3]), int(found[4]))
        except ValueError:
            return None
    if found := _MONTH.search(text):
        return _end_of_month(int(found[1]), int(found[2]))
    return None


def _end_of_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
