"""How is text put into a cell of a Word table in the style the form gave it?"""

from collections.abc import Iterator
from copy import deepcopy

from linli.engines.workbooks.cell_text import as_text, legal
from linli.engines.workbooks.docx.names import Words
from linli.engines.workbooks.markup import Element, local_name, made
from linli.engines.workbooks.model import Value

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins"})
_PICTURES = frozenset({"drawing", "pict", "object", "AlternateContent"})
_KEPT_IN_PARAGRAPH = frozenset({"pPr", "bookmarkStart", "bookmarkEnd", "sdt"})


def write_cell(cell: Element, value: Value, words: Words) -> None:
    """Replace the text of a cell; pictures, inner tables and paragraph layout stay, further paragraphs go."""
    paragraphs = list(_paragraphs(cell, words))
    if not paragraphs:
        cell.append(made(words("p")))
        paragraphs = list(_paragraphs(cell, words))
    _end_placeholders(cell, words)
    properties = _run_properties(paragraphs, words)
    for paragraph in paragraphs[1:]:
        _remove_text(paragraph, words)
        parent = paragraph.getparent()
        if parent is not None and _is_bare(paragraph) and not _must_stay(paragraph, words):
            parent.remove(paragraph)
    target = _remove_text(paragraphs[0], words)
    text = legal(as_text(value))
    if text:
        _add_run(target, text, properties, words)


def _paragraphs(parent: Element, words: Words) -> Iterator[Element]:
    for child in parent:
        if child.tag == words("p"):
            yield child
        elif local_name(child) in _WRAPPERS:
            yield from _paragraphs(child, words)


def _must_stay(paragraph: Element, words: Words) -> bool:
    """A cell must end with a paragraph, also after an inner table."""
    before = paragraph.getprevious()
    return before is not None and before.tag == words("tbl")


def _is_bare(paragraph: Element) -> bool:
    return all(local_name(child) in {"pPr", "bookmarkStart", "bookmarkEnd"} for child in paragraph)


def _remove_text(paragraph: Element, words: Words) -> Element:
    """Take the text out of a paragraph; where new text goes (inside a content control when there is one)."""
    target = paragraph
    for child in list(paragraph):
        name = local_name(child)
        if name == "sdt":
            content = child.find(words("sdtContent"))
            if content is not None:
                target = _remove_text(content, words)
        elif name not in _KEPT_IN_PARAGRAPH and not _holds_picture(child):
            paragraph.remove(child)
    return target


def _holds_picture(element: Element) -> bool:
    return any(local_name(inner) in _PICTURES for inner in element.iter())


def _run_properties(paragraphs: list[Element], words: Words) -> Element | None:
    """The look of the first run with text, else of any run, else of the paragraph mark."""
    runs = [run for paragraph in paragraphs for run in paragraph.iter(words("r"))]
    written = [run for run in runs if any((text.text or "").strip() for text in run.iter(words("t")))]
    for run in written or runs:
        found = run.find(words("rPr"))
        return None if found is None else deepcopy(found)
    mark = paragraphs[0].find(f"{words('pPr')}/{words('rPr')}")
    if mark is None:
        return None
    look = deepcopy(mark)
    for child in list(look):
        if local_name(child) in {"ins", "del", "moveFrom", "moveTo", "rPrChange"}:
            look.remove(child)
    return look


def _end_placeholders(cell: Element, words: Words) -> None:
    """A content control that shows its prompt ("click here") stops doing so, and the prompt's grey goes."""
    for flag in list(cell.iter(words("showingPlcHdr"))):
        properties = flag.getparent()
        control = properties.getparent() if properties is not None else None
        if properties is None or control is None:
            continue
        properties.remove(flag)
        for style in list(control.iter(words("rStyle"))):
            owner = style.getparent()
            if owner is not None:
                owner.remove(style)


def _add_run(target: Element, text: str, properties: Element | None, words: Words) -> None:
    run = made(words("r"))
    if properties is not None:
        run.append(properties)
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(made(words("br")))
        for place, piece in enumerate(line.split("\t")):
            if place:
                run.append(made(words("tab")))
            if piece:
                run.append(made(words("t"), {_SPACE: "preserve"} if piece != piece.strip() else {}, piece))
    target.append(run)
