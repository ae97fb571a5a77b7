"""How fast are forms opened, filled and built, against openpyxl doing the same work in the same run?

Run: PYTHONPATH=src .venv/bin/python bench/bench_workbooks.py [rows] [columns]
Limits: fill ≤ 0.35 × openpyxl; a real form opens in ≤ 0.1 s (median) and ≤ 2 s (worst); A1:XFD60 in < 0.5 s.
"""

import io
import os
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from copy import copy
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side

from linli.engines.workbooks import NewSheet, Table, build, fill, read

ROOT = Path(__file__).resolve().parents[1]
FORMS = Path(os.environ.get("LINLI_SHARED_DATA", ROOT / "../shared/data")) / "forms"
FILL_LIMIT, MEDIAN_LIMIT, WORST_LIMIT, WIDE_LIMIT = 0.35, 0.1, 2.0, 0.5
DRAWN = 20
WORDS = ("男", "女", "良好", "一般", "幸福里社区", "汉族", "是", "否")
Rows = list[list[str | int]]


def template(columns: int, drawn: int = DRAWN) -> bytes:
    """A form as a department sends it: title, header, drawn rows, a total."""
    book = openpyxl.Workbook()
    sheet = book["Sheet"]
    side = Side(style="thin")
    sheet["A1"] = "独居老人基本情况台账"
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=columns)
    for row in range(2, 3 + drawn):
        for column in range(1, columns + 1):
            cell = sheet.cell(row, column, f"栏目{column}" if row == 2 else None)
            cell.border = Border(side, side, side, side)
            cell.font = Font(name="宋体", size=10, bold=row == 2)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
    letter = openpyxl.utils.get_column_letter(columns)
    sheet.cell(3 + drawn, 1, "合计")
    sheet.cell(3 + drawn, columns, f"=COUNTA({letter}3:{letter}{2 + drawn})")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def records(rows: int, columns: int, every: int) -> Rows:
    """Believable cells: each ``every``-th column a text met nowhere else, the first a number, else words."""
    return [
        [
            row
            if column == 0
            else f"1101011950{column:02d}{row:06d}"
            if column % every == 1 % every
            else WORDS[(row + column) % 8]
            for column in range(columns)
        ]
        for row in range(1, rows + 1)
    ]


def by_openpyxl(data: bytes, rows: Rows) -> bytes:
    """Load the form, set values with the style of the drawn row, save."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["Sheet"]
    styles = [copy(sheet.cell(3, column)._style) for column in range(1, len(rows[0]) + 1)]  # noqa: SLF001
    for number, values in enumerate(rows, start=3):
        for column, value in enumerate(values, start=1):
            sheet.cell(number, column, value)._style = styles[column - 1]  # noqa: SLF001
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def built_by_openpyxl(rows: Rows) -> bytes:
    """The same rows as a fresh workbook, streaming."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("表")
    for values in rows:
        sheet.append(values)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The shortest of a few runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def compared(ours: float, theirs: float) -> str:
    """Both times and their ratio."""
    return f"{ours:.2f} s, openpyxl {theirs:.2f} s, ratio {ours / theirs:.2f}"


def wide_form() -> bytes:
    """A sheet that declares A1:XFD60 and really carries an empty styled cell in every place."""
    form = template(10)
    sheet = openpyxl.load_workbook(io.BytesIO(form))
    out = io.BytesIO()
    for row in range(1, 61):
        for column in range(11, 16_385):
            sheet["Sheet"].cell(row, column)._style = sheet["Sheet"]["A2"]._style  # noqa: SLF001
    sheet.save(out)
    return out.getvalue()


def fill_lines(rows: int, columns: int) -> Iterator[str]:
    """Filling against openpyxl, with usual, all different and already drawn rows."""
    for name, every, drawn in (
        ("usual", 6, DRAWN),
        ("all texts different", 1, DRAWN),
        ("all rows drawn", 6, rows),
    ):
        form, values = template(columns, drawn), records(rows, columns, every)
        table = Table("Sheet", 3, drawn, tuple(range(1, columns + 1)), values)
        ours = seconds(lambda form=form, table=table: fill(form, [table]), 2)
        theirs = seconds(lambda form=form, values=values: by_openpyxl(form, values), 1)
        yield f"fill {rows} x {columns}, {name}: {compared(ours, theirs)} (limit {FILL_LIMIT})"


def read_lines(rows: int, columns: int) -> Iterator[str]:
    """Reading a large sheet, a sheet styled to the end, and every real form."""
    table = Table("Sheet", 3, DRAWN, tuple(range(1, columns + 1)), records(rows, columns, 6))
    data = fill(template(columns), [table])
    ours, theirs = seconds(lambda: read(data)), seconds(lambda: openpyxl.load_workbook(io.BytesIO(data)), 1)
    yield f"read {rows} x {columns}: {compared(ours, theirs)}"
    wide = wide_form()
    tracemalloc.start()
    read(wide)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    taken = seconds(lambda: read(wide))
    yield f"read A1:XFD60, every cell styled: {taken:.2f} s (limit {WIDE_LIMIT}), peak {peak:.0f} MB"
    if not FORMS.is_dir():
        yield f"real forms: skipped, {FORMS} is not there"
        return
    files = [
        p.read_bytes() for p in sorted(FORMS.rglob("*")) if p.suffix in {".xlsx", ".xls", ".xml", ".docx"}
    ]
    each = sorted(seconds(lambda file=file: read(file), 1) for file in files)
    median, worst = each[len(each) // 2], each[-1]
    yield f"read {len(each)} real forms: median {median:.4f} s (limit {MEDIAN_LIMIT})"
    yield f"read {len(each)} real forms: worst {worst:.3f} s (limit {WORST_LIMIT})"


def build_line(rows: int, columns: int) -> str:
    """A fresh export against openpyxl's streaming writer."""
    values = records(rows, columns, 6)
    ours = seconds(lambda: build([NewSheet("表", [["栏"] * columns], values)]), 1)
    theirs = seconds(lambda: built_by_openpyxl(values), 1)
    return f"build {rows} x {columns}: {compared(ours, theirs)} (its streaming writer)"


if __name__ == "__main__":
    height, width = (int(word) for word in (*sys.argv[1:3], "10000", "30")[:2])
    for line in (*fill_lines(height, width), *read_lines(height, width), build_line(10 * height, 20)):
        print(line)
