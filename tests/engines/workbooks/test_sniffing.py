"""Every file that is no form is refused with its code, and none by its name."""

import io
import struct
import zipfile

import docx
import openpyxl
import pytest
import xlwt
from tests.engines.workbooks.makers import register, saved, with_parts
from xlwt import CompoundDoc

from linli.engines.workbooks import REFUSAL_CODES, Spot, WorkbookRefused, fill, read

XLSX = saved(register())
SHARED = fill(XLSX, [], [Spot("名单", 1, 1, "低保户名单")])


def compound(*streams: str) -> bytes:
    """A compound file with a directory of these names and nothing in it."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHH", header, 26, 3, 0xFFFE, 9)
    struct.pack_into("<II", header, 44, 1, 1)
    struct.pack_into("<I", header, 56, 4096)
    struct.pack_into("<4I", header, 60, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    fat = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    directory = b""
    for name, kind in (("Root Entry", 5), *((stream, 2) for stream in streams)):
        encoded = name.encode("utf-16-le")
        entry = bytearray(128)
        entry[: len(encoded)] = encoded
        struct.pack_into("<HB", entry, 64, len(encoded) + 2, kind)
        struct.pack_into("<II", entry, 116, 0xFFFFFFFE, 0)
        directory += bytes(entry)
    return bytes(header) + fat + directory.ljust(512, b"\0")


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def encrypted_xls() -> bytes:
    """An .xls whose first record after the beginning says that the rest is encrypted."""
    book = xlwt.Workbook()
    book.add_sheet("表")
    stream = book.get_biff_data()
    bof = 4 + struct.unpack_from("<H", stream, 2)[0]
    changed = stream[:bof] + struct.pack("<HH6s", 0x2F, 6, b"\x00\x00\x01\x02\x03\x04") + stream[bof:]
    out = io.BytesIO()
    CompoundDoc.XlsDoc().save(out, changed)
    return out.getvalue()


def doubled_entries(count: int) -> bytes:
    return with_parts(XLSX, lambda name, content: content, **{f"xl/extra{n}.bin": b"x" for n in range(count)})


BILLION = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'

REFUSED = [
    ("nothing", b"", "empty_file", ""),
    ("blanks", b" \r\n\0", "empty_file", ""),
    ("csv", "姓名,电话\n张三,138\n".encode(), "not_a_form_format", "csv"),
    ("csv in GBK", "姓名,电话\n张三,138\n".encode("gbk"), "not_a_form_format", "csv"),
    ("tabs", b"a\tb\n1\t2\n", "not_a_form_format", "csv"),
    ("plain text", "通知：请填报".encode(), "not_a_form_format", "text"),
    ("pdf", b"%PDF-1.7 ...", "not_a_form_format", "pdf"),
    ("png", b"\x89PNG\r\n\x1a\n....", "not_a_form_format", "image"),
    ("jpeg", b"\xff\xd8\xff\xe0....", "not_a_form_format", "image"),
    ("rtf", b"{\\rtf1}", "not_a_form_format", "rtf"),
    ("html saved as xls", b"<html><table></table></html>", "not_a_form_format", "html"),
    ("old doc", compound("WordDocument", "1Table"), "not_a_form_format", "doc"),
    ("old ppt", compound("PowerPoint Document"), "not_a_form_format", "ppt"),
    ("compound of nothing", compound("Contents"), "not_a_workbook", "compound file"),
    ("password", compound("EncryptedPackage", "EncryptionInfo"), "password_protected", ""),
    ("xls with macros", compound("Workbook", "_VBA_PROJECT_CUR"), "has_macros", ""),
    ("xls with a password", encrypted_xls(), "password_protected", ""),
    ("cut compound", compound("Workbook")[:600], "not_a_workbook", None),
    ("zip of something", zipped(readme=b"hello"), "not_a_workbook", "zip"),
    (
        "pptx",
        zipped(**{"ppt/presentation.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}),
        "not_a_form_format",
        "pptx",
    ),
    ("ods", zipped(**{"content.xml": b"<x/>", "mimetype": b"x"}), "not_a_form_format", "opendocument"),
    ("xlsb", zipped(**{"xl/workbook.bin": b"", "[Content_Types].xml": b"<x/>"}), "not_a_form_format", "xlsb"),
    ("cut zip", XLSX[: len(XLSX) // 2], "damaged", None),
    ("other xml", b"<?xml version='1.0'?><feed/>", "not_a_workbook", "xml"),
    ("noise", bytes(range(256)) * 4, "not_a_workbook", "binary"),
    ("many entries", doubled_entries(5_001), "too_much_inside", None),
    (
        "macros in an xlsx",
        with_parts(XLSX, lambda name, content: content, **{"xl/vbaProject.bin": b"x"}),
        "has_macros",
        "",
    ),
    (
        "macro sheet in an xlsx",
        with_parts(XLSX, lambda name, content: content, **{"xl/macrosheets/sheet1.xml": b"<x/>"}),
        "has_macros",
        "",
    ),
    (
        "bomb",
        with_parts(XLSX, lambda name, content: content, **{"xl/big.xml": b"\0" * (20 * 1024 * 1024)}),
        "too_much_inside",
        "ratio",
    ),
    (
        "entities in a sheet",
        with_parts(
            XLSX, lambda n, c: c.replace(b"<worksheet", BILLION + b"<worksheet", 1) if "sheet1" in n else c
        ),
        "entities_refused",
        "",
    ),
    (
        "entities in strings",
        with_parts(SHARED, lambda n, c: c.replace(b"<sst", BILLION + b"<sst") if "shared" in n else c),
        "entities_refused",
        "",
    ),
    (
        "entities in SpreadsheetML",
        b'<!DOCTYPE x><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "entities_refused",
        "",
    ),
    (
        "entities in UTF-16",
        '<!DOCTYPE x><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'.encode("utf-16"),
        "entities_refused",
        "",
    ),
    (
        "an encoding that could hide them",
        b'<?xml version="1.0" encoding="UTF-7"?><Workbook '
        b'xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "entities_refused",
        "unknown encoding",
    ),
    ("broken sheet", with_parts(XLSX, lambda n, c: c[:300] if "sheet1" in n else c), "damaged", None),
    ("sheet missing", with_parts(XLSX, lambda n, c: None if "workbook.xml" in n else c), None, None),
]


@pytest.mark.parametrize(
    ("data", "code", "detail"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_refused_with_its_code(data: bytes, code: str | None, detail: str | None) -> None:
    with pytest.raises(WorkbookRefused) as told:
        read(data, "名单.xlsx")
    assert told.value.code in REFUSAL_CODES
    if code is not None:
        assert told.value.code == code
    if detail is not None:
        assert told.value.detail == detail


@pytest.mark.parametrize("data", [case[1] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_filling_refuses_the_same(data: bytes) -> None:
    with pytest.raises(WorkbookRefused):
        fill(data, [], [Spot("名单", 1, 1, "低保户名单")])


def test_a_file_over_the_limit_is_not_looked_into() -> None:
    with pytest.raises(WorkbookRefused) as told:
        read(XLSX, limit=1000)
    assert told.value.code == "too_large"


@pytest.mark.parametrize("name", ["表.csv", "表.doc", ""])
def test_the_name_is_not_asked(name: str) -> None:
    assert read(XLSX, name).kind == "xlsx"


def test_a_macro_free_xlsm_opens() -> None:
    data = with_parts(
        XLSX,
        lambda n, c: (
            c.replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main").replace(
                b"application/vnd.openxmlformats-officedocument.ms-excel", b"application/vnd.ms-excel"
            )
            if n == "[Content_Types].xml"
            else c
        ),
    )
    assert read(data).kind == "xlsx"


def test_each_kind_is_known_by_content() -> None:
    document = docx.Document()
    out = io.BytesIO()
    document.save(out)
    assert read(out.getvalue()).kind == "docx"
    old = xlwt.Workbook()
    old.add_sheet("表")
    out = io.BytesIO()
    old.save(out)
    assert read(out.getvalue()).kind == "xls"
    assert read(b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>').kind == "xml"
    assert read(saved(openpyxl.Workbook())).kind == "xlsx"
