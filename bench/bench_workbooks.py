"""How fast are forms opened, filled and built, against openpyxl doing the same work in the same run?

Run: .venv/bin/python bench/bench_workbooks.py [rows] [columns]
"""

import copy
import io
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side

from linli.engines.workbooks import Table, fill, read

FILL_LIMIT = 0.35
DRAWN = 20


def template(columns: int) -> bytes:
    """A form as a department sends it: title, header, drawn rows, a total and a line to sign."""
    book = openpyxl.Workbook()
    sheet = book.active
    side = Side(style="thin")
    sheet["A1"] = "独居老人基本情况台账"
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=columns)
    for row in range(2, 3 + DRAWN):
        for column in range(1, columns + 1):
            cell = sheet.cell(row, column, f"栏目{column}" if row == 2 else None)
            cell.border = Border(side, side, side, side)
            cell.font = Font(name="宋体", size=10, bold=row == 2)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet.cell(3 + DRAWN, 1, "合计")
    sheet.cell(3 + DRAWN, columns, f"=COUNTA({sheet.cell(3, columns).coordinate}:{sheet.cell(2 + DRAWN, columns).coordinate})")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def records(rows: int, columns: int) -> list[list[str | int]]:
    """Believable cells: many repeated words, some unique numbers as text, a few numbers."""
    repeated = ["男", "女", "良好", "一般", "幸福里社区", "汉族", "是", "否"]
    return [
        [
            row if column == 0 else f"1101011950{row:08d}" if column % 6 == 1 else repeated[(row + column) % 8]
            for column in range(columns)
        ]
        for row in range(1, rows + 1)
    ]


def by_openpyxl(data: bytes, rows: list[list[str | int]]) -> bytes:
    """Load, set values copying the style of the drawn row, save."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.active
    styles = [copy.copy(sheet.cell(3, column)._style) for column in range(1, len(rows[0]) + 1)]
    for number, values in enumerate(rows, start=3):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(number, column, value)
            cell._style = styles[column - 1]
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


if __name__ == "__main__":
    count, width = (int(word) for word in (*sys.argv[1:3], "10000", "30")[:2]) if len(sys.argv) != 2 else (int(sys.argv[1]), 30)
    form, values = template(width), records(count, width)
    table = Table("Sheet", 3, DRAWN, tuple(range(1, width + 1)), values)
    ours = seconds(lambda: fill(form, [table]))
    theirs = seconds(lambda: by_openpyxl(form, values), 1)
    print(f"fill {count} x {width}: {ours:.2f} s, openpyxl {theirs:.2f} s, ratio {ours / theirs:.2f} (limit {FILL_LIMIT})")
