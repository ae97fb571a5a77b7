"""Each field agrees in one of a few ways; slips of the finger are told from other people."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.identity import check_character
from linli.engines.linking import ReasonCode as Code
from linli.engines.linking.fields import (
    compare_births,
    compare_homes,
    compare_numbers,
    compare_phones,
    is_one_digit_lost,
)
from linli.engines.linking.people import read_dwelling, read_number, read_phones

VALID = "11010519491231002X"


def numbers(a: str, b: str) -> Code:
    first, second = read_number(a), read_number(b)
    assert first
    assert second
    return compare_numbers(first, second)


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ("11010519491231002x", Code.SAME_ID),
        ("110105491231002", Code.SAME_ID_OLD_AND_NEW),
        ("11010519491231003X", Code.ID_ONE_DIGIT),
        ("11010519494231002X", Code.ID_ONE_DIGIT),
        ("11010519491321002X", Code.ID_SWAPPED),
        ("1101051949123102X", Code.ID_DIGIT_LOST),
        ("110105194912310000", Code.ID_ROUNDED),
        ("110105194912410032", Code.ID_UNLIKE),
        ("11010519491241003X", Code.ID_TWO_DIGITS),
        ("440524188001010014", Code.DIFFERENT_IDS),
    ],
)
def test_identity_numbers(other: str, code: Code) -> None:
    assert numbers(VALID, other) is code
    assert numbers(other, VALID) is code


def test_twins_have_two_numbers_that_hold_and_are_two_people() -> None:
    body = "11010520150612"
    elder, younger = (body + sequence for sequence in ("031", "033"))
    pair = (elder + check_character(elder), younger + check_character(younger))
    assert numbers(*pair) is Code.DIFFERENT_IDS
    # Written with fifteen digits nothing vouches for them, and the same twins are one digit apart.
    assert numbers("110105991231031", "110105991231033") is Code.ID_TWO_DIGITS


def test_what_is_no_number_is_not_compared() -> None:
    assert read_number("无") is None
    assert read_number("110***********002X") is None
    assert read_number("111111111111111111") is None


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (date(1949, 10, 7), Code.SAME_BIRTH),
        (date(1949, 7, 10), Code.BIRTH_DAY_MONTH_SWAPPED),
        (date(1994, 10, 7), Code.BIRTH_YEAR_TYPED),
        (date(1946, 10, 7), Code.BIRTH_YEAR_TYPED),
        (date(1949, 10, 17), Code.BIRTH_ONE_DIGIT),
        (date(1949, 1, 1), Code.BIRTH_ROUNDED),
        (date(1949, 10, 23), Code.BIRTH_ONE_PART),
        (date(1972, 10, 7), Code.BIRTH_ONE_PART),
        (date(1949, 9, 4), Code.BIRTH_LUNAR),
        (date(1950, 3, 4), Code.DIFFERENT_BIRTHS),
    ],
)
def test_births(other: date, code: Code) -> None:
    assert compare_births(date(1949, 10, 7), other) is code
    assert compare_births(other, date(1949, 10, 7)) is code


@pytest.mark.parametrize(
    ("a", "b", "code"),
    [
        ("13800138000", "138 0013 8000", Code.SAME_PHONE),
        ("13800138000/13900139000", "139-0013-9000", Code.SAME_PHONE),
        ("0571-88886666", "88886666", Code.SAME_PHONE),
        ("13800138000", "13800138001", Code.PHONE_ONE_DIGIT),
        ("13800138000", "13800130800", Code.PHONE_ONE_DIGIT),
        ("13800138000", "13800138999", Code.DIFFERENT_PHONES),
    ],
)
def test_phones(a: str, b: str, code: Code) -> None:
    assert compare_phones(read_phones([a]), read_phones([b])) is code


def test_hotlines_are_nobody_s_telephone() -> None:
    assert read_phones(["12345", "无", "13800138000"]) == ("13800138000",)


@pytest.mark.parametrize(
    ("a", "b", "code"),
    [
        ("3号楼2单元501", "3-2-501", Code.SAME_HOME),
        ("学府路18弄5号302室", "18-5-302", Code.SAME_HOME),
        ("3-501", "3-2-501", Code.HOME_PERHAPS),
        ("3号楼", "3-2-501", Code.HOME_PERHAPS),
        ("3-2-501", "3-2-510", Code.HOME_NEAR),
        ("3-2-501", "3-2-1204", Code.SAME_BUILDING),
        ("3-2-501", "3-2-601", Code.HOME_NEAR),
        ("3-2-501", "3-1-501", Code.SAME_BUILDING),
        ("3-2-501", "4-2-501", Code.DIFFERENT_HOMES),
        ("梧桐苑3-2-501", "丁香里3-2-501", Code.DIFFERENT_HOMES),
    ],
)
def test_homes(a: str, b: str, code: Code) -> None:
    first, second = read_dwelling(a), read_dwelling(b)
    assert first
    assert second
    assert compare_homes(first, second) is code


@given(st.text("0123456789", min_size=2, max_size=18), st.data())
def test_a_lost_digit_is_recognised_wherever_it_was(digits: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(digits) - 1))
    assert is_one_digit_lost(digits, digits[:at] + digits[at + 1 :])


@given(st.dates(), st.dates())
def test_comparing_births_does_not_depend_on_the_order(a: date, b: date) -> None:
    assert compare_births(a, b) is compare_births(b, a)
