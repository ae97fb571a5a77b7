"""What may be seen: enough to recognise one's own number, never enough to use another's."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.identity import (
    NameMask,
    mask_address,
    mask_card,
    mask_id,
    mask_id_for_notice,
    mask_name,
    mask_phone,
    notice_name,
)


def test_identity_numbers_show_three_and_four() -> None:
    assert mask_id("11010519491231002X") == "110***********002X"
    assert mask_id("110105491231002") == "110********1002"
    assert mask_id("E12345678") == "E1*****78"
    assert mask_id("A1234") == "A****"
    assert mask_id("") == ""
    assert mask_id_for_notice("11010519491231002X") == "1****************X"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("13800138000", "138****8000"),
        ("138 0013 8000", "138****8000"),
        ("13800138000/13900139000", "138****8000/139****9000"),
        ("0571-88886666", "0571-*****666"),
        ("62345678", "*****678"),
        ("12345", "12345"),
        ("661234", "****34"),
        ("138****8000", "138****8000"),
        ("无", ""),
    ],
)
def test_telephones_lose_their_middle(written: str, shown: str) -> None:
    assert mask_phone(written) == shown


@pytest.mark.parametrize(
    ("name", "notice", "strict"),
    [
        ("张三", "张*", "张*"),
        ("张三丰", "张*丰", "张**"),
        ("欧阳锋", "欧阳*", "欧阳*"),
        ("欧阳明月", "欧阳*月", "欧阳**"),
        ("欧阳", "欧*", "欧*"),
        ("司徒美堂", "司徒*堂", "司徒**"),
        ("单于华", "单*华", "单**"),
        ("张王晓明", "张**明", "张***"),
        ("阿卜杜拉·买买提", "阿***·**提", "阿***·***"),
        ("阿卜杜拉•买买提", "阿***·**提", "阿***·***"),
        ("王𠮷", "王*", "王*"),
        ("𠮷", "*", "*"),
        ("John Smith", "J*** S****", "J*** S****"),
        ("张 三（户主）", "张*", "张*"),
        ("", "", ""),
    ],
)
def test_names(name: str, notice: str, strict: str) -> None:
    assert mask_name(name) == notice
    assert mask_name(name, NameMask.STRICT) == strict


def test_children_are_never_named_on_notices() -> None:
    on = date(2026, 11, 21)
    assert notice_name("张三丰", birth=date(2008, 11, 22), on=on) == "张**"
    assert notice_name("张三丰", birth=date(2008, 11, 21), on=on) == "张*丰"
    assert notice_name("张三丰", birth=None, on=on) == "张*丰"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("梧桐苑3栋2单元501室", "梧桐苑3栋"),
        ("学府路18弄5号302室", "学府路18弄5号"),
        ("3-2-501", "3号楼"),
        ("学府路88号501室", "学府路88号"),
        ("A1203", "A号楼"),
        ("三-二-五〇一", "三号楼"),
        ("2单元501", ""),
        ("老地方", "老地方"),
    ],
)
def test_addresses_end_at_the_building(written: str, shown: str) -> None:
    assert mask_address(written) == shown


def test_cards_show_their_last_four_digits() -> None:
    assert mask_card("6222 0212 3456 7890 128") == "***************0128"
    assert mask_card("1234") == "****"


@given(st.from_regex(r"1[3-9]\d{9}", fullmatch=True).filter(lambda number: number.isascii()))
def test_four_digits_of_a_mobile_are_always_hidden(number: str) -> None:
    assert mask_phone(number).count("*") == 4 or len(set(number)) == 1


@given(st.text(max_size=20))
def test_nothing_that_is_typed_breaks_a_mask(text: str) -> None:
    assert mask_id(text).count("*") <= len(text) * 4
    mask_phone(text)
    mask_name(text)
    mask_card(text)
    mask_address(text)
