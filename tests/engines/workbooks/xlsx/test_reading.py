"""What an .xlsx shows, feature by feature."""

import io
from datetime import date, datetime, time

import openpyxl
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.datavalidation import DataValidation
from tests.engines.workbooks.makers import BOX, LINKS, MAIN, STRICT, boxed, raw_xlsx, register, saved

from linli.engines.workbooks import Block, Choice, read

STYLES = (
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>'
    "<fonts><font/><font><b/></font></fonts><fills/><borders><border/><border><left style='thin'/>"
    "</border></borders>"
    '<cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="164"/><xf fontId="1" borderId="1"/><xf numFmtId="20"/>'
    '<xf numFmtId="22"/></cellXfs>'
)


def cells_of(data: bytes, sheet: int = 0) -> dict[tuple[int, int], object]:
    return {at: cell.value for at, cell in read(data).sheets[sheet].cells.items()}


def test_a_register_is_read_as_it_is_drawn() -> None:
    sheet = read(saved(register())).sheets[0]
    assert sheet.name == "名单"
    assert sheet.cells[1, 1].text == "独居老人台账"
    assert sheet.cells[2, 6].boxed
    assert sheet.cells[4, 2].text == ""
    assert sheet.cells[4, 2].boxed
    assert sheet.cells[6, 6].formula == "SUM(F3:F5)"
    assert Block(2, 4, 2, 5) in sheet.merges
    assert (sheet.last_row, sheet.last_column) == (8, 6)


def test_shared_strings_join_their_runs_and_leave_phonetic_guides_out() -> None:
    strings = (
        "<si><t>姓名</t></si><si><r><rPr><b/></rPr><t>联系</t></r><r><t xml:space='preserve'> "
        "电话</t></r></si>"
        "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si><si><t>甲_x000D_\n乙</t></si><si/>"
    )
    row = "".join(f'<c r="{letter}1" t="s"><v>{n}</v></c>' for n, letter in enumerate("ABCDE"))
    data = raw_xlsx(f'<sheetData><row r="1">{row}</row></sheetData>', strings=strings)
    assert cells_of(data) == {
        (1, 1): "姓名",
        (1, 2): "联系 电话",
        (1, 3): "東京",
        (1, 4): "甲\n乙",
        (1, 5): "",
    }


def test_inline_strings_errors_truth_and_iso_dates() -> None:
    data = raw_xlsx(
        "<sheetData><row><c t='inlineStr'><is><r><t>张</t></r><r><t>三</t></r></is></c>"
        "<c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c><c t='d'><v>2026-03-01</v></c>"
        "<c t='d'><v>2026-03-01T09:30:00</v></c><c t='str'><f>A1</f><v>张三</v></c></row></sheetData>"
    )
    assert cells_of(data) == {
        (1, 1): "张三",
        (1, 2): True,
        (1, 3): "#N/A",
        (1, 4): date(2026, 3, 1),
        (1, 5): datetime(2026, 3, 1, 9, 30),
        (1, 6): "张三",
    }


def test_numbers_under_date_formats_are_dates_shown_as_their_format_says() -> None:
    row = "".join(
        f'<c r="{c}1" s="{s}"><v>{v}</v></c>'
        for c, s, v in (("A", 1, 46082), ("B", 2, 46082), ("C", 4, 0.375), ("D", 5, 46082.5))
    )
    sheet = read(raw_xlsx(f"<sheetData><row>{row}</row></sheetData>", styles=STYLES)).sheets[0]
    assert [sheet.cells[1, c].value for c in (1, 2, 3, 4)] == [
        date(2026, 3, 1),
        date(2026, 3, 1),
        time(9),
        datetime(2026, 3, 1, 12),
    ]
    assert [sheet.cells[1, c].text for c in (1, 2, 3, 4)] == [
        "2026-03-01",
        "2026-03",
        "09:00",
        "2026-03-01 12:00",
    ]


def test_the_1904_calendar() -> None:
    data = raw_xlsx(
        '<sheetData><row><c s="1"><v>44620</v></c></row></sheetData>',
        styles=STYLES,
        workbook='<workbookPr date1904="1"/>',
    )
    assert cells_of(data) == {(1, 1): date(2026, 3, 1)}


def test_rows_and_cells_may_leave_their_place_out() -> None:
    data = raw_xlsx(
        "<sheetData><row r='3'><c><v>1</v></c><c r='D3'><v>2</v></c><c><v>3</v></c></row><row><c>"
        "<v>4</v></c></row></sheetData>"
    )
    assert cells_of(data) == {(3, 1): 1, (3, 4): 2, (3, 5): 3, (4, 1): 4}


def test_a_shared_formula_is_told_for_every_cell() -> None:
    data = raw_xlsx(
        "<sheetData><row r='1'><c r='B1'><f t='shared' ref='B1:B3' si='0'>A1*$A$1+LOG10(A1)</f>"
        "<v>1</v></c></row>"
        "<row r='3'><c r='B3'><f t='shared' si='0'/><v>1</v></c></row></sheetData>"
    )
    sheet = read(data).sheets[0]
    assert sheet.cells[3, 2].formula == "A3*$A$1+LOG10(A3)"


def test_prefixed_and_strict_markup() -> None:
    inside = (
        "<x:sheetData><x:row r='1'><x:c r='A1'><x:v>7</x:v></x:c></x:row></x:sheetData>"
        "<x:mergeCells><x:mergeCell ref='A1:B1'/></x:mergeCells>"
    )
    data = raw_xlsx(f'<x:worksheet xmlns:x="{MAIN}">{inside}</x:worksheet>')
    assert cells_of(data) == {(1, 1): 7}
    strict = raw_xlsx(f'<x:worksheet xmlns:x="{STRICT}">{inside}</x:worksheet>')
    assert cells_of(strict) == {(1, 1): 7}
    assert read(strict).sheets[0].merges == (Block(1, 1, 1, 2),)


def test_hidden_sheets_rows_and_columns_are_kept() -> None:
    book = register()
    book.create_sheet("字典").sheet_state = "hidden"
    sheet = book["名单"]
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["F"].hidden = True
    told = read(saved(book))
    assert [s.hidden for s in told.sheets] == [False, True]
    assert told.sheets[0].cells[4, 1].value == 2
    assert told.sheets[0].cells[2, 6].text == "补贴金额"
    assert told.sheets[0].hidden_rows == {4}
    assert told.sheets[0].hidden_columns == {6}


def test_choices_written_out_from_a_range_elsewhere_and_by_name() -> None:
    book = register()
    sheet, words = book["名单"], book.create_sheet("字典 表")
    words.sheet_state = "hidden"
    for row, text in enumerate(("低保", "低收入", None, "低保", " 特困 "), start=1):
        words.cell(row, 1, text)
    book.defined_names["类别"] = openpyxl.workbook.defined_name.DefinedName(
        "类别", attr_text="'字典 表'!$A$1:$A$2"
    )
    for formula, cells in (
        ('"男,女 "', "B3:B5"),
        ("'字典 表'!$A$1:$A$5", "C3:C5"),
        ("类别", "D3 D5"),
        ("$A$3:$A$5", "E3"),
        ("INDIRECT($A$1)", "F3"),
    ):
        rule = DataValidation(type="list", formula1=formula)
        for block in cells.split():
            rule.add(block)
        sheet.add_data_validation(rule)
    choices = read(saved(book)).sheets[0].choices
    assert choices == (
        Choice((Block(3, 2, 5, 2),), ("男", "女")),
        Choice((Block(3, 3, 5, 3),), ("低保", "低收入", "特困")),
        Choice((Block(3, 4, 3, 4), Block(5, 4, 5, 4)), ("低保", "低收入")),
        Choice((Block(3, 5, 3, 5),), ("1", "2", "3")),
    )


def test_choices_of_newer_excel_stand_in_the_extensions() -> None:
    ext = (
        '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidations>'
        '<x14:dataValidation type="list">'
        "<x14:formula1><xm:f>表2!$A$1:$A$2</xm:f></x14:formula1><xm:sqref>B2:B9</xm:sqref>"
        "</x14:dataValidation>"
        "</x14:dataValidations></ext></extLst>"
    )
    words = "<sheetData>{}{}</sheetData>".format(
        *(f"<row><c t='inlineStr'><is><t>{word}</t></is></c></row>" for word in "是否")
    )
    choices = read(raw_xlsx(f"<sheetData/>{ext}", words)).sheets[0].choices
    assert choices == (Choice((Block(2, 2, 9, 2),), ("是", "否")),)


def test_what_stands_under_a_merge_is_stored_but_not_seen() -> None:
    data = raw_xlsx(
        "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData>"
        "<mergeCells><mergeCell ref='A1:B1'/></mergeCells>"
    )
    cell = read(data).sheets[0].cells[1, 2]
    assert (cell.text, cell.value) == ("", 2)


def test_bold_and_border_come_from_the_style() -> None:
    sheet = read(
        raw_xlsx("<sheetData><row><c s='3'><v>1</v></c><c s='3'/><c s='1'/></row></sheetData>", styles=STYLES)
    ).sheets[0]
    assert sheet.cells[1, 1].bold
    assert sheet.cells[1, 2].boxed
    assert (1, 3) not in sheet.cells


def test_drawn_empty_rows_count_and_a_thousand_styled_columns_do_not() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for column, text in enumerate(("姓名", "电话"), start=1):
        sheet.cell(1, column, text)
    boxed(sheet, range(1, 500), (1, 2, 3))
    for column in range(4, 2000):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.cell(2, column).border = BOX
    told = read(saved(book)).sheets[0]
    assert told.last_row == 499
    assert told.last_column < 100
    assert len(told.cells) < 2000


def test_one_side_is_border_enough() -> None:
    book = openpyxl.Workbook()
    book.active["B2"].border = Border(bottom=Side(style="hair"))
    assert read(saved(book)).sheets[0].cells[2, 2].boxed


def test_chart_sheets_are_left_out_and_noted_parts_are_told() -> None:
    book = register()
    chart = openpyxl.chart.BarChart()
    chart.add_data(openpyxl.chart.Reference(book["名单"], min_col=6, min_row=3, max_row=5))
    book["名单"].add_chart(chart, "H2")
    told = read(saved(book))
    assert told.notes == ("charts",)
    assert len(told.sheets) == 1


def test_a_relation_may_be_absolute_and_a_part_name_in_another_case() -> None:
    data = raw_xlsx(
        "<sheetData><row><c><v>5</v></c></row></sheetData>",
        **{
            "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{LINKS}/worksheet" Target="/xl/Worksheets/Sheet1.xml"/>'
            f"</Relationships>"
        },
    )
    assert cells_of(data) == {(1, 1): 5}


def test_reading_is_the_same_whatever_wrote_the_file() -> None:
    data = saved(register())
    again = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(data)).save(again)
    assert read(data).sheets == read(again.getvalue()).sheets
