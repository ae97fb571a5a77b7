"""Old .xls books: read, turned into .xlsx, filled, and written as .xls again."""

import io
import struct
from datetime import date, datetime

import pytest
import xlrd
import xlwt
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.colors import Color
from openpyxl.worksheet.datavalidation import DataValidation
from tests.engines.workbooks.makers import loaded, merges, people, register, saved
from xlwt import CompoundDoc

from linli.engines.workbooks import Block, Marking, Spot, Table, WorkbookRefused, fill, filled_kind, read
from linli.engines.workbooks.xls.tokens import Names, Unspellable, spelled
from linli.engines.workbooks.xls.writing import xls_from_xlsx


def old_register() -> bytes:
    """The register as an .xls, with a style, a date, a formula, widths and a page set up sideways."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("名单")
    box = xlwt.easyxf(
        "font: name 仿宋, height 180, bold on; borders: left thin, right medium, top thin, bottom thin;"
        "align: wrap on, horiz center, vert center; pattern: pattern solid, fore_colour light_yellow"
    )
    day = xlwt.easyxf("borders: left thin", num_format_str="yyyy-mm-dd")
    sheet.write_merge(0, 0, 0, 5, "独居老人台账")
    for column, text in enumerate(("序号", "姓名", "身份证号", "电话", None, "补贴金额")):
        sheet.write(1, column, text, box)
    for row in range(2, 5):
        sheet.write(row, 0, row - 1, box)
        for column in (1, 2, 5):
            sheet.write(row, column, None, box)
        sheet.write_merge(row, row, 3, 4, None, box)
        sheet.row(row).height_mismatch = True
        sheet.row(row).height = 500
        sheet.write(row, 6, xlwt.Formula(f"F{row + 1}/F$6"))
    sheet.write(5, 0, "合计")
    sheet.write(5, 5, xlwt.Formula("SUM(F3:F5)"))
    sheet.write(7, 0, datetime(2026, 3, 1), day)
    sheet.col(2).width = 6000
    sheet.set_portrait(False)
    sheet.set_fit_num_pages(1)
    sheet.set_header_str(b"&COlder people")
    sheet.set_horz_page_breaks([(6, 0, 255)])
    sheet.set_panes_frozen(True)
    sheet.set_horz_split_pos(2)
    other = book.add_sheet("汇总")
    other.visibility = 1
    other.write(0, 0, xlwt.Formula("'名单'!F6+SUM('名单'!F3:F5)"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


OLD = old_register()
TABLE = Table("名单", 3, 3, (2, 3, 4, 6), people(10))


def test_an_old_register_is_read() -> None:
    book = read(OLD)
    sheet = book.sheets[0]
    assert (book.kind, sheet.name) == ("xls", "名单")
    assert sheet.cells[1, 1].text == "独居老人台账"
    assert sheet.cells[3, 2].boxed
    assert sheet.cells[2, 2].bold
    assert sheet.cells[6, 6].formula == "SUM(F3:F5)"
    assert sheet.cells[3, 7].formula == "F3/F$6"
    assert sheet.cells[8, 1].value == date(2026, 3, 1)
    assert set(sheet.merges) == {Block(1, 1, 1, 6), *(Block(row, 4, row, 5) for row in (3, 4, 5))}
    assert book.sheets[1].hidden
    assert book.sheets[1].cells[1, 1].formula == "名单!F6+SUM(名单!F3:F5)"


def test_it_comes_back_as_xlsx_with_its_looks() -> None:
    assert filled_kind("xls") == "xlsx"
    book = loaded(fill(OLD, [TABLE], [Spot("名单", 8, 2, "李四")]))
    sheet = book["名单"]
    assert [sheet.cell(row, 2).value for row in range(3, 13)] == [f"张{n}" for n in range(1, 11)]
    assert sheet["F13"].value == "=SUM(F3:F12)"
    assert sheet["G12"].value == "=F12/F$13"
    assert sheet["A15"].value == datetime(2026, 3, 1)
    assert sheet["B15"].value == "李四"
    assert {"A1:F1", "D12:E12"} <= merges(sheet)
    cell = sheet["B12"]
    assert (cell.font.name, cell.font.sz, cell.font.b) == ("仿宋", 9, True)
    assert (cell.border.left.style, cell.border.right.style) == ("thin", "medium")
    assert (cell.alignment.wrap_text, cell.alignment.horizontal) == (True, "center")
    assert cell.fill.fgColor.rgb == "FFFFFF99"
    assert sheet.row_dimensions[12].height == 25
    assert round(sheet.column_dimensions["C"].width, 2) == round(6000 / 256, 2)
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddHeader.center.text == "Older people"
    assert [b.id for b in sheet.row_breaks.brk] == [13]
    assert sheet.freeze_panes == "A3"
    assert book["汇总"].sheet_state == "hidden"
    assert book["汇总"]["A1"].value == "=名单!F13+SUM(名单!F3:F12)"


def test_it_comes_back_as_xls_when_asked() -> None:
    out = fill(OLD, [TABLE], as_kind="xls")
    book = xlrd.open_workbook(file_contents=out, formatting_info=True)
    sheet = book.sheet_by_name("名单")
    assert [sheet.cell_value(row, 1) for row in range(2, 12)] == [f"张{n}" for n in range(1, 11)]
    assert sheet.cell_value(11, 2) == "110101195001010010"
    assert (11, 12, 3, 5) in sheet.merged_cells
    style = book.xf_list[sheet.cell_xf_index(11, 1)]
    font = book.font_list[style.font_index]
    assert (font.name, font.height, font.weight) == ("仿宋", 180, 700)
    assert (style.border.left_line_style, style.border.right_line_style) == (1, 2)
    assert book.colour_map[style.background.pattern_colour_index] == (255, 255, 153)
    assert sheet.rowinfo_map[11].height == 500
    assert sheet.colinfo_map[2].width == 6000
    told = read(out)
    assert told.sheets[0].cells[13, 6].formula == "SUM(F3:F12)"
    assert told.sheets[0].cells[12, 7].formula == "F12/F$13"
    assert told.sheets[1].hidden
    again = loaded(fill(out, []))["名单"]
    assert again.page_setup.orientation == "landscape"
    assert again.freeze_panes == "A3"
    assert again.oddHeader.center.text == "Older people"


def test_an_xlsx_can_be_asked_for_as_xls_too() -> None:
    book = register()
    sheet = book["名单"]
    sheet["B3"].fill = PatternFill("solid", fgColor=Color(theme=4, tint=0.4))
    sheet["C3"].font = Font(name="楷体", color="00112233", underline="double", strike=True)
    sheet["D3"].alignment = Alignment(text_rotation=90, vertical="top", shrink_to_fit=True, indent=2)
    sheet["F3"].border = Border(diagonal=Side(style="thin"), diagonalDown=True)
    sheet["F3"].number_format = "#,##0.00"
    out = fill(saved(book), [TABLE], as_kind="xls")
    told = xlrd.open_workbook(file_contents=out, formatting_info=True)
    cells = told.sheet_by_index(0)

    def style(row: int, column: int) -> xlrd.formatting.XF:
        return told.xf_list[cells.cell_xf_index(row, column)]

    assert told.colour_map[style(2, 1).background.pattern_colour_index] == (149, 179, 215)
    assert told.colour_map[told.font_list[style(2, 2).font_index].colour_index] == (0x11, 0x22, 0x33)
    assert told.font_list[style(2, 2).font_index].underline_type == 2
    assert style(2, 3).alignment.rotation == 90
    assert style(2, 5).border.diag_line_style == 1
    assert told.format_map[style(2, 5).format_key].format_str == "#,##0.00"


def test_print_titles_choices_and_page_headers_reach_an_xls() -> None:
    book = register()
    sheet, words = book["名单"], book.create_sheet("字典")
    words["A1"], words["A2"] = "低保", "特困"
    sheet.print_title_rows, sheet.print_title_cols, sheet.print_area = "1:2", "A:B", "A1:F8"
    words.print_title_rows = "1:1"
    sheet.oddHeader.center.text, sheet.oddFooter.right.text = "独居老人", "第 &P 页"
    for formula, cells in (('"男,女"', "B3:B5"), ("字典!$A$1:$A$2", "C3:C5"), ("$A$3:$A$5", "F3:F5")):
        rule = DataValidation(type="list", formula1=formula)
        rule.add(cells)
        sheet.add_data_validation(rule)
    sheet["G1"] = "=字典!A1"
    out = fill(saved(book), [TABLE], as_kind="xls")
    told = read(out)
    assert [(c.cells, c.options) for c in told.sheets[0].choices] == [
        ((Block(3, 2, 12, 2),), ("男", "女")),
        ((Block(3, 3, 12, 3),), ("低保", "特困")),
        ((Block(3, 6, 12, 6),), tuple(map(str, range(1, 11)))),
    ]
    assert told.sheets[0].cells[1, 7].formula == "字典!A1"
    again = loaded(fill(out, []))
    assert again["名单"].print_title_rows == "$1:$2"
    assert again["名单"].print_title_cols == "$A:$B"
    assert again["名单"].print_area == "'名单'!$A$1:$F$15"
    assert again["字典"].print_title_rows == "$1:$1"
    assert again["名单"].oddHeader.center.text == "独居老人"
    assert again["名单"].oddFooter.right.text == "第 &P 页"


def test_marks_reach_an_xls() -> None:
    table = Table("名单", 3, 3, (2,), [("甲",)] * 5, marks={(4, 0): "register"})
    out = fill(OLD, [table], as_kind="xls", marks=Marking())
    book = xlrd.open_workbook(file_contents=out, formatting_info=True)
    sheet = book.sheet_by_index(0)
    colour = book.xf_list[sheet.cell_xf_index(6, 1)].background.pattern_colour_index
    assert book.colour_map[colour] == (0xE7, 0xF4, 0xE4)


def test_more_rows_than_an_xls_holds_are_refused() -> None:
    with pytest.raises(WorkbookRefused) as told:
        fill(OLD, [Table("名单", 3, 3, (2,), [("甲",)] * 65_540)], as_kind="xls")
    assert told.value.code == "too_much_inside"


def test_other_kinds_cannot_become_xls() -> None:
    with pytest.raises(ValueError, match="xls"):
        fill(b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', [], as_kind="xls")


def test_a_formula_an_xls_cannot_spell_is_left_empty() -> None:
    book = register()
    book["名单"]["G3"] = '=XLOOKUP(1,A1:A2,B1:B2,"无")'
    assert read(xls_from_xlsx(saved(book))).sheets[0].cells.get((3, 7)) is None


def test_a_sheet_styled_to_the_end_opens_without_a_million_cells() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    sheet.write(0, 0, "姓名")
    boxed = xlwt.easyxf("borders: left thin")
    for row in range(2000):
        sheet.row(row).set_style(boxed)
    out = io.BytesIO()
    book.save(out)
    assert len(read(out.getvalue()).sheets[0].cells) == 1


NAMES = Names(("名单", "Sheet 2", "A1"), ((0, 0), (1, 1), None, (2, 2), (0, 1)), ("人数",))


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        (b"\x1e\x02\x00\x1e\x03\x00\x03\x15\x1e\x04\x00\x05", "(2+3)*4"),
        (b"\x17\x02\x01\x37\x75\x22\x00\x1e\x01\x00\x08", '"男"""&1'),
        (b"\x24\x04\x00\x02\xc0\x14", "C5%"),
        (b"\x24\x04\x00\x02\x00", "$C$5"),
        (b"\x25\x02\x00\x04\x00\x05\xc0\x05\xc0\x19\x10\x00\x00", "SUM(F3:F5)"),
        (b"\x25\x00\x00\xff\xff\x05\xc0\x06\xc0\x22\x01\x04\x00", "SUM(F:G)"),
        (b"\x25\x01\x00\x03\x00\x00\xc0\xff\xc0\x22\x01\x04\x00", "SUM(2:4)"),
        (b"\x3a\x00\x00\x04\x00\x02\xc0", "名单!C5"),
        (b"\x3b\x01\x00\x04\x00\x05\x00\x02\x00\x02\x00", "'Sheet 2'!$C$5:$C$6"),
        (b"\x3a\x03\x00\x04\x00\x02\xc0", "'A1'!C5"),
        (b"\x3a\x04\x00\x04\x00\x02\xc0", "'名单:Sheet 2'!C5"),
        (b"\x23\x01\x00\x00\x00\x13", "-人数"),
        (b"\x2c\xff\xff\x00\xc0", "B10"),
        (b"\x2d\x00\x00\xff\xff\x00\xc0\xff\xc0", "B11:A10"),
        (b"\x1d\x01\x1c\x2a\x0b", "TRUE=#N/A"),
        (b"\x1f\x00\x00\x00\x00\x00\x00\xf8\x3f", "1.5"),
        (b"\x1e\x01\x00\x16\x1e\x02\x00\x22\x03\x01\x00", "IF(1,,2)"),
        (b"\x2a\x00\x00\x00\x00", "#REF!"),
        (b"\x21\x13\x00", "PI()"),
    ],
)
def test_stored_tokens_are_spelled(tokens: bytes, text: str) -> None:
    assert spelled(tokens, NAMES, (10, 1)) == text


@pytest.mark.parametrize(
    "tokens",
    [
        b"",
        b"\x03",
        b"\x3a\x02\x00\x04\x00\x02\xc0",
        b"\x20" + b"\0" * 7,
        b"\x24\x04",
        b"\x1e\x01\x00\x1e\x01\x00",
    ],
)
def test_tokens_without_a_text_are_told(tokens: bytes) -> None:
    with pytest.raises(Unspellable):
        spelled(tokens, NAMES, (0, 0))


def test_a_macro_sheet_is_refused() -> None:
    stream = bytearray(xlwt_stream())
    at = stream.index(struct.pack("<H", 0x85))
    stream[at + 9] = 1
    out = io.BytesIO()
    CompoundDoc.XlsDoc().save(out, bytes(stream))
    with pytest.raises(WorkbookRefused) as told:
        read(out.getvalue())
    assert told.value.code == "has_macros"


def xlwt_stream() -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, 1)
    book.add_sheet("b")
    return book.get_biff_data()
