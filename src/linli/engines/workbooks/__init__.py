"""Office files as grids and back: bytes in, bytes out (.xlsx, .xls, SpreadsheetML 2003, .docx)."""

from linli.engines.workbooks.building import NewSheet, build
from linli.engines.workbooks.filling import fill, filled_kind
from linli.engines.workbooks.model import Block, Cell, Choice, Kind, Sheet, Value, Workbook
from linli.engines.workbooks.reading import read
from linli.engines.workbooks.refusals import REFUSAL_CODES, NoSuchPlace, RefusalCode, WorkbookRefused
from linli.engines.workbooks.tables import Mark, Marking, Spot, Table

__all__ = [
    "REFUSAL_CODES",
    "Block",
    "Cell",
    "Choice",
    "Kind",
    "Mark",
    "Marking",
    "NewSheet",
    "NoSuchPlace",
    "RefusalCode",
    "Sheet",
    "Spot",
    "Table",
    "Value",
    "Workbook",
    "WorkbookRefused",
    "build",
    "fill",
    "filled_kind",
    "read",
]
