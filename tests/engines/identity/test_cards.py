"""A bank card number holds when its Luhn sum is a multiple of ten."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.identity import Reason, check_card
from linli.engines.identity.cards import luhn_holds


def test_the_example_of_the_standard() -> None:
    assert luhn_holds("79927398713")
    assert not luhn_holds("79927398714")


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("6222 0212 3456 7890 128", Reason.OK if luhn_holds("6222021234567890128") else Reason.CHECK_DIGIT),
        ("4111-1111-1111-1111", Reason.OK),
        ("4111111111111112", Reason.CHECK_DIGIT),
        ("411111111111", Reason.LENGTH),
        ("6.22202E+18", Reason.ROUNDED),
        ("6222021234567890000", Reason.ROUNDED),
        ("0000000000000000", Reason.PLACEHOLDER),
        ("工商银行", Reason.CHARACTERS),
        ("**** **** **** 1111", Reason.MASKED),
        ("", Reason.EMPTY),
    ],
)
def test_each_writing_gets_its_reason(written: str, reason: Reason) -> None:
    assert check_card(written).reason is reason


@given(st.text("0123456789", min_size=12, max_size=18).filter(lambda digits: len(set(digits)) > 1), st.data())
def test_exactly_one_last_digit_fits(body: str, data: st.DataObject) -> None:
    assert sum(check_card(f"{body}{last}").is_valid for last in range(10)) == 1
