"""The refused rows as a workbook: the layout of the roster, with the reason beside each row."""

from collections.abc import Sequence

from linli.contexts.registry.imports.cells import taken
from linli.contexts.registry.imports.entries import Entry, unsealed
from linli.contexts.registry.imports.mapping import Asked, columns_of
from linli.contexts.registry.imports.roster import Line, Roster, merged_down
from linli.contexts.registry.models import ImportRow, ImportRun
from linli.contexts.registry.models.imports import Outcome
from linli.contexts.registry.queries.import_words import sentences
from linli.engines.workbooks import Block, Cell, NewSheet, Value, build

WIDEST = 120
REASON = "退回原因"
SAFE = 10**11
"""Numbers from here on are identity numbers and accounts: they go back as they look."""
OF_HOUSEHOLD = ("address", "compound", "building", "entrance", "room", "head_name")


def refused_rows(run: ImportRun) -> list[ImportRow]:
    """The rows that were refused, in their order."""
    return list(ImportRow.objects.filter(run=run, outcome=Outcome.REFUSED).order_by("number"))


def workbook(run: ImportRun, roster: Roster, rows: Sequence[ImportRow]) -> bytes:
    """The .xlsx, ready to be corrected and handed in again."""
    last = min(roster.sheet.last_column, WIDEST)
    heads = roster.table.first_data_row - 1
    asked = taken(columns_of(roster, run.mapping))
    merged = merged_down(roster, frozenset(a.column.column for a in asked))
    header = [[_text(roster, row, column) for column in range(1, last + 1)] for row in range(1, heads + 1)]
    header[roster.table.header_rows[1] - 1].append(REASON)
    sheet = NewSheet(
        name=roster.sheet.name,
        header=header,
        rows=[[*_line(roster, row, asked, merged.get(row.number, {}), last), _reason(row)] for row in rows],
        widths=[*[14.0] * last, 48.0],
        merges=[block for block in roster.sheet.merges if _is_above(block, heads, last)],
        reason_column=last + 1,
    )
    return build([sheet])


def file_name(run: ImportRun) -> str:
    """What the workbook is called."""
    return f"{run.file_name.rpartition('.')[0] or run.file_name}（退回）.xlsx"


def _text(roster: Roster, row: int, column: int) -> str:
    cell = roster.sheet.cells.get((row, column))
    return cell.text if cell is not None else ""


def _is_above(block: Block, heads: int, last: int) -> bool:
    return block.last_row <= heads and block.last_column <= last


def _reason(row: ImportRow) -> str:
    return "；".join(sentences(row.reasons))


def _line(roster: Roster, row: ImportRow, asked: Sequence[Asked], merged: Line, last: int) -> list[Value]:
    cells = [roster.sheet.cells.get((row.number, column)) for column in range(1, last + 1)]
    values = [_value(cell or merged.get(column)) for column, cell in enumerate(cells, start=1)]
    entry = unsealed(row.box)
    for one in asked:
        at = one.column.column - 1
        if at < last and values[at] is None and one.field is not None and one.field.key in OF_HOUSEHOLD:
            values[at] = _of_household(entry, one.field.key)
    return values


def _of_household(entry: Entry, key: str) -> Value:
    """What the row took over from the head above it."""
    said = {"address": entry.address, "head_name": entry.head_name, **entry.parts}
    return said.get(key) or None


def _value(cell: Cell | None) -> Value:
    if cell is None or not cell.text.strip():
        return None
    value = cell.value
    is_long = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= SAFE
    return cell.text if value is None or is_long or isinstance(value, str | bool) else value
