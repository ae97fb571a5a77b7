"""What is inside an Office zip, and is it safe to unpack?"""

import io
import re
import zipfile
from collections.abc import Mapping

from linli.engines.workbooks.markup import Element, parse, refuse_entities
from linli.engines.workbooks.refusals import WorkbookRefused

MOST_ENTRIES = 5_000
MOST_BYTES = 300 * 1024 * 1024
LARGE_ENTRY = 8 * 1024 * 1024
STEEPEST_RATIO = 200
CONTENT_TYPES = "[Content_Types].xml"
_MACROS = re.compile(r"(?:^|/)(?:vbaproject\.bin|vbadata\.xml)$|(?:^|/)macrosheets/", re.IGNORECASE)


class Archive:
    """The parts of one Office zip, read when asked for; part names are found without regard to case."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as reason:
            raise WorkbookRefused("damaged", "zip directory") from reason
        self.entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        self._check()
        self._unpacked: dict[str, bytes] = {}
        self._by_name = {entry.filename.replace("\\", "/").lower(): entry for entry in reversed(self.entries)}

    def _check(self) -> None:
        if len(self.entries) > MOST_ENTRIES or sum(e.file_size for e in self.entries) > MOST_BYTES:
            raise WorkbookRefused("too_much_inside")
        for entry in self.entries:
            if entry.file_size > LARGE_ENTRY and entry.file_size > STEEPEST_RATIO * max(
                entry.compress_size, 1
            ):
                raise WorkbookRefused("too_much_inside", "ratio")
            if entry.flag_bits & 1:
                raise WorkbookRefused("password_protected", "zip")
            if _MACROS.search(entry.filename):
                raise WorkbookRefused("has_macros")

    @property
    def names(self) -> tuple[str, ...]:
        """Part names as written in the zip, in their order."""
        return tuple(entry.filename for entry in self.entries)

    def has(self, name: str) -> bool:
        """True when the part is there."""
        return name.lower() in self._by_name

    def refuse_entities(self) -> None:
        """Refuse document types and entities in any part, also one that nobody here reads."""
        for entry in self.entries:
            if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
                refuse_entities(self.bytes_of(entry.filename))

    def bytes_of(self, name: str) -> bytes:
        """The unpacked part; raises WorkbookRefused when it is missing or broken."""
        if name not in self._unpacked:
            self._unpacked[name] = self._unpack(name)
        return self._unpacked[name]

    def _unpack(self, name: str) -> bytes:
        entry = self._by_name.get(name.lower())
        if entry is None:
            raise WorkbookRefused("damaged", "missing part")
        try:
            return self._zip.read(entry)
        except (
            zipfile.BadZipFile,
            ValueError,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ) as reason:
            raise WorkbookRefused("damaged", "zip entry") from reason
        except Exception as reason:  # zlib.error has no common base with the others
            raise WorkbookRefused("damaged", "zip entry") from reason

    def tree(self, name: str) -> Element:
        """The root element of a part."""
        return parse(self.bytes_of(name))

    def rewritten(self, changed: Mapping[str, bytes | None]) -> bytes:
        """The same zip with some parts replaced (None: left out) and new ones added at the end.

        Dates stay the template's, so that the same input always gives the same bytes.
        """
        pending = {name.lower(): (name, content) for name, content in changed.items()}
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as written:
            for entry in self._zip.infolist():
                kept = ("", None) if entry.filename.lower() in pending else ("", self._zip.read(entry))
                _, content = pending.pop(entry.filename.lower(), kept)
                if content is not None:
                    written.writestr(_fresh_entry(entry), content)
            for name, content in pending.values():
                if content is not None:
                    written.writestr(_fresh_entry(zipfile.ZipInfo(name)), content)
        return out.getvalue()


def _fresh_entry(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    fresh = zipfile.ZipInfo(entry.filename, entry.date_time)
    fresh.compress_type = zipfile.ZIP_DEFLATED if not entry.is_dir() else zipfile.ZIP_STORED
    fresh.external_attr = entry.external_attr
    return fresh
