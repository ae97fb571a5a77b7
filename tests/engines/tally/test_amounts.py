"""Money is whole numbers of the smallest part; what is no number is not guessed at."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.tally import RefusalCode, TallyRefused
from linli.engines.tally.amounts import decimals, money, number, whole, written


@pytest.mark.parametrize("text", ["", "ten", "1 000", "1e999", "NaN", "inf", "0.0000000001", "1" * 20])
def test_what_is_no_amount_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(TallyRefused) as refused:
        number(text, line=7)
    assert refused.value.code is RefusalCode.BAD_NUMBER
    assert refused.value.line == 7


def test_a_decimal_comma_is_read_only_where_it_can_mean_nothing_else() -> None:
    assert money("1500,5") == Decimal("1500.5")
    assert money("1500,50") == Decimal("1500.5")
    for text in ("1,500", "1,500,00", ",5", "1,5.0"):
        with pytest.raises(TallyRefused):
            money(text)


def test_a_point_with_zeros_needs_no_smaller_parts() -> None:
    assert decimals([Decimal("4000.0"), Decimal("1E+3")]) == 0
    assert decimals([Decimal(4), Decimal("0.25")]) == 2
    assert written(150000, 2) == "1500"
    assert written(-5, 2) == "-0.05"


@given(st.integers(-(10**15), 10**15), st.integers(0, 6))
def test_an_amount_written_is_the_amount_read(amount: int, places: int) -> None:
    assert whole(number(written(amount, places)), places) == amount
