"""Amounts in Chinese capitals: the examples of the rule, and every amount read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.capitals import MOST, in_capitals

# The first four are the examples of the rule itself (《正确填写票据和结算凭证的基本规定》二).
EXAMPLES = {
    140950: "壹仟肆佰零玖元伍角整",
    600714: "陆仟零柒元壹角肆分",
    168032: "壹仟陆佰捌拾元叁角贰分",
    1640902: "壹万陆仟肆佰零玖元零贰分",
    10700053: "壹拾万柒仟元伍角叁分",
    0: "零元整",
    5: "伍分",
    50: "伍角整",
    100: "壹元整",
    1001: "壹拾元零壹分",
    100520: "壹仟零伍元贰角整",
    1000000000: "壹仟万元整",
    1000100: "壹万零壹元整",
    1000001000: "壹仟万零壹拾元整",
    10000000000: "壹亿元整",
    10000000100: "壹亿零壹元整",
    10010000000: "壹亿零壹拾万元整",
    -1250: "负壹拾贰元伍角整",
}
DIGITS = {word: n for n, word in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(("fen", "words"), EXAMPLES.items())
def test_examples(fen, words) -> None:
    assert in_capitals(fen) == words


def read_whole(words: str) -> int:
    total = part = digit = 0
    for at, sign in enumerate(words):
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in PLACES:
            part, digit = part + digit * PLACES[sign], 0
        elif sign == "万" and words[at + 1 : at + 2] != "亿":
            total, part, digit = total + (part + digit) * 10**4, 0, 0
        elif sign == "亿":
            total, part, digit = (total + part + digit) * 10**8 if words[at - 1] != "万" else total, 0, 0
        else:
            total, part, digit = total + (part + digit) * 10**12, 0, 0
    return total + part + digit


def read(words: str) -> int:
    sign = -1 if words.startswith("负") else 1
    words = words.removeprefix("负").removesuffix("整")
    whole, _mark, rest = words.partition("元") if "元" in words else ("", "", words)
    fen = read_whole(whole) * 100
    for unit, worth in (("角", 10), ("分", 1)):
        if unit in rest:
            at = rest.index(unit)
            fen += DIGITS[rest[at - 1]] * worth
    return sign * fen


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_every_amount_is_read_back_and_never_doubles_a_nought(fen) -> None:
    words = in_capitals(fen)
    assert read(words) == fen
    assert "零零" not in words
    assert "零元" not in words or words == "零元整"


def test_too_much_is_refused() -> None:
    assert in_capitals(MOST)
    with pytest.raises(ValueError, match="more than can be written"):
        in_capitals(MOST + 1)
