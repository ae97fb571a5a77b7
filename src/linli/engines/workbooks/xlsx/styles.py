"""What does each cell style of an .xlsx mean to a reader: border, weight, number format?"""

from dataclasses import dataclass

from linli.engines.workbooks.archives import Archive
from linli.engines.workbooks.clocks import clock_parts
from linli.engines.workbooks.markup import Element, local_name, namespace
from linli.engines.workbooks.number_formats import BUILT_IN

_SIDES = frozenset({"left", "right", "top", "bottom", "start", "end"})


@dataclass(frozen=True, slots=True)
class Look:
    """The readable part of one cell style."""

    boxed: bool = False
    bold: bool = False
    number_format: str = "General"
    is_clock: bool = False


PLAIN = Look()


def looks(archive: Archive, part: str | None) -> list[Look]:
    """One look for every cellXfs entry, in order."""
    if part is None:
        return [PLAIN]
    root = archive.tree(part)
    space = namespace(root)
    formats = dict(BUILT_IN)
    for element in root.iterfind(f"{space}numFmts/{space}numFmt"):
        formats[_number(element, "numFmtId")] = element.get("formatCode", "General")
    bold = [_is_bold(font, space) for font in root.iterfind(f"{space}fonts/{space}font")]
    boxed = [_is_drawn(border) for border in root.iterfind(f"{space}borders/{space}border")]
    found = []
    for element in root.iterfind(f"{space}cellXfs/{space}xf"):
        code = formats.get(_number(element, "numFmtId"), "General")
        found.append(
            Look(
                boxed=_at(boxed, _number(element, "borderId")),
                bold=_at(bold, _number(element, "fontId")),
                number_format=code,
                is_clock=bool(clock_parts(code)),
            )
        )
    return found or [PLAIN]


def _number(element: Element, attribute: str) -> int:
    text = element.get(attribute, "0")
    return int(text) if text.isdigit() else 0


def _at(flags: list[bool], index: int) -> bool:
    return index < len(flags) and flags[index]


def _is_bold(font: Element, space: str) -> bool:
    weight = font.find(f"{space}b")
    return weight is not None and weight.get("val", "1") not in {"0", "false"}


def _is_drawn(border: Element) -> bool:
    return any(local_name(side) in _SIDES and side.get("style", "none") != "none" for side in border)
