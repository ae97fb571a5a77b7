"""How do the fonts, fills, borders and formats of an .xls read as the styles part of an .xlsx?

Index tables after [MS-XLS] 2.5 (BorderStyle, FillPattern, alignment) and ECMA-376 part 1, 18.18.
"""

from collections.abc import Sequence
from typing import Any

from linli.engines.workbooks.number_formats import BUILT_IN
from linli.engines.workbooks.xls.book import format_code
from linli.engines.workbooks.xlsx.new_package import DECLARATION, MAIN, attribute

LINES = (
    *("none", "thin", "medium", "dashed", "dotted", "thick", "double", "hair", "mediumDashed", "dashDot"),
    *("mediumDashDot", "dashDotDot", "mediumDashDotDot", "slantDashDot"),
)
FILLS = (
    *("none", "solid", "mediumGray", "darkGray", "lightGray", "darkHorizontal", "darkVertical", "darkDown"),
    *("darkUp", "darkGrid", "darkTrellis", "lightHorizontal", "lightVertical", "lightDown", "lightUp"),
    *("lightGrid", "lightTrellis", "gray125", "gray0625"),
)
ACROSS = ("", "left", "center", "right", "fill", "justify", "centerContinuous", "distributed")
DOWN = ("top", "center", "bottom", "justify", "distributed")
UNDERLINES = {1: "single", 2: "double", 0x21: "singleAccounting", 0x22: "doubleAccounting"}
_AUTOMATIC = 64
_FILL = '<fill><patternFill patternType="{}"/></fill>'
_SIDES = ("left", "right", "top", "bottom")


class StyleParts:
    """The styles part; a cell of BIFF style n has the xlsx style n."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._fonts: list[str] = []
        self._fills = [_FILL.format("none"), _FILL.format("gray125")]
        self._borders = ["<border><left/><right/><top/><bottom/><diagonal/></border>"]
        self._formats: dict[str, int] = {}
        self._fonts.append(self._font(book.font_list[0]) if book.font_list else "<font/>")

    def xml(self) -> str:
        """The whole part."""
        cells = [self._cell_style(xf) for xf in self._book.xf_list] or ['<xf xfId="0"/>']
        formats = "".join(
            f'<numFmt numFmtId="{number}" formatCode="{attribute(code)}"/>'
            for code, number in self._formats.items()
        )
        return (
            f'{DECLARATION}<styleSheet xmlns="{MAIN}">'
            f"{_list('numFmts', [formats], len(self._formats)) if formats else ''}"
            f"{_list('fonts', self._fonts)}{_list('fills', self._fills)}{_list('borders', self._borders)}"
            '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
            f"{_list('cellXfs', cells)}"
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
            "</styleSheet>"
        )

    def _cell_style(self, xf: Any) -> str:
        font = _index(self._fonts, self._font(self._book.font_list[xf.font_index]))
        fill = _index(self._fills, self._fill(xf.background))
        border = _index(self._borders, self._border(xf.border))
        number = self._format(xf)
        locked = "" if xf.protection.cell_locked else '<protection locked="0"/>'
        return (
            f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"'
            ' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
            f"{' applyProtection=' + chr(34) + '1' + chr(34) if locked else ''}>"
            f"{_alignment(xf.alignment)}{locked}</xf>"
        )

    def _format(self, xf: Any) -> int:
        code = format_code(self._book, xf)
        key = int(xf.format_key)
        if key in BUILT_IN and key < 50:  # those above are local to one language
            return key
        return self._formats.setdefault(code, 164 + len(self._formats))

    def _colour(self, index: int, tag: str) -> str:
        if index >= _AUTOMATIC or self._book.colour_map.get(index) is None:
            return ""
        red, green, blue = self._book.colour_map[index]
        return f'<{tag} rgb="FF{red:02X}{green:02X}{blue:02X}"/>'

    def _font(self, font: Any) -> str:
        raised = {1: "superscript", 2: "subscript"}.get(font.escapement)
        underline = UNDERLINES.get(font.underline_type)
        pieces = (
            "<b/>" if font.weight >= 600 else "",
            "<i/>" if font.italic else "",
            "<strike/>" if font.struck_out else "",
            f'<u val="{underline}"/>' if underline else "",
            f'<vertAlign val="{raised}"/>' if raised else "",
            f'<sz val="{font.height / 20:g}"/>',
            self._colour(font.colour_index, "color"),
            f'<name val="{attribute(font.name)}"/>',
        )
        return f"<font>{''.join(pieces)}</font>"

    def _fill(self, background: Any) -> str:
        pattern = _at(FILLS, background.fill_pattern)
        if pattern == "none":
            return self._fills[0]
        front = self._colour(background.pattern_colour_index, "fgColor")
        back = self._colour(background.background_colour_index, "bgColor")
        return f'<fill><patternFill patternType="{pattern}">{front}{back}</patternFill></fill>'

    def _border(self, border: Any) -> str:
        sides = "".join(self._side(side, border) for side in _SIDES)
        diagonal = _at(LINES, border.diag_line_style)
        if diagonal == "none":
            return f"<border>{sides}<diagonal/></border>"
        colour = self._colour(border.diag_colour_index, "color")
        down = ' diagonalDown="1"' if border.diag_down else ""
        up = ' diagonalUp="1"' if border.diag_up else ""
        return f'<border{up}{down}>{sides}<diagonal style="{diagonal}">{colour}</diagonal></border>'

    def _side(self, side: str, border: Any) -> str:
        style = _at(LINES, getattr(border, f"{side}_line_style"))
        if style == "none":
            return f"<{side}/>"
        colour = self._colour(getattr(border, f"{side}_colour_index"), "color")
        return f'<{side} style="{style}">{colour}</{side}>'


def _alignment(alignment: Any) -> str:
    wanted = (
        ("horizontal", _at(ACROSS, alignment.hor_align)),
        ("vertical", _at(DOWN, alignment.vert_align) if alignment.vert_align != 2 else ""),
        ("textRotation", str(alignment.rotation) if alignment.rotation else ""),
        ("wrapText", "1" if alignment.text_wrapped else ""),
        ("indent", str(alignment.indent_level) if alignment.indent_level else ""),
        ("shrinkToFit", "1" if alignment.shrink_to_fit else ""),
    )
    said = "".join(f' {name}="{value}"' for name, value in wanted if value)
    return f"<alignment{said}/>" if said else ""


def _at(names: Sequence[str], index: int) -> str:
    return names[index] if 0 <= index < len(names) else names[0]


def _index(known: list[str], xml: str) -> int:
    if xml not in known:
        known.append(xml)
    return known.index(xml)


def _list(tag: str, items: Sequence[str], count: int | None = None) -> str:
    return f'<{tag} count="{len(items) if count is None else count}">{"".join(items)}</{tag}>'
