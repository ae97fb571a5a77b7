"""An identity number is judged by what is printed on it, and typing errors do not get through."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.identity import IdKind, Reason, Sex, check_character, check_id, full_from_legacy

BODIES = st.builds(
    lambda region, birth, sequence: f"{region}{birth:%Y%m%d}{sequence:03d}",
    st.sampled_from(["110105", "310104", "440524", "510107", "810000", "830000"]),
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.integers(0, 999),
)
NUMBERS = BODIES.map(lambda body: body + check_character(body))


def test_a_published_number_tells_birth_sex_and_region() -> None:
    found = check_id("11010519491231002X")
    assert found.is_valid
    assert (found.kind, found.birth, found.sex) == (IdKind.RESIDENT, date(1949, 12, 31), Sex.FEMALE)
    assert found.region == "110105"


def test_a_published_number_of_a_man_born_in_1880() -> None:
    found = check_id("440524188001010014")
    assert (found.is_valid, found.birth, found.sex) == (True, date(1880, 1, 1), Sex.MALE)


def test_the_check_character_worked_by_hand() -> None:
    # 1·7+1·9+0+1·5+0+5·4+1·2+9·1+4·6+9·3+1·7+2·9+3·10+1·5+0+0+2·2 = 167 = 15·11 + 2, and place 2 is X
    assert check_character("11010519491231002") == "X"


@pytest.mark.parametrize(
    "written",
    [
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002x",
        "110105-19491231-002X",
        "'11010519491231002X",
        "11010519491231002×",
        "\u200b11010519491231002X",
    ],
)
def test_any_way_of_typing_it_is_one_number(written: str) -> None:
    assert check_id(written).number == "11010519491231002X"
    assert check_id(written).is_valid


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", Reason.EMPTY),
        ("   ", Reason.EMPTY),
        ("无", Reason.CHARACTERS),
        ("1101051949123100", Reason.LENGTH),
        ("1101051949123100221", Reason.LENGTH),
        ("110105194912310021", Reason.CHECK_DIGIT),
        ("110105194902300021", Reason.DATE),
        ("110105194913310021", Reason.DATE),
        ("990105194912310021", Reason.CHECK_DIGIT),
        ("000105194912310021", Reason.REGION),
        ("111111111111111111", Reason.PLACEHOLDER),
        ("1.10105E+17", Reason.ROUNDED),
        ("110105194912312000", Reason.ROUNDED),
        ("110***********002X", Reason.MASKED),
        ("1101051949123100X2", Reason.CHARACTERS),
        ("１１０１０５一九四九", Reason.CHARACTERS),
    ],
)
def test_a_refusal_says_why(written: str, reason: Reason) -> None:
    assert check_id(written).reason is reason


def test_a_legacy_number_is_read_in_the_twentieth_century() -> None:
    found = check_id("110105491231002")
    assert (found.is_valid, found.kind, found.birth) == (True, IdKind.LEGACY, date(1949, 12, 31))
    assert found.full == "11010519491231002X"
    assert found.sex is Sex.FEMALE


def test_the_last_sequences_of_legacy_numbers_belong_to_people_born_before_1900() -> None:
    assert full_from_legacy("110105901231997")[6:14] == "18901231"


def test_a_birth_after_today_is_refused_only_when_today_is_told() -> None:
    body = "11010520300101001"
    number = body + check_character(body)
    assert check_id(number).is_valid
    assert check_id(number, on=date(2026, 11, 21)).reason is Reason.IN_FUTURE


@pytest.mark.parametrize(
    ("region", "kind"), [("810000", IdKind.HONG_KONG), ("820000", IdKind.MACAO), ("830000", IdKind.TAIWAN)]
)
def test_residence_permits_of_hong_kong_macao_and_taiwan(region: str, kind: IdKind) -> None:
    body = f"{region}19840229001"
    assert check_id(body + check_character(body)).kind is kind
    assert check_id(body + check_character(body)).is_valid


def test_permanent_residence_cards_new_and_old() -> None:
    body = "91184019800701001"
    card = check_id(body + check_character(body))
    assert (card.is_valid, card.kind, card.birth, card.region) == (True, IdKind.FOREIGN, date(1980, 7, 1), "")
    assert check_id("can110156060501").kind is IdKind.FOREIGN_OLD
    assert check_id("can110156060501").is_valid


@given(NUMBERS)
def test_every_well_formed_number_is_accepted(number: str) -> None:
    found = check_id(number)
    assert found.is_valid
    assert found.full == number
    assert f"{found.birth:%Y%m%d}" == number[6:14]


@given(NUMBERS, st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number: str, place: int, shift: int) -> None:
    digit = 10 if number[place] == "X" else int(number[place])
    wrong = number[:place] + str((digit + shift) % 10) + number[place + 1 :]
    if wrong != number:
        assert not check_id(wrong).is_valid


@given(NUMBERS, st.integers(0, 15))
def test_two_swapped_digits_are_always_noticed(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped != number:
        assert not check_id(swapped).is_valid


@given(st.text(max_size=30))
def test_nothing_that_is_typed_breaks_the_check(text: str) -> None:
    assert check_id(text).reason in Reason
