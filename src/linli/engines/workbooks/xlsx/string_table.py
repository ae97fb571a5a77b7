"""Which number does a text get in the table of shared strings?

New texts are shared strings rather than inline ones: older import programs of departments read nothing else.
"""

import re

from linli.engines.workbooks.cell_text import sheet_text

SHARED_STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"

_ROOT = re.compile(rb"<(?![?!])(?:(?P<prefix>[\w.-]+):)?sst\b[^>]*?(?P<closed>/)?>")
_ITEM = re.compile(rb"<(?:[\w.-]+:)?si\b")
_UNIQUE = re.compile(rb'\buniqueCount="(\d+)"')


class StringTable:
    """The strings of a template, to which new ones are added at the end."""

    def __init__(self, part: bytes | None, *, is_strict: bool = False) -> None:
        space = _STRICT_MAIN if is_strict else _MAIN
        empty = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="{space}"></sst>'
        self._part = _utf8(part) if part is not None else empty.encode()
        self._first = len(_ITEM.findall(self._part))
        self._numbers: dict[str, int] = {}

    @property
    def grew(self) -> bool:
        """True when a text was added."""
        return bool(self._numbers)

    @property
    def numbers(self) -> dict[str, int]:
        """Texts added so far and their numbers; a caller in a hurry looks here before asking ``number``."""
        return self._numbers

    def number(self, text: str) -> int:
        """The number of a text, adding it when it is new."""
        known = self._numbers.get(text)
        if known is None:
            known = self._numbers[text] = self._first + len(self._numbers)
        return known

    def written(self) -> bytes:
        """The whole part again: what was there stays as it was, byte for byte."""
        root = _ROOT.search(self._part)
        if root is None:
            raise ValueError("no string table")
        prefix = root["prefix"].decode() + ":" if root["prefix"] else ""
        added = "".join(f"<si>{sheet_text(text)}</si>" for text in self._numbers)
        if prefix:
            added = re.sub(r"<(/?)(si|t)\b", rf"<\1{prefix}\2", added)
        start = self._part[: root.start()] + self._counted(root[0])
        if root["closed"]:
            closed = start.rstrip(b">").rstrip().rstrip(b"/") + b">"
            return closed + added.encode() + f"</{prefix}sst>".encode()
        end = self._part.rindex(f"</{prefix}sst".encode())
        return start + self._part[root.end() : end] + added.encode() + self._part[end:]

    def _counted(self, root: bytes) -> bytes:
        # "count" (all uses) is optional and would be wrong from here on; "uniqueCount" is kept true.
        root = re.sub(rb'\s+count="\d+"', b"", root)
        return _UNIQUE.sub(lambda m: b'uniqueCount="%d"' % (int(m[1]) + len(self._numbers)), root)


def _utf8(part: bytes) -> bytes:
    """The part in UTF-8, which nearly every writer uses already."""
    if part.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = re.sub(r'encoding="[^"]*"', 'encoding="UTF-8"', part.decode("utf-16"), count=1)
        return text.lstrip("\ufeff").encode()
    return part
