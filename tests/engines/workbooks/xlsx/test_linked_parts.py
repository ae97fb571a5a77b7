"""Pictures, charts and other parts that point at rows follow them."""

import io
import re

from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor, TwoCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from PIL import Image as Pixels
from tests.engines.workbooks.makers import (
    loaded,
    part,
    parts,
    people,
    raw_xlsx,
    register,
    saved,
    with_parts,
)

from linli.engines.workbooks import Table, fill
from linli.engines.workbooks.row_map import RowMap, Stretch
from linli.engines.workbooks.xlsx.shape_shifting import shift_shapes
from linli.engines.workbooks.xlsx.shifting import Shifts

GROW = [Table("名单", 3, 3, (2, 3, 4, 6), people(10))]


def picture() -> Image:
    out = io.BytesIO()
    Pixels.new("RGB", (4, 4), "red").save(out, "PNG")
    return Image(out)


def anchored(**places: object) -> bytes:
    book = register()
    for anchor in places.values():
        image = picture()
        image.anchor = anchor
        book["名单"].add_image(image)
    return saved(book)


def two(top: int, bottom: int, edit: str | None = None) -> TwoCellAnchor:
    return TwoCellAnchor(editAs=edit, _from=AnchorMarker(col=6, row=top), to=AnchorMarker(col=8, row=bottom))


def rows_of(data: bytes) -> list[list[int]]:
    drawing = part(data, "xl/drawings/drawing1.xml").decode()
    anchors = re.findall(
        r"<(?:\w+:)?(?:two|one)CellAnchor.*?</(?:\w+:)?(?:two|one)CellAnchor>", drawing, re.DOTALL
    )
    return [[int(n) for n in re.findall(r"<(?:\w+:)?row>(\d+)<", anchor)] for anchor in anchors]


def test_pictures_above_stay_below_move_and_across_stretch() -> None:
    data = anchored(
        above=two(0, 1),
        below=two(7, 9),
        across=two(1, 7),
        kept_size=two(1, 7, "oneCell"),
        fixed=two(7, 9, "absolute"),
        small=OneCellAnchor(_from=AnchorMarker(col=6, row=8), ext=XDRPositiveSize2D(9, 9)),
    )
    out = fill(data, GROW)
    told = {tuple(rows) for rows in rows_of(out)}
    assert told == {(0, 1), (14, 16), (1, 14), (1, 7), (7, 9), (15,)}
    assert part(data, "xl/media/image1.png") == part(out, "xl/media/image1.png")


def test_charts_draw_all_rows() -> None:
    book = register()
    chart = BarChart()
    chart.add_data(Reference(book["名单"], min_col=6, min_row=3, max_row=5))
    chart.set_categories(Reference(book["名单"], min_col=2, min_row=3, max_row=5))
    book.create_sheet("图").add_chart(chart, "B2")
    out = fill(saved(book), GROW)
    chart_part = part(out, "xl/charts/chart1.xml").decode()
    assert re.findall(r"<(?:c:)?f>([^<]*)<", chart_part) == ["'名单'!$B$3:$B$12", "'名单'!$F$3:$F$12"] or set(
        re.findall(r"<(?:c:)?f>([^<]*)<", chart_part)
    ) == {"'名单'!$B$3:$B$12", "'名单'!$F$3:$F$12"}


def test_a_chart_of_another_sheet_is_copied_as_it_is() -> None:
    book = register()
    other = book.create_sheet("图")
    other["A1"] = 1
    chart = BarChart()
    chart.add_data(Reference(other, min_col=1, min_row=1, max_row=5))
    other.add_chart(chart, "B2")
    data = saved(book)
    assert part(data, "xl/charts/chart1.xml") == part(fill(data, GROW), "xl/charts/chart1.xml")


def test_a_pivot_cache_takes_in_the_new_rows() -> None:
    source = (
        '<pivotCacheDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<cacheSource type="worksheet"><worksheetSource ref="A1:B3" sheet="表1"/></cacheSource>'
        "</pivotCacheDefinition>"
    )
    data = raw_xlsx("<sheetData/>", **{"xl/pivotCache/pivotCacheDefinition1.xml": source})
    out = fill(data, [Table("表1", 2, 2, (1,), [(n,) for n in range(6)])])
    cache = part(out, "xl/pivotCache/pivotCacheDefinition1.xml").decode()
    assert 'ref="A1:B7"' in cache
    assert 'refreshOnLoad="1"' in cache


def test_vml_with_broken_markup_is_changed_where_its_rows_stand() -> None:
    vml = (
        b'<xml xmlns:v="v" xmlns:x="x"><v:shapetype id="t"><v:path/></v:shapetype>'
        b'<v:shape id="a"><br><x:ClientData><x:Anchor>1, 15, 7, 2, 3, 1, 9, 4</x:Anchor><x:Row>7</x:Row>'
        b"<x:Column>0</x:Column><x:FmlaLink>$A$9</x:FmlaLink></x:ClientData></v:shape>"
        b'<v:shape id="b"><x:ClientData><x:Row>0</x:Row></x:ClientData></v:shape></xml>'
    )
    rows = RowMap([Stretch(3, 3, 10)])
    out = shift_shapes(vml, "名单", rows, Shifts({"名单": rows}))
    assert b"<x:Anchor>1, 15, 14, 2, 3, 1, 16, 4</x:Anchor><x:Row>14</x:Row>" in out
    assert b"<x:FmlaLink>$A$16</x:FmlaLink>" in out
    assert b"<x:Row>0</x:Row>" in out
    assert out.startswith(vml[:60])


def test_extensions_of_newer_excel_move_too() -> None:
    main = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    sheet = (
        "<sheetData/><extLst><ext xmlns:x14='"
        + main
        + "' xmlns:xm='http://schemas.microsoft.com/office/excel/2006/main'>"
        "<x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type='expression'>"
        "<xm:f>$B2&gt;B$9</xm:f></x14:cfRule>"
        "<xm:sqref>B2:B3</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings>"
        "<x14:sparklineGroups><x14:sparklineGroup><x14:sparklines><x14:sparkline>"
        "<xm:f>表1!B2:B3</xm:f><xm:sqref>D9</xm:sqref>"
        "</x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"
    )
    out = part(
        fill(raw_xlsx(sheet), [Table("表1", 2, 2, (1,), [(n,) for n in range(6)])]),
        "xl/worksheets/sheet1.xml",
    ).decode()
    assert "<xm:f>$B2&gt;B$13</xm:f>" in out
    assert "<xm:sqref>B2:B7</xm:sqref>" in out
    assert "<xm:f>表1!B2:B7</xm:f><xm:sqref>D13</xm:sqref>" in out


def test_all_parts_are_still_there() -> None:
    book = register()
    book["名单"].add_image(picture(), "H9")
    data = saved(book)
    assert set(parts(data)) <= set(parts(fill(data, GROW)))
    assert loaded(fill(data, GROW))["名单"]["F13"].value == "=SUM(F3:F12)"


def test_anchors_inside_alternate_content_move_too() -> None:
    data = anchored(below=two(7, 9))
    wrapped = with_parts(
        data,
        lambda name, content: (
            content.replace(
                b"<twoCellAnchor", b'<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice><twoCellAnchor'
            ).replace(b"</twoCellAnchor>", b"</twoCellAnchor></mc:Choice></mc:AlternateContent>")
            if "drawing1" in name and "rels" not in name
            else content
        ),
    )
    assert b"AlternateContent" in part(wrapped, "xl/drawings/drawing1.xml")
    assert rows_of(fill(wrapped, GROW)) == [[14, 16]]
