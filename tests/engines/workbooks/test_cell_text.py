"""Values written so that every program takes them as they are meant."""

from datetime import date, datetime, time

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from linli.engines.workbooks.cell_text import LONGEST_TEXT, as_text, is_safe_number, legal, sheet_text
from linli.engines.workbooks.xlsx.strings import unescape


def test_letters_xml_cannot_carry_are_dropped() -> None:
    assert legal("张\x00三\x0b\ufffe") == "张三"
    assert legal("一\r\n二\r三") == "一\n二\n三"
    assert legal("𠮷野家") == "𠮷野家"


def test_a_text_longer_than_a_cell_holds_is_cut_and_says_so() -> None:
    cut = legal("长" * 40_000)
    assert len(cut) == LONGEST_TEXT
    assert cut.endswith("…")


@given(st.text())
def test_every_text_comes_back_from_its_markup(text: str) -> None:
    element = etree.fromstring(sheet_text(text))
    assert unescape(element.text or "") == legal(text)


def test_what_looks_like_an_escape_stays_what_it_is() -> None:
    assert "_x005F_x0041_" in sheet_text("_x0041_")
    assert unescape(etree.fromstring(sheet_text("_x0041_")).text) == "_x0041_"


def test_outer_blanks_are_kept() -> None:
    assert 'xml:space="preserve"' in sheet_text(" 张三")


def test_numbers_that_lose_digits_are_no_numbers() -> None:
    assert is_safe_number(999_999_999_999_999)
    assert not is_safe_number(110101195001010000)
    assert not is_safe_number(float("nan"))
    assert not is_safe_number(float("inf"))


def test_values_as_text() -> None:
    assert as_text(date(2026, 3, 1)) == "2026-03-01"
    assert as_text(datetime(2026, 3, 1, 9, 30)) == "2026-03-01 09:30"
    assert as_text(time(9, 30)) == "09:30"
    assert as_text(110101195001010000) == "110101195001010000"
    assert as_text(12.0) == "12"
    assert as_text(None) == ""
    assert [as_text(value) for value in (True, False)] == ["是", "否"]
    assert as_text(float("nan")) == ""
