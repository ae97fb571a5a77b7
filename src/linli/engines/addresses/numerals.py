"""Which number does a Chinese numeral in an address mean?"""

import re

NUMERALS = "零〇○一二两三四五六七八九十百廿"
_DIGITS = {
    "零": 0,
    "〇": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_RUN = re.compile(f"[{NUMERALS}]+")


def digits_of(numeral: str) -> str:
    """十二 → 12, 一百零五 → 105, 五〇一 → 501; other text comes back as it is."""
    if not _RUN.fullmatch(numeral):
        return numeral
    if not set(numeral) & set("十百廿"):
        return "".join(str(_DIGITS[character]) for character in numeral)
    return str(_value(numeral))


def with_digits(text: str) -> str:
    """The text with every run of Chinese numerals in digits: 曹杨三村 → 曹杨3村."""
    return _RUN.sub(lambda match: digits_of(match[0]), text)


def _value(numeral: str) -> int:
    total = digit = 0
    for character in numeral.replace("廿", "二十"):
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit
