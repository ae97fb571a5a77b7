"""How are things called in WordprocessingML, and which tables does a document hold, in what order?"""

from collections.abc import Iterator

from linli.engines.workbooks.markup import Element, namespace

MOST_COLUMNS = 1_000
TABLE_NAME = "表{}"


class Words:
    """Tag names in the flavour (transitional or strict) of one document."""

    def __init__(self, root: Element) -> None:
        self.space = namespace(root)

    def __call__(self, name: str) -> str:
        """w:tbl → {namespace}tbl."""
        return f"{self.space}{name}"

    def value(self, element: Element | None, attribute: str = "val") -> str:
        """A w: attribute, empty when there is none."""
        return "" if element is None else element.get(f"{self.space}{attribute}", "")

    def number(self, element: Element | None, attribute: str = "val", otherwise: int = 1) -> int:
        """A whole-number w: attribute."""
        text = self.value(element, attribute)
        return int(text) if text.isdigit() else otherwise


def tables(body: Element, words: Words) -> Iterator[Element]:
    """Tables in reading order; one inside a cell comes after the table that holds it begins."""
    yield from body.iter(words("tbl"))


def own(parent: Element, name: str, words: Words) -> Iterator[Element]:
    """Children of one kind, also those inside content controls, insertions and other mere wrappers."""
    for child in parent:
        if child.tag == words(name):
            yield child
        elif child.tag in {
            words("sdt"),
            words("sdtContent"),
            words("ins"),
            words("customXml"),
            words("smartTag"),
        }:
            yield from own(child, name, words)


def placed_cells(row: Element, words: Words) -> Iterator[tuple[int, int, Element]]:
    """(column, columns covered, cell) for each cell of a row, gridBefore and gridSpan counted."""
    column = 1
    skipped = row.find(f"{words('trPr')}/{words('gridBefore')}")
    if skipped is not None:
        column += words.number(skipped, otherwise=0)
    for cell in own(row, "tc", words):
        told = words.number(cell.find(f"{words('tcPr')}/{words('gridSpan')}"))
        span = min(max(told, 1), MOST_COLUMNS)
        yield column, span, cell
        column += span
