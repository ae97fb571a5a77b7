"""What do the records before the first sheet of an .xls say: sheets, names, links between sheets?

Record numbers and layouts after [MS-XLS] 2.4.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from linli.engines.workbooks.refusals import WorkbookRefused
from linli.engines.workbooks.xls.tokens import Names, Unspellable, spelled

BOF, EOF = 0x809, 0x0A
_BOUNDSHEET, _SUPBOOK, _EXTERNSHEET, _NAME = 0x85, 0x1AE, 0x17, 0x18
_OWN_FILE = b"\x01\x04"
_MACRO_SHEET = 1
_BUILT_IN = (
    *("Consolidate_Area", "Auto_Open", "Auto_Close", "Extract", "Database", "Criteria", "Print_Area"),
    *("Print_Titles", "Recorder", "Data_Form", "Auto_Activate", "Auto_Deactivate", "Sheet_Title"),
    "_FilterDatabase",
)


@dataclass(frozen=True, slots=True)
class StoredName:
    """A defined name; ``sheet`` is the name of the sheet it is local to."""

    name: str
    formula: str
    sheet: str | None
    hidden: bool
    is_built_in: bool


@dataclass(slots=True)
class WorkbookRecords:
    """The beginning of the stream, read."""

    starts: list[int] = field(default_factory=list)
    """Where the worksheets begin in the stream, in their order (other kinds of sheets left out)."""
    names: list[StoredName] = field(default_factory=list)
    targets: Names = field(default_factory=lambda: Names((), (), ()))


def records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """(number, content) of each record from a place on, up to the end of its substream."""
    depth = 0
    while at + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, at)
        yield number, stream[at + 4 : at + 4 + length]
        depth += (number == BOF) - (number == EOF)
        if depth <= 0:
            return
        at += 4 + length


def text_at(content: bytes, at: int, length: int) -> tuple[str, int]:
    """A text after its length: one byte of flags, then one or two bytes a letter; and where it ends."""
    wide = content[at] & 1
    end = at + 1 + length * (2 if wide else 1)
    return content[at + 1 : end].decode("utf-16-le" if wide else "latin-1"), end


def workbook_records(stream: bytes) -> WorkbookRecords:
    """Read the beginning of a BIFF8 stream; refuses macro sheets."""
    found = WorkbookRecords()
    sheets: list[str] = []
    books: list[bool] = []
    externals: list[tuple[int, int] | None] = []
    labels: list[bytes] = []
    for number, content in records(stream, 0):
        if number == _BOUNDSHEET:
            sheets.append(_sheet(content, found))
        elif number == _SUPBOOK:
            books.append(content[2:4] == _OWN_FILE)
        elif number == _EXTERNSHEET:
            externals += _externals(content, books)
        elif number == _NAME:
            labels.append(content)
    spelled_names = [_label_name(content) for content in labels]
    found.targets = Names(sheets, externals, [name for name, _, _ in spelled_names])
    for content, (name, tokens, is_built_in) in zip(labels, spelled_names, strict=True):
        found.names.append(_stored(content, (name, is_built_in), tokens, found.targets))
    return found


def _sheet(content: bytes, found: WorkbookRecords) -> str:
    start, _, kind, length = struct.unpack_from("<IBBB", content)
    if kind == _MACRO_SHEET:
        raise WorkbookRefused("has_macros", "macro sheet")
    if kind == 0:
        found.starts.append(start)
    return text_at(content, 7, length)[0]


def _externals(content: bytes, books: list[bool]) -> list[tuple[int, int] | None]:
    count = struct.unpack_from("<H", content)[0]
    found: list[tuple[int, int] | None] = []
    for at in range(2, min(2 + 6 * count, len(content) - 5), 6):
        book, first, last = struct.unpack_from("<HHH", content, at)
        own = book < len(books) and books[book]
        found.append((first, last) if own else None)
    return found


def _label_name(content: bytes) -> tuple[str, bytes, bool]:
    bits, _, length, size = struct.unpack_from("<HBBH", content)
    name, end = text_at(content, 14, length)
    is_built_in = bool(bits & 0x20)
    if is_built_in and name and ord(name[0]) < len(_BUILT_IN):
        name = _BUILT_IN[ord(name[0])]
    return name, content[end : end + size], is_built_in


def _stored(content: bytes, name: tuple[str, bool], tokens: bytes, targets: Names) -> StoredName:
    bits, local = struct.unpack_from("<H", content)[0], struct.unpack_from("<H", content, 8)[0]
    try:
        formula = spelled(tokens, targets, (0, 0)) if tokens and not bits & 0x0E else ""
    except Unspellable:
        formula = ""
    sheet = targets.sheets[local - 1] if 0 < local <= len(targets.sheets) else None
    return StoredName(name[0], formula, sheet, bool(bits & 1), name[1])
