"""How is each row written that the template did not draw?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from linli.engines.workbooks.markup import Element, attributes_text
from linli.engines.workbooks.model import Value
from linli.engines.workbooks.xlsx.value_writing import EMPTY, ValueWriter

Otherwise = Callable[[int], str]
"""Row number → the tail of a cell that gets no value of its own."""


Marked = Callable[[int, int, int], str]
"""(row index, index of the value, style) → the markup after the row number of a marked cell, else ""."""


def nothing(row: int) -> str:
    """An empty cell in any row."""
    del row
    return EMPTY


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """One cell: the markup before and after its row number, and what fills it."""

    head: str
    middle: str
    style: int
    source: int = -1
    """Index of its value in the row, -1 when it takes none."""
    otherwise: Otherwise = nothing


@dataclass(frozen=True, slots=True)
class RowPlan:
    """The start tag around the row number, and the cells in the order of their columns."""

    head: str
    tail: str
    close: str
    cells: tuple[PlannedCell, ...]

    def written(
        self, rows: Sequence[Sequence[Value]], first: int, writer: ValueWriter, marked: Marked | None = None
    ) -> bytes:
        """The markup of these rows, the first of them numbered ``first``."""
        # Runs once for every cell of ten thousand rows: locals, tuples and one lookup for a text met before.
        cells = [(cell.head, cell.middle, cell.style, cell.source, cell.otherwise) for cell in self.cells]
        width = 1 + max((cell.source for cell in self.cells), default=-1)
        known, opening, closing, tail = writer.known, writer.open_text, writer.close, writer.tail
        out: list[str] = []
        add = out.append
        for number, values in enumerate(rows, start=first):
            row = str(number)
            padded = values if len(values) >= width else [*values, *[None] * (width - len(values))]
            add(f"{self.head}{row}{self.tail}")
            for head, middle, style, source, otherwise in cells:
                if marked is not None and source >= 0:
                    middle = marked(number - first, source, style) or middle
                value = padded[source] if source >= 0 else None
                text = known.get(value) if value.__class__ is str else None
                if text is not None:
                    add(f"{head}{row}{middle}{opening}{text}{closing}")
                elif value is None:
                    add(f"{head}{row}{middle}{otherwise(number)}")
                else:
                    add(f"{head}{row}{middle}{tail(value, style)}")
            add(self.close)
        return "".join(out).encode()


def row_start(row: Element | None, prefix: str, *, with_spans: bool) -> tuple[str, str]:
    """The start tag of a row, cut where its number goes."""
    left_out = {"r"} if with_spans else {"r", "spans"}
    attributes = "" if row is None else attributes_text(row, left_out)
    return f'<{prefix}row r="', f'"{attributes}>'
