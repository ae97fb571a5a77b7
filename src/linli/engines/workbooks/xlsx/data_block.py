"""How does one table get into its sheet: drawn rows set, surplus ones taken out, missing ones written?"""

from collections.abc import Sequence
from dataclasses import dataclass

from linli.engines.workbooks.continuation import continuation
from linli.engines.workbooks.markup import Element
from linli.engines.workbooks.model import Block, column_letters
from linli.engines.workbooks.row_map import Stretch
from linli.engines.workbooks.tables import Table
from linli.engines.workbooks.xlsx.marking import MarkedStyles
from linli.engines.workbooks.xlsx.row_formulas import row_formula
from linli.engines.workbooks.xlsx.row_plan import Otherwise, PlannedCell, RowPlan, nothing, row_start
from linli.engines.workbooks.xlsx.sheet_rows import SheetRows
from linli.engines.workbooks.xlsx.shifting import Shifts
from linli.engines.workbooks.xlsx.stored import stored_value
from linli.engines.workbooks.xlsx.value_writing import ValueWriter


@dataclass(frozen=True, slots=True)
class SheetWriting:
    """What writing into one sheet needs."""

    name: str
    rows: SheetRows
    shifts: Shifts
    writer: ValueWriter
    strings: Sequence[str]
    merges: Sequence[Block]
    marked: MarkedStyles


@dataclass(frozen=True, slots=True)
class DataBlock:
    """One table on its way into its sheet; ``first_added`` is the number of the first row added below."""

    table: Table
    sheet: SheetWriting
    first_added: int

    def plan(self) -> RowPlan | None:
        """The pattern of added rows, taken before anything is written over it; None when none is added."""
        return self._plan(self._columns()) if self.table.needed > self.table.drawn_rows else None

    def _columns(self) -> tuple[int, ...]:
        return anchored(self.table.columns, self.table.last_drawn, self.sheet.merges)

    def write(self, plan: RowPlan | None) -> bytes:
        """Set the drawn rows in place and return the markup of the rows added below them."""
        table, rows, columns = self.table, self.sheet.rows, self._columns()
        kept = min(table.drawn_rows, table.needed)
        for index in range(kept):
            values = table.rows[index] if index < len(table.rows) else ()
            padded = [*values, *[None] * (len(columns) - len(values))]
            number = table.first_row + index
            rows.set_row(number, dict(zip(columns, padded, strict=True)), self.sheet.writer)
            self._mark_drawn(index, number, columns)
        for number in range(table.first_row + kept, table.last_drawn + 1):
            rows.take_out(number)
        if plan is None:
            return b""
        marked = self._marked if table.marks and self.sheet.marked.wanted else None
        return plan.written(table.rows[table.drawn_rows :], self.first_added, self.sheet.writer, marked)

    def _mark_drawn(self, index: int, number: int, columns: tuple[int, ...]) -> None:
        rows, marked = self.sheet.rows, self.sheet.marked
        for place, column in enumerate(columns):
            mark = self.table.marks.get((index, place))
            if mark is not None and marked.wanted:
                rows.set_style(number, column, marked.style(rows.style(number, column), mark))

    def _marked(self, index: int, source: int, style: int) -> str:
        """The markup after the row number of a marked cell in an added row; empty for an unmarked one."""
        mark = self.table.marks.get((index + self.table.drawn_rows, source))
        return f'" s="{self.sheet.marked.style(style, mark)}"' if mark is not None else ""

    def _plan(self, columns: tuple[int, ...]) -> RowPlan:
        table, rows = self.table, self.sheet.rows
        last, above = rows.rows.get(table.last_drawn), rows.rows.get(table.last_drawn - 1)
        cells = dict(rows.cells(last)) if last is not None else {}
        upper = dict(rows.cells(above)) if above is not None and table.drawn_rows > 1 else {}
        sources = {column: index for index, column in enumerate(columns)}
        planned = []
        for column in sorted({*cells, *sources}):
            cell = cells.get(column)
            style = cell.get("s", "") if cell is not None else rows.style_at(last, column)
            source = sources.get(column, -1)
            planned.append(
                PlannedCell(
                    head=f'<{rows.prefix}c r="{column_letters(column)}',
                    middle=f'" s="{style}"' if style else '"',
                    style=int(style or 0),
                    source=source,
                    otherwise=self._otherwise(source, cell, upper.get(column)),
                )
            )
        head, tail = row_start(last, rows.prefix, with_spans=set(sources) <= set(cells))
        return RowPlan(head, tail, f"</{rows.prefix}row>", tuple(planned))

    def _otherwise(self, source: int, cell: Element | None, above: Element | None) -> Otherwise:
        """What an added row holds where no value is given: the formula, or what the drawn rows repeat."""
        sheet, table = self.sheet, self.table
        formula = sheet.rows.formula(cell)
        if formula:
            stretch = Stretch(table.first_row, table.drawn_rows, table.needed)
            pattern = row_formula(formula, sheet.name, (stretch, sheet.rows.formula(above)), sheet.shifts)
            return lambda row: sheet.writer.formula_tail(pattern.at(row))
        if source >= 0 or cell is None:
            return nothing
        return self._continued(cell, above)

    def _continued(self, cell: Element, above: Element | None) -> Otherwise:
        strings, writer, style = self.sheet.strings, self.sheet.writer, int(cell.get("s") or 0)
        before, value = stored_value(above, strings), stored_value(cell, strings)
        following = continuation(before, value, alone=self.table.drawn_rows == 1)
        if following is None:
            return nothing
        return lambda row: writer.tail(following(row - self.first_added), style)


def anchored(columns: tuple[int, ...], row: int, merges: Sequence[Block]) -> tuple[int, ...]:
    """A column covered by a merge within the row stands for the first column of that merge."""
    across = [m for m in merges if m.first_row == m.last_row == row]
    moved = tuple(
        next((m.first_column for m in across if m.first_column < column <= m.last_column), column)
        for column in columns
    )
    return moved if len(set(moved)) == len(moved) else columns
