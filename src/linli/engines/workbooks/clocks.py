"""Which number formats show dates and times, and which moment is a serial number?

After ECMA-376 part 1, 18.8.30-31 (format codes) and 18.17.4 (serial numbers).
"""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from linli.engines.workbooks.model import Value

LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
"""Quoted and escaped letters, padding, colours, conditions, locales: everything that is no placeholder."""
_CLOCK = re.compile(
    r"\[h+\]|\[m+\]|\[s+\]|am/pm|a/p|上午/下午|y+|e+(?![+-])|m+|d+|h+|s+|a{3,4}", re.IGNORECASE
)
LONGEST_CODE = 255
"""Letters of a format code that Excel takes."""
_FALSE_LEAP_DAY = 60  # 29 February 1900, which the 1900 system counts and the calendar does not
_MOST_DAYS = 2_958_465  # 9999-12-31


@lru_cache(maxsize=2048)
def clock_parts(code: str) -> str:
    """Letters of the date and time parts a format shows, in "YMDhms" ("E": elapsed time); empty for numbers.

    An m is a minute next to hours or seconds, else a month.
    """
    section = LITERAL.sub("", code[:LONGEST_CODE].split(";")[0])
    if "general" in section.lower():
        return ""
    pieces = [piece.lower() for piece in _CLOCK.findall(section)]
    letters = "".join(_letter(pieces, at) for at in range(len(pieces)))
    return letters if letters.strip("E") else letters[:1]


def _letter(pieces: list[str], at: int) -> str:
    piece = pieces[at]
    if piece.startswith("["):
        return "E"
    if piece in {"am/pm", "a/p", "上午/下午"}:
        return ""
    if piece[0] == "m":
        plain = [p for p in pieces if p[0] in "ymdhs["]
        place = sum(1 for p in pieces[:at] if p[0] in "ymdhs[")
        after_hour = place > 0 and plain[place - 1].lstrip("[")[0] == "h"
        before_second = place + 1 < len(plain) and plain[place + 1][0] == "s"
        return "m" if after_hour or before_second else "M"
    return {"y": "Y", "e": "Y", "d": "D", "h": "h", "s": "s", "a": "D"}.get(piece[0], "")


def is_clock(code: str) -> bool:
    """True when numbers under this format are dates or times."""
    return bool(clock_parts(code))


def moment(serial: float, *, from_1904: bool) -> datetime | None:
    """A serial day number as a moment (ECMA-376 18.17.4), None when out of range.

    The 1900 system has a false leap day.
    """
    if not 0 <= serial <= _MOST_DAYS:
        return None
    start = date(1904, 1, 1) if from_1904 else date(1899, 12, 30 + (serial < _FALSE_LEAP_DAY))
    return datetime.combine(start, time()) + timedelta(milliseconds=round(serial * 86_400_000))


def serial(value: date | datetime | time, *, from_1904: bool) -> float:
    """The serial day number of a date, a moment or a time of day."""
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86_400
    at = value.replace(tzinfo=None) if isinstance(value, datetime) else datetime.combine(value, time())
    start = datetime.combine(date(1904, 1, 1) if from_1904 else date(1899, 12, 30), time())
    days = (at - start) / timedelta(days=1)
    # Before 1 March 1900 the false leap day has not passed yet.
    return days - 1 if not from_1904 and days <= _FALSE_LEAP_DAY else days


def dated(number: float, code: str, *, from_1904: bool) -> Value:
    """A number under a date format as date, datetime or time; other numbers unchanged."""
    parts = clock_parts(code)
    at = moment(number, from_1904=from_1904) if parts and "E" not in parts else None
    if at is None:
        return number
    if not set(parts) & set("YMD"):
        return at.time() if number < 1 else at
    return at if set(parts) & set("hms") else at.date()


def iso(value: date | datetime | time) -> str:
    """2026-03-01, 2026-03-01 09:30, 09:30; seconds only when there are some."""
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date().isoformat()
        return f"{value.date().isoformat()} {iso(value.time())}"
    return value.isoformat()


def shown_moment(value: date | datetime | time, code: str) -> str:
    """A date or time ISO-like, with the parts its format shows: 2026-03, 03-01, 2026-03-01 09:30."""
    if isinstance(value, time):
        return iso(value)
    parts = clock_parts(code)
    day = "-".join(value.strftime(how) for part, how in _DAY_PARTS if part in parts)
    if len(day) < 4:
        day = value.strftime("%Y-%m-%d") if day else ""
    clock = ""
    if isinstance(value, datetime) and set(parts) & set("hms"):
        clock = value.strftime("%H:%M:%S" if "s" in parts else "%H:%M")
    return " ".join(part for part in (day, clock) if part) or iso(value)


_DAY_PARTS = (("Y", "%Y"), ("M", "%m"), ("D", "%d"))


def shown_elapsed(days: float) -> str:
    """A duration in days as hours and minutes: 1.5 → 36:00."""
    minutes = round(days * 1440)
    return f"{minutes // 60}:{minutes % 60:02d}"
