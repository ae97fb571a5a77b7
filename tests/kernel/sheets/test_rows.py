"""A table of any kind becomes rows of words; a file that is no table is one sentence."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from linli.kernel.sheets.refusals import FileRefused
from linli.kernel.sheets.rows import tables_of

HEAD, FIRST = "主题,内容,类别", '路灯,"三号楼，路灯坏了\n三天没人修",照明'


def said(data: bytes) -> list[tuple[int, tuple[str, ...]]]:
    return [(row.number, row.cells) for row in tables_of(data, "x")[0]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_table_in_any_encoding_of_the_country(encoding: str) -> None:
    rows = said(f"{HEAD}\n{FIRST}\n\n垃圾,没人清,环卫\n".encode(encoding))
    assert rows == [
        (1, ("主题", "内容", "类别")),
        (2, ("路灯", "三号楼，路灯坏了\n三天没人修", "照明")),
        (4, ("垃圾", "没人清", "环卫")),
    ]


@pytest.mark.parametrize("mark", ["\t", ",", ";", "|", "，"])
def test_whatever_stands_between_the_columns(mark: str) -> None:
    rows = said(f"text{mark}label\n路灯坏了{mark}照明\n垃圾没清{mark}环卫\n".encode())
    assert [cells for _, cells in rows] == [("text", "label"), ("路灯坏了", "照明"), ("垃圾没清", "环卫")]


def test_commas_of_sentences_do_not_divide_a_single_column() -> None:
    rows = said("内容\n路灯坏了，三天没人修，很黑\n“垃圾”没清\n停水了，急\n".encode())
    assert [cells for _, cells in rows] == [
        ("内容",),
        ("路灯坏了，三天没人修，很黑",),
        ("“垃圾”没清",),
        ("停水了，急",),
    ]


def test_a_letter_of_several_lines_is_one_cell_of_a_single_column() -> None:
    (rows,) = tables_of('内容\n"路灯坏了\n三天没人修"\n停水了\n'.encode(), "a.csv")
    assert [(row.number, row.cells) for row in rows] == [
        (1, ("内容",)),
        (2, ("路灯坏了\n三天没人修",)),
        (3, ("停水了",)),
    ]


def test_a_quotation_mark_that_is_never_closed_hides_no_line_below() -> None:
    (rows,) = tables_of('内容\n"路灯坏了\n停水了\n'.encode(), "a.csv")
    assert [row.cells for row in rows] == [("内容",), ("路灯坏了",), ("停水了",)]


def test_sentences_with_wide_commas_beside_a_category() -> None:
    rows = said("路灯坏了，没人修，黑,照明\n垃圾没清，很臭,环卫\n停水了,水电\n".encode())
    assert [len(cells) for _, cells in rows] == [2, 2, 2]


def test_a_stray_byte_does_not_hide_the_rest() -> None:
    data = (HEAD + "\n" + "路灯,坏了很久没人修,照明\n" * 400).encode() + b"\xff,\xff,\xff\n"
    assert len(said(data)) == 402


def test_rows_of_a_workbook_keep_the_numbers_of_the_sheet() -> None:
    book, into = Workbook(), BytesIO()
    sheet = book.active
    sheet.append(["内容", "类别"])
    sheet["A4"], sheet["B4"] = "路灯坏了", 3
    sheet["B9"] = "环卫"
    book.create_sheet("空")
    book.save(into)
    assert said(into.getvalue()) == [(1, ("内容", "类别")), (4, ("路灯坏了", "3")), (9, ("", "环卫"))]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "文件是空的"),
        (b" \n\n", "文件是空的"),
        (b"%PDF-1.7", "不能当表格打开"),
        (b"PK\x03\x04broken", "损坏"),
        (bytes(range(256)) * 9, "不是表格文件"),
        (b"x" * (50 * 1024 * 1024 + 1), "超过 50 MB"),
    ],
)
def test_what_is_no_table_is_said(data: bytes, words: str) -> None:
    with pytest.raises(FileRefused) as refused:
        tables_of(data, "x")
    assert words in str(refused.value)
