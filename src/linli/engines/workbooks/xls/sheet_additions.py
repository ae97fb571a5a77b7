"""What of a sheet does xlwt leave out and must be added to its records?"""

from collections.abc import Sequence
from typing import Any

from linli.engines.workbooks.archives import Archive
from linli.engines.workbooks.markup import local_name
from linli.engines.workbooks.references import block_at, blocks_at, split_sheet
from linli.engines.workbooks.xls.additions import PRINT_AREA, PRINT_TITLES, Offered, SheetAdditions
from linli.engines.workbooks.xlsx.choices import written_out
from linli.engines.workbooks.xlsx.package import open_package

_LONGEST = 255
"""Letters of a page header that Excel takes."""


def page_lines(data: bytes) -> dict[str, tuple[str, str]]:
    """Header and footer codes of each sheet of an .xlsx, as they are written."""
    archive = Archive(data)
    found = {}
    for sheet in open_package(archive).sheets:
        lines = {
            local_name(line): line.text or ""
            for line in archive.tree(sheet.part).iterfind("{*}headerFooter/*")
        }
        found[sheet.name] = lines.get("oddHeader", "")[:_LONGEST], lines.get("oddFooter", "")[:_LONGEST]
    return found


def sheet_additions(sheet: Any, titles: Sequence[str], lines: tuple[str, str]) -> SheetAdditions:
    """Header, footer, print area and titles, and choices of a sheet as openpyxl tells them."""
    found = SheetAdditions(*lines)
    areas = blocks_at(" ".join(split_sheet(area)[1] for area in str(sheet.print_area or "").split(",")))
    if areas:
        found.names[PRINT_AREA] = areas
    repeated = blocks_at(f"{sheet.print_title_cols or ''} {sheet.print_title_rows or ''}")
    if repeated:
        found.names[PRINT_TITLES] = repeated
    for rule in sheet.data_validations.dataValidation:
        offered = _offered(rule, titles) if rule.type == "list" else None
        if offered is not None:
            found.offered.append(offered)
    return found


def _offered(rule: Any, titles: Sequence[str]) -> Offered | None:
    """A list validation that an .xls can hold: words, or a block of some sheet."""
    cells, text = blocks_at(str(rule.sqref)), (rule.formula1 or "").strip()
    if text.startswith('"') and text.endswith('"'):
        return Offered(cells, words=written_out(text[1:-1].replace('""', '"')))
    sheet, block = split_sheet(text)
    try:
        source = block_at(block)
    except ValueError:
        return None
    if sheet and sheet not in titles:
        return None
    return Offered(cells, source=source, source_sheet=titles.index(sheet) if sheet else None)
