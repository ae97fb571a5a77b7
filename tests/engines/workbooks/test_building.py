"""Fresh exports: they print well, keep digits and run nothing."""

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest
from tests.engines.workbooks.makers import loaded, merges, part, texts

from linli.engines.workbooks import Block, NewSheet, build, read

HEADER = [["序号", "姓名", "身份证号", "出生日期", "不通过原因"]]


def sheet(**changes: object) -> NewSheet:
    told = {
        "name": "名单",
        "header": HEADER,
        "rows": [
            (1, "张三", "110101195001010001", date(1950, 1, 1), ""),
            (2, "=1+1", "00123", None, "身份证号位数不对"),
        ],
        "title": "独居老人",
        "widths": (6, 12, 22),
        "page_header": "导出人：李四 2026-03-01 09:30",
        "page_footer": "仅供工作使用 A&B",
        "reason_column": 5,
    }
    return NewSheet(**(told | changes))


def test_a_list_as_it_is_exported() -> None:
    out = loaded(build([sheet()]))["名单"]
    assert texts(out)[:4] == [
        ["独居老人", None, None, None, None],
        HEADER[0],
        [1, "张三", "110101195001010001", datetime(1950, 1, 1), None],
        [2, "=1+1", "00123", None, "身份证号位数不对"],
    ]
    assert out["B4"].data_type == "s"
    assert out["C3"].number_format == "@"
    assert out["D3"].number_format == r"yyyy\-mm\-dd"
    assert merges(out) == {"A1:E1"}
    assert out.freeze_panes == "A3"
    assert out.print_title_rows == "$1:$2"
    assert out.oddHeader.left.text == "导出人：李四 2026-03-01 09:30"
    assert out.oddFooter.left.text == "仅供工作使用 A&&B"
    assert [out.column_dimensions[c].width for c in "ABC"] == [6, 12, 22]
    assert out["E4"].fill.fgColor.rgb == "FFFDECE3"
    assert out["E3"].fill.fill_type is None
    assert out["A2"].font.b
    assert out.page_setup.orientation == "landscape"
    assert (out.page_setup.fitToWidth, out.page_setup.fitToHeight) == (1, 0)


def test_our_own_reader_sees_the_same() -> None:
    told = read(build([sheet()])).sheets[0]
    assert told.cells[3, 4].value == date(1950, 1, 1)
    assert told.cells[3, 4].text == "1950-01-01"
    assert told.cells[4, 2].formula is None
    assert told.cells[4, 3].text == "00123"


def test_every_kind_of_value() -> None:
    row = (
        True,
        False,
        1.5,
        110101195001010000,
        datetime(2026, 3, 1, 9, 30),
        time(9, 30),
        None,
        "",
        float("nan"),
        "一\n二",
    )
    told = read(build([NewSheet("表", [], [row])])).sheets[0]
    values = [told.cells[1, c].value if (1, c) in told.cells else None for c in range(1, 11)]
    assert values == [
        "是",
        "否",
        1.5,
        "110101195001010000",
        datetime(2026, 3, 1, 9, 30),
        time(9, 30),
        None,
        None,
        None,
        "一\n二",
    ]


def test_rows_may_come_one_by_one_and_texts_beyond_the_shared_ones_stand_in_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("linli.engines.workbooks.building._MOST_SHARED", 5)

    def rows() -> Iterator[tuple[str, int]]:
        for n in range(3000):
            yield f"张{n}", n

    data = build([NewSheet("表", [["姓名", "数"]], rows())])
    told = read(data).sheets[0]
    assert told.last_row == 3001
    assert told.cells[3001, 1].text == "张2999"
    assert b"inlineStr" in part(data, "xl/worksheets/sheet1.xml")
    assert loaded(data)["表"]["A3001"].value == "张2999"


def test_names_of_sheets_are_made_fit() -> None:
    names = ["名单/甲[1]", "名单", "名单", "", "很" * 40, "很" * 40]
    book = loaded(build([NewSheet(name, [], []) for name in names]))
    assert book.sheetnames == ["名单_甲_1_", "名单", "名单(2)", "Sheet", "很" * 31, "很" * 28 + "(2)"]


def test_headers_of_two_rows_with_merges() -> None:
    made = NewSheet(
        "表", [["姓名", "家庭", ""], ["", "人数", "电话"]], [], merges=(Block(1, 1, 2, 1), Block(1, 2, 1, 3))
    )
    assert merges(loaded(build([made]))["表"]) == {"A1:A2", "B1:C1"}


def test_a_workbook_needs_a_sheet() -> None:
    with pytest.raises(ValueError, match="needs a sheet"):
        build([])


def test_the_same_list_gives_the_same_bytes() -> None:
    assert build([sheet()]) == build([sheet()])


def test_a_header_that_begins_with_a_digit_is_no_font_size() -> None:
    out = loaded(build([sheet(page_header="2026 年")]))["名单"]
    assert out.oddHeader.left.text.strip() == "2026 年"
    assert out.oddHeader.left.size is None
