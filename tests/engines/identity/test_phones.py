"""Cells hold telephone numbers in every possible writing, often two, sometimes none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.identity import PhoneKind, Reason, check_phone, phones

MOBILES = st.builds("1{}{:09d}".format, st.integers(3, 9), st.integers(0, 999_999_999)).filter(
    lambda number: len(set(number)) > 1
)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("138 0013 8000", "13800138000"),
        ("138-0013-8000", "13800138000"),
        ("+86 13800138000", "13800138000"),
        ("0086-138-0013-8000", "13800138000"),
        ("8613800138000", "13800138000"),
        ("013800138000", "13800138000"),
        ("手机：１３８００１３８０００", "13800138000"),
        ("13800138000.0", "13800138000"),
        ("(0571)88886666", "0571-88886666"),
        ("0571 8888 6666", "0571-88886666"),
        ("057188886666", "0571-88886666"),
        ("+86 (0)571 88886666", "0571-88886666"),
        ("+86-571-88886666", "0571-88886666"),
        ("010-62345678", "010-62345678"),
        ("62345678", "62345678"),
        ("6234-5678", "62345678"),
        ("12345", "12345"),
        ("400-810-1234", "4008101234"),
        ("661234", "661234"),
        ("00852-91234567", "+85291234567"),
    ],
)
def test_one_number_in_many_writings(written: str, number: str) -> None:
    found = phones(written)
    assert [one.number for one in found] == [number]
    assert found[0].is_valid


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("13800138000/13900139000", ["13800138000", "13900139000"]),
        ("13800138000 13900139000", ["13800138000", "13900139000"]),
        ("1380013800013900139000", ["13800138000", "13900139000"]),
        ("138-0013-8000，0571-88886666", ["13800138000", "0571-88886666"]),
        ("13800138000（儿子）13900139000(女儿)", ["13800138000", "13900139000"]),
        ("王：13800138000；李：62345678", ["13800138000", "62345678"]),
        ("13800138000 3栋2单元", ["13800138000"]),
    ],
)
def test_two_numbers_in_one_cell(written: str, numbers: list[str]) -> None:
    assert [one.number for one in phones(written)] == numbers


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", Reason.EMPTY),
        ("无", Reason.CHARACTERS),
        ("1380013800", Reason.LENGTH),
        ("138001380001", Reason.LENGTH),
        ("11012345678", Reason.PREFIX),
        ("00000000000", Reason.PLACEHOLDER),
        ("1.38E+10", Reason.ROUNDED),
        ("138****8000", Reason.MASKED),
    ],
)
def test_a_refusal_says_why(written: str, reason: Reason) -> None:
    assert check_phone(written).reason is reason


def test_kinds_extensions_and_area_codes() -> None:
    assert check_phone("95588").kind is PhoneKind.HOTLINE
    assert check_phone("661234").kind is PhoneKind.SHORT
    assert check_phone("0571-88886666转8001").extension == "8001"
    assert check_phone("62345678-801").extension == "801"
    assert check_phone("62345678", area_code="010").number == "010-62345678"


def test_a_good_number_is_preferred_to_a_broken_one_beside_it() -> None:
    assert check_phone("1380013800、13900139000").number == "13900139000"
    assert [one.is_valid for one in phones("1380013800、13900139000")] == [False, True]


@given(
    MOBILES,
    st.sampled_from(["", "+86", "+86 ", "0086", "86-"]),
    st.sampled_from(["", " ", "-"]),
    st.sampled_from([(3, 7), (3, 6), (4, 8)]),
)
def test_a_mobile_number_survives_every_grouping(
    number: str, front: str, gap: str, cuts: tuple[int, int]
) -> None:
    first, second = cuts
    written = front + gap.join((number[:first], number[first:second], number[second:]))
    assert [one.number for one in phones(written)] == [number]


@given(st.lists(MOBILES, min_size=2, max_size=3), st.sampled_from(["/", "、", " ", "；", "\n", ",", ""]))
def test_numbers_side_by_side_are_all_found(numbers: list[str], between: str) -> None:
    assert [one.number for one in phones(between.join(numbers))] == numbers


@given(st.text(max_size=40))
def test_nothing_that_is_typed_breaks_the_check(text: str) -> None:
    assert phones(text)
