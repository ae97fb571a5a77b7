"""How are print titles, choices and page headers added to the records of an .xls that xlwt wrote?

xlwt has no names and no validations and cannot write a Chinese page header. Layouts after [MS-XLS] 2.4.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from linli.engines.workbooks.model import Block
from linli.engines.workbooks.references import LAST_COLUMN, LAST_ROW
from linli.engines.workbooks.xls.workbook_records import EOF, records

_BOUNDSHEET, _SUPBOOK, _EXTERNSHEET, _NAME, _SST, _EXTSST = 0x85, 0x1AE, 0x17, 0x18, 0xFC, 0xFF
_HEADER, _FOOTER, _VALIDATIONS, _VALIDATION = 0x14, 0x15, 0x1B2, 0x1BE
PRINT_AREA, PRINT_TITLES = 6, 7
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256
_LONGEST_LIST = 255
_ALLOW_BLANK, _SHOW_PROMPT, _SHOW_ERROR = 0x100, 0x40000, 0x80000
_LIST, _WRITTEN_OUT = 3, 0x80


@dataclass(frozen=True, slots=True)
class Offered:
    """Cells with a list to choose from: words written out, or a block (of another sheet, by its index)."""

    cells: tuple[Block, ...]
    words: tuple[str, ...] = ()
    source: Block | None = None
    source_sheet: int | None = None


@dataclass(slots=True)
class SheetAdditions:
    """What one sheet gets on top."""

    header: str = ""
    footer: str = ""
    names: dict[int, tuple[Block, ...]] = field(default_factory=dict)
    """PRINT_AREA or PRINT_TITLES → blocks."""
    offered: list[Offered] = field(default_factory=list)


def with_additions(stream: bytes, sheets: Sequence[SheetAdditions]) -> bytes:
    """The stream with everything added and the places of its sheets put right."""
    beginning = list(records(stream, 0))
    starts = [struct.unpack_from("<I", content)[0] for number, content in beginning if number == _BOUNDSHEET]
    links = _Links([content for number, content in beginning if number == _EXTERNSHEET])
    labels = b"".join(
        _record(_NAME, label) for index, sheet in enumerate(sheets) for label in _labels(sheet, index, links)
    )
    parts = [
        _sheet(list(records(stream, start)), sheet, links)
        for start, sheet in zip(starts, sheets, strict=True)
    ]
    globals_part = _globals(beginning, links, labels, len(starts))
    return _placed(globals_part, [len(part) for part in parts]) + b"".join(parts)


def _record(number: int, content: bytes) -> bytes:
    return struct.pack("<HH", number, len(content)) + content


class _Links:
    """The table of sheets that formulas may point to; new entries go to its end."""

    def __init__(self, known: list[bytes]) -> None:
        entries = known[0][2:] if known else b""
        self._entries = [entries[at : at + 6] for at in range(0, len(entries), 6)]
        self.was_there = bool(known)

    def to(self, sheet: int) -> int:
        """The number under which a formula points to a sheet of this file."""
        entry = struct.pack("<HHH", 0, sheet, sheet)
        if entry not in self._entries:
            self._entries.append(entry)
        return self._entries.index(entry)

    def written(self, sheets: int) -> bytes:
        """The record of the table, after the one that stands for this file."""
        if not self._entries:
            return b""
        own = b"" if self.was_there else _record(_SUPBOOK, struct.pack("<HH", sheets, 0x0401))
        return own + _record(_EXTERNSHEET, struct.pack("<H", len(self._entries)) + b"".join(self._entries))


def _globals(beginning: list[tuple[int, bytes]], links: _Links, labels: bytes, sheets: int) -> bytes:
    """Everything before the first sheet: links where they stood (or before the strings), then names."""
    out = []
    for number, content in beginning:
        if number == _EXTSST:
            continue  # a table of places for quick look-up, now wrong; programs do without
        if number == _EXTERNSHEET:
            out.append(links.written(sheets) + labels)
            continue
        if number == _SST and not links.was_there:
            out.append(links.written(sheets) + labels)
        out.append(_record(number, content))
    return b"".join(out)


def _placed(beginning: bytes, lengths: list[int]) -> bytes:
    """Each sheet's entry says where the sheet begins."""
    out, at, start = bytearray(beginning), 0, len(beginning)
    waiting = iter(lengths)
    while at + 4 <= len(out):
        number, length = struct.unpack_from("<HH", out, at)
        if number == _BOUNDSHEET:
            struct.pack_into("<I", out, at + 4, start)
            start += next(waiting)
        at += 4 + length
    return bytes(out)


def _sheet(found: list[tuple[int, bytes]], sheet: SheetAdditions, links: _Links) -> bytes:
    lines = {_HEADER: sheet.header, _FOOTER: sheet.footer}
    out = []
    for place, (number, content) in enumerate(found):
        if number in lines:
            out.append(_record(number, _text(lines[number]) if lines[number] else b""))
        elif number == EOF and place == len(found) - 1:
            out += [*_validations(sheet.offered, links), _record(number, content)]
        else:
            out.append(_record(number, content))
    return b"".join(out)


def _text(text: str) -> bytes:
    """A two-byte length, one byte of flags, letters."""
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _labels(sheet: SheetAdditions, index: int, links: _Links) -> Iterator[bytes]:
    """Built-in names local to one sheet."""
    for code, blocks in sorted(sheet.names.items()):
        tokens = b"".join(_area(block, links.to(index)) for block in blocks) + b"\x10" * (len(blocks) - 1)
        if len(blocks) > 1:
            tokens = b"\x29" + struct.pack("<H", len(tokens)) + tokens
        head = struct.pack("<HBBHHH4x", 0x20, 0, 1, len(tokens), 0, index + 1)
        yield head + b"\x00" + bytes([code]) + tokens


def _ends(block: Block) -> tuple[int, int, int, int]:
    """First and last row, first and last column, from 0, within what an .xls holds."""
    bottom = _MOST_ROWS if block.last_row >= LAST_ROW else min(block.last_row, _MOST_ROWS)
    right = _MOST_COLUMNS if block.last_column >= LAST_COLUMN else min(block.last_column, _MOST_COLUMNS)
    return block.first_row - 1, bottom - 1, block.first_column - 1, right - 1


def _area(block: Block, link: int) -> bytes:
    return b"\x3b" + struct.pack("<5H", link, *_ends(block))


def _validations(offered: Sequence[Offered], links: _Links) -> Iterator[bytes]:
    contents = [content for one in offered if (content := _validation(one, links))]
    if contents:
        yield _record(_VALIDATIONS, struct.pack("<HIIiI", 0, 0, 0, -1, len(contents)))
        yield from (_record(_VALIDATION, content) for content in contents)


def _validation(one: Offered, links: _Links) -> bytes:
    """One list to choose from; empty when it is longer than the format can hold."""
    bits = _LIST | _ALLOW_BLANK | _SHOW_PROMPT | _SHOW_ERROR
    if one.source is None:
        words = "\x00".join(one.words)
        if not words or len(words) > _LONGEST_LIST:
            return b""
        bits |= _WRITTEN_OUT
        tokens = b"\x17" + struct.pack("<BB", len(words), 1) + words.encode("utf-16-le")
    elif one.source_sheet is None:
        tokens = b"\x25" + struct.pack("<4H", *_ends(one.source))
    else:
        tokens = _area(one.source, links.to(one.source_sheet))
    nothing = struct.pack("<HBB", 1, 0, 0)  # an empty title or text is one zero letter
    cells = struct.pack("<H", len(one.cells)) + b"".join(
        struct.pack("<4H", *_ends(block)) for block in one.cells
    )
    first = struct.pack("<HH", len(tokens), 0) + tokens
    return struct.pack("<I", bits) + nothing * 4 + first + struct.pack("<HH", 0, 0) + cells
