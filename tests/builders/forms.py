"""Departments' blank forms, made on the spot."""

import io

from openpyxl import Workbook
from openpyxl.styles import Border, Side

THIN = Border(*(Side(style="thin"),) * 4)


def blank(title: str, headings: list[str], rows: int = 5, sheet: str = "Sheet1") -> bytes:
    """A title, one row of headings, and drawn empty rows."""
    book = Workbook()
    page = book.active
    page.title = sheet
    page.append([title])
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(headings))
    page.append(headings)
    for row in range(2, rows + 3):
        for column in range(1, len(headings) + 1):
            page.cell(row, column).border = THIN
    page.cell(rows + 3, 1, "填表人：              负责人：")
    return saved(book)


def stacked(*lists: tuple[str, list[str]], title: str = "", rows: int = 3) -> bytes:
    """Several lists one below the other on one sheet, each under a title of its own (or none)."""
    book = Workbook()
    page = book.active
    if title:
        page.append([title])
        page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=6)
    for own, headings in lists:
        if own:
            page.append([own])
            page.merge_cells(start_row=page.max_row, start_column=1, end_row=page.max_row, end_column=6)
        page.append(headings)
        first = page.max_row
        for row in range(first, first + rows + 1):
            for column in range(1, len(headings) + 1):
                page.cell(row, column).border = THIN
        page.cell(first + rows + 1, 1, "")
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The workbook as a file."""
    box = io.BytesIO()
    book.save(box)
    return box.getvalue()


def cells(data: bytes, sheet: str | None = None) -> list[list[object]]:
    """What stands in a workbook, row by row."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data))
    page = book[sheet] if sheet else book.active
    return [list(row) for row in page.iter_rows(values_only=True)]
