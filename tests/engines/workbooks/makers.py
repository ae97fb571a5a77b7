"""Forms made here for the tests, as departments send them."""

import io
import os
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

THIN = Side(style="thin")
BOX = Border(THIN, THIN, THIN, THIN)
ROOT = Path(__file__).resolve().parents[3]


def shared_forms() -> list[Path]:
    """The real forms, or skip the test."""
    folder = Path(os.environ.get("LINLI_SHARED_DATA", ROOT / "../shared/data")) / "forms"
    if not folder.is_dir():
        pytest.skip(f"real forms are not here ({folder}); set LINLI_SHARED_DATA")
    return sorted(p for p in folder.rglob("*") if p.suffix in {".xlsx", ".xls", ".xml", ".docx"})


def saved(book: openpyxl.Workbook) -> bytes:
    """A workbook as bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def loaded(data: bytes, **options: bool) -> openpyxl.Workbook:
    """Bytes as openpyxl sees them."""
    return openpyxl.load_workbook(io.BytesIO(data), **options)


def boxed(sheet: Worksheet, rows: Iterable[int], columns: Iterable[int]) -> None:
    """Draw a border around every cell."""
    columns = list(columns)
    for row in rows:
        for column in columns:
            sheet.cell(row, column).border = BOX


def register(drawn: int = 3, *, total: bool = True) -> openpyxl.Workbook:
    """A register of older people: title, header in row 2, drawn rows from row 3, a total, a line to sign."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名单"
    sheet["A1"] = "独居老人台账"
    sheet.merge_cells("A1:F1")
    boxed(sheet, range(2, 3 + drawn), range(1, 7))
    for column, text in enumerate(("序号", "姓名", "身份证号", "电话", None, "补贴金额"), start=1):
        sheet.cell(2, column, text)
    sheet.merge_cells("D2:E2")
    last = 2 + drawn
    for row in range(3, last + 1):
        sheet.cell(row, 1, row - 2)
        sheet.merge_cells(start_row=row, end_row=row, start_column=4, end_column=5)
        sheet.row_dimensions[row].height = 25
    if total:
        sheet.cell(last + 1, 1, "合计")
        sheet.merge_cells(start_row=last + 1, end_row=last + 1, start_column=1, end_column=5)
        sheet.cell(last + 1, 6, f"=SUM(F3:F{last})")
    sheet.cell(last + 3, 1, "填表人：")
    return book


def people(count: int) -> list[tuple[str, str, str, float]]:
    """Name, ID number, phone, amount."""
    return [(f"张{n}", f"11010119500101{n:04d}", f"1380000{n:04d}", n * 1.5) for n in range(1, count + 1)]


def with_parts(data: bytes, change: Callable[[str, bytes], bytes | None], **added: bytes) -> bytes:
    """The zip with each part changed by a function (None leaves it out)."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = change(name, source.read(name))
            if content is not None:
                target.writestr(name, content)
        for name, content in added.items():
            target.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    """One part of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return source.read(name)


def parts(data: bytes) -> dict[str, bytes]:
    """All parts of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def texts(sheet: Worksheet) -> list[list[object]]:
    """All values, row by row."""
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def merges(sheet: Worksheet) -> set[str]:
    """Names of merged blocks."""
    return {str(block) for block in sheet.merged_cells.ranges}


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def raw_xlsx(
    *sheets: str, strings: str = "", styles: str = "", workbook: str = "", names: str = "", **added: str
) -> bytes:
    """An .xlsx written by hand: the inside of each <worksheet>, of <sst>, of <styleSheet>."""
    listed = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, len(sheets) + 1))
    kinds = [("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")]
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{LINKS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    ) + "".join(
        f'<Relationship Id="k{n}" Type="{LINKS}/{k}" Target="{t}"/>' for n, (k, t) in enumerate(kinds)
    )
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    root = f'<Relationship Id="r" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/>'
    contents = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Override '
        'PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": relations.format(root),
        "xl/_rels/workbook.xml.rels": relations.format(links),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{workbook}<sheets>{listed}</sheets>'
        f"<definedNames>{names}</definedNames></workbook>",
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
        **{
            f"xl/worksheets/sheet{n}.xml": sheet
            if sheet.startswith("<?xml") or "<worksheet" in sheet or ":worksheet" in sheet
            else f'<worksheet xmlns="{MAIN}" xmlns:r="{LINKS}">{sheet}</worksheet>'
            for n, sheet in enumerate(sheets, start=1)
        },
        **added,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in contents.items():
            target.writestr(name, content)
    return out.getvalue()
