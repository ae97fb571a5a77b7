"""Row heights and column widths of an .xls made from an .xlsx."""

import openpyxl
import pytest
from openpyxl.styles import Alignment, Font

from linli.engines.workbooks.xls.cell_sizes import digit_pixels, fitted_height


@pytest.mark.parametrize(
    ("name", "size", "pixels"),
    [
        ("Calibri", 11, 7),
        ("Arial", 10, 7),
        ("宋体", 11, 8),
        ("宋体", 12, 8),
        ("SimSun", 9, 6),
        ("仿宋", 10, 7),
    ],
)
def test_digits_of_usual_fonts(name: str, size: float, pixels: int) -> None:
    assert digit_pixels(name, size) == pixels


def row(*texts: str, wrap: bool = True, size: float = 10) -> tuple[object, ...]:
    sheet = openpyxl.Workbook().active
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(1, column, text)
        cell.alignment, cell.font = Alignment(wrap_text=wrap), Font(sz=size)
    return tuple(sheet[1])


def test_a_short_text_needs_the_usual_height() -> None:
    assert fitted_height(row("姓名"), {"A": 10.0}, 15.0) == 15.0
    assert fitted_height(row("姓名"), {}, None) == 15.0


def test_a_wrapped_text_needs_a_line_for_each_width() -> None:
    assert fitted_height(row("现住地址幸福里社区"), {"A": 6.0}, 15.0) == 39.0
    assert fitted_height(row("一\n二\n三"), {"A": 10.0}, 15.0) == 39.0
    assert fitted_height(row("现住地址幸福里社区", wrap=False), {"A": 6.0}, 15.0) == 15.0


def test_no_row_is_higher_than_excel_allows() -> None:
    assert fitted_height(row("长" * 1000), {"A": 1.0}, 15.0) == 409.0
