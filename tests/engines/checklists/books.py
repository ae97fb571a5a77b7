"""Workbooks for these tests: made by hand from markdown rows, or the real ones of the shared data."""

import io
import os
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).parents[3]
SHARED = Path(os.environ.get("LINLI_SHARED_DATA", ROOT.parent / "shared" / "data"))


def real_books() -> list[Path]:
    """Every file of the collected XLSForms, also those that are none."""
    folder = SHARED / "xlsforms"
    if not folder.is_dir():
        pytest.skip(f"the collected XLSForms are not here ({folder}); set LINLI_SHARED_DATA")
    return sorted(path for path in folder.rglob("*") if path.is_file())


def book(**sheets: str) -> bytes:
    """An .xlsx whose sheets are written as lines of cells between bars."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, text in sheets.items():
        sheet = made.create_sheet(name)
        for line in text.strip().splitlines():
            sheet.append([cell.strip() or None for cell in line.strip().strip("|").split("|")])
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()
