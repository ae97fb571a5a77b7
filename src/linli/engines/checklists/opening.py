"""May this file be opened at all, and which of pyxform's readers is it for?

Macros are not run by anyone here, so a workbook with macros is read for its cells like any other.
"""

import io
import zipfile

from linli.engines.checklists.problems import CannotCompile, Problem
from linli.engines.workbooks.archives import LARGE_ENTRY, MOST_ENTRIES, STEEPEST_RATIO
from linli.engines.workbooks.compound import SIGNATURE, Compound
from linli.engines.workbooks.markup import refuse_entities
from linli.engines.workbooks.refusals import WorkbookRefused, damage_told

LIMIT = 10 * 1024 * 1024
MOST_UNPACKED = 80 * 1024 * 1024
_ZIP = b"PK"
_TEXTS = (".csv", ".md")

_SENTENCES = {
    "empty_file": "文件是空的，请重新选择。",
    "too_large": "文件超过 10 MB，不像一张检查表。请删去图片和多余的工作表再上传。",
    "too_much_inside": "文件解压后过大，不像一张检查表，没有打开。",
    "password_protected": "文件设了打开密码，请去掉密码后再上传。",
    "entities_refused": "文件里含有不安全的引用，没有打开。",
    "not_a_workbook": "这不是 XLSForm 工作簿，请上传 .xlsx 或 .xls 文件。",
    "damaged": "文件损坏了，打不开。请用 Excel 或 WPS 另存为 .xlsx 后再上传。",
}


def reader_for(data: bytes, file_name: str) -> str | None:
    """The pyxform reader (".xlsx", ".xls", ".csv", ".md"; None: let it try) or ``CannotCompile``."""
    try:
        with damage_told():
            return _reader_for(data, file_name.lower())
    except WorkbookRefused as refused:
        what = _SENTENCES.get(refused.code, _SENTENCES["damaged"])
        raise CannotCompile((Problem(what, original=str(refused)),)) from refused


def _reader_for(data: bytes, file_name: str) -> str | None:
    if not data.strip(b"\x00 \t\r\n"):
        raise WorkbookRefused("empty_file")
    if len(data) > LIMIT:
        raise WorkbookRefused("too_large")
    if data.startswith(_ZIP):
        _check_archive(data)
        return ".xlsx"
    if data.startswith(SIGNATURE):
        if Compound(data).names & {"EncryptedPackage", "EncryptionInfo"}:
            raise WorkbookRefused("password_protected")
        return ".xls"
    return next((ending for ending in _TEXTS if file_name.endswith(ending)), None)


def _check_archive(data: bytes) -> None:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as reason:
        raise WorkbookRefused("damaged", "zip directory") from reason
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise WorkbookRefused("too_much_inside")
    for entry in entries:
        if entry.file_size > LARGE_ENTRY and entry.file_size > STEEPEST_RATIO * max(entry.compress_size, 1):
            raise WorkbookRefused("too_much_inside", "ratio")
        if entry.flag_bits & 1:
            raise WorkbookRefused("password_protected", "zip")
    for entry in entries:
        if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            refuse_entities(archive.read(entry))


def refused_as_no_workbook(original: str) -> CannotCompile:
    """The refusal of a file that no reader knows."""
    return CannotCompile((Problem(_SENTENCES["not_a_workbook"], original=original),))
