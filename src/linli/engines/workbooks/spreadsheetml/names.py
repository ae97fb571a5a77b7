"""How are things called in SpreadsheetML 2003, and where does each row and cell of a table stand?"""

from collections.abc import Iterator

from linli.engines.workbooks.markup import Element

SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
X = "{urn:schemas-microsoft-com:office:excel}"
MOST = 1_048_576
"""No row, column or span is larger."""


def number(element: Element, attribute: str, otherwise: int = 0) -> int:
    """A whole-number ss: attribute."""
    text = element.get(f"{SS}{attribute}", "")
    return min(int(text), MOST) if text.isascii() and text.isdigit() else otherwise


def placed_rows(table: Element) -> Iterator[tuple[int, Element]]:
    """Each Row with its number; ss:Index jumps, ss:Span stands for further rows like it."""
    at = 0
    for row in table.iterfind(f"{SS}Row"):
        at = number(row, "Index", at + 1)
        yield at, row
        at += number(row, "Span")


def placed_cells(row: Element) -> Iterator[tuple[int, Element]]:
    """Each Cell of a row with its column; ss:Index jumps, ss:MergeAcross covers further columns."""
    at = 0
    for cell in row.iterfind(f"{SS}Cell"):
        at = number(cell, "Index", at + 1)
        yield at, cell
        at += number(cell, "MergeAcross")
