"""Read aloud: numbers as words, signs left out, whole sentences, length in seconds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.text.speaking import number, seconds, shortened, spoken

NUMBERS = [
    (0, "零"), (7, "七"), (10, "十"), (11, "十一"), (20, "二十"), (100, "一百"), (105, "一百零五"),
    (110, "一百一十"), (1000, "一千"), (1005, "一千零五"), (1050, "一千零五十"), (10_000, "一万"),
    (10_001, "一万零一"), (12_345, "一万二千三百四十五"), (100_000, "十万"), (100_500, "十万零五百"),
    (1_000_005, "一百万零五"), (100_000_000, "一亿"), (100_010_000, "一亿零一万"),
    (1_000_000_001, "十亿零一"),
]  # fmt: skip
SAID = [
    ("3月18日8:30停水", "三月十八日八点半停水。"),
    ("2026-03-18", "二零二六年三月十八日。"),
    ("2:05开始", "两点零五分开始。"),
    ("9:00-11:30", "九点到十一点半。"),
    ("请打0579-12345678", "请打零五七九幺二三四五六七八。"),
    ("电话13800001234", "电话幺三八零零零零幺二三四。"),
    ("补助1200.50元，占30%", "补助一千二百点五零元，占百分之三十。"),
    ("《办法》已发“通知”", "办法已发通知。"),
    ("第一段\n\n第二段！", "第一段。第二段！"),
    ("办结 39 件，约 3 成", "办结三十九件，约三成。"),
    ("", ""),
]


@pytest.mark.parametrize(("value", "words"), NUMBERS)
def test_numbers(value: int, words: str) -> None:
    assert number(value) == words


@pytest.mark.parametrize(("text", "said"), SAID)
def test_sentences(text: str, said: str) -> None:
    assert spoken(text) == said


@pytest.mark.parametrize("value", [-1, 10**16])
def test_what_has_no_words_is_an_error(value: int) -> None:
    with pytest.raises(ValueError, match=str(value)):
        number(value)


DIGITS = {d: n for n, d in enumerate("零一二三四五六七八九")}
UNITS = {"十": 10, "百": 100, "千": 1000}


def heard(words: str) -> int:
    """The number that somebody hears: an independent reading, from left to right."""
    total = section = digit = 0
    for sign in words:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in UNITS:
            section += (digit or 1) * UNITS[sign]
            digit = 0
        else:
            total, section, digit = (total + section + digit) * 10_000 if sign == "万" else total, 0, 0
    return total + section + digit


@given(st.integers(0, 99_999_999))
def test_what_is_said_is_what_is_heard(value: int) -> None:
    assert heard(number(value)) == value


@given(st.text(max_size=300))
def test_nothing_that_is_read_aloud_has_digits_left(text: str) -> None:
    said = spoken(text)
    assert not any(char in "0123456789" for char in said)


def test_it_is_cut_at_a_sentence() -> None:
    assert shortened("一句话。两句话。三句话。", 9) == "一句话。两句话。"
    assert shortened("没有句号的长长一段话", 5) == "没有句号。"
    assert shortened("短。", 9) == "短。"


def test_length() -> None:
    assert seconds("一" * 220, 220) == 60
    assert seconds("", 220) == 0
