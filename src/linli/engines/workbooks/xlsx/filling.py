"""How is an .xlsx filled inside its zip, everything else left as it was?"""

from collections.abc import Sequence

from linli.engines.workbooks.archives import Archive
from linli.engines.workbooks.markup import Element, as_bytes
from linli.engines.workbooks.model import Block
from linli.engines.workbooks.part_edits import PartEdits
from linli.engines.workbooks.row_map import RowMap, Stretch
from linli.engines.workbooks.tables import Marking, Spot, Table
from linli.engines.workbooks.xlsx.block_values import BlockValues
from linli.engines.workbooks.xlsx.cell_formulas import (
    has_formulas,
    shift_formulas,
    shift_links,
)
from linli.engines.workbooks.xlsx.data_block import DataBlock, SheetWriting
from linli.engines.workbooks.xlsx.linked_parts import shift_linked_parts, shift_mentions
from linli.engines.workbooks.xlsx.marking import MarkedStyles, add_legend
from linli.engines.workbooks.xlsx.other_sheets import OtherSheets
from linli.engines.workbooks.xlsx.package import Package, SheetPart, open_package, relation_kind
from linli.engines.workbooks.xlsx.results import Results
from linli.engines.workbooks.xlsx.sheet_rows import SheetRows
from linli.engines.workbooks.xlsx.sheet_shifting import merges_of, shift_sheet
from linli.engines.workbooks.xlsx.shifting import Shifts
from linli.engines.workbooks.xlsx.string_table import SHARED_STRINGS_TYPE, StringTable
from linli.engines.workbooks.xlsx.strings import shared_strings
from linli.engines.workbooks.xlsx.styles import looks
from linli.engines.workbooks.xlsx.value_writing import ValueWriter
from linli.engines.workbooks.xlsx.workbook_part import ask_for_calculation, shift_names

_PLACEHOLDER = "linli rows {}"


def fill_xlsx(
    archive: Archive, tables: Sequence[Table], spots: Sequence[Spot], marks: Marking | None = None
) -> bytes:
    """The same file with these rows and cells written; ValueError for an unknown sheet."""
    package = open_package(archive)
    names = dict.fromkeys([*(table.sheet for table in tables), *(spot.sheet for spot in spots)])
    filled = {name: package.sheet(name) for name in names}
    filling = _Filling(package, tables, spots, marks)
    for sheet in filled.values():
        filling.fill(sheet)
    return filling.finished(set(filled))


class _Filling:
    def __init__(
        self, package: Package, tables: Sequence[Table], spots: Sequence[Spot], marks: Marking | None
    ) -> None:
        self._package = package
        self._tables = tables
        self._spots = spots
        self._edits = PartEdits(package.archive)
        self._marks = marks
        self._marked = MarkedStyles(self._edits, package.styles_part, marks)
        archive, part = package.archive, package.strings_part
        self._old_strings = shared_strings(archive, part)
        strings = None if part is None else archive.bytes_of(part)
        self._strings = StringTable(strings, is_strict=package.is_strict)
        self._looks = looks(archive, package.styles_part)
        names = {table.sheet for table in tables}
        self._shifts = Shifts({name: RowMap(self._stretches(name)) for name in names})
        self._calculates = False

    def _stretches(self, sheet: str) -> list[Stretch]:
        tables = (table for table in self._tables if table.sheet == sheet)
        return [Stretch(table.first_row, table.drawn_rows, table.needed) for table in tables]

    def fill(self, sheet: SheetPart) -> None:
        """Write all tables and spots of one sheet."""
        root = self._edits.tree(sheet.part)
        rows, merges = SheetRows(root), merges_of(root)
        writer = ValueWriter(self._strings, self._looks, rows.prefix, from_1904=self._package.from_1904)
        row_map = RowMap(self._stretches(sheet.name))
        writing = SheetWriting(
            sheet.name, rows, self._shifts, writer, self._old_strings, merges, self._marked
        )
        for spot in self._spots:
            if spot.sheet == sheet.name:
                place = _anchor((spot.row, spot.column), merges)
                rows.set_row(place[0], {place[1]: spot.value}, writer)
                if spot.mark is not None and self._marked.wanted:
                    rows.set_style(*place, self._marked.style(rows.style(*place), spot.mark))
        markup, values = self._write_blocks(sheet.name, writing, row_map)
        self._calculates = self._calculates or has_formulas(rows) or any(b"f>" in part for part in markup)
        if row_map.moves:
            for number, row in rows.rows.items():
                rows.move(row, row_map.near(number))
            shift_sheet(root, sheet.name, row_map, self._shifts)
            shift_linked_parts(self._edits, sheet.part, sheet.name, self._shifts)
        shift_links(root, sheet.name, self._shifts)
        if has_formulas(rows):
            Results(rows, values, self._old_strings, self._strings).store()
        self._edits.put(sheet.part, _with_markup(root, markup))

    def _write_blocks(
        self, name: str, writing: SheetWriting, row_map: RowMap
    ) -> tuple[list[bytes], list[BlockValues]]:
        tables = [table for table in self._tables if table.sheet == name]
        blocks = [DataBlock(table, writing, row_map.near(table.first_row)) for table in tables]
        # Patterns speak of the template's rows: they are taken before formulas move and values are written.
        plans = [block.plan() for block in blocks]
        values = [block.values() for block in blocks]
        shift_formulas(writing.rows, name, self._shifts)
        markup: list[bytes] = []
        for block, plan in zip(blocks, plans, strict=True):
            written = block.write(plan)
            if written:
                writing.rows.leave_place(block.table.last_drawn, _PLACEHOLDER.format(len(markup)))
                markup.append(written)
        return markup, values

    def finished(self, filled: set[str]) -> bytes:
        """The whole file, with every other part that names a filled sheet put right."""
        edits, package = self._edits, self._package
        if OtherSheets(edits, package, self._shifts, filled).put_right():
            self._calculates = True
        if self._shifts:
            shift_mentions(edits, self._shifts)
            shift_names(edits, package, self._shifts)
        if self._calculates:
            ask_for_calculation(edits, package)
        if self._strings.grew:
            self._put_strings()
        if self._marks is not None:
            add_legend(edits, package, self._marks, self._marked)
        return edits.written()

    def _put_strings(self) -> None:
        part = self._package.strings_part
        if part is not None:
            self._edits.put(part, self._strings.written())
            return
        part = self._package.workbook_part.rpartition("/")[0] + "/sharedStrings.xml"
        self._edits.add(part.lstrip("/"), self._strings.written(), SHARED_STRINGS_TYPE)
        kind = relation_kind("sharedStrings", is_strict=self._package.is_strict)
        self._edits.relate(self._package.workbook_part, kind, part.lstrip("/"))


def _anchor(at: tuple[int, int], merges: Sequence[Block]) -> tuple[int, int]:
    for merge in merges:
        inside_rows = merge.first_row <= at[0] <= merge.last_row
        if inside_rows and merge.first_column <= at[1] <= merge.last_column:
            return merge.first_row, merge.first_column
    return at


def _with_markup(root: Element, markup: Sequence[bytes]) -> bytes:
    """The part as bytes, with the added rows where their places were left."""
    out = as_bytes(root)
    for number, rows in enumerate(markup):
        before, _, after = out.partition(f"<!--{_PLACEHOLDER.format(number)}-->".encode())
        out = b"".join((before, rows, after))
    return out
