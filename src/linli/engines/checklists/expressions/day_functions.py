"""What do the functions on days and times give?"""

import math
import re
from collections.abc import Callable
from dataclasses import replace

from linli.engines.checklists.expressions.moments import (
    MS_A_DAY,
    Moment,
    civil_of,
    clock_of,
    moment_of,
    time_of,
    weekday_of,
)
from linli.engines.checklists.expressions.values import Value, to_moment, to_text
from linli.engines.checklists.expressions.world import Scope

Given = list[Value]
Apply = Callable[[Scope, Given], Value]
_FIELD = re.compile(r"%[YymnbBdeHhMS3aA]")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CHINESE_DAYS = "一二三四五六日"


def _date(scope: Scope, given: Given) -> Value:
    moment = to_moment(given[0], scope.world.zone)
    return "" if moment is None else moment.day


def _date_time(scope: Scope, given: Given) -> Value:
    moment = to_moment(given[0], scope.world.zone)
    return "" if moment is None else replace(moment, timed=True, zone=scope.world.zone)


def _decimal_date_time(scope: Scope, given: Given) -> Value:
    """Days since 1970-01-01 in Greenwich, as JavaRosa counts here."""
    moment = to_moment(given[0], scope.world.zone)
    return math.nan if moment is None else (moment.ms - scope.world.zone * 60_000) / MS_A_DAY


def _decimal_time(scope: Scope, given: Given) -> Value:
    text = to_text(given[0])
    time = time_of(text)
    if time is not None:
        return time
    moment = moment_of(text, scope.world.zone)
    return math.nan if moment is None else (moment.ms % MS_A_DAY) / MS_A_DAY


def _formatted(scope: Scope, given: Given) -> Value:
    moment = to_moment(given[0], scope.world.zone)
    if moment is None:
        return ""
    written = _fields(moment, chinese="zh" in scope.world.language or "中" in scope.world.language)
    return _FIELD.sub(lambda found: written[found.group()[1]], to_text(given[1]))


def _fields(moment: Moment, *, chinese: bool) -> dict[str, str]:
    year, month, day = civil_of(moment)
    hours, minutes, seconds, ms = clock_of(moment)
    weekday = weekday_of(moment)
    return {
        "Y": f"{year:04d}",
        "y": f"{year % 100:02d}",
        "m": f"{month:02d}",
        "n": str(month),
        "b": f"{month}月" if chinese else _MONTHS[month - 1][:3],
        "B": f"{month}月" if chinese else _MONTHS[month - 1],
        "d": f"{day:02d}",
        "e": str(day),
        "H": f"{hours:02d}",
        "h": str(hours),
        "M": f"{minutes:02d}",
        "S": f"{seconds:02d}",
        "3": f"{ms:03d}",
        "a": f"周{_CHINESE_DAYS[weekday]}" if chinese else _WEEKDAYS[weekday][:3],
        "A": f"星期{_CHINESE_DAYS[weekday]}" if chinese else _WEEKDAYS[weekday],
    }


def _difference(scope: Scope, given: Given, count: Callable[[Moment, Moment], int]) -> Value:
    """Whole steps from the first day to the second, as in CHT."""
    first, second = (to_moment(value, scope.world.zone) for value in given)
    if first is None or second is None:
        return math.nan
    return float(count(first, second) if second.ms >= first.ms else -count(second, first))


def _days_between(first: Moment, second: Moment) -> int:
    return second.day.ms // MS_A_DAY - first.day.ms // MS_A_DAY


def _months_between(first: Moment, second: Moment) -> int:
    (year, month, day), (other_year, other_month, other_day) = civil_of(first), civil_of(second)
    return (other_year - year) * 12 + other_month - month - (other_day < day)


def _counted(count: Callable[[Moment, Moment], int]) -> tuple[int, int, Apply]:
    return 2, 2, lambda scope, given: _difference(scope, given, count)


FUNCTIONS: dict[str, tuple[int, int, Apply]] = {
    "today": (0, 0, lambda scope, _: scope.world.today),
    "now": (0, 0, lambda scope, _: scope.world.now),
    "date": (1, 1, _date),
    "date-time": (1, 1, _date_time),
    "decimal-date-time": (1, 1, _decimal_date_time),
    "decimal-time": (1, 1, _decimal_time),
    "cht:difference-in-days": _counted(_days_between),
    "cht:difference-in-weeks": _counted(lambda first, second: _days_between(first, second) // 7),
    "cht:difference-in-months": _counted(_months_between),
    "cht:difference-in-years": _counted(lambda first, second: _months_between(first, second) // 12),
    "format-date": (2, 2, _formatted),
    "format-date-time": (2, 2, _formatted),
}
