"""How does a cell of a SpreadsheetML form show where its value comes from?"""

from copy import deepcopy

from linli.engines.workbooks.markup import Element, made
from linli.engines.workbooks.spreadsheetml.names import SS
from linli.engines.workbooks.tables import Mark, Marking


class MarkedStyles:
    """Adds a filled twin of a style the first time it is wanted."""

    def __init__(self, root: Element, marks: Marking | None) -> None:
        self._root = root
        self._marks = marks
        self._twins: dict[tuple[str, str], str] = {}

    def style(self, style: str, mark: Mark | None) -> str:
        """The id of the style to use for a marked cell; the same id where nothing is to be marked."""
        colour = self._marks.colours.get(mark) if self._marks is not None and mark is not None else None
        styles = self._root.find(f"{SS}Styles")
        if colour is None or styles is None:
            return style
        if (style, colour) not in self._twins:
            self._twins[style, colour] = self._add(styles, style, colour)
        return self._twins[style, colour]

    def mark(self, cell: Element, mark: Mark | None) -> None:
        """Colour one cell."""
        style = self.style(cell.get(f"{SS}StyleID", "Default"), mark)
        if mark is not None and style != cell.get(f"{SS}StyleID", "Default"):
            cell.set(f"{SS}StyleID", style)

    def _add(self, styles: Element, style: str, colour: str) -> str:
        known = {element.get(f"{SS}ID", ""): element for element in styles}
        twin = deepcopy(known[style]) if style in known else made(f"{SS}Style")
        name = next(n for at in range(len(known) + 1) if (n := f"mark{at}") not in known)
        twin.set(f"{SS}ID", name)
        if f"{SS}Name" in twin.attrib:  # names of styles are given once
            del twin.attrib[f"{SS}Name"]
        for old in twin.findall(f"{SS}Interior"):
            twin.remove(old)
        fill = made(f"{SS}Interior", {f"{SS}Color": f"#{colour}", f"{SS}Pattern": "Solid"})
        place = next((at for at, child in enumerate(twin) if child.tag in _AFTER_FILL), len(twin))
        twin.insert(place, fill)
        styles.append(twin)
        return name


_AFTER_FILL = frozenset({f"{SS}NumberFormat", f"{SS}Protection"})


def add_legend(root: Element, marks: Marking, styles: MarkedStyles) -> None:
    """A last worksheet that says what each colour means; nothing when no legend is asked for."""
    if not marks.legend:
        return
    taken = {sheet.get(f"{SS}Name", "").casefold() for sheet in root.iterfind(f"{SS}Worksheet")}
    name = marks.legend_title[:28]
    while name.casefold() in taken:
        name += "_"
    sheet, table = made(f"{SS}Worksheet", {f"{SS}Name": name}), made(f"{SS}Table")
    table.append(made(f"{SS}Column", {f"{SS}Width": "360"}))
    lines = [(marks.legend_title, None), *((text, mark) for mark, text in marks.legend.items())]
    for text, mark in lines:
        row, cell = made(f"{SS}Row"), made(f"{SS}Cell")
        styles.mark(cell, mark)
        cell.append(made(f"{SS}Data", {f"{SS}Type": "String"}, text))
        row.append(cell)
        table.append(row)
    sheet.append(table)
    last = root.findall(f"{SS}Worksheet")[-1]
    last.addnext(sheet)
