"""Which rows and cells does a worksheet part hold, and how is one of them set?"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Container, Iterable, Iterator, Mapping

from lxml import etree

from linli.engines.workbooks.markup import Element, attributes_text, drop, made, namespace
from linli.engines.workbooks.model import Value, cell_name
from linli.engines.workbooks.references import column_number
from linli.engines.workbooks.refusals import WorkbookRefused
from linli.engines.workbooks.xlsx.formulas import copied
from linli.engines.workbooks.xlsx.value_writing import ValueWriter


class SheetRows:
    """The <sheetData> of one worksheet: rows by number, each cell with its full name."""

    def __init__(self, root: Element) -> None:
        self.space = namespace(root)
        data = root.find(f"{self.space}sheetData")
        if data is None:
            raise WorkbookRefused("damaged", "no sheet data")
        self.data = data
        self.prefix = f"{data.prefix}:" if data.prefix else ""
        self.rows: dict[int, Element] = {}
        self._order: list[int] = []
        self._columns: dict[str, int] = {}
        self._column_styles = _column_styles(root, self.space)
        self._number_rows()

    def _number_rows(self) -> None:
        """Rows and cells may leave their place out; from here on each says it."""
        at, tag = 0, f"{self.space}row"
        for row in self.data.iterchildren(tag):
            at = int(row.get("r", at + 1))
            row.set("r", str(at))
            before: str | None = None
            for cell in row:
                name = cell.get("r")
                if name is None:
                    column = 1 + (column_number(before.rstrip("0123456789")) if before else 0)
                    name = cell_name(at, column)
                    cell.set("r", name)
                before = name
            self.rows[at] = row
        self._order = sorted(self.rows)

    def hold_plain_values(self, numbers: Iterable[int]) -> bool:
        """True when no cell of these rows holds a formula, rich text or anything else but a plain value."""
        tag = f"{self.space}v"
        for number in numbers:
            for cell in self.rows.get(number, ()):
                count = len(cell)
                if count > 1 or (count and cell[0].tag != tag):
                    return False
        return True

    def likeness(self, number: int, sources: Container[int]) -> object:
        """Equal for rows written alike: same attributes, styles, and constants outside ``sources``."""
        row = self.rows.get(number)
        if row is None:
            return None
        cells = tuple(
            (column, cell.get("s"))
            if column in sources or not len(cell)
            else (column, cell.get("s"), cell.get("t"), cell[0].text)
            for column, cell in self.cells(row)
        )
        return attributes_text(row, {"r"}), cells

    def cells(self, row: Iterable[Element]) -> Iterator[tuple[int, Element]]:
        """(column, cell) of one row."""
        known = self._columns
        for cell in row:
            letters = cell.get("r", "").rstrip("0123456789")
            if letters not in known:
                known[letters] = column_number(letters)
            yield known[letters], cell

    def style_at(self, row: Element | None, column: int) -> str:
        """The style an absent cell has: its row's, else its column's, else none ("")."""
        if row is not None and row.get("customFormat") in {"1", "true"}:
            return row.get("s", "")
        return self._column_styles.get(column, "")

    def formula(self, cell: Element | None) -> str | None:
        """The formula of a cell, if it has one."""
        return None if cell is None else cell.findtext(f"{self.space}f")

    def set_row(self, number: int, values: Mapping[int, Value], writer: ValueWriter) -> None:
        """Write several values of one row, by column."""
        row = self.rows.get(number)
        cells = dict(self.cells(row)) if row is not None else {}
        for column, value in values.items():
            cell = cells.get(column)
            if cell is not None or value is not None:
                self._fill(cell if cell is not None else self.cell(number, column), value, writer)

    def _fill(self, cell: Element, value: Value, writer: ValueWriter) -> None:
        """One value into one cell; None leaves a formula where it is."""
        if value is None and cell.find(f"{self.space}f") is not None:
            return
        for child in list(cell):
            cell.remove(child)
        drop(cell, "t", "cm", "vm")
        kind, text = writer.stored(value, int(cell.get("s") or 0))
        if not kind:
            return
        if kind != "n":
            cell.set("t", kind)
        cell.append(made(f"{self.space}v", text=text))

    def cell(self, number: int, column: int) -> Element:
        """The cell at this place, made with the style of its row or column when it is not there."""
        row = self.row(number)
        place = 0
        for at, cell in self.cells(row):
            if at == column:
                return cell
            if at > column:
                break
            place += 1
        attributes = {"r": cell_name(number, column)}
        style = self.style_at(row, column)
        if style:
            attributes["s"] = style
        cell = made(f"{self.space}c", attributes)
        row.insert(place, cell)
        drop(row, "spans")
        return cell

    def row(self, number: int) -> Element:
        """The row of this number, made when it is not there."""
        if number not in self.rows:
            row = made(f"{self.space}row", {"r": str(number)})
            insort(self._order, number)
            place = self._order.index(number)
            if place + 1 < len(self._order):
                self.rows[self._order[place + 1]].addprevious(row)
            else:
                self.data.append(row)
            self.rows[number] = row
        return self.rows[number]

    def style(self, number: int, column: int) -> int:
        """The style number of a cell, made when it is not there."""
        return int(self.cell(number, column).get("s") or 0)

    def set_style(self, number: int, column: int, style: int) -> None:
        """Give a cell another style."""
        self.cell(number, column).set("s", str(style))

    def take_out(self, number: int) -> None:
        """Remove a row."""
        row = self.rows.pop(number, None)
        if row is not None:
            self.data.remove(row)
            del self._order[bisect_left(self._order, number)]

    def leave_place(self, after: int, mark: str) -> None:
        """Leave a comment below a row (or where it would stand), to be replaced by markup of further rows."""
        place = bisect_right(self._order, after)
        if place == 0:
            self.data.insert(0, etree.Comment(mark))
        else:
            self.rows[self._order[place - 1]].addnext(etree.Comment(mark))

    def spell_out_shared_formulas(self) -> None:
        """Give every cell its own formula: a group whose rows move apart has no common one any more."""
        masters: dict[str, tuple[str, int, int]] = {}
        for number, row in self.rows.items():
            for column, cell in self.cells(row):
                formula = cell.find(f"{self.space}f")
                if formula is None or formula.get("t") != "shared":
                    continue
                group = formula.get("si", "")
                if formula.text:
                    masters[group] = (formula.text, number, column)
                elif group in masters:
                    text, first_row, first_column = masters[group]
                    formula.text = copied(text, number - first_row, column - first_column)

                drop(formula, "t", "si", "ref")

    def move(self, row: Element, number: int) -> None:
        """Give a row and its cells a new number."""
        old = row.get("r", "")
        row.set("r", str(number))
        cut = len(old)
        for cell in row:
            cell.set("r", f"{cell.get('r', '')[:-cut]}{number}")


def _column_styles(root: Element, space: str) -> "_Styles":
    spans = []
    for column in root.iterfind(f"{space}cols/{space}col"):
        style = column.get("style", "0")
        if style != "0":
            spans.append((int(column.get("min", "1")), int(column.get("max", "1")), style))
    return _Styles(spans)


class _Styles:
    def __init__(self, spans: list[tuple[int, int, str]]) -> None:
        self._spans = spans

    def get(self, column: int, otherwise: str) -> str:
        """The style of a column."""
        return next((style for first, last, style in self._spans if first <= column <= last), otherwise)
