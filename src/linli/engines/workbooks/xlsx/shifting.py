"""How do references and formulas read once rows were added or taken out?"""

import re
from collections.abc import Mapping
from dataclasses import replace

from linli.engines.workbooks.model import cell_name, column_letters
from linli.engines.workbooks.references import block_at, block_name, blocks_at, cell_at
from linli.engines.workbooks.row_map import RowMap
from linli.engines.workbooks.xlsx.formulas import Reference, rewritten, sheet_name

GONE = "0"
"""What a reference to a row that was taken out reads: that row was empty, and empty counts as nothing."""

_GATHERING = frozenset({"SUM", "COUNT", "COUNTA", "AVERAGE", "MAX", "MIN"})
_ADDEND = r"[A-Z]{1,3}[1-9]\d{0,6}"
_PREFIX = r"(?:'(?:[^']|'')+'!|[A-Za-z_\u0080-\uffff][\w.\u0080-\uffff]*!)?"
_CHAIN = re.compile(
    rf"(?<=[=(,+])(?P<sheet>{_PREFIX}){_ADDEND}(?:(?P<joint>[+,])(?P=sheet){_ADDEND})"
    rf"(?:(?P=joint)(?P=sheet){_ADDEND})*(?=[),+-]|$)"
)


class Shifts:
    """The row maps of all changed sheets of one workbook, by sheet name."""

    def __init__(self, maps: Mapping[str, RowMap]) -> None:
        self._maps = {name.casefold(): row_map for name, row_map in maps.items() if row_map.moves}

    def __bool__(self) -> bool:
        return bool(self._maps)

    @property
    def names(self) -> tuple[str, ...]:
        """Names, case folded, of the sheets whose rows move."""
        return tuple(self._maps)

    def of(self, sheet: str) -> RowMap | None:
        """The map of a sheet whose rows move."""
        return self._maps.get(sheet.casefold())

    def formula(self, text: str, own: str, *, data_row: int | None = None) -> str:
        """A formula of sheet ``own``; ``data_row`` is its template row when it stands in a data block."""
        here = self.of(own)
        if data_row is None and self._maps:
            text = _CHAIN.sub(lambda match: self._gathered(match, own), f"={text}")[1:]

        def change(reference: Reference) -> str:
            row_map = self.of(reference.sheet or own)
            if row_map is None:
                return str(reference)
            return shifted(reference, row_map, data_row if row_map is here else None)

        return rewritten(text, change)

    def _gathered(self, chain: re.Match[str], own: str) -> str:
        """D5+D6+D7 over all drawn rows becomes SUM(D5:D7), which can take in more rows."""
        prefix = chain["sheet"]
        row_map = self.of(sheet_name(prefix) or own)
        cells = [cell_at(name.removeprefix(prefix)) for name in re.split("[+,]", chain[0])]
        stretch = row_map.stretch_of(cells[0][0]) if row_map is not None else None
        if stretch is None or len({column for _, column in cells}) != 1:
            return chain[0]
        if [row for row, _ in cells] != list(range(stretch.first, stretch.last + 1)):
            return chain[0]
        column = column_letters(cells[0][1])
        gathered = f"{prefix}{column}{stretch.first}:{column}{stretch.last}"
        return f"SUM({gathered})" if chain["joint"] == "+" else gathered


def shifted(reference: Reference, row_map: RowMap, data_row: int | None) -> str:
    """One reference in its new place; one that gathers a whole data block gathers all its new rows."""
    first, last = reference.first, reference.last
    if last is None:
        return _shifted_cell(reference, row_map, data_row)
    # A relative end in the row that speaks means "up to here" (a running total), not "to the last row".
    grows = (first.row < last.row or data_row is None) and not (
        last.row == data_row and not last.row_is_fixed
    )
    span = row_map.span(first.row, last.row, grows=grows and _gathers(first.row, last.row, row_map))
    if span is None:
        return GONE
    return f"{replace(first, row=span[0])}:{replace(last, row=span[1])}"


def _gathers(first: int, last: int, row_map: RowMap) -> bool:
    stretch = row_map.stretch_of(last)
    return stretch is not None and (first < last or stretch.drawn == 1)


def _shifted_cell(reference: Reference, row_map: RowMap, data_row: int | None) -> str:
    corner = reference.first
    stretch = row_map.stretch_of(corner.row)
    if (
        stretch is not None
        and stretch.drawn == 1
        and data_row is None
        and reference.fills_call_of in _GATHERING
    ):
        ends = replace(corner, row=row_map.first_of(stretch)), replace(corner, row=row_map.last_of(stretch))
        return f"{ends[0]}:{ends[1]}" if stretch.needed > 1 else str(ends[0])
    place = row_map.at(corner.row)
    return GONE if place is None else str(replace(corner, row=place))


def shifted_cell(name: str, row_map: RowMap) -> str:
    """B7 in its new place, or the nearest row kept above it."""
    row, column = cell_at(name)
    return cell_name(row_map.near(row), column)


def shifted_block(name: str, row_map: RowMap, *, grows: bool = True) -> str:
    """B5:D9 in its new place; empty when none of its rows is kept."""
    block = row_map.block(block_at(name), grows=grows)
    return "" if block is None else block_name(block)


def shifted_blocks(names: str, row_map: RowMap) -> str:
    """A list of blocks (sqref) in its new place; what covers the last drawn row covers all added rows."""
    found = (row_map.block(block, grows=True) for block in blocks_at(names))
    return " ".join(dict.fromkeys(block_name(block) for block in found if block is not None))
