"""Which rows does a Word table have, how is one copied, and what becomes of merges down the rows?"""

from copy import deepcopy

from linli.engines.workbooks.docx.names import Words, own, placed_cells
from linli.engines.workbooks.markup import Element, drop, local_name
from linli.engines.workbooks.refusals import NoSuchPlace

# Names that must be unique in a document: a copied row leaves them out.
_UNIQUE_ATTRIBUTES = (
    "{http://schemas.microsoft.com/office/word/2010/wordml}paraId",
    "{http://schemas.microsoft.com/office/word/2010/wordml}textId",
)
_UNIQUE_ELEMENTS = frozenset(
    {"bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd"}
)


class TableRows:
    """The rows of one table, counted from 1, and its cells by place in the grid."""

    def __init__(self, table: Element, words: Words) -> None:
        self.table = table
        self._words = words
        self.rows = list(own(table, "tr", words))

    def row(self, number: int) -> Element:
        """A row by number; NoSuchPlace when the table is shorter."""
        if not 1 <= number <= len(self.rows):
            raise NoSuchPlace(f"the table has no row {number}")
        return self.rows[number - 1]

    def cell(self, row: Element, column: int) -> Element:
        """The cell of a row that covers a column of the grid; NoSuchPlace when none does."""
        for first, span, cell in placed_cells(row, self._words):
            if first <= column < first + span:
                return cell
        raise NoSuchPlace(f"the table has no column {column}")

    def anchor(self, number: int, column: int) -> Element:
        """The cell at a place; within a merge down the rows its first one."""
        cell = self.cell(self.row(number), column)
        while number > 1 and self._merge(cell) == "continue":
            number -= 1
            cell = self.cell(self.row(number), column)
        return cell

    def _merge(self, cell: Element) -> str:
        """ "restart", "continue" or "" for a cell merged down the rows or not."""
        found = cell.find(f"{self._words('tcPr')}/{self._words('vMerge')}")
        return "" if found is None else self._words.value(found) or "continue"

    def is_covered(self, cell: Element) -> bool:
        """True when the cell is merged into the one above and shows that one's text."""
        return self._merge(cell) == "continue"

    def copy_below(self, number: int) -> Element:
        """A copy of a row, fit to stand between it and the next one, not yet put in."""
        copy = deepcopy(self.row(number))
        following = self.rows[number] if number < len(self.rows) else None
        going_on = self._continuing_columns(following) if following is not None else set()
        for column, _, cell in placed_cells(copy, self._words):
            merge = cell.find(f"{self._words('tcPr')}/{self._words('vMerge')}")
            if merge is not None and column in going_on:
                drop(merge, self._words("val"))
        for element in list(copy.iter()):
            drop(element, *_UNIQUE_ATTRIBUTES)
            parent = element.getparent()
            if local_name(element) in _UNIQUE_ELEMENTS and parent is not None:
                parent.remove(element)
        return copy

    def _continuing_columns(self, row: Element) -> set[int]:
        cells = placed_cells(row, self._words)
        return {column for column, _, cell in cells if self._merge(cell) == "continue"}

    def take_out(self, first: int, last: int) -> None:
        """Remove rows; a merge that began in one of them begins in the row that follows."""
        removed = self.rows[first - 1 : last]
        following = self.rows[last] if last < len(self.rows) else None
        if following is not None:
            self._restart(following, removed)
        for row in removed:
            parent = row.getparent()
            if parent is not None:
                parent.remove(row)
        del self.rows[first - 1 : last]

    def _restart(self, following: Element, removed: list[Element]) -> None:
        begun = {
            column
            for row in removed
            for column, _, cell in placed_cells(row, self._words)
            if self._merge(cell) == "restart"
        }
        for column, _, cell in placed_cells(following, self._words):
            merge = cell.find(f"{self._words('tcPr')}/{self._words('vMerge')}")
            if merge is not None and self._merge(cell) == "continue" and column in begun:
                merge.set(self._words("val"), "restart")
