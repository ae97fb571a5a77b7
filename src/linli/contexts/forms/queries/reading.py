"""Reading a department's file with our vocabulary: what it asks, of whom, and what we hold of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from linli.contexts.forms.queries.refusals import FileRefused
from linli.engines.formfill.catalogue import Catalogue, catalogue_from
from linli.engines.formfill.codes import CodeLists, code_lists_from
from linli.engines.formfill.fingerprint import template_key
from linli.engines.formfill.model import Column, SheetReading, Spot, TableReading
from linli.engines.formfill.recognise import recognise
from linli.engines.formfill.vocabulary import Vocabulary, vocabulary_from
from linli.engines.workbooks import Sheet, Workbook, WorkbookRefused, read
from linli.kernel import packs

KEPT = 12
"""How many read files stay in memory, so that a page of review does not read its file again."""


@cache
def vocabulary() -> Vocabulary:
    """The words of the pack."""
    return vocabulary_from(packs.pack("aliases"))


@cache
def catalogue() -> Catalogue:
    """The populations of the pack."""
    return catalogue_from(packs.pack("populations"))


@cache
def code_lists() -> CodeLists:
    """The code lists of the pack."""
    return code_lists_from(packs.pack("codes"))


@dataclass(frozen=True, slots=True)
class FormReading:
    """A whole file, read and understood."""

    workbook: Workbook
    sheets: tuple[SheetReading, ...]

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name as it lies in the file."""
        return next(s for s in self.workbook.sheets if s.name == name)


def read_form(data: bytes, name: str) -> FormReading:
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
def _read_form(digest: str, name: str, held: _Bytes) -> FormReading:
    try:
        workbook = read(held.data, name)
    except WorkbookRefused as refused:
        raise FileRefused.because(refused.code, refused.detail) from refused
    shown = [sheet for sheet in workbook.sheets if not sheet.hidden] or list(workbook.sheets)
    sheets = tuple(recognise(s, vocabulary(), catalogue(), file_name=name) for s in shown)
    return FormReading(workbook, sheets)


def asks_about_people(sheet: SheetReading) -> bool:
    """True when the sheet wants rows that the register can give."""
    table = sheet.table
    return bool(sheet.spots) or (table is not None and table.about in ("people", "households", "dwellings"))


def corrected(sheet: SheetReading, choices: Mapping[str, str | None]) -> SheetReading:
    """The reading with what people decided for single heading cells."""
    if not choices:
        return sheet
    tables = tuple(_corrected_table(table, choices) for table in sheet.tables)
    spots = tuple(_corrected_spot(spot, choices) for spot in sheet.spots)
    return replace(sheet, tables=tables, spots=spots)


def _corrected_table(table: TableReading, choices: Mapping[str, str | None]) -> TableReading:
    columns = tuple(
        replace(c, label=choices[c.cell], confidence=1.0) if c.cell in choices else c for c in table.columns
    )
    return replace(table, columns=columns)


def _corrected_spot(spot: Spot, choices: Mapping[str, str | None]) -> Spot:
    return replace(spot, label=choices[spot.cell], confidence=1.0) if spot.cell in choices else spot


def heading_key(column: Column | Spot) -> str:
    """How a correction is remembered: by the words of the heading, not by its cell."""
    return "/".join((*column.path, column.heading))


def template_of(sheet: SheetReading) -> str:
    """The fingerprint under which corrections are kept."""
    return template_key(sheet)


def as_contract(reading: FormReading, file_name: str) -> dict[str, object]:
    """What ``linli forms read --json`` prints."""
    return {"file": file_name, "sheets": [_sheet_contract(s) for s in reading.sheets if s.table or s.spots]}


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
