"""Which results can be stored beside the formulas of a filled sheet?

Programs that only show a file (a phone, a chat) do not calculate: without a stored result a total is blank.
"""

from collections.abc import Sequence

from linli.engines.workbooks.markup import Element, made
from linli.engines.workbooks.model import Value
from linli.engines.workbooks.references import column_number
from linli.engines.workbooks.xlsx.block_values import BlockValues
from linli.engines.workbooks.xlsx.evaluated_functions import Unknown
from linli.engines.workbooks.xlsx.evaluation import evaluated
from linli.engines.workbooks.xlsx.sheet_rows import SheetRows
from linli.engines.workbooks.xlsx.stored import stored_value
from linli.engines.workbooks.xlsx.string_table import StringTable

_DEEPEST = 30


class Results:
    """Works out the formulas of one filled sheet as far as they speak of plain values on it."""

    def __init__(
        self, rows: SheetRows, blocks: Sequence[BlockValues], old: Sequence[str], added: StringTable
    ) -> None:
        self._space = rows.space
        self._blocks = blocks
        self._strings = [*old, *added.numbers]
        self._cells = {
            (int(row.get("r", "0")), column_number(cell.get("r", "").rstrip("0123456789"))): cell
            for row in rows.rows.values()
            for cell in row
        }
        self._known: dict[tuple[int, int], Value] = {}
        self._open: set[tuple[int, int]] = set()

    def store(self) -> None:
        """Put a result beside every formula that can be worked out."""
        for at, cell in self._cells.items():
            if self._formula(cell):
                try:
                    _put(cell, self._value(*at), self._space)
                except (Unknown, OverflowError):
                    continue

    def _formula(self, cell: Element) -> str:
        found = cell.find(f"{self._space}f")
        return found.text or "" if found is not None and found.get("t", "normal") == "normal" else ""

    def _value(self, row: int, column: int) -> Value:
        for block in self._blocks:
            if block.covers(row):
                return block.at(row, column)
        cell = self._cells.get((row, column))
        if cell is None:
            return None
        if cell.find(f"{self._space}f") is None:
            return stored_value(cell, self._strings)
        return self._worked_out((row, column), cell)

    def _worked_out(self, at: tuple[int, int], cell: Element) -> Value:
        if at not in self._known:
            formula = self._formula(cell)
            if not formula or at in self._open or len(self._open) > _DEEPEST:
                raise Unknown("circle")
            self._open.add(at)
            try:
                self._known[at] = evaluated(formula, self._value)
            finally:
                self._open.discard(at)
        return self._known[at]


def _put(cell: Element, value: Value, space: str) -> None:
    if isinstance(value, bool):
        kind, text = "b", str(int(value))
    elif isinstance(value, str):
        kind, text = "str", value
    else:
        number = float(value) if isinstance(value, (int, float)) else 0.0
        kind, text = "", str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
    if kind:
        cell.set("t", kind)
    cell.append(made(f"{space}v", text=text))
