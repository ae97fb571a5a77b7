"""How does the style of an .xlsx cell read as a style of an .xls?"""

from typing import Any

import xlwt

from linli.engines.workbooks.xls.colours import Palette
from linli.engines.workbooks.xls.style_parts import ACROSS, DOWN, FILLS, LINES, UNDERLINES

_XLWT: Any = xlwt
_BLACK, _WHITE, _FONT_AUTOMATIC = 8, 9, 0x7FFF


class WrittenStyles:
    """xlwt styles by the style number of openpyxl, each made once."""

    def __init__(self, target: Any, theme: bytes | None) -> None:
        self._palette = Palette(target, theme)
        self._made: dict[int, Any] = {}

    def of(self, cell: Any) -> Any:
        """The style of an openpyxl cell."""
        key = cell.style_id
        if key not in self._made:
            self._made[key] = self._style(cell)
        return self._made[key]

    def _style(self, cell: Any) -> Any:
        style = _XLWT.XFStyle()
        style.num_format_str = cell.number_format or "General"
        style.font = self._font(cell.font)
        style.borders = self._borders(cell.border)
        style.pattern = self._pattern(cell.fill)
        style.alignment = _alignment(cell.alignment)
        style.protection.cell_locked = int(cell.protection.locked is not False)
        return style

    def _font(self, told: Any) -> Any:
        font = _XLWT.Font()
        font.name = told.name or "宋体"
        font.height = round((told.sz or 11) * 20)
        font.bold, font.italic, font.struck_out = bool(told.b), bool(told.i), bool(told.strike)
        font.underline = next((number for number, name in UNDERLINES.items() if name == told.u), 0)
        font.colour_index = self._palette.number(told.color, _FONT_AUTOMATIC)
        return font

    def _borders(self, told: Any) -> Any:
        borders = _XLWT.Borders()
        for side in ("left", "right", "top", "bottom"):
            line = getattr(told, side)
            if line is not None and line.style in LINES:
                setattr(borders, side, LINES.index(line.style))
                setattr(borders, f"{side}_colour", self._palette.number(line.color))
        if told.diagonal is not None and told.diagonal.style in LINES:
            borders.diag = LINES.index(told.diagonal.style)
            borders.need_diag1, borders.need_diag2 = int(bool(told.diagonalDown)), int(bool(told.diagonalUp))
        return borders

    def _pattern(self, told: Any) -> Any:
        pattern = _XLWT.Pattern()
        kind = getattr(told, "fill_type", None)
        if kind in FILLS and kind != "none":
            pattern.pattern = FILLS.index(kind)
            pattern.pattern_fore_colour = self._palette.number(told.fgColor, _WHITE)
            pattern.pattern_back_colour = self._palette.number(told.bgColor, _BLACK)
        return pattern


def _alignment(told: Any) -> Any:
    alignment = _XLWT.Alignment()
    alignment.horz = ACROSS.index(told.horizontal) if told.horizontal in ACROSS else 0
    alignment.vert = DOWN.index(told.vertical) if told.vertical in DOWN else 2
    alignment.wrap = int(bool(told.wrap_text))
    alignment.shri = int(bool(told.shrink_to_fit))
    alignment.inde = min(int(told.indent or 0), 15)
    alignment.rota = int(told.text_rotation or 0)
    return alignment
