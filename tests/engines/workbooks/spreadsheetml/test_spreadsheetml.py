"""SpreadsheetML 2003 documents read and filled in place."""

import re
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.engines.workbooks import Block, Choice, Marking, NoSuchPlace, Spot, Table, fill, read
from linli.engines.workbooks.row_map import RowMap, Stretch
from linli.engines.workbooks.spreadsheetml.formulas import back, shifted, to_a1
from linli.engines.workbooks.xlsx.shifting import Shifts

HEAD = (
    '<?xml version="1.0" encoding="{0}"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles>'
    '<Style ss:ID="Default" ss:Name="Normal"><Font ss:FontName="宋体"/></Style>'
    '<Style ss:ID="s1"><Borders><Border ss:Position="Left" ss:LineStyle="Continuous"/></Borders></Style>'
    '<Style ss:ID="s2" ss:Parent="s1"><Font ss:Bold="1"/><NumberFormat ss:Format="Short Date"/>'
    "</Style></Styles>"
)
SHEET = (
    '<Names><NamedRange ss:Name="人" ss:RefersTo="=名单!R3C2:R5C2"/></Names>'
    '<Worksheet ss:Name="名单"><Names><NamedRange ss:Name="Print_Titles" ss:RefersTo="=名单!R1:R2"/>'
    '<NamedRange ss:Name="Print_Area" ss:RefersTo="=名单!R1C1:R8C4"/></Names>'
    '<Table ss:ExpandedColumnCount="4" ss:ExpandedRowCount="8">'
    '<Row><Cell ss:MergeAcross="3"><Data ss:Type="String">台账</Data></Cell></Row>'
    '<Row><Cell><Data ss:Type="String">序号</Data></Cell><Cell ss:StyleID="s1"><Data '
    'ss:Type="String">姓名</Data></Cell>'
    '<Cell ss:Index="4"><Data ss:Type="String">金额</Data></Cell></Row>'
    '<Row ss:Height="25"><Cell ss:StyleID="s1"><Data ss:Type="Number">1</Data></Cell><Cell '
    'ss:StyleID="s1" ss:MergeAcross="1"/><Cell ss:StyleID="s1"/></Row>'
    '<Row ss:Height="25"><Cell ss:StyleID="s1"><Data ss:Type="Number">2</Data></Cell><Cell '
    'ss:StyleID="s1" ss:MergeAcross="1"/><Cell ss:StyleID="s1"/></Row>'
    '<Row ss:Height="25"><Cell ss:StyleID="s1"><Data ss:Type="Number">3</Data></Cell><Cell '
    'ss:StyleID="s1" ss:MergeAcross="1"/><Cell ss:StyleID="s1"/></Row>'
    '<Row><Cell><Data ss:Type="String">合计</Data></Cell><Cell ss:Index="4" '
    'ss:Formula="=SUM(R[-3]C:R[-1]C)"><Data ss:Type="Number">0</Data></Cell></Row>'
    '<Row ss:Index="8"><Cell><Data ss:Type="String">填表人：</Data></Cell></Row></Table>'
    '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><PageSetup><Layout '
    'x:Orientation="Landscape"/></PageSetup></WorksheetOptions>'
    '<DataValidation xmlns="urn:schemas-microsoft-com:office:excel"><Range>R3C2:R5C2</Range><Type>List</Type>'
    "<CellRangeList/><Value>&quot;甲,乙&quot;</Value></DataValidation>"
    '<PageBreaks xmlns="urn:schemas-microsoft-com:office:excel"><RowBreaks><RowBreak><Row>6</Row>'
    "</RowBreak></RowBreaks></PageBreaks>"
    '<AutoFilter x:Range="R2C1:R5C4" xmlns="urn:schemas-microsoft-com:office:excel"/></Worksheet>'
    '<Worksheet ss:Name="汇总"><Table><Row><Cell ss:Formula="=名单!R6C4"/></Row>'
    '<Row><Cell ss:Formula="=SUM(名单!R[1]C[3]:R[3]C[3])"/></Row></Table></Worksheet></Workbook>'
)
FORM = (HEAD.format("UTF-8") + SHEET).encode()
ROWS = [(f"张{n}", n * 1.5) for n in range(1, 11)]


def sheet_of(data: bytes, index: int = 0):
    return read(data).sheets[index]


def test_a_register_is_read() -> None:
    sheet = sheet_of(FORM)
    assert sheet.cells[1, 1].text == "台账"
    assert sheet.cells[2, 4].text == "金额"
    assert sheet.cells[3, 2].boxed
    assert sheet.cells[6, 4].formula == "SUM(D3:D5)"
    assert sheet.merges == (Block(1, 1, 1, 4), *(Block(row, 2, row, 3) for row in (3, 4, 5)))
    assert sheet.choices == (Choice((Block(3, 2, 5, 2),), ("甲", "乙")),)
    assert sheet.cells[8, 1].text == "填表人："


def test_other_encodings_of_the_same_document() -> None:
    gbk = (HEAD.format("gb2312") + SHEET).encode("gb2312")
    utf16 = (HEAD.format("UTF-16") + SHEET).encode("utf-16")
    assert read(gbk).sheets == read(FORM).sheets == read(utf16).sheets


def test_kinds_of_values_and_hidden_sheets() -> None:
    data = HEAD.format("UTF-8") + (
        '<Worksheet ss:Name="a"><Table><Row ss:Index="2"><Cell ss:StyleID="s2"><Data '
        'ss:Type="DateTime">2026-03-01T00:00:00.000</Data></Cell>'
        '<Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell>'
        '<Cell><ss:Data ss:Type="String" '
        'xmlns="http://www.w3.org/TR/REC-html40">富<B>文</B>本</ss:Data></Cell></Row></Table>'
        '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">'
        "<Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"
    )
    sheet = sheet_of(data.encode())
    assert [sheet.cells[2, c].value for c in (1, 2, 3, 4)] == [date(2026, 3, 1), True, "#N/A", "富文本"]
    assert sheet.cells[2, 1].bold
    assert sheet.cells[2, 1].boxed
    assert sheet.hidden


def test_more_rows_than_drawn() -> None:
    out = fill(
        FORM,
        [Table("名单", 3, 3, (2, 4), ROWS)],
        [Spot("名单", 8, 1, "填表人：李四"), Spot("名单", 1, 2, "新台账")],
    )
    sheet, text = sheet_of(out), out.decode()
    assert [sheet.cells[row, 2].text for row in range(3, 13)] == [row[0] for row in ROWS]
    assert [sheet.cells[row, 4].value for row in range(3, 13)] == [row[1] for row in ROWS]
    assert [sheet.cells[row, 1].value for row in range(3, 13)] == list(range(1, 11))
    assert sheet.cells[13, 4].formula == "SUM(D3:D12)"
    assert sheet.cells[15, 1].text == "填表人：李四"
    assert sheet.cells[1, 1].text == "新台账"
    assert Block(12, 2, 12, 3) in sheet.merges
    assert sheet.choices[0].cells == (Block(3, 2, 12, 2),)
    assert 'ss:ExpandedRowCount="15"' in text
    assert text.count('ss:Height="25"') == 10
    assert "=名单!R3C2:R12C2" in text
    assert "=名单!R1:R2" in text
    assert "=名单!R1C1:R15C4" in text
    assert "<Row>13</Row>" in text
    assert 'x:Range="R2C1:R12C4"' in text
    assert "=名单!R13C4" in text
    assert sheet_of(out, 1).cells[2, 1].formula == "SUM(名单!D3:D12)"
    assert 'Orientation="Landscape"' in text
    assert text.startswith("<?xml")
    assert "mso-application" in text


def test_fewer_rows() -> None:
    out = fill(FORM, [Table("名单", 3, 3, (2, 4), ROWS[:1])])
    sheet = sheet_of(out)
    assert sheet.cells[4, 4].formula == "SUM(D3:D3)"
    assert sheet.cells[6, 1].text == "填表人："
    assert 'ss:ExpandedRowCount="6"' in out.decode()
    kept = sheet_of(fill(FORM, [Table("名单", 3, 3, (2, 4), ROWS[:1], shrink=False)]))
    assert kept.cells[8, 1].text == "填表人："


def test_rows_that_stand_for_several_are_taken_apart() -> None:
    data = FORM.decode()
    rows = re.findall(r'<Row ss:Height="25">.*?</Row>', data)
    spanned = data.replace("".join(rows), '<Row ss:Span="2" ss:Height="25" ss:StyleID="s1"/>')
    sheet = sheet_of(fill(spanned.encode(), [Table("名单", 3, 3, (2, 4), ROWS[:5])]))
    assert [sheet.cells[row, 2].text for row in range(3, 8)] == [row[0] for row in ROWS[:5]]
    assert sheet.cells[7, 2].boxed
    assert sheet.cells[10, 1].text == "填表人："


def test_formulas_and_texts_are_safe() -> None:
    rows = [
        ("=1+1", 110101195001010000),
        ('a<b>&"\n二', datetime(2026, 3, 1, 9, 30)),
        (" 空 ", True),
        ("-x", None),
    ]
    sheet = sheet_of(fill(FORM, [Table("名单", 3, 3, (2, 4), rows)]))
    assert [sheet.cells[row, 2].text for row in range(3, 7)] == ["=1+1", 'a<b>&"\n二', " 空 ", "-x"]
    assert sheet.cells[3, 4].value == "110101195001010000"
    assert sheet.cells[4, 4].value == "2026-03-01 09:30"
    assert sheet.cells[5, 4].value is True
    assert all(cell.formula is None for (row, _), cell in sheet.cells.items() if 3 <= row <= 6)


def test_formulas_of_added_rows_go_along() -> None:
    data = FORM.decode().replace(
        '<Cell ss:StyleID="s1" ss:MergeAcross="1"/><Cell ss:StyleID="s1"/>',
        '<Cell ss:StyleID="s1" ss:MergeAcross="1"/><Cell ss:StyleID="s1"/><Cell ss:Formula="=RC[-1]/R6C4"/>',
    )
    sheet = sheet_of(fill(data.encode(), [Table("名单", 3, 3, (2, 4), ROWS)]))
    assert [sheet.cells[row, 5].formula for row in range(3, 13)] == [f"D{row}/$D$13" for row in range(3, 13)]


def test_marks_and_legend() -> None:
    table = Table("名单", 3, 3, (2, 4), ROWS, marks={(0, 0): "register", (9, 1): "stale"})
    assert b"E7F4E4" not in fill(FORM, [table])
    out = fill(FORM, [table], marks=Marking(legend={"register": "来自档案"}))
    text = out.decode()
    assert text.count('ss:Color="#E7F4E4"') == 1 or text.count('ss:Color="#E7F4E4"') == 2
    assert 'ss:Color="#FFF3CD"' in text
    assert [sheet.name for sheet in read(out).sheets] == ["名单", "汇总", "填报说明"]
    assert sheet_of(out).cells[3, 2].boxed


def test_a_sheet_that_is_not_there() -> None:
    with pytest.raises(NoSuchPlace):
        fill(FORM, [Table("没有", 3, 3, (1,), [])])


@pytest.mark.parametrize(
    ("r1c1", "a1"),
    [
        ("SUM(R[-3]C:R[-1]C)", "SUM(D3:D5)"),
        ("R1C1*RC[-1]", "$A$1*C6"),
        ("SUM(C)+SUM(C3:C4)", "SUM(D:D)+SUM($C:$D)"),
        ("SUM(R)+SUM(R2:R3)", "SUM(6:6)+SUM($2:$3)"),
        ('IF(RC[-1]="RC",1,0)', 'IF(C6="RC",1,0)'),
        ("名单!R5C3&ROUND(R[1]C,1)", "名单!$C$5&ROUND(D7,1)"),
    ],
)
def test_r1c1_and_a1(r1c1: str, a1: str) -> None:
    assert to_a1(r1c1, (6, 4), whole=True)[0] == a1


axes = st.one_of(
    st.just(""), st.integers(1, 300).map(str), st.integers(-5, 99).map(lambda n: f"[{n}]" if n else "")
)
corners = st.builds(lambda row, column: f"R{row}C{column}", axes, axes)


@settings(max_examples=200)
@given(st.lists(st.one_of(corners, st.tuples(corners, corners).map(":".join)), min_size=1, max_size=4))
def test_turning_there_and_back_changes_nothing(parts: list[str]) -> None:
    formula = f"SUM({','.join(parts)})"
    plain, columns = to_a1(formula, (20, 20))
    again = to_a1(back(plain, columns, (20, 20)), (20, 20))[0]
    assert again == plain


def test_whole_columns_are_left_alone() -> None:
    shifts = Shifts({"名单": RowMap([Stretch(3, 3, 10)])})
    assert shifted("=SUM(C3)+R[-1]C", "名单", (6, 4), shifts, new_row=13) == "=SUM(C3)+R[-8]C"


@settings(max_examples=40, deadline=None)
@given(count=st.integers(0, 12), shrink=st.booleans())
def test_any_number_of_rows(*, count: int, shrink: bool) -> None:
    rows = [(f"n{i}", i) for i in range(count)]
    needed = max(1, count) if shrink else max(3, count)
    sheet = sheet_of(fill(FORM, [Table("名单", 3, 3, (2, 4), rows, shrink=shrink)]))
    assert [sheet.cells[3 + i, 2].text for i in range(count)] == [row[0] for row in rows]
    assert sheet.cells[3 + needed, 4].formula == f"SUM(D3:D{2 + needed})"
    assert sheet.cells[5 + needed, 1].text == "填表人："
