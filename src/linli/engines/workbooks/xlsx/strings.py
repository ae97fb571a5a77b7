"""Which text does a shared or inline string hold?"""

import re

from linli.engines.workbooks.archives import Archive
from linli.engines.workbooks.markup import Element, local_name, namespace, parse, walk

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """ECMA-376 22.9.2.19: _x000D_ stands for a letter XML cannot carry."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)


def string_text(element: Element) -> str:
    """Text of <si> or <is>: its runs joined, phonetic guides (rPh) left out, line ends as \\n."""
    parts = []
    for child in element:
        name = local_name(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts.extend(grand.text or "" for grand in child if local_name(grand) == "t")
    text = unescape("".join(parts))
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def shared_strings(archive: Archive, part: str | None) -> list[str]:
    """The table of shared strings, empty when the file has none."""
    if part is None:
        return []
    data = archive.bytes_of(part)
    return [string_text(element) for element in walk(data, (f"{_namespace_of(data)}si",))]


def _namespace_of(data: bytes) -> str:
    """The namespace of the root, found in its start tag alone."""
    start = re.search(rb"<(?![?!])[^>]*>", data)
    if start is None:
        return ""
    tag = start.group(0)
    return namespace(parse(tag if tag.endswith(b"/>") else tag[:-1] + b"/>"))
