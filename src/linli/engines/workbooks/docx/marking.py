"""How does a cell of a Word table show where its value comes from?"""

from linli.engines.workbooks.docx.names import Words
from linli.engines.workbooks.markup import Element, local_name, made
from linli.engines.workbooks.tables import Mark, Marking

# Children of w:tcPr that must come after the shading (ECMA-376 part 1, 17.4.69).
_AFTER_SHADING = frozenset(
    {"noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark", "headers", "cellIns", "cellDel"}
    | {"cellMerge", "tcPrChange"}
)


def mark_cell(cell: Element, mark: Mark | None, marks: Marking | None, words: Words) -> None:
    """Shade the cell in the colour of its mark; nothing when no marks are asked for."""
    if mark is None or marks is None or mark not in marks.colours:
        return
    properties = cell.find(words("tcPr"))
    if properties is None:
        properties = made(words("tcPr"))
        cell.insert(0, properties)
    for old in properties.findall(words("shd")):
        properties.remove(old)
    place = next(
        (at for at, child in enumerate(properties) if local_name(child) in _AFTER_SHADING), len(properties)
    )
    properties.insert(place, _shading(marks.colours[mark], words))


def write_legend(body: Element, marks: Marking, words: Words) -> None:
    """One paragraph for each colour at the end of the document, when a legend is asked for."""
    if not marks.legend:
        return
    section = body.find(words("sectPr"))
    for text, colour in [
        (marks.legend_title, None),
        *((line, marks.colours.get(mark)) for mark, line in marks.legend.items()),
    ]:
        paragraph, run = made(words("p")), made(words("r"))
        if colour:
            properties = made(words("rPr"))
            properties.append(_shading(colour, words))
            run.append(properties)
        run.append(made(words("t"), text=text))
        paragraph.append(run)
        if section is not None:
            section.addprevious(paragraph)
        else:
            body.append(paragraph)


def _shading(colour: str, words: Words) -> Element:
    return made(words("shd"), {words("val"): "clear", words("color"): "auto", words("fill"): colour})
