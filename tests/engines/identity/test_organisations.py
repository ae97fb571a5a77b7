"""A unified social credit code carries two check characters; both are worked out here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.identity import Reason, check_credit_code
from linli.engines.identity.organisations import credit_check_character, organisation_check_character

SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def test_the_published_code_holds() -> None:
    found = check_credit_code("91350100M000100Y43")
    assert found.is_valid
    assert (found.kind, found.region, found.organisation) == ("91", "350100", "M000100Y4")
    assert found.organisation_holds


def test_the_published_organisation_code_holds() -> None:
    assert organisation_check_character("D2143569") == "X"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", Reason.EMPTY),
        ("91350100M000100Y4", Reason.LENGTH),
        ("91350100M000100Y44", Reason.CHECK_DIGIT),
        ("9135O100M000100Y43", Reason.CHARACTERS),
        ("Q1350100M000100Y43", Reason.PREFIX),
        ("000000000000000000", Reason.PLACEHOLDER),
    ],
)
def test_a_refusal_says_why(written: str, reason: Reason) -> None:
    assert check_credit_code(written).reason is reason


@given(st.text(SYMBOLS, min_size=9, max_size=9), st.integers(0, 17), st.sampled_from(SYMBOLS))
def test_one_wrong_symbol_is_always_noticed(organisation: str, place: int, symbol: str) -> None:
    body = "91350100" + organisation
    code = body + credit_check_character(body)
    assert check_credit_code(code).is_valid
    wrong = code[:place] + symbol + code[place + 1 :]
    assert check_credit_code(wrong).is_valid == (wrong == code)
