"""How is a SpreadsheetML 2003 document filled in place?"""

from collections.abc import Iterator, Sequence

from linli.engines.workbooks.markup import Element, as_bytes, drop, local_name, parse
from linli.engines.workbooks.model import Block as Cells
from linli.engines.workbooks.refusals import NoSuchPlace, WorkbookRefused
from linli.engines.workbooks.row_map import RowMap, Stretch
from linli.engines.workbooks.spreadsheetml.added_rows import Block
from linli.engines.workbooks.spreadsheetml.formulas import shifted
from linli.engines.workbooks.spreadsheetml.marking import MarkedStyles, add_legend
from linli.engines.workbooks.spreadsheetml.names import SS, X, number, placed_cells
from linli.engines.workbooks.spreadsheetml.r1c1 import block_name, blocks
from linli.engines.workbooks.spreadsheetml.reading import looks_of
from linli.engines.workbooks.spreadsheetml.rows import Rows
from linli.engines.workbooks.tables import Marking, Spot, Table
from linli.engines.workbooks.xlsx.sheet_shifting import moved_merge
from linli.engines.workbooks.xlsx.shifting import Shifts

_PLACEHOLDER = "linli rows {}"


def fill_spreadsheetml(
    data: bytes, tables: Sequence[Table], spots: Sequence[Spot], marks: Marking | None = None
) -> bytes:
    """The same document with rows and cells written; NoSuchPlace for an unknown sheet."""
    root = parse(data)
    if root.tag != f"{SS}Workbook":
        raise WorkbookRefused("not_a_workbook", "xml")
    sheets = {sheet.get(f"{SS}Name", ""): sheet for sheet in root.iterfind(f"{SS}Worksheet")}
    wanted = [*(table.sheet for table in tables), *(spot.sheet for spot in spots)]
    for name in wanted:
        if name not in sheets:
            raise NoSuchPlace(f"no sheet named {name!r}")
    maps = {name: RowMap(_stretches(tables, name)) for name in set(wanted)}
    shifts, looks = Shifts(maps), looks_of(root)
    marked = MarkedStyles(root, marks)
    markup: list[bytes] = []
    for name, sheet in sheets.items():
        grid = _Grid(sheet, name, Rows(_table(sheet), looks), shifts, marked)
        own_tables = [table for table in tables if table.sheet == name]
        markup += grid.fill(own_tables, [spot for spot in spots if spot.sheet == name], len(markup))
    for named in root.iter(f"{SS}NamedRange"):
        _shift_name(named, shifts)
    if marks is not None:
        add_legend(root, marks, marked)
    return _with_markup(as_bytes(root), markup)


def _stretches(tables: Sequence[Table], sheet: str) -> list[Stretch]:
    return [Stretch(t.first_row, t.drawn_rows, t.needed) for t in tables if t.sheet == sheet]


def _table(sheet: Element) -> Element:
    found = sheet.find(f"{SS}Table")
    if found is None:
        raise WorkbookRefused("damaged", "no table")
    return found


def _shift_name(named: Element, shifts: Shifts) -> None:
    text = named.get(f"{SS}RefersTo")
    sheet = next((parent for parent in named.iterancestors(f"{SS}Worksheet")), None)
    own = "" if sheet is None else sheet.get(f"{SS}Name", "")
    if text:
        named.set(f"{SS}RefersTo", shifted(text, own, (1, 1), shifts, new_row=1))


def _with_markup(out: bytes, markup: Sequence[bytes]) -> bytes:
    for place, rows in enumerate(markup):
        before, _, after = out.partition(f"<!--{_PLACEHOLDER.format(place)}-->".encode())
        out = b"".join((before, rows, after))
    return out


class _Grid:
    """One worksheet on its way to being filled."""

    def __init__(self, sheet: Element, name: str, rows: Rows, shifts: Shifts, marked: MarkedStyles) -> None:
        self._sheet = sheet
        self._name = name
        self._rows = rows
        self._shifts = shifts
        self._marked = marked
        self._map = shifts.of(name) or RowMap()

    def fill(self, tables: Sequence[Table], spots: Sequence[Spot], placeholders: int) -> list[bytes]:
        """Write everything of this sheet; the markup of added rows for each placeholder left."""
        rows = self._rows
        for spot in spots:
            cell = self._anchor(spot.row, spot.column)
            rows.fill(cell, spot.value)
            self._marked.mark(cell, spot.mark)
        for table in tables:
            rows.split(table.first_row, table.last_drawn)
        added = [Block(table, rows, self._name, self._shifts, self._marked) for table in tables]
        plans = [block.plan() for block in added]
        self._shift_cells()
        markup: list[bytes] = []
        for block, plan in zip(added, plans, strict=True):
            block.set_drawn()
            if plan is not None:
                block.leave_place(_PLACEHOLDER.format(placeholders + len(markup)))
                first = self._map.near(block.table.last_drawn) + 1
                markup.append(plan.written(block.table, first))
        self._finish()
        return markup

    def _anchor(self, row: int, column: int) -> Element:
        """The cell at a place, or the one whose merge covers it."""
        for at, element in self._rows.by_number.items():
            for place, cell in placed_cells(element):
                inside = at <= row <= at + number(cell, "MergeDown")
                if inside and place <= column <= place + number(cell, "MergeAcross"):
                    return cell
        return self._rows.cell(row, column)

    def _shift_cells(self) -> None:
        """Formulas and merges, while rows still have their old numbers."""
        for at, row in self._rows.by_number.items():
            data_row = at if self._map.stretch_of(at) is not None else None
            for column, cell in placed_cells(row):
                formula = cell.get(f"{SS}Formula")
                if formula and self._shifts:
                    place = self._map.near(at)
                    moved = shifted(
                        formula, self._name, (at, column), self._shifts, new_row=place, data_row=data_row
                    )
                    cell.set(f"{SS}Formula", moved)
                if number(cell, "MergeDown"):
                    self._shift_merge(at, column, cell)

    def _shift_merge(self, at: int, column: int, cell: Element) -> None:
        down, across = number(cell, "MergeDown"), number(cell, "MergeAcross")
        moved = moved_merge(Cells(at, column, at + down, column + across), self._map)
        new = moved[0].last_row - moved[0].first_row if moved else 0
        drop(cell, f"{SS}MergeDown")
        if new:
            cell.set(f"{SS}MergeDown", str(new))

    def _finish(self) -> None:
        """Number the rows anew and move what names cells from outside the table."""
        following = 1
        for at, row in sorted(self._rows.by_number.items()):
            place = self._map.near(at)
            drop(row, f"{SS}Index")
            if place != following:
                row.set(f"{SS}Index", str(place))
            following = place + number(row, "Span") + 1
            stretch = self._map.stretch_of(at)
            if stretch is not None and stretch.last == at and stretch.needed > stretch.drawn:
                following = self._map.last_of(stretch) + 1
        self._count(following - 1)
        if self._map.moves:
            for element in list(_settings(self._sheet)):
                self._shift_setting(element)

    def _count(self, last: int) -> None:
        table = self._rows.table
        if table.get(f"{SS}ExpandedRowCount"):
            drawn = number(table, "ExpandedRowCount")
            table.set(f"{SS}ExpandedRowCount", str(max(last, self._map.near(max(drawn, 1)), 1)))
        widths = [
            column + number(cell, "MergeAcross")
            for row in self._rows.by_number.values()
            for column, cell in placed_cells(row)
        ]
        if widths and 0 < number(table, "ExpandedColumnCount") < max(widths):
            table.set(f"{SS}ExpandedColumnCount", str(max(widths)))

    def _shift_setting(self, element: Element) -> None:
        kind, parent = local_name(element), element.getparent()
        if kind == "Range" and element.text:
            moved = [self._map.block(block, grows=True) for block in blocks(element.text)]
            kept = ",".join(block_name(block) for block in moved if block is not None)
            element.text = kept or element.text
        elif kind == "AutoFilter" and element.get(f"{X}Range"):
            moved = [self._map.block(block, grows=True) for block in blocks(element.get(f"{X}Range", ""))]
            element.set(f"{X}Range", ",".join(block_name(block) for block in moved if block is not None))
        elif kind == "Row" and parent is not None and local_name(parent) == "RowBreak":
            element.text = str(self._map.near(max(int(element.text or "1"), 1)))


def _settings(sheet: Element) -> Iterator[Element]:
    for part in sheet:
        if local_name(part) != "Table":
            yield from part.iter()
