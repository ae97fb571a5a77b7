"""Several tables on one sheet: which rows are the roster's, and which lists beside it are not read."""

from dataclasses import dataclass

from linli.contexts.registry.imports.roster import Roster
from linli.engines.formfill.model import TableReading
from linli.engines.text.folding import fold

FEWEST = 2
"""A table without names and with fewer columns that we know is a box to sign, or no table at all."""
ALIKE = 0.6
"""From this share of equal headings in the same columns on, the headings were only printed again."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A list on the sheet that is not part of the roster."""

    row: int
    """Where it begins, its title included."""
    title: str


def reach(roster: Roster) -> int:
    """The last row that can be the roster's: above the next table, or the end of the sheet."""
    below = [begin for begin in _begins(roster) if begin > roster.table.header_rows[0]]
    return min(below, default=roster.sheet.last_row + 1) - 1


def unread(roster: Roster) -> list[Unread]:
    """The other lists of the sheet, from top to bottom."""
    begins = _begins(roster)
    texts = _texts(roster) if begins else {}
    return [Unread(row, texts[row][0] if len(texts[row]) == 1 else "") for row in begins]


def people_expected(roster: Roster) -> int:
    """About how many people stand in the roster, under headings that are printed again as well."""
    tables = [table for table in roster.reading.tables if not _is_apart(table, roster.table)]
    return sum(len(table.filled_rows) for table in tables)


def _begins(roster: Roster) -> list[int]:
    """Where tables with headings of their own begin."""
    heads = [table.header_rows[0] for table in roster.reading.tables if _is_apart(table, roster.table)]
    texts = _texts(roster) if heads else {}
    return [_begin(head, texts) for head in sorted(heads)]


def _is_apart(table: TableReading, taken: TableReading) -> bool:
    labels = [column.label for column in table.columns if column.label]
    if table is taken or ("姓名" not in labels and len(labels) < FEWEST):
        return False
    ours = {column.column: fold(column.heading) for column in taken.columns}
    again = sum(fold(column.heading) == ours.get(column.column) for column in table.columns)
    return again < ALIKE * len(table.columns)


def _begin(head: int, texts: dict[int, list[str]]) -> int:
    """The first of the lines that stand alone over the headings: a title, who reports."""
    row = head
    while row > 1 and not texts.get(row - 1):
        row -= 1
    if len(texts.get(row - 1, ())) != 1:
        return head
    while len(texts.get(row - 1, ())) == 1:
        row -= 1
    return row


def _texts(roster: Roster) -> dict[int, list[str]]:
    """What stands in each row, from left to right."""
    found: dict[int, list[str]] = {}
    for (row, _column), cell in sorted(roster.sheet.cells.items()):
        if text := " ".join(cell.text.split()):
            found.setdefault(row, []).append(text)
    return found
