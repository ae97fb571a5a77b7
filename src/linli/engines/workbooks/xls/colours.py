"""Which palette number does a colour get in an .xls, which knows 56 of them?"""

import colorsys
from typing import Any

import xlwt

from linli.engines.workbooks.markup import parse

_XLWT: Any = xlwt
_FIRST, _LAST = 8, 63
_FREE = 24
"""How many palette places at the end may be given other colours."""
AUTOMATIC = 0x40
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")


class Palette:
    """Places colours of an .xlsx into the palette of one .xls."""

    def __init__(self, target: Any, theme: bytes | None) -> None:
        self._target = target
        packed = _XLWT.Style.excel_default_palette_b8
        self._known = {
            (word >> 24 & 255, word >> 16 & 255, word >> 8 & 255): _LAST - at
            for at, word in enumerate(reversed(packed))
        }
        self._next = _LAST
        self._theme = _theme_colours(theme)

    def number(self, colour: Any, otherwise: int = AUTOMATIC) -> int:
        """The palette number of an openpyxl colour."""
        rgb = self._rgb(colour)
        if rgb is None:
            indexed = getattr(colour, "indexed", None) if getattr(colour, "type", "") == "indexed" else None
            return indexed if isinstance(indexed, int) and _FIRST <= indexed <= _LAST else otherwise
        if rgb not in self._known and self._next > _LAST - _FREE:
            self._known = {known: at for known, at in self._known.items() if at != self._next}
            self._known[rgb] = self._next
            self._target.set_colour_RGB(self._next, *rgb)
            self._next -= 1
        return self._known[min(self._known, key=lambda known: _distance(known, rgb))]

    def _rgb(self, colour: Any) -> tuple[int, int, int] | None:
        kind = getattr(colour, "type", None)
        if kind == "rgb" and isinstance(colour.rgb, str) and len(colour.rgb) >= 6:
            base = _from_hex(colour.rgb[-6:])
        elif kind == "theme" and 0 <= colour.theme < len(self._theme):
            base = self._theme[colour.theme]
        else:
            return None
        return _tinted(base, float(colour.tint or 0))


def _from_hex(text: str) -> tuple[int, int, int]:
    number = int(text, 16)
    return number >> 16 & 255, number >> 8 & 255, number & 255


def _distance(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _tinted(rgb: tuple[int, int, int], tint: float) -> tuple[int, int, int]:
    """ECMA-376 part 1, 18.8.19: a tint moves the lightness towards white or black."""
    if not tint:
        return rgb
    hue, light, strength = colorsys.rgb_to_hls(*(part / 255 for part in rgb))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    red, green, blue = colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), strength)
    return round(red * 255), round(green * 255), round(blue * 255)


def _theme_colours(theme: bytes | None) -> list[tuple[int, int, int]]:
    if not theme:
        return []
    scheme = parse(theme).find(f".//{_DRAWING}clrScheme")
    if scheme is None:
        return []
    found = []
    for name in _THEME_ORDER:
        entry = scheme.find(f"{_DRAWING}{name}")
        told = entry[0] if entry is not None and len(entry) else None
        text = "" if told is None else told.get("lastClr") or told.get("val") or ""
        found.append(_from_hex(text) if len(text) == 6 else (0, 0, 0))
    return found
