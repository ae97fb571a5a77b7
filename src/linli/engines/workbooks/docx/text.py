"""What text does a paragraph or a cell of a Word document show?"""

from collections.abc import Iterator

from linli.engines.workbooks.docx.names import Words
from linli.engines.workbooks.markup import Element

_SYMBOLS = {
    "F0A8": "□",
    "F0FE": "☑",
    "F052": "☑",
    "F0A3": "□",
    "F06F": "□",
    "F0FC": "✓",
    "F0FD": "☒",
    "F053": "☒",
}
"""Check boxes of the Wingdings fonts, which have no letter of their own."""


def paragraph_text(paragraph: Element, words: Words) -> str:
    """Text of one paragraph: tabs, breaks and check boxes kept, deleted text and field codes left out."""
    return "".join(_pieces(paragraph, words))


def cell_text(cell: Element, words: Words) -> str:
    """Paragraphs of a cell, one a line; a table inside the cell is a sheet of its own and left out here."""
    return "\n".join(paragraph_text(p, words) for p in _paragraphs(cell, words)).strip("\n")


def _paragraphs(parent: Element, words: Words) -> Iterator[Element]:
    for child in parent:
        if child.tag == words("p"):
            yield child
        elif child.tag in {words("sdt"), words("sdtContent"), words("customXml"), words("ins")}:
            yield from _paragraphs(child, words)


def _pieces(parent: Element, words: Words) -> Iterator[str]:
    for child in parent:
        name = child.tag.removeprefix(words.space) if isinstance(child.tag, str) else ""
        if name in {"t", "cr", "br", "tab", "noBreakHyphen", "sym"}:
            yield _letter(name, child, words)
        elif name in {
            "r",
            "hyperlink",
            "ins",
            "smartTag",
            "sdt",
            "sdtContent",
            "fldSimple",
            "customXml",
            "bdo",
            "dir",
        }:
            yield from _pieces(child, words)


def _letter(name: str, element: Element, words: Words) -> str:
    if name == "t":
        return element.text or ""
    if name == "sym":
        return _SYMBOLS.get(words.value(element, "char").upper(), "□")
    if name == "br":
        return "" if words.value(element, "type") in {"page", "column"} else "\n"
    return {"cr": "\n", "tab": "\t", "noBreakHyphen": "-"}[name]


def is_bold(cell: Element, words: Words) -> bool:
    """True when every run that shows text is bold by its own formatting."""
    runs = [run for run in cell.iter(words("r")) if any((t.text or "").strip() for t in run.iter(words("t")))]
    return bool(runs) and all(_bold_run(run, words) for run in runs)


def _bold_run(run: Element, words: Words) -> bool:
    weight = run.find(f"{words('rPr')}/{words('b')}")
    return weight is not None and words.value(weight) not in {"0", "false", "off"}
