"""Which parts does a new .xlsx need around its sheets?"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linli.engines.workbooks.cell_text import escaped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
# The zip needs some date; a fixed one keeps the bytes the same for the same content.
_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One sheet as the workbook part lists it."""

    name: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name for a reference, wide or local to the sheet of this index (from 0)."""

    name: str
    reference: str
    sheet: int | None = None
    hidden: bool = False


def sheet_part(index: int) -> str:
    """The part name of the sheet of this index, from 0."""
    return f"xl/worksheets/sheet{index + 1}.xml"


def workbook_xml(
    sheets: Sequence[SheetEntry], names: Sequence[DefinedName], *, from_1904: bool = False
) -> str:
    """The workbook part."""
    listed = "".join(
        f'<sheet name="{attribute(sheet.name)}" sheetId="{index}"'
        f'{" state=" + chr(34) + "hidden" + chr(34) if sheet.hidden else ""} r:id="rId{index}"/>'
        for index, sheet in enumerate(sheets, start=1)
    )
    defined = "".join(_name_xml(name) for name in names)
    properties = '<workbookPr date1904="1"/>' if from_1904 else "<workbookPr/>"
    shown = next((index for index, sheet in enumerate(sheets) if not sheet.hidden), 0)
    return (
        f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{properties}'
        f'<bookViews><workbookView activeTab="{shown}"/></bookViews><sheets>{listed}</sheets>'
        f"{'<definedNames>' + defined + '</definedNames>' if defined else ''}"
        '<calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>'
    )


def _name_xml(name: DefinedName) -> str:
    local = "" if name.sheet is None else f' localSheetId="{name.sheet}"'
    hidden = ' hidden="1"' if name.hidden else ""
    return (
        f'<definedName name="{attribute(name.name)}"{local}{hidden}>{escaped(name.reference)}</definedName>'
    )


def attribute(text: str) -> str:
    """Text inside a double-quoted attribute."""
    return escaped(text).replace('"', "&quot;").replace("\n", "&#10;")


def surrounding_parts(
    count: int, *, with_strings: bool, beside: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Content types and relations for so many sheets, styles, perhaps strings, and parts ``beside``."""
    sheets = [sheet_part(index) for index in range(count)]
    kinds = [
        ("xl/workbook.xml", "sheet.main"),
        *((sheet, "worksheet") for sheet in sheets),
        ("xl/styles.xml", "styles"),
    ]
    if with_strings:
        kinds.append(("xl/sharedStrings.xml", "sharedStrings"))
    overrides = "".join(
        f'<Override PartName="/{part}" ContentType="{_TYPE}{kind}+xml"/>' for part, kind in kinds
    )
    overrides += "".join(
        f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in (beside or {}).items()
    )
    targets = [(part, kind) for part, kind in kinds if kind != "sheet.main"]
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{LINKS}/{kind}" Target="{part.removeprefix("xl/")}"/>'
        for number, (part, kind) in enumerate(targets, start=1)
    )
    return {
        "[Content_Types].xml": (
            f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
        ),
        "_rels/.rels": (
            f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
            f' Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
        ),
    }


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """All parts as one zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(entry(name), content)
    return out.getvalue()


def entry(name: str) -> zipfile.ZipInfo:
    """A zip entry of the fixed date, packed."""
    made = zipfile.ZipInfo(name, _DATE)
    made.compress_type = zipfile.ZIP_DEFLATED
    return made
