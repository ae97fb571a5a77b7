"""Comments and links of an .xls go along into the .xlsx."""

from types import SimpleNamespace
from typing import Any

from lxml import etree

from linli.engines.workbooks.xls.notes_and_links import attached


def link(kind: str, address: str | None = None, mark: str | None = None) -> SimpleNamespace:
    return SimpleNamespace(frowx=0, lrowx=0, fcolx=7, lcolx=8, type=kind, url_or_path=address, textmark=mark)


def sheet(notes: dict[tuple[int, int], Any] | None = None, *links: SimpleNamespace) -> SimpleNamespace:
    return SimpleNamespace(cell_note_map=notes or {}, hyperlink_list=list(links))


def note(text: str, author: str = "街道") -> SimpleNamespace:
    return SimpleNamespace(text=text, author=author)


def test_a_sheet_without_any_has_nothing_beside_it() -> None:
    found = attached(sheet(), 0)
    assert (found.hyperlinks, found.legacy_drawing, found.parts) == ("", "", {})


def test_comments_get_a_part_and_a_box_each() -> None:
    found = attached(
        sheet({(7, 0): note("手写签名"), (1, 1): note("真实<姓名>", "A&B"), (2, 2): note("")}), 1
    )
    comments = etree.fromstring(found.parts["xl/comments2.xml"].encode())
    listed = [(c.get("ref"), "".join(c.itertext())) for c in comments.iter("{*}comment")]
    assert listed == [("B2", "真实<姓名>"), ("A8", "手写签名")]
    assert [author.text for author in comments.iter("{*}author")] == ["A&B", "街道"]
    shapes = found.parts["xl/drawings/vmlDrawing2.vml"]
    assert shapes.count("<v:shape ") == 2
    assert "<x:Row>7</x:Row><x:Column>0</x:Column>" in shapes
    relations = found.parts["xl/worksheets/_rels/sheet2.xml.rels"]
    assert 'Target="../comments2.xml"' in relations
    assert 'r:id="shapes"' in found.legacy_drawing


def test_links_to_addresses_and_places_are_kept_and_those_to_files_are_not() -> None:
    links = (
        link("url", "https://example.org/?a=1&b=2"),
        link("workbook", mark="名单!A8"),
        link("local file", "C:\\a"),
    )
    found = attached(sheet(None, *links), 0)
    assert found.hyperlinks.count("<hyperlink ") == 2
    assert 'ref="H1:I1" r:id="link0"' in found.hyperlinks
    assert 'location="名单!A8"' in found.hyperlinks
    assert 'Target="https://example.org/?a=1&amp;b=2" TargetMode="External"' in next(
        iter(found.parts.values())
    )
