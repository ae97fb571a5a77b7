"""How does one table get into its sheet: drawn rows set, surplus ones taken out, missing ones written?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from linli.engines.workbooks.continuation import continuation
from linli.engines.workbooks.markup import Element
from linli.engines.workbooks.model import Block, Value, column_letters
from linli.engines.workbooks.row_map import Stretch
from linli.engines.workbooks.tables import Table
from linli.engines.workbooks.xlsx.block_values import BlockValues
from linli.engines.workbooks.xlsx.marking import MarkedStyles
from linli.engines.workbooks.xlsx.row_formulas import row_formula
from linli.engines.workbooks.xlsx.row_plan import (
    Marked,
    Otherwise,
    PlannedCell,
    RowPlan,
    nothing,
    row_start,
)
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
    """One table on its way into its sheet; ``first`` is the number its first row gets."""

    table: Table
    sheet: SheetWriting
    first: int

    def plan(self) -> RowPlan | None:
        """The pattern of added rows, taken before anything is written over it; None when none is added."""
        table = self.table
        if table.needed <= table.drawn_rows:
            return None
        rows = self.sheet.rows
        above = rows.rows.get(table.last_drawn - 1) if table.drawn_rows > 1 else None
        upper = dict(rows.cells(above)) if above is not None else {}
        return self._row_plan(
            table.last_drawn, lambda column, source, cell: self._added(source, cell, upper.get(column))
        )

    def write(self, plan: RowPlan | None) -> bytes:
        """Write the block; the markup of rows that are not in the tree and belong where it began."""
        table, rows = self.table, self.sheet.rows
        kept = range(table.first_row, table.first_row + min(table.drawn_rows, table.needed))
        markup = [self._drawn_as_markup(kept)] if rows.hold_plain_values(kept) else []
        if not markup:
            self._set_drawn(kept)
        for number in range(kept.stop, table.last_drawn + 1):
            rows.take_out(number)
        if plan is not None:
            marked = self._marked(table.drawn_rows) if table.marks and self.sheet.marked.wanted else None
            first = self.first + table.drawn_rows
            markup.append(plan.written(table.rows[table.drawn_rows :], first, self.sheet.writer, marked))
        return b"".join(markup)

    def values(self) -> BlockValues:
        """What the rows that will not be in the tree hold, for working out formulas; asked before writing."""
        table, rows, sources = self.table, self.sheet.rows, self._sources()
        drawn = range(table.first_row, table.last_drawn + 1)
        speaking = {
            column
            for number in drawn
            for column, cell in rows.cells(rows.rows.get(number, ()))
            if len(cell) and (column not in sources or rows.formula(cell))
        }
        kept = range(table.first_row, table.first_row + min(table.drawn_rows, table.needed))
        skipped = 0 if rows.hold_plain_values(kept) else len(kept)
        return BlockValues(self.first, skipped, table, sources, frozenset(speaking))

    def _values(self, index: int) -> Sequence[Value]:
        return self.table.rows[index] if index < len(self.table.rows) else ()

    def _set_drawn(self, kept: range) -> None:
        """Set drawn rows cell by cell, so that formulas and whatever else they hold stays."""
        rows, columns, marked = self.sheet.rows, self._columns(), self.sheet.marked
        for index, number in enumerate(kept):
            values = self._values(index)
            padded = [*values, *[None] * (len(columns) - len(values))]
            rows.set_row(number, dict(zip(columns, padded, strict=True)), self.sheet.writer)
            for place, column in enumerate(columns):
                mark = self.table.marks.get((index, place))
                if mark is not None and marked.wanted:
                    rows.set_style(number, column, marked.style(rows.style(number, column), mark))

    def _drawn_as_markup(self, kept: range) -> bytes:
        """Write drawn rows that hold nothing but values as text: a form may have thousands of them."""
        rows, plans, out = self.sheet.rows, dict[object, RowPlan](), []
        sources = self._sources()
        with_marks = bool(self.table.marks) and self.sheet.marked.wanted
        for index, number in enumerate(kept):
            likeness = rows.likeness(number, sources)
            if likeness not in plans:
                plans[likeness] = self._row_plan(number, self._kept)
            marked = self._marked(index) if with_marks else None
            out.append(
                plans[likeness].written([self._values(index)], self.first + index, self.sheet.writer, marked)
            )
        for number in kept:
            rows.take_out(number)
        return b"".join(out)

    def _columns(self) -> tuple[int, ...]:
        return anchored(self.table.columns, self.table.last_drawn, self.sheet.merges)

    def _sources(self) -> dict[int, int]:
        return {column: index for index, column in enumerate(self._columns())}

    def _row_plan(self, number: int, otherwise: Callable[[int, int, Element | None], Otherwise]) -> RowPlan:
        """The pattern of one template row; ``otherwise`` says what a cell holds that gets no value."""
        rows, sources = self.sheet.rows, self._sources()
        row = rows.rows.get(number)
        cells = dict(rows.cells(row)) if row is not None else {}
        planned = []
        for column in sorted({*cells, *sources}):
            cell = cells.get(column)
            style = cell.get("s", "") if cell is not None else rows.style_at(row, column)
            source = sources.get(column, -1)
            planned.append(
                PlannedCell(
                    head=f'<{rows.prefix}c r="{column_letters(column)}',
                    middle=f'" s="{style}"' if style else '"',
                    style=int(style or 0),
                    source=source,
                    otherwise=otherwise(column, source, cell),
                )
            )
        head, tail = row_start(row, rows.prefix, with_spans=set(sources) <= set(cells))
        return RowPlan(head, tail, f"</{rows.prefix}row>", tuple(planned))

    def _kept(self, column: int, source: int, cell: Element | None) -> Otherwise:
        """A drawn cell nobody fills keeps its constant."""
        del column
        if source >= 0 or cell is None or not len(cell):
            return nothing
        tail = self.sheet.writer.stored_tail(cell.get("t"), cell[0].text)
        return lambda row: tail

    def _added(self, source: int, cell: Element | None, above: Element | None) -> Otherwise:
        """An added row goes on with the formula, or with what the drawn rows repeat."""
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
        first_added = self.first + self.table.drawn_rows
        return lambda row: writer.tail(following(row - first_added), style)

    def _marked(self, skipped: int) -> Marked:
        """For rows from the ``skipped``-th on: the markup after the row number of a marked cell."""
        marks, styles = self.table.marks, self.sheet.marked

        def middle(index: int, source: int, style: int) -> str:
            mark = marks.get((index + skipped, source))
            return f'" s="{styles.style(style, mark)}"' if mark is not None else ""

        return middle


def anchored(columns: tuple[int, ...], row: int, merges: Sequence[Block]) -> tuple[int, ...]:
    """A column covered by a merge within the row stands for the first column of that merge."""
    across = [m for m in merges if m.first_row == m.last_row == row]
    moved = tuple(
        next((m.first_column for m in across if m.first_column < column <= m.last_column), column)
        for column in columns
    )
    return moved if len(set(moved)) == len(moved) else columns
