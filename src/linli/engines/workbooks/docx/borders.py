"""Is a cell of a Word table drawn with a border?"""

from linli.engines.workbooks.archives import Archive
from linli.engines.workbooks.docx.names import Words
from linli.engines.workbooks.markup import Element
from linli.engines.workbooks.relations import targets

_NONE = frozenset({"", "none", "nil"})


class Borders:
    """Knows the borders of table styles, tables and cells of one document."""

    def __init__(self, archive: Archive, document: str, words: Words) -> None:
        self._words = words
        self._styles: dict[str, Element] = {}
        for part in targets(archive, document, "styles"):
            for style in archive.tree(part).iterfind(words("style")):
                self._styles[words.value(style, "styleId")] = style
        self._known: dict[Element, bool] = {}

    def around(self, table: Element, cell: Element) -> bool:
        """True when at least one side of the cell is drawn."""
        words = self._words
        of_cell = _drawn(cell.find(f"{words('tcPr')}/{words('tcBorders')}"), words)
        if of_cell is True:
            return True
        if table not in self._known:
            self._known[table] = self._table_is_drawn(table)
        sides = cell.find(f"{words('tcPr')}/{words('tcBorders')}")
        all_sides_off = of_cell is False and sides is not None and len(sides) >= 4
        return self._known[table] and not all_sides_off

    def _table_is_drawn(self, table: Element) -> bool:
        words = self._words
        direct = _drawn(table.find(f"{words('tblPr')}/{words('tblBorders')}"), words)
        if direct is not None:
            return direct
        name, seen = words.value(table.find(f"{words('tblPr')}/{words('tblStyle')}")), set()
        while name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            drawn = _drawn(style.find(f"{words('tblPr')}/{words('tblBorders')}"), words)
            if drawn is not None:
                return drawn
            name = words.value(style.find(words("basedOn")))
        return False


def _drawn(borders: Element | None, words: Words) -> bool | None:
    """Whether any side is drawn; None when nothing is said about sides."""
    if borders is None or not len(borders):
        return None
    return any(words.value(side) not in _NONE for side in borders)
