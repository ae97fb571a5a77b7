"""How does a cell of an .xlsx show where its value comes from?"""

from copy import deepcopy

from linli.engines.workbooks.cell_text import escaped
from linli.engines.workbooks.markup import Element, made, namespace
from linli.engines.workbooks.part_edits import PartEdits
from linli.engines.workbooks.tables import Mark, Marking
from linli.engines.workbooks.xlsx.new_package import DECLARATION, MAIN
from linli.engines.workbooks.xlsx.package import Package, relation_key_name, relation_kind

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"


class MarkedStyles:
    """Adds a filled twin of a cell style the first time it is wanted; all other styles stay as they are."""

    def __init__(self, edits: PartEdits, part: str | None, marks: Marking | None) -> None:
        self._edits = edits
        self._part = part
        self._marks = marks
        self._twins: dict[tuple[int, str], int] = {}
        self._fills: dict[str, int] = {}

    @property
    def wanted(self) -> bool:
        """True when marks are asked for and can be shown."""
        return self._marks is not None and self._part is not None

    def style(self, style: int, mark: Mark | None) -> int:
        """The number of the style to use for a marked cell."""
        colour = self._marks.colours.get(mark) if self._marks is not None and mark is not None else None
        if colour is None or self._part is None:
            return style
        if (style, colour) not in self._twins:
            self._twins[style, colour] = self._add(style, colour)
        return self._twins[style, colour]

    def _add(self, style: int, colour: str) -> int:
        styles = self._list("cellXfs")
        if style >= len(styles):
            return style
        twin = deepcopy(styles[style])
        twin.set("fillId", str(self._fill(colour)))
        twin.set("applyFill", "1")
        return _append(styles, twin)

    def _fill(self, colour: str) -> int:
        if colour not in self._fills:
            fills = self._list("fills")
            fill, pattern = made(f"{namespace(fills)}fill"), made(f"{namespace(fills)}patternFill")
            pattern.set("patternType", "solid")
            pattern.append(made(f"{namespace(fills)}fgColor", {"rgb": f"FF{colour}"}))
            pattern.append(made(f"{namespace(fills)}bgColor", {"indexed": "64"}))
            fill.append(pattern)
            self._fills[colour] = _append(fills, fill)
        return self._fills[colour]

    def _list(self, name: str) -> Element:
        root = self._edits.tree(self._part or "")
        found = root.find(f"{namespace(root)}{name}")
        if found is None:
            raise ValueError(name)
        return found


def _append(parent: Element, child: Element) -> int:
    parent.append(child)
    parent.set("count", str(len(parent)))
    return len(parent) - 1


def add_legend(edits: PartEdits, package: Package, marks: Marking, styles: MarkedStyles) -> None:
    """A last sheet that says what each colour means; nothing when no legend is asked for."""
    if not marks.legend or not styles.wanted:
        return
    lines = [(marks.legend_title, 0), *((text, styles.style(0, mark)) for mark, text in marks.legend.items())]
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" s="{style}" t="inlineStr"><is><t>{escaped(text)}</t></is></c></row>'
        for row, (text, style) in enumerate(lines, start=1)
    )
    space = _STRICT_MAIN if package.is_strict else MAIN
    markup = (
        f'{DECLARATION}<worksheet xmlns="{space}">'
        '<cols><col min="1" max="1" width="60" customWidth="1"/></cols>'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )
    folder = package.sheets[0].part.rpartition("/")[0] if package.sheets else "xl/worksheets"
    part = next(p for n in range(1, 10_000) if not package.archive.has(p := f"{folder}/legend{n}.xml"))
    edits.add(part, markup.encode(), _SHEET_TYPE)
    key = edits.relate(package.workbook_part, relation_kind("worksheet", is_strict=package.is_strict), part)
    _list_sheet(edits, package, marks.legend_title, key)


def _list_sheet(edits: PartEdits, package: Package, title: str, key: str) -> None:
    root = edits.tree(package.workbook_part)
    sheets = root.find(f"{namespace(root)}sheets")
    if sheets is None:
        raise ValueError("sheets")
    taken = {sheet.get("name", "").casefold() for sheet in sheets}
    numbers = [int(sheet.get("sheetId", "0")) for sheet in sheets]
    name = title[:28]
    while name.casefold() in taken:
        name += "_"
    entry = {"name": name, "sheetId": str(max(numbers, default=0) + 1)}
    entry[relation_key_name(is_strict=package.is_strict)] = key
    sheets.append(made(f"{namespace(root)}sheet", entry))
