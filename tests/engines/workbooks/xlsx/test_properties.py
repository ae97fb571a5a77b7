"""Random templates: after filling, every cell, merge and formula is where it must be."""

from dataclasses import dataclass

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.workbooks.makers import BOX, loaded, merges, saved

from linli.engines.workbooks import Table, fill, read
from linli.engines.workbooks.model import column_letters

COLUMNS = 6


@dataclass(frozen=True)
class Plan:
    above: int
    drawn: int
    below: int
    count: int
    shrink: bool
    row_merge: tuple[int, int] | None
    merges_above: tuple[tuple[int, int, int, int], ...]
    merges_below: tuple[tuple[int, int, int, int], ...]
    filled: tuple[int, ...]

    @property
    def first(self) -> int:
        return self.above + 1

    @property
    def last(self) -> int:
        return self.above + self.drawn

    @property
    def needed(self) -> int:
        return max(1, self.count) if self.shrink else max(self.drawn, self.count)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    above, drawn, below = draw(st.integers(1, 5)), draw(st.integers(1, 6)), draw(st.integers(2, 6))
    start = draw(st.none() | st.integers(1, COLUMNS - 1))
    span = None if start is None else (start, draw(st.integers(start + 1, COLUMNS)))

    def some(height: int) -> tuple[tuple[int, int, int, int], ...]:
        top = draw(st.integers(1, height))
        bottom = draw(st.integers(top, height))
        left = draw(st.integers(1, COLUMNS))
        right = draw(st.integers(left, COLUMNS))
        return ((top, left, bottom, right),) if (top, left) != (bottom, right) else ()

    free = [c for c in range(1, COLUMNS + 1) if span is None or not span[0] < c <= span[1]]
    filled = draw(st.lists(st.sampled_from(free), min_size=1, max_size=len(free), unique=True))
    return Plan(
        above,
        drawn,
        below,
        draw(st.integers(0, 12)),
        draw(st.booleans()),
        span,
        some(above),
        some(below),
        tuple(filled),
    )


def template(plan: Plan) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表"
    for row in range(1, plan.last + plan.below + 1):
        sheet.row_dimensions[row].height = 10 + row
        for column in range(1, COLUMNS + 1):
            cell = sheet.cell(row, column)
            if plan.first <= row <= plan.last:
                cell.border = BOX
            else:
                cell.value = f"r{row}c{column}"
    letter = column_letters(plan.filled[0])
    sheet.cell(plan.last + 1, COLUMNS + 1, f"=COUNTA({letter}{plan.first}:{letter}{plan.last})")
    sheet.cell(plan.last + 2, COLUMNS + 1, f"={letter}{plan.last + 1}&{letter}1")
    for number in range(plan.drawn):
        row = plan.first + number
        sheet.cell(row, COLUMNS + 1, f"={letter}{row}&{letter}${plan.last + 1}")
        if plan.row_merge:
            sheet.merge_cells(
                start_row=row, end_row=row, start_column=plan.row_merge[0], end_column=plan.row_merge[1]
            )
    for top, left, bottom, right in plan.merges_above:
        sheet.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)
    for top, left, bottom, right in plan.merges_below:
        base = plan.last
        sheet.merge_cells(start_row=base + top, end_row=base + bottom, start_column=left, end_column=right)
    return saved(book)


@settings(max_examples=150, deadline=None)
@given(plans())
def test_everything_is_where_it_must_be(plan: Plan) -> None:
    data = template(plan)
    rows = [[f"v{i}-{column}" for column in plan.filled] for i in range(plan.count)]
    out = fill(data, [Table("表", plan.first, plan.drawn, plan.filled, rows, shrink=plan.shrink)])
    before, after = loaded(data)["表"], loaded(out)["表"]
    shift = plan.needed - plan.drawn
    check_cells(plan, before, after, shift)
    check_merges(plan, before, after, shift)
    check_formulas(plan, after)
    for i, row in enumerate(rows):
        for column, value in zip(plan.filled, row, strict=True):
            assert after.cell(plan.first + i, column).value == value
    assert after.max_row == before.max_row + shift
    assert read(out).sheets[0].last_row == read(data).sheets[0].last_row + shift


def check_cells(plan: Plan, before, after, shift: int) -> None:
    for row in before.iter_rows(max_col=COLUMNS):
        for cell in row:
            if plan.first <= cell.row <= plan.last:
                continue
            moved = after.cell(cell.row + (shift if cell.row > plan.last else 0), cell.column)
            assert moved.value == cell.value
            assert moved.has_style == cell.has_style
            assert after.row_dimensions[moved.row].height == before.row_dimensions[cell.row].height
    for row in range(plan.first, plan.first + plan.needed):
        assert after.cell(row, 1).border.left.style == "thin"
        drawn = min(row, plan.last)
        assert after.row_dimensions[row].height == before.row_dimensions[drawn].height


def check_merges(plan: Plan, before, after, shift: int) -> None:
    expected = set()
    for block in before.merged_cells.ranges:
        if block.max_row < plan.first:
            expected.add(str(block))
        elif block.min_row > plan.last:
            block.shift(row_shift=shift)
            expected.add(str(block))
    if plan.row_merge:
        left, right = (column_letters(c) for c in plan.row_merge)
        expected |= {f"{left}{r}:{right}{r}" for r in range(plan.first, plan.first + plan.needed)}
    assert merges(after) == expected


def check_formulas(plan: Plan, after) -> None:
    letter, last = column_letters(plan.filled[0]), plan.first + plan.needed - 1
    total = last + 1
    assert after.cell(total, COLUMNS + 1).value == f"=COUNTA({letter}{plan.first}:{letter}{last})"
    assert after.cell(total + 1, COLUMNS + 1).value == f"={letter}{total}&{letter}1"
    for row in range(plan.first, last + 1):
        assert after.cell(row, COLUMNS + 1).value == f"={letter}{row}&{letter}${total}"
