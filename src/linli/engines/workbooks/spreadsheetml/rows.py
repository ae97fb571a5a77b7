"""Which rows does a SpreadsheetML table have, and how is a cell of one set?"""

from copy import deepcopy
from datetime import date, datetime, time

from linli.engines.workbooks.cell_text import as_text, is_safe_number, legal
from linli.engines.workbooks.markup import Element, drop, made
from linli.engines.workbooks.model import Value
from linli.engines.workbooks.spreadsheetml.names import SS, number, placed_cells, placed_rows
from linli.engines.workbooks.xlsx.styles import Look


class Rows:
    """The rows of one Table by their number in the template."""

    def __init__(self, table: Element, looks: dict[str, Look]) -> None:
        self.table = table
        self.looks = looks
        self.by_number = dict(placed_rows(table))

    def split(self, first: int, last: int) -> None:
        """Give each row its own element, where one stands for several (ss:Span) or none is written."""
        for at, row in list(self.by_number.items()):
            span = number(row, "Span")
            if span and at <= last and at + span >= first:
                drop(row, f"{SS}Span")
                for extra in range(at + 1, at + span + 1):
                    self.put(extra, deepcopy(row))
        for missing in range(first, last + 1):
            if missing not in self.by_number:
                self.put(missing, made(f"{SS}Row"))

    def put(self, at: int, row: Element) -> None:
        """Add a row at a number not yet taken."""
        later = [n for n in self.by_number if n > at]
        if later:
            self.by_number[min(later)].addprevious(row)
        else:
            self.table.append(row)
        self.by_number[at] = row

    def take_out(self, at: int) -> None:
        """Remove a row."""
        self.table.remove(self.by_number.pop(at))

    def row(self, at: int) -> Element:
        """The row of this number, made when it is not there."""
        if at not in self.by_number:
            self.split(at, at)
        return self.by_number[at]

    def cell(self, at: int, column: int) -> Element:
        """The cell that shows this column, made when there is none."""
        row, before = self.row(at), None
        for place, cell in placed_cells(row):
            if place <= column <= place + number(cell, "MergeAcross"):
                return cell
            if place > column:
                cell.set(f"{SS}Index", str(place))
                break
            before = cell
        new = made(f"{SS}Cell", {f"{SS}Index": str(column)})
        if row.get(f"{SS}StyleID"):
            new.set(f"{SS}StyleID", row.get(f"{SS}StyleID", ""))
        if before is None:
            row.insert(0, new)
        else:
            before.addnext(new)
        return new

    def look(self, cell: Element) -> Look:
        """The look of a cell."""
        return self.looks.get(cell.get(f"{SS}StyleID", "Default"), Look())

    def fill(self, cell: Element, value: Value) -> None:
        """One value into one cell; None leaves a formula where it is."""
        if value is None and cell.get(f"{SS}Formula"):
            return
        drop(cell, f"{SS}Formula")
        for old in cell.findall(f"{SS}Data"):
            cell.remove(old)
        kind, text = stored(value, self.look(cell))
        if text:
            cell.insert(0, made(f"{SS}Data", {f"{SS}Type": kind}, text))


def stored(value: Value, look: Look) -> tuple[str, str]:
    """(ss:Type, text) of a value; the text is empty for an empty cell."""
    if isinstance(value, bool):
        return "Boolean", str(int(value))
    if isinstance(value, (int, float)) and is_safe_number(value):
        return "Number", repr(value)
    if isinstance(value, (date, datetime, time)) and look.is_clock:
        return "DateTime", _moment(value)
    return "String", legal(as_text(value))


def _moment(value: date | datetime | time) -> str:
    if isinstance(value, time):
        return f"1899-12-31T{value.isoformat('milliseconds')}"
    if not isinstance(value, datetime):
        return f"{value.isoformat()}T00:00:00.000"
    return value.replace(tzinfo=None).isoformat("T", "milliseconds")
