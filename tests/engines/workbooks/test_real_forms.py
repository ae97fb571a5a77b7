"""Real Chinese office forms: they open, and filling loses nothing."""

import io
import warnings
from collections import defaultdict
from pathlib import Path

import openpyxl
import pytest
from tests.engines.workbooks.makers import merges, parts, shared_forms

from linli.engines.workbooks import Block, Sheet, Table, fill, read


def test_every_form_opens() -> None:
    opened = 0
    for path in shared_forms():
        book = read(path.read_bytes(), path.name)
        assert book.sheets, path.name
        assert any(cell.text for sheet in book.sheets for cell in sheet.cells.values()), path.name
        opened += 1
    assert opened >= 88


def test_cells_and_merges_agree_with_openpyxl() -> None:
    for path in shared_forms():
        if path.suffix != ".xlsx":
            continue
        theirs = openpyxl.load_workbook(path)
        for sheet in read(path.read_bytes()).sheets:
            other = theirs[sheet.name]
            assert {_name(m) for m in sheet.merges} == {
                str(m).replace("$", "") for m in other.merged_cells.ranges
            }
            for row in other.iter_rows(max_col=60):
                for cell in row:
                    if isinstance(cell.value, str) and cell.data_type != "f":
                        assert sheet.cells[cell.row, cell.column].value == cell.value.replace("\r\n", "\n"), (
                            path
                        )


def _name(block: Block) -> str:
    first = openpyxl.utils.get_column_letter(block.first_column) + str(block.first_row)
    last = openpyxl.utils.get_column_letter(block.last_column) + str(block.last_row)
    return f"{first}:{last}"


def drawn_block(sheet: Sheet) -> Table | None:
    """The first block of bordered rows without text, as a table with seven more rows than drawn."""
    boxed: dict[int, set[int]] = defaultdict(set)
    for (row, column), cell in sheet.cells.items():
        if cell.boxed:
            boxed[row].add(column)
    empty = [
        r
        for r in sorted(boxed)
        if len(boxed[r]) > 2 and sum(bool(sheet.cells[r, c].text) for c in boxed[r]) < 2
    ]
    if not empty:
        return None
    first, drawn = empty[0], 1
    while first + drawn in empty and boxed[first + drawn] == boxed[first]:
        drawn += 1
    covered = {
        column
        for m in sheet.merges
        for row in range(first, first + drawn)
        for column in range(m.first_column, min(m.last_column, 200) + 1)
        if m.first_row <= row <= m.last_row and (row, column) != (m.first_row, m.first_column)
    }
    columns = tuple(sorted(boxed[first] - covered))
    rows = [[f"值{i}-{c}" for c in columns] for i in range(drawn + 7)]
    return Table(sheet.name, first, drawn, columns, rows) if columns else None


def blocks(path: Path) -> list[Table]:
    return [table for sheet in read(path.read_bytes()).sheets if (table := drawn_block(sheet)) is not None]


def test_filling_the_drawn_rows_of_every_xlsx_keeps_its_layout() -> None:
    done = 0
    for path in shared_forms():
        tables = blocks(path) if path.suffix == ".xlsx" else []
        if not tables:
            continue
        data = path.read_bytes()
        out = fill(data, tables)
        before, after = (openpyxl.load_workbook(io.BytesIO(d)) for d in (data, out))
        for table in tables:
            check_sheet(table, before[table.sheet], after[table.sheet])
        untouched = {name for name in parts(data) if "sheet" not in name and "workbook" not in name}
        kept = parts(out)
        for name in untouched - {"[Content_Types].xml", "xl/sharedStrings.xml", "xl/calcChain.xml"}:
            if not any(word in name for word in ("drawing", "comments")):
                assert kept[name] == parts(data)[name], (path.name, name)
        done += 1
    assert done > 30


def check_sheet(table: Table, before, after) -> None:
    grown = table.needed - table.drawn_rows
    for i, row in enumerate(table.rows):
        for column, value in zip(table.columns, row, strict=True):
            cell = after.cell(table.first_row + i, column)
            assert type(cell).__name__ == "MergedCell" or cell.value == value
    for row in before.iter_rows(max_col=60):
        for cell in row:
            if table.first_row <= cell.row <= table.last_drawn:
                continue
            moved = after.cell(cell.row + (grown if cell.row > table.last_drawn else 0), cell.column)
            assert type(moved) is type(cell)
            assert moved._style == cell._style
            assert cell.data_type == "f" or moved.value == cell.value
    widths = [{k: (d.width, d.hidden) for k, d in s.column_dimensions.items()} for s in (before, after)]
    assert widths[0] == widths[1]
    for told in ("orientation", "paperSize", "scale", "fitToWidth", "fitToHeight"):
        assert getattr(before.page_setup, told) == getattr(after.page_setup, told)
    assert before.page_margins.left == after.page_margins.left
    assert before.oddFooter.center.text == after.oddFooter.center.text
    assert len(merges(after)) >= len(merges(before))


def test_filling_the_drawn_rows_of_every_other_form() -> None:
    done = 0
    for path in shared_forms():
        if path.suffix == ".xlsx":
            continue
        for table in blocks(path):
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                filled = read(fill(path.read_bytes(), [table]))
            sheet = next(s for s in filled.sheets if s.name == table.sheet)
            before = next(s for s in read(path.read_bytes()).sheets if s.name == table.sheet)
            assert sheet.last_row == before.last_row + 7
            assert sum(c.text.startswith("值") for c in sheet.cells.values()) >= len(table.rows)
            done += 1
    if not done:
        pytest.skip("no other form has drawn rows")


@pytest.mark.parametrize("kind", [".xls", ".xml", ".docx"])
def test_a_form_that_is_not_touched_reads_the_same_afterwards(kind: str) -> None:
    for path in shared_forms():
        if path.suffix == kind:
            before, after = read(path.read_bytes()), read(fill(path.read_bytes(), []))
            assert [s.cells.keys() for s in before.sheets] == [s.cells.keys() for s in after.sheets]
            assert [s.merges for s in before.sheets] == [s.merges for s in after.sheets]
            assert [s.choices for s in before.sheets] == [s.choices for s in after.sheets]
