"""How is XML from strangers parsed without entities, document types or network?"""

import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from lxml import etree
from lxml.etree import _Element

from linli.engines.workbooks.refusals import WorkbookRefused

Element = _Element
_XML_SPACE = "http://www.w3.org/XML/1998/namespace"

# Encodings in which "<!DOCTYPE" is found by looking at the bytes; anything else could hide one.
_KNOWN_ENCODINGS = frozenset({"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii"})
_KNOWN_ENCODINGS |= {"gb2312", "gbk", "gb18030", "big5", "iso-8859-1", "windows-1252"}
_DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_FORBIDDEN = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)


def refuse_entities(data: bytes) -> None:
    """Refuse a document type or an entity declaration before any parser sees it."""
    if any(word in data for word in _FORBIDDEN):
        raise WorkbookRefused("entities_refused")
    declared = _DECLARED.match(data[:400])
    if declared and declared.group(1).decode("ascii").lower() not in _KNOWN_ENCODINGS:
        raise WorkbookRefused("entities_refused", "unknown encoding")


def parse(data: bytes) -> Element:
    """The root of a document without entities; raises WorkbookRefused."""
    refuse_entities(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as reason:
        raise WorkbookRefused("damaged", "markup") from reason


def walk(data: bytes, tags: Sequence[str]) -> Iterator[Element]:
    """Elements of these tags as their end is met; each is emptied, with all before it, once looked at."""
    refuse_entities(data)
    found = etree.iterparse(
        io.BytesIO(data), ("end",), tag=tags, resolve_entities=False, no_network=True, huge_tree=True
    )
    try:
        for _, element in found:
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and parent[0] is not element:
                del parent[0]
    except (etree.XMLSyntaxError, ValueError) as reason:
        raise WorkbookRefused("damaged", "markup") from reason


def as_bytes(root: Element) -> bytes:
    """The document again, UTF-8, with the declaration Office programs write."""
    tree = root.getroottree()
    written: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def local_name(element: Element) -> str:
    """The tag without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: Element) -> str:
    """The namespace of an element with its braces: "{http://…}"."""
    tag = element.tag
    return tag[: tag.rindex("}") + 1] if isinstance(tag, str) and tag.startswith("{") else ""


def drop(element: Element, *attributes: str) -> None:
    """Remove attributes that may or may not be there."""
    for attribute in attributes:
        if attribute in element.attrib:
            del element.attrib[attribute]


def made(tag: str, attributes: Mapping[str, str] | None = None, text: str | None = None) -> Element:
    """A new element, which takes on the prefixes of the tree it is put into."""
    element = etree.Element(tag, dict(attributes or {}))
    element.text = text
    return element


def attributes_text(element: Element, left_out: Collection[str] = ()) -> str:
    """The attributes as they stand in the start tag, each after a blank, some left out."""
    return "".join(
        f' {_prefixed(name, element)}="{_quoted(value)}"'
        for name, value in ((str(name), str(value)) for name, value in element.attrib.items())
        if name not in left_out
    )


def _prefixed(name: str, element: Element) -> str:
    space, closed, local = name.removeprefix("{").rpartition("}")
    if not closed:
        return name
    if space == _XML_SPACE:
        return f"xml:{local}"
    prefix = next((known for known, uri in element.nsmap.items() if uri == space and known), None)
    return f"{prefix}:{local}" if prefix else local


def _quoted(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return text.replace("\n", "&#10;").replace("\t", "&#9;")
