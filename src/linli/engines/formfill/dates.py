"""Which day does a cell mean, however it was typed?"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from linli.engines.text.folding import fold
from linli.engines.workbooks.model import Value

_EXCEL_DAY_ZERO = date(1899, 12, 30)
_SERIALS = range(1, 80_000)
_YEARS = range(1850, 2101)
_CHINESE = str.maketrans("〇零一二三四五六七八九", "00123456789")
_SEPARATED = re.compile(
    r"^(\d{4}|\d{2})[-/.、年](\d{1,2})(?:[-/.、月](\d{1,2})?日?)?(?:[t ]?\d{1,2}:\d{2}.*)?$"
)
_RUN = re.compile(r"^(\d{4})(\d{2})?(\d{2})?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$")
_YEAR_ONLY = re.compile(r"^(\d{4}|\d{2})年?$")
_CHINESE_DATE = re.compile(
    r"^([〇零一二三四五六七八九]{2,4})年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})日?)?$"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is known."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def whole(self) -> date | None:
        """The calendar day, when all of it is known."""
        return date(self.year, self.month, self.day) if self.month and self.day else None

    @property
    def iso(self) -> str:
        """1956-03-05, 1956-03 or 1956."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class DayRead:
    """A date read from a cell, or why it could not be."""

    day: Day | None
    reason: str = ""


def read_day(value: Value, *, today: date | None = None) -> DayRead:
    """The date a cell means; two-digit years need ``today`` and are the latest not in the future."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return DayRead(Day(value.year, value.month, value.day))
    if isinstance(value, bool) or value is None:
        return DayRead(None, "empty" if value is None else "not_a_date")
    if isinstance(value, int | float):
        return _from_number(value)
    return _from_text(str(value), today)


def _from_number(number: float) -> DayRead:
    whole = int(number)
    if 19000101 <= whole <= 21001231:
        return _from_text(str(whole), None)
    if whole != number and 1850 < number < 2101:
        # 1956.3 kept as a number: 1956.1 may be January or October (1956.10), so it stays open.
        year, _, month = f"{number:.2f}".rstrip("0").partition(".")
        return _from_text(f"{year}.{month}", None) if month != "1" else DayRead(None, "month_ambiguous")
    if whole in _YEARS:
        return DayRead(Day(whole), "year_only")
    if whole in _SERIALS:
        found = _EXCEL_DAY_ZERO + timedelta(days=whole)
        return DayRead(Day(found.year, found.month, found.day))
    return DayRead(None, "not_a_date")


def _from_text(text: str, today: date | None) -> DayRead:
    folded = _arabic(fold(text).removesuffix("生").rstrip("."))
    if not folded:
        return DayRead(None, "empty")
    for pattern in (_SEPARATED, _RUN, _YEAR_ONLY):
        if found := pattern.match(folded):
            year, month, day = (*found.groups(), None, None)[:3]
            return _checked(str(year), month, day, today=today)
    if found := _DAY_FIRST.match(folded):
        day, month, year = found.groups()
        return _checked(year, month, day, today=today)
    if folded.isdigit() and int(folded) in _SERIALS and len(folded) == 5:
        return _from_number(int(folded))
    return DayRead(None, "not_a_date")


def _arabic(text: str) -> str:
    """一九五六年三月五日 → 1956年3月5日."""
    found = _CHINESE_DATE.match(text)
    if found is None:
        return text
    year, month, day = found.groups()
    written = f"{year.translate(_CHINESE)}年{_small(month)}月"
    return written + (f"{_small(day)}日" if day else "")


def _small(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    if ten:
        return 10 * int(tens.translate(_CHINESE) or 1) + int(ones.translate(_CHINESE) or 0)
    return int(text.translate(_CHINESE))


def _checked(year_text: str, month_text: str | None, day_text: str | None, *, today: date | None) -> DayRead:
    year = int(year_text)
    if len(year_text) == 2:
        if today is None:
            return DayRead(None, "century_unknown")
        year += 2000 if 2000 + year <= today.year else 1900
    if year not in _YEARS:
        return DayRead(None, "impossible_date")
    month, day = int(month_text or 0) or None, int(day_text or 0) or None
    if month is None:
        return DayRead(Day(year), "year_only")
    try:
        date(year, month, day or 1)
    except ValueError:
        return DayRead(None, "impossible_date")
    return DayRead(Day(year, month, day), "" if day else "month_only")
