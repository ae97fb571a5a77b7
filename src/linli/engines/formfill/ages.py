"""Which age band does a title name?"""

import re
from dataclasses import dataclass

_DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?|一百|百|[一二三四五六七八九])"
_YEARS = r"(?:周?岁|週岁)"
_RANGE = re.compile(rf"({_NUMBER}){_YEARS}?(?:\(含\))?(?:[-~至到]|以上至)({_NUMBER}){_YEARS}(?:\(含\)|以下)?")
_MONTHS = re.compile(r"0[-~至到](\d{2})个?月")
_INCLUSIVE = rf"(?:\(含\)|\(含{_NUMBER}{_YEARS}\))?"
_UP = re.compile(
    rf"({_NUMBER}){_YEARS}{_INCLUSIVE}(?:及其?|\(含\))?以上"
    rf"|(?<![不未])满({_NUMBER}){_YEARS}"
    rf"|({_NUMBER})\+{_YEARS}?"
)
_DOWN = re.compile(rf"(?:不满|未满)({_NUMBER}){_YEARS}|({_NUMBER}){_YEARS}(?:\(含\))?(?:及)?(?:以下|以内)")


@dataclass(frozen=True, slots=True)
class Band:
    """An age band, ends included; ``None`` is open."""

    first: int | None
    last: int | None

    @property
    def text(self) -> str:
        """80周岁以上, 60-79周岁, 16周岁以下."""
        if self.first is not None and self.last is not None:
            return f"{self.first}-{self.last}周岁"
        return f"{self.first}周岁以上" if self.first is not None else f"{self.last}周岁以下"


def number_of(text: str) -> int:
    """八十 → 80, 80 → 80, 百 → 100."""
    if text.isdigit():
        return int(text)
    if text.endswith("百"):
        return 100
    tens, ten, ones = text.rpartition("十")
    if ten:
        return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
    return _DIGITS[text]


def age_band(text: str) -> Band | None:
    """The first age band of a folded text, or None."""
    if found := _MONTHS.search(text):
        return Band(0, int(found.group(1)) // 12)
    if found := _RANGE.search(text):
        first, last = number_of(found.group(1)), number_of(found.group(2))
        return Band(first, last) if first < last else None
    if found := _UP.search(text):
        return Band(number_of(next(filter(None, found.groups()))), None)
    if found := _DOWN.search(text):
        return Band(None, number_of(next(filter(None, found.groups()))))
    return None
