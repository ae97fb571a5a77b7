"""How do the comments and links of an .xls sheet read in an .xlsx?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from linli.engines.workbooks.cell_text import escaped, legal
from linli.engines.workbooks.model import Block, cell_name
from linli.engines.workbooks.references import block_name
from linli.engines.workbooks.xlsx.new_package import DECLARATION, LINKS, MAIN, attribute

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
SHAPES_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SHAPES = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600"'
    ' o:spt="202" path="m,l,21600r21600,l21600,xe"/>{}</xml>'
)
_SHAPE = (
    '<v:shape id="note{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden"'
    ' fillcolor="#ffffe1" o:insetmode="auto"><v:textbox/><x:ClientData ObjectType="Note">'
    "<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 2, {right}, 31, {bottom}, 9</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


@dataclass(slots=True)
class Attached:
    """What hangs on one sheet: markup inside it, and parts beside it by name."""

    hyperlinks: str = ""
    legacy_drawing: str = ""
    parts: dict[str, str] = field(default_factory=dict)


def attached(sheet: Any, index: int) -> Attached:
    """Comments and links of the sheet of this index (from 0)."""
    found = Attached()
    relations: list[str] = []
    links = [markup for link in sheet.hyperlink_list if (markup := _link(link, relations))]
    if links:
        found.hyperlinks = f"<hyperlinks>{''.join(links)}</hyperlinks>"
    notes: Mapping[tuple[int, int], Any] = {
        place: note for place, note in sheet.cell_note_map.items() if note.text
    }
    if notes:
        comments, shapes = f"xl/comments{index + 1}.xml", f"xl/drawings/vmlDrawing{index + 1}.vml"
        found.parts[comments] = _comments(notes)
        found.parts[shapes] = _SHAPES.format("".join(_shapes(notes)))
        relations.append(_relation("notes", "comments", f"../{comments.removeprefix('xl/')}"))
        relations.append(_relation("shapes", "vmlDrawing", f"../{shapes.removeprefix('xl/')}"))
        found.legacy_drawing = f'<legacyDrawing xmlns:r="{LINKS}" r:id="shapes"/>'
    if relations:
        found.parts[f"xl/worksheets/_rels/sheet{index + 1}.xml.rels"] = (
            f'{DECLARATION}<Relationships xmlns="{_RELATIONS}">{"".join(relations)}</Relationships>'
        )
    return found


def _relation(key: str, kind: str, target: str, *, outside: bool = False) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{key}" Type="{LINKS}/{kind}" Target="{attribute(target)}"{mode}/>'


def _link(link: Any, relations: list[str]) -> str:
    """A link to an address or to a place in this file; links to files of somebody's computer are left out."""
    cells = block_name(Block(link.frowx + 1, link.fcolx + 1, link.lrowx + 1, link.lcolx + 1))
    if link.type == "url" and isinstance(link.url_or_path, str):
        key = f"link{len(relations)}"
        relations.append(_relation(key, "hyperlink", legal(link.url_or_path), outside=True))
        return f'<hyperlink xmlns:r="{LINKS}" ref="{cells}" r:id="{key}"/>'
    if link.type == "workbook" and link.textmark:
        return f'<hyperlink ref="{cells}" location="{attribute(legal(link.textmark))}"/>'
    return ""


def _comments(notes: Mapping[tuple[int, int], Any]) -> str:
    authors = sorted({legal(note.author) for note in notes.values()})
    listed = "".join(
        f'<comment ref="{cell_name(row + 1, column + 1)}" authorId="{authors.index(legal(note.author))}">'
        f'<text><t xml:space="preserve">{escaped(legal(note.text))}</t></text></comment>'
        for (row, column), note in sorted(notes.items())
    )
    names = "".join(f"<author>{escaped(author)}</author>" for author in authors)
    return (
        f'{DECLARATION}<comments xmlns="{MAIN}"><authors>{names}</authors>'
        f"<commentList>{listed}</commentList></comments>"
    )


def _shapes(notes: Mapping[tuple[int, int], Any]) -> Iterator[str]:
    for number, (row, column) in enumerate(sorted(notes)):
        top = max(row - 1, 0)
        places = {"left": column + 1, "right": column + 3, "top": top, "bottom": top + 4}
        yield _SHAPE.format(number=number, row=row, column=column, **places)
