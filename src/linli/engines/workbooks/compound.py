"""Which streams and storages does an OLE compound file (.xls, .doc, a password-protected .xlsx) hold?

Layout after [MS-CFB]: header of 512 bytes, sector chains in the FAT, directory entries of 128 bytes.
"""

import struct
from dataclasses import dataclass

from linli.engines.workbooks.refusals import WorkbookRefused

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # this and larger numbers are marks, not sectors
_ENTRY = 128
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


class Compound:
    """The directory of a compound file, and its streams by name (storages are not descended into)."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(SIGNATURE):
            raise WorkbookRefused("damaged", "compound header")
        self._data = data
        self._shift = struct.unpack_from("<H", data, 30)[0]
        if self._shift not in {9, 12}:
            raise WorkbookRefused("damaged", "compound sector size")
        self._fat = self._read_fat()
        directory = self._chain(struct.unpack_from("<I", data, 48)[0])
        self._entries = [_entry(directory, at) for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]

    @property
    def names(self) -> frozenset[str]:
        """Names of all streams and storages, at any depth."""
        return frozenset(entry.name for entry in self._entries if entry.kind)

    def stream(self, *names: str) -> bytes:
        """The first stream with one of these names; raises WorkbookRefused when there is none."""
        for entry in self._entries:
            if entry.kind == _STREAM and entry.name in names:
                return self._content(entry)
        raise WorkbookRefused("damaged", "missing stream")

    def _sector(self, number: int) -> bytes:
        at = (number + 1) << self._shift
        return self._data[at : at + (1 << self._shift)]

    def _read_fat(self) -> list[int]:
        """The file allocation table: first 109 of its sectors in the header, the rest chained (DIFAT)."""
        numbers = list(struct.unpack_from("<109I", self._data, 76))
        following = struct.unpack_from("<I", self._data, 68)[0]
        seen = set()
        while following < _END and following not in seen:
            seen.add(following)
            words = _words(self._sector(following))
            if not words:
                break
            numbers += words[:-1]
            following = words[-1]
        fat: list[int] = []
        for number in numbers:
            if number < _END:
                fat += _words(self._sector(number))
        return fat

    def _chain(self, start: int) -> bytes:
        parts, seen, number = [], set(), start
        while number < _END and number < len(self._fat) and number not in seen:
            seen.add(number)
            parts.append(self._sector(number))
            number = self._fat[number]
        return b"".join(parts)

    def _content(self, entry: _Entry) -> bytes:
        cutoff = struct.unpack_from("<I", self._data, 56)[0]
        if entry.size >= cutoff:
            return self._chain(entry.start)[: entry.size]
        root = next((e for e in self._entries if e.kind == _ROOT), None)
        if root is None:
            raise WorkbookRefused("damaged", "compound root")
        short, table = (
            self._chain(root.start),
            _words(self._chain(struct.unpack_from("<I", self._data, 60)[0])),
        )
        parts, seen, number = [], set(), entry.start
        while number < len(table) and number not in seen:
            seen.add(number)
            parts.append(short[number * 64 : number * 64 + 64])
            number = table[number]
        return b"".join(parts)[: entry.size]


def _words(sector: bytes) -> list[int]:
    return list(struct.unpack_from(f"<{len(sector) // 4}I", sector))


def _entry(directory: bytes, at: int) -> _Entry:
    length = min(max(struct.unpack_from("<H", directory, at + 64)[0] - 2, 0), 64)
    name = directory[at : at + length].decode("utf-16-le", "replace")
    start, size = struct.unpack_from("<II", directory, at + 116)
    return _Entry(name, directory[at + 66], start, size)
