"""What does an .xlsx show?"""

from linli.engines.workbooks.archives import Archive
from linli.engines.workbooks.extents import trimmed
from linli.engines.workbooks.model import Sheet, Workbook
from linli.engines.workbooks.xlsx.cells import RawSheet, SharedParts, read_cells
from linli.engines.workbooks.xlsx.choices import ChoiceLists
from linli.engines.workbooks.xlsx.package import Package, SheetPart, open_package
from linli.engines.workbooks.xlsx.strings import shared_strings
from linli.engines.workbooks.xlsx.styles import looks

_NOTED = (
    ("charts", "xl/charts/"),
    ("pictures", "xl/media/"),
    ("comments", "xl/comments"),
    ("external_links", "xl/externallinks/"),
    ("pivot_tables", "xl/pivottables/"),
)


def read_xlsx(archive: Archive) -> Workbook:
    """All worksheets in the order of their tabs, hidden ones too; raises WorkbookRefused."""
    package = open_package(archive)
    shared = SharedParts(
        shared_strings(archive, package.strings_part), looks(archive, package.styles_part), package.from_1904
    )
    parts = [sheet for sheet in package.sheets if sheet.kind == "worksheet"]
    raw = {sheet.name: read_cells(archive.bytes_of(sheet.part), shared) for sheet in parts}
    choices = ChoiceLists(raw, package.names)
    sheets = tuple(_sheet(sheet, raw[sheet.name], choices) for sheet in parts)
    return Workbook("xlsx", sheets, _notes(package))


def _sheet(part: SheetPart, raw: RawSheet, choices: ChoiceLists) -> Sheet:
    cells, last_row, last_column = trimmed(raw.cells, raw.merges)
    return Sheet(
        name=part.name,
        cells=cells,
        merges=tuple(raw.merges),
        choices=choices.of(part.name),
        hidden=part.hidden,
        last_row=last_row,
        last_column=last_column,
        hidden_rows=frozenset(raw.hidden_rows),
        hidden_columns=frozenset(raw.hidden_columns),
    )


def _notes(package: Package) -> tuple[str, ...]:
    names = [name.lower() for name in package.archive.names]
    return tuple(code for code, start in _NOTED if any(name.startswith(start) for name in names))
