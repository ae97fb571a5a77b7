"""What kind of file is this, judged by its content and never by its name?"""

from linli.engines.workbooks.archives import CONTENT_TYPES, Archive
from linli.engines.workbooks.compound import SIGNATURE, Compound
from linli.engines.workbooks.model import Kind
from linli.engines.workbooks.refusals import WorkbookRefused

DEFAULT_LIMIT = 50 * 1024 * 1024
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_SPREADSHEETML = b"urn:schemas-microsoft-com:office:spreadsheet"
_OTHER_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"RIFF", "image"),
    (b"{\\rtf", "rtf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    # BIFF2-4: single worksheets of the years before compound files.
    (b"\x09\x00\x04\x00", "xls before 5.0"),
    (b"\x09\x02\x06\x00", "xls before 5.0"),
    (b"\x09\x04\x06\x00", "xls before 5.0"),
)
_OTHER_PARTS = (
    ("xl/workbook.bin", "xlsb"),
    ("ppt/presentation.xml", "pptx"),
    ("content.xml", "opendocument"),
    ("ofd.xml", "ofd"),
)
_COMPOUND_OTHERS = (
    ("WordDocument", "doc"),
    ("PowerPoint Document", "ppt"),
    ("VisioDocument", "visio"),
    ("__properties_version1.0", "mail"),
)


def check_size(data: bytes, limit: int = DEFAULT_LIMIT) -> None:
    """Refuse the empty and the enormous before looking inside."""
    if not data.strip(b"\x00 \t\r\n"):
        raise WorkbookRefused("empty_file")
    if len(data) > limit:
        raise WorkbookRefused("too_large")


def kind_of(data: bytes) -> Kind:
    """The kind of file; raises WorkbookRefused for everything that is not a form, naming it."""
    if data.startswith(_ZIP):
        return _kind_of_archive(Archive(data))
    if data.startswith(SIGNATURE):
        return _kind_of_compound(Compound(data))
    for start, name in _OTHER_STARTS:
        if data.startswith(start):
            raise WorkbookRefused("not_a_form_format", name)
    return _kind_of_text(data)


def _kind_of_archive(archive: Archive) -> Kind:
    for part, name in _OTHER_PARTS:
        if archive.has(part):
            raise WorkbookRefused("not_a_form_format", name)
    if not archive.has(CONTENT_TYPES):
        raise WorkbookRefused("not_a_workbook", "zip")
    archive.refuse_entities()
    types = archive.bytes_of(CONTENT_TYPES).lower()
    if b"macroenabled" in types and b"vbaproject" in types:
        raise WorkbookRefused("has_macros")
    if b"spreadsheetml" in types:
        return "xlsx"
    if b"wordprocessingml" in types:
        return "docx"
    raise WorkbookRefused("not_a_workbook", "zip")


def _kind_of_compound(compound: Compound) -> Kind:
    names = compound.names
    if "EncryptedPackage" in names or "EncryptionInfo" in names:
        raise WorkbookRefused("password_protected")
    for stream, name in _COMPOUND_OTHERS:
        if stream in names:
            raise WorkbookRefused("not_a_form_format", name)
    if not names & {"Workbook", "Book", "WORKBOOK", "BOOK"}:
        raise WorkbookRefused("not_a_workbook", "compound file")
    if names & {"_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"}:
        raise WorkbookRefused("has_macros")
    return "xls"


def _kind_of_text(data: bytes) -> Kind:
    start = _as_text(data[:4096])
    if start is None:
        raise WorkbookRefused("not_a_workbook", "binary")
    opening = start.lstrip("\ufeff \t\r\n").lower()
    if "<html" in opening or opening.startswith(("<table", "<!doctype html", "<meta", "mime-version:")):
        raise WorkbookRefused("not_a_form_format", "html")
    if opening.startswith("<"):
        if _SPREADSHEETML in data or _SPREADSHEETML.decode().encode("utf-16-le") in data:
            return "xml"
        raise WorkbookRefused("not_a_workbook", "xml")
    raise WorkbookRefused("not_a_form_format", _name_of_plain_text(start))


def _as_text(start: bytes) -> str | None:
    """The beginning of a text in one of the encodings met here; None when it is no text."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", "replace")
    if b"\x00" in start:
        return None
    for encoding in ("utf-8", "gb18030"):
        for cut in range(4):  # the cut at 4096 bytes may split a character
            try:
                text = start[: len(start) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return text if _reads_as_text(text) else None
    return None


def _reads_as_text(text: str) -> bool:
    strange = sum(1 for letter in text if ord(letter) < 32 and letter not in "\t\r\n\f")
    return strange * 100 <= len(text)


def _name_of_plain_text(start: str) -> str:
    lines = [line for line in start.splitlines() if line.strip()][:5]
    for mark in ("\t", ",", ";", "，"):
        if lines and all(mark in line for line in lines):
            return "csv"
    return "text"
