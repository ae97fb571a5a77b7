"""What is there to fill on one sheet: a list, several lists one below the other, or one person's spots?"""

from collections.abc import Sequence
from dataclasses import replace

from linli.engines.formfill.model import Population, Reason, SheetReading, TableReading

_ROWS_OF_OURS = frozenset({"people", "households", "dwellings"})
_FEWEST = 2
"""A second table with fewer known columns is a box to sign, not a list."""
NOBODY_NAMED = Population("", reason=Reason("not_named"))
"""Of a later table whose own title names nobody: whom it is about is not ours to guess."""


def parts(reading: SheetReading) -> tuple[SheetReading, ...]:
    """The reading once for each table with rows of ours, from top to bottom; alone where there is one.

    A form for one person becomes a reading of its spots, whatever tables (家庭成员) stand inside it.
    """
    if reading.reason.code == "spots":
        return (replace(reading, tables=()),)
    tables = sorted((t for t in reading.tables if _is_list(t)), key=lambda t: t.header_rows)
    if len(tables) < 2:
        return (reading,)
    return tuple(_part(reading, tables, index) for index in range(len(tables)))


def _is_list(table: TableReading) -> bool:
    return table.about in _ROWS_OF_OURS and sum(bool(c.label) for c in table.columns) >= _FEWEST


def _part(reading: SheetReading, tables: Sequence[TableReading], index: int) -> SheetReading:
    table = tables[index]
    otherwise = NOBODY_NAMED if index else reading.population
    return replace(
        reading,
        title=table.title or ("" if index else reading.title),
        population=table.population or otherwise,
        tables=(table,),
        spots=() if index else reading.spots,
        part=index + 1,
        parts=len(tables),
    )
