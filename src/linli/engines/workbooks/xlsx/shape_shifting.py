"""Where do comment boxes and form controls of an old-style (VML) drawing stand after rows moved?

VML is often not well-formed XML, so its few row numbers are changed where they stand.
"""

import re

from linli.engines.workbooks.row_map import RowMap
from linli.engines.workbooks.xlsx.shifting import Shifts

_P = rb"(?:[\w.-]+:)?"  # usually v: and x:, but any prefix may stand there
_SHAPE = re.compile(rb"<" + _P + rb"shape\b.*?</" + _P + rb"shape>", re.DOTALL)
_ROW = re.compile(rb"(<" + _P + rb"Row>)\s*(\d+)\s*(</)")
_ANCHOR = re.compile(rb"(<" + _P + rb"Anchor>)([^<]*)(</)")
_FORMULA = re.compile(rb"(<" + _P + rb"Fmla(?:Link|Range|Pict|Txbx)>)([^<]*)(</)")
_ANCHOR_NUMBERS = 8


def shift_shapes(data: bytes, name: str, row_map: RowMap, shifts: Shifts) -> bytes:
    """The drawing with every shape moved; the box of a comment whose row was taken out goes with it."""

    def move(match: re.Match[bytes]) -> bytes:
        shape = match[0]
        row = _ROW.search(shape)
        if row is not None and row_map.at(int(row[2]) + 1) is None:
            return b""
        shape = _ROW.sub(lambda m: m[1] + b"%d" % (row_map.near(int(m[2]) + 1) - 1) + m[3], shape)
        shape = _ANCHOR.sub(lambda m: m[1] + _anchor(m[2], row_map) + m[3], shape)
        return _FORMULA.sub(lambda m: m[1] + shifts.formula(m[2].decode(), name).encode() + m[3], shape)

    return _SHAPE.sub(move, data)


def _anchor(text: bytes, row_map: RowMap) -> bytes:
    """Left column, offset, top row, offset, right column, offset, bottom row, offset; rows count from 0."""
    numbers = [part.strip() for part in text.split(b",")]
    if len(numbers) != _ANCHOR_NUMBERS or not (numbers[2].isdigit() and numbers[6].isdigit()):
        return text
    top, bottom = int(numbers[2]), int(numbers[6])
    moved = row_map.near(top + 1) - 1
    numbers[2], numbers[6] = b"%d" % moved, b"%d" % (moved + bottom - top)
    return b", ".join(numbers)
