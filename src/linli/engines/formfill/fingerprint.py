"""Is this the form we have seen before, whatever month, street and number of rows it carries?"""

import re
from collections.abc import Iterator

from linli.engines.formfill.model import SheetReading, TableReading
from linli.engines.text.folding import fold
from linli.engines.text.headings import heading

_CHANGING = re.compile(
    r"(?:19|20)\d\d年?(?:度|底|初|末)?|第?[一二三四\d]+(?:季度|月份?|批|期|号)|[上下]半年|\d+月\d*日?|[上中下]旬"
    r"|附[件表]?[\d一二三四五六七八九十]*[-:.]?|\(.*?\)|[\d.:：\-_x×]+"
)
_PLACE = re.compile(
    r"[\u4e00-\u9fffx×*_]{1,8}?(?:街道办事处|街道|社区居委会|社区|居委会|镇|乡|村)(?=[\u4e00-\u9fff])"
)
_FNV_PRIME, _FNV_BASIS = 0x100000001B3, 0xCBF29CE484222325


def fingerprint(reading: SheetReading) -> str:
    """Lines that stay the same for the same template: bare title, then each heading with its groups.

    The first line is a short key to look a template up by; the others make a difference readable.
    """
    lines = list(_lines(reading))
    return "\n".join((_key(lines), *lines))


def template_key(reading: SheetReading) -> str:
    """The first line of the fingerprint alone."""
    return _key(list(_lines(reading)))


def bare_title(title: str) -> str:
    """A title without date, number and place (2026年第三季度XX街道低保户花名册 → 低保户花名册)."""
    return _CHANGING.sub("", _PLACE.sub("", fold(title)))


def _lines(reading: SheetReading) -> Iterator[str]:
    yield f"title {bare_title(reading.title)}"
    if reading.part > 1:
        yield f"part {reading.part}"
    for table in reading.tables:
        yield f"table {table.about}"
        yield from _columns(table)
    for spot in reading.spots:
        yield f"spot {_path(spot.path, spot.heading)}"


def _columns(table: TableReading) -> Iterator[str]:
    for column in table.columns:
        yield f"column {_path(column.path, column.heading)}"


def _path(path: tuple[str, ...], last: str) -> str:
    return "/".join(_PERIODS.sub("", heading(text).core) for text in (*path, last))


_PERIODS = re.compile(r"(?:19|20)\d\d年(?:度)?|\d{1,2}月份?")


def _key(lines: list[str]) -> str:
    """FNV-1a, 64 bits: short, stable across machines and needing no secret."""
    value = _FNV_BASIS
    for byte in "\n".join(lines).encode():
        value = ((value ^ byte) * _FNV_PRIME) & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"
