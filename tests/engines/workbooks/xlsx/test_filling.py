"""A filled .xlsx is the template with its answers in it, and nothing else changed."""

import re
from datetime import date, datetime, time

import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table as ListObject
from tests.engines.workbooks.makers import (
    MAIN,
    STRICT,
    loaded,
    merges,
    part,
    parts,
    people,
    raw_xlsx,
    register,
    saved,
    texts,
    with_parts,
)

from linli.engines.workbooks import Marking, NoSuchPlace, Spot, Table, fill, read

COLUMNS = (2, 3, 4, 6)


def filled(count: int, *, drawn: int = 3, shrink: bool = True, book=None, spots=()):
    data = saved(book or register(drawn))
    return fill(data, [Table("名单", 3, drawn, COLUMNS, people(count), shrink=shrink)], spots)


def test_more_people_than_drawn_rows() -> None:
    sheet = loaded(filled(10))["名单"]
    assert [sheet.cell(row, 2).value for row in range(3, 13)] == [f"张{n}" for n in range(1, 11)]
    assert [sheet.cell(row, 1).value for row in range(3, 13)] == list(range(1, 11))
    assert sheet["F13"].value == "=SUM(F3:F12)"
    assert sheet["A15"].value == "填表人："
    assert merges(sheet) == {"A1:F1", "D2:E2", "A13:E13", *(f"D{row}:E{row}" for row in range(3, 13))}
    assert {sheet.row_dimensions[row].height for row in range(3, 13)} == {25}
    assert sheet["B12"].border.left.style == "thin"


def test_fewer_people_than_drawn_rows() -> None:
    sheet = loaded(filled(1))["名单"]
    assert texts(sheet)[2] == [1, "张1", "110101195001010001", "13800000001", None, 1.5]
    assert sheet["F4"].value == "=SUM(F3:F3)"
    assert sheet["A6"].value == "填表人："
    assert merges(sheet) == {"A1:F1", "D2:E2", "D3:E3", "A4:E4"}


def test_nobody_leaves_one_empty_row() -> None:
    sheet = loaded(filled(0))["名单"]
    assert texts(sheet)[2] == [1, None, None, None, None, None]
    assert sheet["F4"].value == "=SUM(F3:F3)"


def test_unshrunk_rows_stay_and_are_empty() -> None:
    book = register()
    book["名单"]["B5"] = "样例"
    sheet = loaded(filled(1, shrink=False, book=book))["名单"]
    assert sheet["F6"].value == "=SUM(F3:F5)"
    assert sheet["B5"].value is None
    assert sheet["A5"].value == 3


def test_exactly_as_many_moves_nothing() -> None:
    data = saved(register())
    before, after = parts(data), parts(fill(data, [Table("名单", 3, 3, COLUMNS, people(3))]))
    same = {name for name in before if before[name] == after[name]}
    assert set(before) - same == {
        "xl/worksheets/sheet1.xml",
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
    }


def test_untouched_parts_are_copied_byte_for_byte() -> None:
    book = register()
    book.create_sheet("说明")["A1"] = "=1+1"
    data = saved(book)
    before, after = parts(data), parts(fill(data, [Table("名单", 3, 3, COLUMNS, people(20))]))
    for name in (
        "xl/worksheets/sheet2.xml",
        "xl/styles.xml",
        "xl/theme/theme1.xml",
        "docProps/core.xml",
        "docProps/app.xml",
    ):
        assert before[name] == after[name]


def test_the_same_input_gives_the_same_bytes() -> None:
    data, table = saved(register()), Table("名单", 3, 3, COLUMNS, people(5))
    assert fill(data, [table]) == fill(data, [table])


def test_what_a_program_would_run_or_shorten_is_text() -> None:
    rows = [('=HYPERLINK("x")', "+86 138", "-1+1", "@cmd"), ("110101195001010001", "00123", "1e5", " 空 ")]
    data = fill(saved(register()), [Table("名单", 3, 3, COLUMNS, rows)])
    sheet = loaded(data)["名单"]
    for number, row in enumerate(rows, start=3):
        for column, value in zip(COLUMNS, row, strict=True):
            assert sheet.cell(number, column).value == value
            assert sheet.cell(number, column).data_type == "s"
    assert b"<f>HYPER" not in part(data, "xl/worksheets/sheet1.xml")


def test_numbers_truth_dates_and_what_has_too_many_digits() -> None:
    book = register(drawn=1)
    book["名单"]["C3"].number_format = 'yyyy"年"m"月"d"日"'
    book["名单"]["D3"].number_format = "h:mm"
    rows = [
        (date(2026, 3, 1), date(2026, 3, 1), time(9, 30), 12),
        (110101195001010000, datetime(2026, 3, 1, 9, 30), time(9, 30), 1.5),
        (True, date(1950, 1, 1), None, float("nan")),
        ("2026年3月", "2026-03-01", "上午", float("inf")),
    ]
    sheet = loaded(fill(saved(book), [Table("名单", 3, 1, COLUMNS, rows)]))["名单"]
    assert [sheet.cell(row, 2).value for row in range(3, 7)] == [
        "2026-03-01",
        "110101195001010000",
        True,
        "2026年3月",
    ]
    assert sheet["C3"].value == datetime(2026, 3, 1)
    assert sheet["C4"].value == datetime(2026, 3, 1, 9, 30)
    assert sheet["C5"].value == datetime(1950, 1, 1)
    assert sheet["C6"].value == "2026-03-01"
    assert sheet["D3"].value == time(9, 30)
    assert [sheet.cell(row, 6).value for row in range(3, 7)] == [12, 1.5, None, None]


def test_the_1904_calendar_is_kept() -> None:
    data = raw_xlsx(
        '<sheetData><row r="1"><c r="A1" s="1"><v>1</v></c></row></sheetData>',
        styles='<cellXfs><xf/><xf numFmtId="14"/></cellXfs>',
        workbook='<workbookPr date1904="1"/>',
    )
    out = fill(data, [Table("表1", 1, 1, (1,), [(date(2026, 3, 1),), (date(2026, 3, 2),)])])
    assert [c.value for c in read(out).sheets[0].cells.values()] == [date(2026, 3, 1), date(2026, 3, 2)]


def test_styles_of_cells_rows_and_columns_stay_the_templates() -> None:
    book = register(drawn=2)
    sheet = book["名单"]
    sheet["B4"].font = Font(name="仿宋", size=9, color="FF0000")
    sheet["B4"].alignment = Alignment(wrap_text=True)
    sheet["C4"].number_format = "@"
    sheet.column_dimensions["C"].width = 24
    out = loaded(filled(30, drawn=2, book=book))["名单"]
    for row in range(4, 33):
        assert (out.cell(row, 2).font.name, out.cell(row, 2).font.size) == ("仿宋", 9)
        assert out.cell(row, 2).alignment.wrap_text
        assert out.cell(row, 3).number_format == "@"
    assert out.column_dimensions["C"].width == 24


def test_a_cell_that_is_not_drawn_takes_the_style_of_its_column() -> None:
    data = raw_xlsx(
        '<cols><col min="2" max="3" style="1"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="2" s="2" customFormat="1"/></sheetData>',
        styles='<cellXfs><xf/><xf numFmtId="49"/><xf numFmtId="9"/></cellXfs>',
    )
    out = fill(data, [Table("表1", 1, 1, (2,), [("甲",), ("乙",)])], [Spot("表1", 2, 1, "丙")])
    sheet = part(out, "xl/worksheets/sheet1.xml").decode()
    assert '<c r="B1" s="1" t="s">' in sheet
    assert '<c r="B2" s="1" t="s">' in sheet
    assert '<c r="A3" s="2" t="s">' in sheet


def test_everything_that_names_rows_below_or_around_moves() -> None:
    book = register()
    sheet = book["名单"]
    rule = DataValidation(type="list", formula1='"男,女"')
    rule.add("B3:B5")
    below = DataValidation(type="list", formula1="$A$3:$A$5")
    below.add("C8")
    sheet.add_data_validation(rule)
    sheet.add_data_validation(below)
    sheet.conditional_formatting.add(
        "F3:F5", FormulaRule(formula=["$F3>100"], fill=PatternFill(bgColor="FF0000"))
    )
    sheet.conditional_formatting.add(
        "A8", FormulaRule(formula=["$F$6>100"], fill=PatternFill(bgColor="FF0000"))
    )
    sheet.print_area = "A1:F8"
    sheet.print_title_rows = "1:2"
    sheet.auto_filter.ref = "A2:F5"
    sheet.row_breaks.append(Break(id=6))
    sheet["A8"].comment = Comment("请签名", "街道")
    sheet["A8"].hyperlink = "https://example.org/"
    sheet["H1"].hyperlink = Hyperlink(ref="H1", location="名单!A8")
    book.defined_names["人数"] = DefinedName("人数", attr_text="名单!$B$3:$B$5")
    other = book.create_sheet("汇总")
    other["A1"] = "=名单!F6"
    other["A2"] = "=SUM(名单!F3:F5)"
    rule = DataValidation(type="list", formula1="名单!$B$3:$B$5")
    rule.add("B1")
    other.add_data_validation(rule)
    out = loaded(filled(10, book=book))
    sheet = out["名单"]
    assert [str(v.sqref) for v in sheet.data_validations.dataValidation] == ["B3:B12", "C15"]
    assert sheet.data_validations.dataValidation[1].formula1 == "$A$3:$A$12"
    rules = {str(c.sqref): c.rules[0].formula for c in sheet.conditional_formatting}
    assert rules == {"F3:F12": ["$F3>100"], "A15": ["$F$13>100"]}
    assert sheet.print_area == "'名单'!$A$1:$F$15"
    assert sheet.print_title_rows == "$1:$2"
    assert sheet.auto_filter.ref == "A2:F12"
    assert [b.id for b in sheet.row_breaks.brk] == [13]
    assert sheet["A15"].comment.text == "请签名"
    assert sheet["A15"].hyperlink.target == "https://example.org/"
    assert sheet["H1"].hyperlink.location == "名单!A15"
    assert out.defined_names["人数"].attr_text == "名单!$B$3:$B$12"
    assert out["汇总"]["A1"].value == "=名单!F13"
    assert out["汇总"]["A2"].value == "=SUM(名单!F3:F12)"
    assert out["汇总"].data_validations.dataValidation[0].formula1 == "名单!$B$3:$B$12"


def test_what_stood_in_rows_taken_out_goes_with_them() -> None:
    book = register()
    sheet = book["名单"]
    for row in (3, 5):
        sheet.cell(row, 2).comment = Comment(f"第{row}行", "街道")
        sheet.cell(row, 3).hyperlink = f"https://example.org/{row}"
    rule = DataValidation(type="list", formula1='"男,女"')
    rule.add("B5")
    sheet.add_data_validation(rule)
    sheet.conditional_formatting.add("B5", FormulaRule(formula=["TRUE"], fill=PatternFill(bgColor="FF0000")))
    out = filled(1, book=book)
    sheet = loaded(out)["名单"]
    assert sheet["B3"].comment.text == "第3行"
    assert not sheet.data_validations.dataValidation
    assert not list(sheet.conditional_formatting)
    names = [name for name in parts(out) if "omments" in name or "vml" in name.lower()]
    assert all("第5行".encode() not in part(out, name) for name in names)
    assert part(out, next(n for n in names if "vml" in n.lower() or "Drawing" in n)).count(b"Row>2<") == 1
    assert b'ref="C5"' not in part(out, "xl/worksheets/sheet1.xml")


def test_a_list_object_grows_with_its_rows() -> None:
    book = register(total=False)
    sheet = book["名单"]
    sheet.unmerge_cells("D2:E2")
    for column in range(1, 7):
        sheet.cell(2, column, f"栏{column}")
    sheet.add_table(ListObject(displayName="人", ref="A2:F5"))
    out = loaded(filled(10, book=book))["名单"]
    assert out.tables["人"].ref == "A2:F12"
    assert out.tables["人"].autoFilter is None or out.tables["人"].autoFilter.ref == "A2:F12"


def test_a_side_heading_over_the_whole_block_grows_with_it() -> None:
    book = register()
    sheet = book["名单"]
    sheet.merge_cells("G3:G5")
    sheet.merge_cells("H2:H5")
    sheet.merge_cells("I4:I5")
    out = loaded(filled(10, book=book))["名单"]
    assert {"G3:G12", "H2:H12", "I4:I5"} <= merges(out)
    assert {"G3:G4", "H2:H4"} <= merges(loaded(filled(2, book=book))["名单"])


def test_values_for_a_covered_column_go_to_the_first_cell_of_its_merge() -> None:
    data = saved(register())
    out = fill(data, [Table("名单", 3, 3, (2, 5), [("张一", "138"), ("张二", "139")])])
    assert loaded(out)["名单"]["D4"].value == "139"
    out = fill(data, [], [Spot("名单", 1, 4, "低保户台账")])
    assert loaded(out)["名单"]["A1"].value == "低保户台账"


def test_none_keeps_a_formula_and_an_empty_text_removes_it() -> None:
    book = register()
    for row in (3, 4, 5):
        book["名单"].cell(row, 6, f"=LEN(B{row})")
    data = saved(book)
    rows = [("甲", None), ("乙", ""), ("丙", 7), ("丁", None), ("戊", ""), ("己", 8), ("庚",)]
    sheet = loaded(fill(data, [Table("名单", 3, 3, (2, 6), rows)]))["名单"]
    column = [sheet.cell(row, 6).value for row in range(3, 10)]
    assert column == ["=LEN(B3)", None, 7, "=LEN(B6)", None, 8, "=LEN(B9)"]


def test_formulas_in_columns_nobody_fills_go_on() -> None:
    book = register()
    for row in (3, 4, 5):
        book["名单"].cell(row, 7, f"=F{row}/F$6")
        book["名单"].cell(row, 8, f"=SUM(F$3:F{row})")
    sheet = loaded(filled(6, book=book))["名单"]
    assert [sheet.cell(row, 7).value for row in range(3, 9)] == [f"=F{row}/F$9" for row in range(3, 9)]
    assert [sheet.cell(row, 8).value for row in range(3, 9)] == [f"=SUM(F$3:F{row})" for row in range(3, 9)]


def test_shared_and_array_formulas_survive_the_move() -> None:
    data = raw_xlsx(
        "<sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='2'><c r='A2'><f t='array' "
        "ref='A2:B2'>A1*{1,2}</f><v>1</v></c></row>"
        "<row r='3'><c r='B3'><f t='shared' ref='B3:B4' si='0'>A1+A3</f><v>9</v></c></row>"
        "<row r='4'><c r='B4'><f t='shared' si='0'/><v>9</v></c></row></sheetData>"
    )
    sheet = part(
        fill(data, [Table("表1", 1, 1, (1,), [(n,) for n in range(4)])]), "xl/worksheets/sheet1.xml"
    ).decode()
    assert '<c r="A5"><f t="array" ref="A5:B5">A1*{1,2}</f></c>' in sheet
    assert '<c r="B6"><f>A1+A6</f><v>0</v></c>' in sheet
    assert '<c r="B7"><f>A5+A7</f></c>' in sheet


def test_old_results_are_forgotten_and_the_file_asks_to_be_calculated() -> None:
    data = raw_xlsx(
        "<sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='2'><c r='A2' t='str'>"
        '<f>A1&amp;""</f><v>旧</v></c></row></sheetData>',
        **{"xl/calcChain.xml": f'<calcChain xmlns="{MAIN}"><c r="A2" i="1"/></calcChain>'},
    )
    links = part(data, "xl/_rels/workbook.xml.rels").decode()
    links = links.replace("</Rel", '<Relationship Id="c" Type="x/calcChain" Target="calcChain.xml"/></Rel')
    data = raw_xlsx(
        part(data, "xl/worksheets/sheet1.xml").decode(),
        **{"xl/calcChain.xml": part(data, "xl/calcChain.xml").decode(), "xl/_rels/workbook.xml.rels": links},
    )
    out = fill(data, [Table("表1", 1, 1, (1,), [(n,) for n in range(3)])])
    assert "xl/calcChain.xml" not in parts(out)
    assert b"calcChain" not in part(out, "xl/_rels/workbook.xml.rels")
    assert b'fullCalcOnLoad="1"' in part(out, "xl/workbook.xml")
    assert "旧".encode() not in part(out, "xl/worksheets/sheet1.xml")


def test_prefixed_markup_stays_prefixed() -> None:
    data = raw_xlsx(
        f'<x:worksheet xmlns:x="{MAIN}" xmlns:q="urn:q"><x:sheetData><x:row r="1" q:dy="0.2" ht="20">'
        f'<x:c r="A1" s="1"/></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    out = fill(data, [Table("表1", 1, 1, (1, 2), [("甲", 1), ("乙", 2)])])
    sheet = part(out, "xl/worksheets/sheet1.xml").decode()
    assert (
        '<x:row r="2" q:dy="0.2" ht="20"><x:c r="A2" s="1" t="s"><x:v>1</x:v></x:c><x:c r="B2">'
        "<x:v>2</x:v></x:c></x:row>" in sheet
    )
    assert [cell.text for cell in read(out).sheets[0].cells.values()] == ["甲", "1", "乙", "2"]


def test_two_blocks_on_one_sheet_and_one_on_another() -> None:
    book = register()
    sheet = book["名单"]
    sheet["A10"], sheet["B10"] = "儿童", "姓名"
    sheet["A11"] = 1
    sheet["B13"] = "=COUNTA(B3:B5)+COUNTA(B11:B11)"
    other = book.create_sheet("附表")
    other["A1"] = "=名单!B11"
    data = fill(
        saved(book),
        [
            Table("名单", 11, 1, (2,), [("小一",), ("小二",), ("小三",)]),
            Table("名单", 3, 3, COLUMNS, people(5)),
            Table("附表", 2, 1, (1,), [("甲",), ("乙",)]),
        ],
        [Spot("名单", 8, 2, "李四")],
    )
    sheet = loaded(data)["名单"]
    assert sheet["B10"].value == "李四"
    assert [sheet.cell(row, 2).value for row in range(13, 16)] == ["小一", "小二", "小三"]
    assert [sheet.cell(row, 1).value for row in range(13, 16)] == [1, 2, 3]
    assert sheet["B17"].value == "=COUNTA(B3:B7)+COUNTA(B13:B15)"
    assert loaded(data)["附表"]["A1"].value == "=名单!B13"
    assert loaded(data)["附表"]["A3"].value == "乙"


def test_drawn_rows_without_row_elements() -> None:
    data = raw_xlsx(
        "<sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='9'><c r='A9'><v>9</v></c></row>"
        "</sheetData>"
    )
    out = fill(data, [Table("表1", 3, 2, (1, 3), [("a", 1), ("b", 2), ("c", 3)])])
    cells = {at: cell.value for at, cell in read(out).sheets[0].cells.items()}
    assert cells == {
        (1, 1): 1,
        (3, 1): "a",
        (3, 3): 1,
        (4, 1): "b",
        (4, 3): 2,
        (5, 1): "c",
        (5, 3): 3,
        (10, 1): 9,
    }


def test_an_empty_sheet_can_be_filled() -> None:
    out = fill(raw_xlsx("<sheetData/>"), [Table("表1", 2, 1, (1,), [("甲",), ("乙",)])])
    assert [(at, cell.text) for at, cell in read(out).sheets[0].cells.items()] == [
        ((2, 1), "甲"),
        ((3, 1), "乙"),
    ]


def test_long_and_strange_texts() -> None:
    rows = [("一\n二\r\n三\t四", "<b>&\"'", "_x0041_", "x" * 40_000), ("\x00\x1f\ud800好", "𠮷", "  ", "")]
    sheet = read(fill(saved(register()), [Table("名单", 3, 3, COLUMNS, rows)])).sheets[0]
    assert [sheet.cells[3, c].text for c in COLUMNS[:3]] == ["一\n二\n三\t四", "<b>&\"'", "_x0041_"]
    assert len(sheet.cells[3, 6].text) == 32_767
    assert [sheet.cells[4, c].text for c in COLUMNS] == ["好", "𠮷", "  ", ""]


def test_existing_shared_strings_stay_and_new_ones_follow() -> None:
    strings = "<si><t>姓名</t></si><si><r><t>富</t></r><r><t>文本</t></r></si>"
    data = raw_xlsx(
        "<sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row></sheetData>",
        strings=strings,
    )
    out = fill(data, [Table("表1", 2, 1, (1, 2), [("张三", "张三"), ("李四", "姓名")])])
    assert (
        part(out, "xl/sharedStrings.xml")
        .decode()
        .startswith(f'<sst xmlns="{MAIN}">{strings}<si><t>张三</t></si>')
    )
    assert [cell.text for cell in read(out).sheets[0].cells.values()] == [
        "姓名",
        "富文本",
        "张三",
        "张三",
        "李四",
        "姓名",
    ]


@pytest.mark.parametrize(
    "empty", [f'<sst xmlns="{MAIN}"/>', f'<sst xmlns="{MAIN}" count="0" uniqueCount="0"/>']
)
def test_an_empty_string_table_may_be_closed_at_once(empty: str) -> None:
    data = raw_xlsx("<sheetData/>", **{"xl/sharedStrings.xml": empty})
    out = fill(data, [], [Spot("表1", 1, 1, "甲")])
    assert read(out).sheets[0].cells[1, 1].text == "甲"
    assert b'count="0"' not in part(out, "xl/sharedStrings.xml")


def test_frozen_panes_and_the_selected_cell_follow() -> None:
    book = register()
    book["名单"].freeze_panes = "B3"
    book["名单"].sheet_view.selection[0].sqref = "A8"
    book["名单"].sheet_view.selection[0].activeCell = "A8"
    out = loaded(filled(10, book=book))["名单"]
    assert out.freeze_panes == "B3"
    assert out.sheet_view.selection[0].activeCell == "A15"


@pytest.mark.parametrize(
    ("tables", "spots"),
    [
        ([Table("没有", 3, 3, (1,), [])], []),
        ([], [Spot("没有", 1, 1, "x")]),
    ],
)
def test_a_sheet_that_is_not_there(tables: list[Table], spots: list[Spot]) -> None:
    with pytest.raises(NoSuchPlace):
        fill(saved(register()), tables, spots)


@pytest.mark.parametrize(
    "tables",
    [
        [Table("名单", 3, 3, (1,), []), Table("名单", 5, 2, (1,), [])],
        [Table("名单", 0, 3, (1,), [])],
        [Table("名单", 3, 0, (1,), [])],
        [Table("名单", 3, 3, (), [])],
        [Table("名单", 3, 3, (1, 1), [])],
        [Table("名单", 3, 3, (1,), [(1, 2)])],
        [Table("名单", 1_048_575, 1, (1,), [(1,)] * 3)],
    ],
)
def test_blocks_that_cannot_be_are_a_mistake_of_the_caller(tables: list[Table]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        fill(saved(register()), tables)


def test_every_row_says_its_number_once_and_in_order() -> None:
    sheet = part(filled(40), "xl/worksheets/sheet1.xml").decode()
    numbers = [int(n) for n in re.findall(r'<row r="(\d+)"', sheet)]
    assert numbers == sorted(set(numbers))


def test_results_on_other_sheets_that_depend_on_a_filled_one_are_forgotten() -> None:
    strings = "<sheetData><row r='1'><c r='A1'><f>{}</f><v>9</v></c></row></sheetData>"
    data = raw_xlsx(
        "<sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData>",
        strings.format("表1!A1*2"),
        strings.format("表2!A1+1"),
        strings.format("人数"),
        strings.format("1+1"),
        names="<definedName name='人数'>表1!$A$1</definedName>",
    )
    out = fill(data, [], [Spot("表1", 1, 1, 5)])
    assert [b"<v>9</v>" in part(out, f"xl/worksheets/sheet{n}.xml") for n in (2, 3, 4, 5)] == [False] * 3 + [
        True
    ]
    assert part(data, "xl/worksheets/sheet5.xml") == part(out, "xl/worksheets/sheet5.xml")
    assert b'fullCalcOnLoad="1"' in part(out, "xl/workbook.xml")


def test_the_strict_flavour_stays_strict() -> None:
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    strict_links = b"http://purl.oclc.org/ooxml/officeDocument/relationships"

    def as_strict(name: str, content: bytes) -> bytes:
        return content.replace(MAIN.encode(), STRICT.encode()).replace(links.encode(), strict_links)

    data = with_parts(saved(register()), as_strict)
    assert read(data).sheets[0].cells[1, 1].text == "独居老人台账"
    out = fill(
        data,
        [Table("名单", 3, 3, COLUMNS, people(5), marks={(0, 0): "stale"})],
        marks=Marking(legend={"stale": "旧"}),
    )
    assert [sheet.name for sheet in read(out).sheets] == ["名单", "填报说明"]
    assert read(out).sheets[0].cells[7, 2].text == "张5"
    for name in (
        "xl/sharedStrings.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/legend1.xml",
        "xl/workbook.xml",
    ):
        assert b"schemas.openxmlformats.org/spreadsheetml" not in part(out, name)
        assert links.encode() not in part(out, name)
