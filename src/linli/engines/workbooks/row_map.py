"""Where does a row stand after the data blocks of its sheet grew or shrank?"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from linli.engines.workbooks.model import Block
from linli.engines.workbooks.references import LAST_ROW


@dataclass(frozen=True, slots=True)
class Stretch:
    """One data block: drawn rows in the template, needed rows in the filled sheet."""

    first: int
    drawn: int
    needed: int

    @property
    def last(self) -> int:
        """The last drawn row, in template coordinates."""
        return self.first + self.drawn - 1


class RowMap:
    """Template rows → rows of the filled sheet. Rows are added or taken out at the end of each stretch."""

    def __init__(self, stretches: Iterable[Stretch] = ()) -> None:
        self.stretches = tuple(sorted(stretches, key=lambda stretch: stretch.first))
        self._firsts = [stretch.first for stretch in self.stretches]
        self._before = [0]
        for stretch in self.stretches:
            self._before.append(self._before[-1] + stretch.needed - stretch.drawn)

    @property
    def moves(self) -> bool:
        """True when any row changes its place."""
        return any(stretch.needed != stretch.drawn for stretch in self.stretches)

    def stretch_of(self, row: int) -> Stretch | None:
        """The data block a template row belongs to."""
        index = bisect_right(self._firsts, row) - 1
        return self.stretches[index] if index >= 0 and row <= self.stretches[index].last else None

    def at(self, row: int) -> int | None:
        """The new place of a row, None when it is taken out."""
        index = bisect_right(self._firsts, row) - 1
        if index < 0:
            return row
        stretch = self.stretches[index]
        if row > stretch.last:
            # What reaches to the end of the sheet still does, and nothing stands below that end.
            return row if row >= LAST_ROW else min(row + self._before[index + 1], LAST_ROW)
        return row + self._before[index] if row - stretch.first < stretch.needed else None

    def near(self, row: int) -> int:
        """The new place of a row, or of the last row kept above it."""
        while (place := self.at(row)) is None:
            row -= 1
        return place

    def first_of(self, stretch: Stretch) -> int:
        """The new place of the first row of a data block."""
        return self.near(stretch.first)

    def last_of(self, stretch: Stretch) -> int:
        """The last row of a data block once it is filled."""
        return self.near(stretch.first) + stretch.needed - 1

    def span(self, first: int, last: int, *, grows: bool) -> tuple[int, int] | None:
        """The new rows of first…last, None when none is left.

        With ``grows``, a span that ends with the last drawn row of a block takes in the rows added there.
        """
        start, row = self.at(first), first
        while start is None and row < last:
            row += 1
            start = self.at(row)
        if start is None:
            return None
        stretch = self.stretch_of(last)
        if grows and stretch is not None and stretch.last == last and stretch.needed > stretch.drawn:
            return start, self.last_of(stretch)
        return start, self.near(last)

    def block(self, block: Block, *, grows: bool) -> Block | None:
        """A block of cells in its new place."""
        rows = self.span(block.first_row, block.last_row, grows=grows)
        return None if rows is None else Block(rows[0], block.first_column, rows[1], block.last_column)
