"""Which cell styles does a fresh export have?"""

from linli.engines.workbooks.xlsx.new_package import DECLARATION, MAIN

PLAIN, TITLE, HEADER, TEXT, NUMBER, DAY, MOMENT, TIME, REASON = range(9)
"""Style numbers, in the order of the list below."""

_LINE = '<{0} style="thin"><color rgb="FFB0B7C3"/></{0}>'
_BOX = "".join(_LINE.format(side) for side in ("left", "right", "top", "bottom"))
_FONTS = (
    '<font><sz val="11"/><name val="宋体"/><charset val="134"/></font>',
    '<font><b/><sz val="16"/><name val="宋体"/><charset val="134"/></font>',
    '<font><b/><sz val="11"/><name val="宋体"/><charset val="134"/></font>',
    '<font><sz val="11"/><color rgb="FF9A3412"/><name val="宋体"/><charset val="134"/></font>',
)
_FILLS = (
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
    '<fill><patternFill patternType="solid"><fgColor rgb="FFEEF2F7"/></patternFill></fill>',
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFDECE3"/></patternFill></fill>',
)
_CENTRED = '<alignment horizontal="center" vertical="center" wrapText="1"/>'
_WRAPPED = '<alignment vertical="center" wrapText="1"/>'
_STYLES = (
    # number format, font, fill, border, alignment
    (0, 0, 0, 0, ""),
    (0, 1, 0, 0, _CENTRED),
    (49, 2, 2, 1, _CENTRED),
    (49, 0, 0, 1, _WRAPPED),
    (0, 0, 0, 1, _WRAPPED),
    (164, 0, 0, 1, _WRAPPED),
    (165, 0, 0, 1, _WRAPPED),
    (20, 0, 0, 1, _WRAPPED),
    (49, 3, 3, 1, _WRAPPED),
)


def _listed(tag: str, items: tuple[str, ...]) -> str:
    return f'<{tag} count="{len(items)}">{"".join(items)}</{tag}>'


def _style(number: int, font: int, fill: int, border: int, alignment: str) -> str:
    told = f'numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"'
    applied = 'applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
    return f"<xf {told} {applied}>{alignment}</xf>"


STYLES_XML = (
    f'{DECLARATION}<styleSheet xmlns="{MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>'
    f"{_listed('fonts', _FONTS)}{_listed('fills', _FILLS)}"
    f'<borders count="2"><border/><border>{_BOX}<diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f"{_listed('cellXfs', tuple(_style(*style) for style in _STYLES))}"
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
"""The whole styles part."""
