"""A code on paper finds the own ballot; slips of the pen are noticed; nobody can go the other way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.tally import RefusalCode, TallyRefused
from linli.engines.tally.ballots import code, read_code, tag
from linli.engines.tally.ballots.receipts import SYMBOLS

SECRET = st.binary(min_size=16, max_size=16)


def test_a_code_is_four_groups_of_five_and_a_check() -> None:
    assert code(bytes(16)) == "00000-00000-00000-00000-0"
    assert [len(one) for one in code(bytes(range(16))).split("-")] == [5, 5, 5, 5, 1]


@given(SECRET)
def test_typed_carelessly_it_is_the_same(secret: bytes) -> None:
    receipt = code(secret)
    careless = receipt.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert read_code(careless) == read_code(receipt)
    assert tag(careless, "salt") == tag(receipt, "salt")


@given(SECRET, st.integers(0, 20), st.sampled_from(SYMBOLS))
def test_any_single_slip_is_noticed(secret: bytes, at: int, other: str) -> None:
    plain = code(secret).replace("-", "")
    if plain[at] == other:
        return
    with pytest.raises(TallyRefused) as refused:
        read_code(plain[:at] + other + plain[at + 1 :])
    assert refused.value.code is RefusalCode.BAD_RECEIPT


@pytest.mark.parametrize(
    "text", ["", "00000", "00000-00000-00000-00000-00", "UUUUU-UUUUU-UUUUU-UUUUU-U", "邻" * 21]
)
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(TallyRefused):
        read_code(text)


@given(SECRET, SECRET)
def test_tags_differ_between_codes_and_between_elections(one: bytes, other: bytes) -> None:
    assert tag(code(one), "2026") != tag(code(one), "2027")
    # A hundred of the 128 bits are used.
    if code(one) != code(other):
        assert tag(code(one), "2026") != tag(code(other), "2026")


def test_too_little_chance_is_refused() -> None:
    with pytest.raises(TallyRefused):
        code(b"weak")
