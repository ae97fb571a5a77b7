"""Reading a file with our vocabulary: its sheets, their tables, what each column asks or holds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from linli.engines.formfill.fingerprint import template_key
from linli.engines.formfill.model import Column, SheetReading, Spot, TableReading
from linli.engines.formfill.recognise import recognise
from linli.engines.workbooks import Sheet, Workbook, WorkbookRefused, read
from linli.kernel.sheets.refusals import FileRefused
from linli.kernel.sheets.words import catalogue, vocabulary


@dataclass(frozen=True, slots=True)
class FileReading:
    """A whole file, read and understood."""

    workbook: Workbook
    sheets: tuple[SheetReading, ...]

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name as it lies in the file."""
        return next(s for s in self.workbook.sheets if s.name == name)


def read_file(data: bytes, name: str) -> FileReading:
    """Read and understand a file; ``FileRefused`` with a sentence when it cannot be."""
    try:
        workbook = read(data, name)
    except WorkbookRefused as refused:
        raise FileRefused.because(refused.code, refused.detail) from refused
    return understood(workbook, name)


def understood(workbook: Workbook, name: str) -> FileReading:
    """What the sheets of an opened file say; hidden sheets count only where there is no other."""
    shown = [sheet for sheet in workbook.sheets if not sheet.hidden] or list(workbook.sheets)
    sheets = tuple(recognise(s, vocabulary(), catalogue(), file_name=name) for s in shown)
    return FileReading(workbook, sheets)


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
