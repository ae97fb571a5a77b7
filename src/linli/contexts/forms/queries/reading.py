"""Reading a department's file: what it asks, of whom, and what the command line says of it."""

import hashlib
from functools import lru_cache

from linli.engines.formfill.model import Column, SheetReading, Spot
from linli.engines.formfill.parts import parts
from linli.kernel.sheets.reading import FileReading, read_file

KEPT = 12
"""How many read files stay in memory, so that a page of review does not read its file again."""


def read_form(data: bytes, name: str) -> FileReading:
    """Read and understand a file; ``FileRefused`` with a sentence when it cannot be."""
    return _read_form(hashlib.sha256(data).hexdigest(), name, _Bytes(data))


class _Bytes:
    """Bytes that count as equal for the cache: their digest stands beside them."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Bytes)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=KEPT)
def _read_form(digest: str, name: str, held: _Bytes) -> FileReading:
    return read_file(held.data, name)


def asked_parts(reading: FileReading) -> list[SheetReading]:
    """Every table and every form for one person in a file; two lists on one sheet are two of them."""
    return [part for sheet in reading.sheets for part in parts(sheet) if part.table or part.spots]


def asks_about_people(sheet: SheetReading) -> bool:
    """True when the sheet wants rows that the register can give."""
    table = sheet.table
    return bool(sheet.spots) or (table is not None and table.about in ("people", "households", "dwellings"))


def as_contract(reading: FileReading, file_name: str) -> dict[str, object]:
    """What ``linli forms read --json`` prints."""
    return {"file": file_name, "sheets": [_sheet_contract(part) for part in asked_parts(reading)]}


def _sheet_contract(sheet: SheetReading) -> dict[str, object]:
    table = sheet.table
    cells: list[Column | Spot] = [*table.columns] if table else [*sheet.spots]
    return {
        "sheet": sheet.sheet,
        "header_rows": list(table.header_rows) if table else None,
        "first_data_row": table.first_data_row if table else None,
        "columns": {c.cell: {"field": c.label, "confidence": round(c.confidence, 3)} for c in cells},
        "population": sheet.population.text or None,
    }
