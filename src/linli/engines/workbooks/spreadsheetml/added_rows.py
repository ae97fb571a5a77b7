"""How is one table put into a SpreadsheetML form: drawn rows set, others taken out or written below?"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from linli.engines.workbooks.cell_text import escaped
from linli.engines.workbooks.continuation import continuation
from linli.engines.workbooks.markup import Element, attributes_text
from linli.engines.workbooks.model import Value
from linli.engines.workbooks.row_map import Stretch
from linli.engines.workbooks.spreadsheetml.formulas import back, to_a1
from linli.engines.workbooks.spreadsheetml.marking import MarkedStyles
from linli.engines.workbooks.spreadsheetml.names import SS, placed_cells
from linli.engines.workbooks.spreadsheetml.rows import Rows, stored
from linli.engines.workbooks.tables import Mark, Table
from linli.engines.workbooks.xlsx.row_formulas import row_formula
from linli.engines.workbooks.xlsx.shifting import Shifts
from linli.engines.workbooks.xlsx.styles import Look


@dataclass(frozen=True, slots=True)
class _Prefixes:
    """How this document writes the spreadsheet namespace on elements and on attributes."""

    element: str
    attribute: str


@dataclass(frozen=True, slots=True)
class _Cell:
    start: str
    look: Look
    style: str
    source: int
    value: Callable[[int], Value] | None = None
    """Index of the added row → what goes on in a column nobody fills."""
    formula: Callable[[int], str] | None = None
    """Row number → formula."""


@dataclass(frozen=True, slots=True)
class AddedPlan:
    """The start tag of a row and its cells."""

    start: str
    cells: tuple[_Cell, ...]
    prefixes: _Prefixes
    marked: MarkedStyles

    def written(self, table: Table, first: int) -> bytes:
        """The markup of all rows after the drawn ones; the first gets number ``first``."""
        out: list[str] = []
        for index, values in enumerate(table.rows[table.drawn_rows :]):
            out.append(self.start)
            place = (first, index)
            for cell in self.cells:
                mark = table.marks.get((table.drawn_rows + index, cell.source)) if table.marks else None
                out.append(self._cell(cell if mark is None else self._coloured(cell, mark), values, place))
            out.append(f"</{self.prefixes.element}Row>")
        return "".join(out).encode()

    def _coloured(self, cell: _Cell, mark: Mark) -> _Cell:
        style = self.marked.style(cell.style, mark)
        attribute = f'{self.prefixes.attribute}StyleID="'
        if style == cell.style:
            return cell
        plain = re.sub(rf' {attribute}[^"]*"', "", cell.start)
        return replace(cell, start=f'{plain} {attribute}{style}"')

    def _cell(self, cell: _Cell, values: Sequence[Value], place: tuple[int, int]) -> str:
        given = values[cell.source] if 0 <= cell.source < len(values) else None
        if given is None and cell.formula is not None:
            formula = escaped(cell.formula(sum(place))).replace('"', "&quot;")
            return f'{cell.start} {self.prefixes.attribute}Formula="{formula}"/>'
        if given is None and cell.value is not None:
            given = cell.value(place[1])
        kind, text = stored(given, cell.look)
        if not text:
            return f"{cell.start}/>"
        text = escaped(text).replace("\n", "&#10;")
        element, attribute = self.prefixes.element, self.prefixes.attribute
        data = f'<{element}Data {attribute}Type="{kind}">{text}</{element}Data>'
        return f"{cell.start}>{data}</{element}Cell>"


class Block:
    """One table on its way into its sheet."""

    def __init__(self, table: Table, rows: Rows, name: str, shifts: Shifts, marked: MarkedStyles) -> None:
        self.table = table
        self._rows = rows
        self._name = name
        self._shifts = shifts
        self._marked = marked
        last = [rows.cell(table.last_drawn, column) for column in table.columns]
        self._sources = {cell: index for index, cell in reversed(list(enumerate(last)))}

    def plan(self) -> AddedPlan | None:
        """The pattern of added rows, taken before anything is written over it; None when none is added."""
        if self.table.needed <= self.table.drawn_rows:
            return None
        row = self._rows.by_number[self.table.last_drawn]
        prefixes = _prefixes(row)
        above = self._rows.by_number[self.table.last_drawn - 1] if self.table.drawn_rows > 1 else None
        upper = dict(placed_cells(above)) if above is not None else {}
        cells = tuple(
            self._planned(column, cell, upper.get(column), prefixes) for column, cell in placed_cells(row)
        )
        start = attributes_text(row, {f"{SS}Index", f"{SS}Span"})
        return AddedPlan(f"<{prefixes.element}Row{start}>", cells, prefixes, self._marked)

    def _planned(self, column: int, cell: Element, above: Element | None, prefixes: _Prefixes) -> _Cell:
        start = f"<{prefixes.element}Cell" + attributes_text(cell, {f"{SS}Formula", f"{SS}MergeDown"})
        source, look = self._sources.get(cell, -1), self._rows.look(cell)
        style = cell.get(f"{SS}StyleID", "Default")
        formula = cell.get(f"{SS}Formula")
        if formula:
            return _Cell(start, look, style, source, formula=self._formula(formula, above, column))
        if source >= 0:
            return _Cell(start, look, style, source)
        before = _text(above)
        following = continuation(before, _text(cell), alone=self.table.drawn_rows == 1)
        return _Cell(start, look, style, source, value=following)

    def _formula(self, formula: str, above: Element | None, column: int) -> Callable[[int], str]:
        last = self.table.last_drawn
        text, columns = to_a1(formula.removeprefix("="), (last, column))
        upper = above.get(f"{SS}Formula", "") if above is not None else ""
        before = to_a1(upper.removeprefix("="), (last - 1, column))[0] if upper else None
        stretch = Stretch(self.table.first_row, self.table.drawn_rows, self.table.needed)
        pattern = row_formula(text, self._name, (stretch, before), self._shifts)
        return lambda row: "=" + back(pattern.at(row), columns, (row, column))

    def set_drawn(self) -> None:
        """Set the drawn rows in place; surplus ones go."""
        table, rows = self.table, self._rows
        kept = min(table.drawn_rows, table.needed)
        for index in range(kept):
            values = table.rows[index] if index < len(table.rows) else ()
            written: set[Element] = set()
            for place, column in enumerate(table.columns):
                cell = rows.cell(table.first_row + index, column)
                if cell not in written:
                    rows.fill(cell, values[place] if place < len(values) else None)
                    self._marked.mark(cell, table.marks.get((index, place)))
                written.add(cell)
        for at in range(table.first_row + kept, table.last_drawn + 1):
            rows.take_out(at)

    def leave_place(self, mark: str) -> None:
        """Leave a comment below the drawn rows, to be replaced by markup."""
        self._rows.by_number[self.table.last_drawn].addnext(etree.Comment(mark))


def _prefixes(element: Element) -> _Prefixes:
    own = f"{element.prefix}:" if element.prefix else ""
    known = next((prefix for prefix, uri in element.nsmap.items() if uri == SS[1:-1] and prefix), None)
    return _Prefixes(own, f"{known}:" if known else "")


def _text(cell: Element | None) -> Value:
    found = None if cell is None else cell.find(f"{SS}Data")
    if found is None or (cell is not None and cell.get(f"{SS}Formula")):
        return None
    text = "".join(str(part) for part in found.itertext())
    return float(text) if found.get(f"{SS}Type") == "Number" else text
