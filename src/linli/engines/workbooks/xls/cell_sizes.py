"""How high is a row, and how wide a column, where an .xls counts otherwise than an .xlsx?

An .xlsx row without a height is fitted to its text on opening; an .xls stores a height for every row. Widths
are counted in digits of the usual font, which in an .xls written here is Arial 10.
"""

from math import ceil
from typing import Any
from unicodedata import east_asian_width

_POINTS_A_LINE = 1.3
"""Height of a line of text against its font size."""
_USUAL_SIZE, _USUAL_WIDTH, _USUAL_HEIGHT = 11.0, 8.43, 15.0
_HIGHEST = 409.0
ARIAL_10_PIXELS = 7
_CHINESE_BY_LATIN_NAME = frozenset({"simsun", "nsimsun", "fangsong", "kaiti", "simhei", "dengxian"})


def fitted_height(cells: tuple[Any, ...], widths: dict[str, float], least: float | None) -> float:
    """Points that the texts of a row need, at least the usual height of the sheet."""
    heights = [_height(cell, widths.get(cell.column_letter, _USUAL_WIDTH)) for cell in cells if _counts(cell)]
    return min(max([least or _USUAL_HEIGHT, *heights]), _HIGHEST)


def digit_pixels(name: str, size: float) -> int:
    """Width of a digit at 96 dpi: a Chinese font has half squares, a Latin one about 0.51 of its size."""
    pixels = size * 96 / 72
    if name.isascii() and name.lower() not in _CHINESE_BY_LATIN_NAME:
        return max(1, round(pixels * (0.556 if name == "Arial" else 0.507)))
    return max(1, ceil(round(pixels) / 2))


def _counts(cell: Any) -> bool:
    return cell.value is not None and hasattr(cell, "column_letter")


def _height(cell: Any, width: float) -> float:
    lines = str(cell.value).split("\n") if isinstance(cell.value, str) else [""]
    count = len(lines)
    if cell.alignment is not None and cell.alignment.wrap_text:
        count = sum(max(1, ceil(_letters(line) / max(width, 1.0))) for line in lines)
    return count * float(cell.font.sz or _USUAL_SIZE) * _POINTS_A_LINE


def _letters(text: str) -> int:
    """Width in digits: a Chinese letter takes two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
