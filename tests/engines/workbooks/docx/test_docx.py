"""Word tables read as sheets and filled in place."""

import io
from copy import deepcopy
from datetime import date

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.workbooks.makers import parts

from linli.engines.workbooks import Block, Choice, Marking, NoSuchPlace, Spot, Table, fill, read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def opened(data: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(data))


def register(drawn: int = 3) -> docx.document.Document:
    document = docx.Document()
    document.add_paragraph("幸福里社区")
    document.add_paragraph("")
    document.add_paragraph("独居老人台账")
    table = document.add_table(rows=2 + drawn, cols=4, style="Table Grid")
    for column, text in enumerate(("序号", "姓名", "电话", "备注")):
        table.cell(0, column).text = text
    for row in range(1, drawn + 1):
        table.cell(row, 0).text = str(row)
        paragraph = table.cell(row, 1).paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run("样例")
        run.bold = True
        run.font.size = Pt(9)
    table.cell(1 + drawn, 0).merge(table.cell(1 + drawn, 3)).text = "填表人："
    document.add_paragraph("注：每月报送")
    return document


def grid(data: bytes, index: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in opened(data).tables[index].rows]


def test_a_table_is_a_sheet_under_the_lines_above_it() -> None:
    book = read(saved(register()))
    sheet = book.sheets[0]
    assert (book.kind, sheet.name, sheet.heading) == ("docx", "表1", ("幸福里社区", "独居老人台账"))
    assert sheet.cells[1, 2].text == "姓名"
    assert sheet.cells[2, 2].bold
    assert sheet.cells[2, 4].boxed
    assert sheet.cells[2, 4].text == ""
    assert sheet.merges == (Block(5, 1, 5, 4),)
    assert (sheet.last_row, sheet.last_column) == (5, 4)


def test_cells_merged_down_and_across() -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=4, style="Table Grid")
    table.cell(0, 0).merge(table.cell(2, 0)).text = "家庭成员"
    table.cell(0, 1).merge(table.cell(1, 2)).text = "姓名"
    table.cell(3, 3).text = "尾"
    sheet = read(saved(document)).sheets[0]
    assert sheet.merges == (Block(1, 1, 3, 1), Block(1, 2, 2, 3))
    assert sheet.cells[1, 1].text == "家庭成员"
    assert sheet.cells[2, 1].text == ""
    assert sheet.cells[4, 4].text == "尾"


def test_tables_without_lines_are_not_boxed() -> None:
    document = docx.Document()
    document.add_table(rows=1, cols=2).cell(0, 0).text = "只为排版"
    sheet = read(saved(document)).sheets[0]
    assert not sheet.cells[1, 1].boxed


def test_a_table_inside_a_cell_is_a_sheet_of_its_own() -> None:
    document = docx.Document()
    outer = document.add_table(rows=1, cols=2, style="Table Grid")
    outer.cell(0, 0).text = "外"
    outer.cell(0, 1).add_table(rows=1, cols=1).cell(0, 0).text = "内"
    document.add_table(rows=1, cols=1).cell(0, 0).text = "后"
    told = read(saved(document)).sheets
    assert [(sheet.name, sheet.cells[1, 1].text) for sheet in told] == [
        ("表1", "外"),
        ("表2", "内"),
        ("表3", "后"),
    ]
    assert told[0].cells[1, 2].text == ""
    out = fill(saved(document), [], [Spot("表2", 1, 1, "新"), Spot("表1", 1, 2, "边")])
    assert [sheet.cells[1, 1].text for sheet in read(out).sheets] == ["外", "新", "后"]
    assert read(out).sheets[0].cells[1, 2].text == "边"


def test_content_controls_and_their_choices_and_check_boxes() -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    table.cell(0, 0).paragraphs[0]._p.append(
        parse_xml(
            f"<w:sdt {W}><w:sdtPr><w:showingPlcHdr/><w:dropDownList><w:listItem "
            f"w:displayText='请选择' w:value=''/>"
            "<w:listItem w:displayText='男' w:value='1'/><w:listItem w:displayText='女' "
            "w:value='2'/></w:dropDownList></w:sdtPr>"
            "<w:sdtContent><w:r><w:rPr><w:rStyle w:val='PlaceholderText'/></w:rPr><w:t>请选择</w:t>"
            "</w:r></w:sdtContent></w:sdt>"
        )
    )
    table.cell(0, 1).paragraphs[0]._p.append(
        parse_xml(
            f"<w:r {W}><w:sym w:font='Wingdings' w:char='F0A8'/><w:t>是</w:t><w:tab/><w:br/>"
            f"<w:t>否</w:t></w:r>"
        )
    )
    table.cell(0, 2).paragraphs[0]._p.append(
        parse_xml(f"<w:del {W}><w:r><w:delText>旧</w:delText></w:r></w:del>")
    )
    sheet = read(saved(document)).sheets[0]
    assert sheet.choices == (Choice((Block(1, 1, 1, 1),), ("男", "女")),)
    assert sheet.cells[1, 2].text == "□是\t\n否"
    assert sheet.cells[1, 3].text == ""
    out = fill(saved(document), [], [Spot("表1", 1, 1, "女")])
    markup = parts(out)["word/document.xml"].decode()
    assert read(out).sheets[0].cells[1, 1].text == "女"
    assert "showingPlcHdr" not in markup
    assert "PlaceholderText" not in markup


def test_more_rows_than_drawn() -> None:
    rows = [(f"张{n}", f"138{n}") for n in range(1, 8)]
    out = fill(saved(register()), [Table("表1", 2, 3, (2, 3), rows)], [Spot("表1", 5, 2, "填表人：李四")])
    told = grid(out)
    assert told[1:8] == [[str(n), f"张{n}", f"138{n}", ""] for n in range(1, 8)]
    assert told[8] == ["填表人：李四"] * 4
    run = opened(out).tables[0].cell(7, 1).paragraphs[0].runs[0]
    assert run.bold
    assert run.font.size == Pt(9)
    assert opened(out).tables[0].cell(7, 1).paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert [p.text for p in opened(out).paragraphs if p.text][-1] == "注：每月报送"


def test_fewer_rows_and_none() -> None:
    data = saved(register())
    assert grid(fill(data, [Table("表1", 2, 3, (2, 3), [("甲", "1")])]))[1:] == [
        ["1", "甲", "1", ""],
        ["填表人："] * 4,
    ]
    assert grid(fill(data, [Table("表1", 2, 3, (2, 3), [])]))[1:] == [["1", "", "", ""], ["填表人："] * 4]
    kept = grid(fill(data, [Table("表1", 2, 3, (2, 3), [("甲", "1")], shrink=False)]))
    assert kept[1:4] == [["1", "甲", "1", ""], ["2", "", "", ""], ["3", "", "", ""]]


def test_values_are_written_as_a_person_reads_them() -> None:
    rows = [(date(2026, 3, 1), 12.0), (True, None), ("一\n二\t三", " 前后 ")]
    told = grid(fill(saved(register()), [Table("表1", 2, 3, (2, 3), rows)]))
    assert [row[1:3] for row in told[1:4]] == [["2026-03-01", "12"], ["是", ""], ["一\n二\t三", " 前后 "]]


def test_other_parts_are_copied_byte_for_byte() -> None:
    data = saved(register())
    out = fill(data, [Table("表1", 2, 3, (2,), [("甲",)] * 9)])
    before, after = parts(data), parts(out)
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}


def test_a_merge_down_the_block_grows_and_begins_again() -> None:
    document = register()
    table = document.tables[0]
    table.cell(1, 3).merge(table.cell(3, 3)).text = "同一楼"
    rows = [(f"张{n}",) for n in range(6)]
    sheet = read(fill(saved(document), [Table("表1", 2, 3, (2,), rows)])).sheets[0]
    assert Block(2, 4, 7, 4) in sheet.merges
    shrunk = read(fill(saved(document), [Table("表1", 2, 3, (2,), rows[:2])])).sheets[0]
    assert Block(2, 4, 3, 4) in shrunk.merges


def test_a_single_drawn_row_with_a_serial_number() -> None:
    out = fill(saved(register(1)), [Table("表1", 2, 1, (2,), [(n,) for n in "甲乙丙"])])
    assert [row[0] for row in grid(out)[1:4]] == ["1", "2", "3"]


def test_copied_rows_carry_no_second_bookmark_or_paragraph_number() -> None:
    document = register(1)
    cell = document.tables[0].cell(1, 2)._tc
    cell.p_lst[0].append(parse_xml(f"<w:bookmarkStart {W} w:id='1' w:name='电话'/>"))
    cell.p_lst[0].append(parse_xml(f"<w:bookmarkEnd {W} w:id='1'/>"))
    cell.p_lst[0].set("{http://schemas.microsoft.com/office/word/2010/wordml}paraId", "00AA")
    markup = parts(fill(saved(document), [Table("表1", 2, 1, (2, 3), [("甲", 1)] * 4)]))[
        "word/document.xml"
    ].decode()
    assert markup.count("bookmarkStart") == 1
    assert markup.count("00AA") == 1


def test_marks_shade_cells_and_the_legend_closes_the_document() -> None:
    table = Table("表1", 2, 3, (2, 3), [("甲", "1")] * 4, marks={(0, 0): "register", (3, 1): "missing"})
    plain = fill(saved(register()), [table])
    assert b"E7F4E4" not in parts(plain)["word/document.xml"]
    out = fill(saved(register()), [table], marks=Marking(legend={"register": "来自档案"}))
    assert parts(out)["word/document.xml"].count(b"E7F4E4") == 2
    assert b"FBE3DC" in parts(out)["word/document.xml"]
    assert [p.text for p in opened(out).paragraphs][-2:] == ["填报说明", "来自档案"]


@pytest.mark.parametrize(
    ("tables", "spots"),
    [
        ([Table("表9", 2, 1, (1,), [])], []),
        ([Table("表1", 9, 1, (1,), [("x",)])], []),
        ([Table("表1", 2, 1, (9,), [("x",)])], []),
        ([], [Spot("表1", 1, 9, "x")]),
    ],
)
def test_places_the_document_does_not_have(tables: list[Table], spots: list[Spot]) -> None:
    with pytest.raises(NoSuchPlace):
        fill(saved(register()), tables, spots)


def test_pictures_in_a_cell_stay_when_text_is_written() -> None:
    document = register()
    cell = document.tables[0].cell(1, 3)
    cell.paragraphs[0]._p.append(parse_xml(f"<w:r {W}><w:drawing/></w:r>"))
    out = fill(saved(document), [], [Spot("表1", 2, 4, "照片")])
    assert b"<w:drawing/>" in parts(out)["word/document.xml"]
    assert grid(out)[1][3] == "照片"


@settings(max_examples=40, deadline=None)
@given(drawn=st.integers(1, 5), count=st.integers(0, 9), shrink=st.booleans())
def test_any_number_of_rows(*, drawn: int, count: int, shrink: bool) -> None:
    document = register(drawn)
    out = fill(
        saved(document), [Table("表1", 2, drawn, (2, 3), [(f"n{i}", i) for i in range(count)], shrink=shrink)]
    )
    needed = max(1, count) if shrink else max(drawn, count)
    told = grid(out)
    assert len(told) == needed + 2
    assert [row[1] for row in told[1:-1]] == [f"n{i}" for i in range(count)] + [""] * (needed - count)
    assert [row[0] for row in told[1:-1]] == [str(n + 1) for n in range(needed)]
    assert told[-1] == ["填表人："] * 4
    assert deepcopy(told[0]) == ["序号", "姓名", "电话", "备注"]
