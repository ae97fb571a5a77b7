"""Which values do the rows hold that are written as text and are not in the tree of the sheet?"""

from collections.abc import Mapping
from dataclasses import dataclass

from linli.engines.workbooks.cell_text import as_text, is_safe_number, legal
from linli.engines.workbooks.model import Value
from linli.engines.workbooks.tables import Table
from linli.engines.workbooks.xlsx.evaluated_functions import Unknown


@dataclass(frozen=True, slots=True)
class BlockValues:
    """The values of one data block, by place in the filled sheet."""

    first: int
    skipped: int
    """How many rows at the beginning are in the tree all the same."""
    table: Table
    sources: Mapping[int, int]
    speaking: frozenset[int]
    """Columns in which the template itself says something where no value is given."""

    def covers(self, row: int) -> bool:
        """True for a row that is not in the tree."""
        return self.first + self.skipped <= row < self.first + self.table.needed

    def at(self, row: int, column: int) -> Value:
        """The value as it will be stored; raises Unknown for what is not one of the values given."""
        index, source = row - self.first, self.sources.get(column)
        values = self.table.rows[index] if index < len(self.table.rows) else ()
        value = values[source] if source is not None and source < len(values) else None
        if value is None and column in self.speaking:
            raise Unknown("template")
        if isinstance(value, str) or (isinstance(value, (int, float)) and not is_safe_number(value)):
            return legal(as_text(value)) or None
        return value
