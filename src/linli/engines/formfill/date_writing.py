"""How is a day written the way a form asks, and which way does a hint ask for?"""

import re

from linli.engines.formfill.dates import Day
from linli.engines.text.folding import fold

_PLACE = re.compile(r"YYYY|YY|MM|M|DD|D")
_HINT = re.compile(
    r"(?P<year>y{4}|x{4}|×{4}|\d{4}|_{2,4}|年{4}|0{4})(?P<first>[-/.年])"
    r"(?P<month>m{1,2}|x{1,2}|×{1,2}|\d{1,2}|_{1,2}|月{2})"
    r"(?:(?P<second>[-/.月])(?:(?P<day>d{1,2}|x{1,2}|×{1,2}|\d{1,2}|_{1,2}|日{2})(?P<last>日?))?)?"
)
_RUN_HINT = re.compile(r"y{4}m{2}(?:d{2})?|年{4}月{2}日{2}|(?:^|[^\d])(?:19|20)\d{6}(?:[^\d]|$)|8位|八位")
_RUNS = re.compile(r"y+|m+|d+")


def write_day(day: Day, pattern: str) -> str:
    """A date in a pattern like ``YYYY-MM-DD``; what is not known is left out with everything behind it."""
    values = {"Y": day.year, "M": day.month, "D": day.day}
    written, end = "", 0
    for place in _PLACE.finditer(pattern):
        number = values[place.group()[0]]
        if number is None:
            return written.rstrip("-/. ")
        written += pattern[end : place.start()] + _padded(number, place.group())
        end = place.end()
    return written + pattern[end:]


def _padded(number: int, place: str) -> str:
    return f"{number % 100:02d}" if place == "YY" else f"{number:0{len(place)}d}"


def pattern_of(hint: str) -> str:
    """The pattern a hint shows: yyyy.mm, 1956-03-05, XXXX年XX月, 8位数字; empty when it shows none."""
    folded = fold(hint)
    if found := _HINT.search(folded):
        return _spelled(found)
    if found := _RUN_HINT.search(folded):
        return "YYYYMM" if found.group() == "yyyymm" else "YYYYMMDD"
    return ""


def _spelled(found: re.Match[str]) -> str:
    month = "M" if len(found["month"]) == 1 else "MM"
    pattern = f"YYYY{found['first']}{month}"
    if not found["day"]:
        return pattern + ("月" if found["first"] == "年" else "")
    day = "D" if len(found["day"]) == 1 else "DD"
    return f"{pattern}{found['second']}{day}" + ("日" if found["second"] == "月" else "")


def pattern_of_format(number_format: str) -> str:
    """The pattern of a cell's number format (``yyyy/m/d``, ``yyyy"年"m"月"``); empty for anything else."""
    plain = re.sub(r'["\\]|\[[^\]]*\]|;.*|_.', "", number_format).lower().replace("@", "").strip()
    if not plain.startswith("yy") or "h" in plain:
        return ""
    return _RUNS.sub(_place_of, plain)


def _place_of(run: re.Match[str]) -> str:
    letter = run.group()[0]
    return "YYYY" if letter == "y" else letter.upper() * min(2, len(run.group()))
