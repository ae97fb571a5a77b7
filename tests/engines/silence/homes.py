"""Small believable homes whose days can be followed by hand."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from linli.engines.silence import Alarm, HomeState, Reading, Setting, begin, step

FIRST = datetime(2026, 3, 2)
"""A Monday."""
HOUR = timedelta(hours=1)
USED_HOURS = frozenset({7, 8, 12, 13, 18, 19, 21})


def day_by_day(days: int, used: frozenset[int] = USED_HOURS, litres: float = 12.0) -> Iterator[Reading]:
    """Hourly readings of a home that uses water in the same hours every day."""
    register = 1000.0
    yield Reading(FIRST, register)
    for hour in range(24 * days):
        register += litres * (hour % 24 in used)
        yield Reading(FIRST + (hour + 1) * HOUR, register)


def silent_from(readings: list[Reading], at: datetime) -> list[Reading]:
    """The same readings, but nobody uses water after a moment."""
    last = next(reading.register for reading in reversed(readings) if reading.at <= at)
    return [reading if reading.at <= at else Reading(reading.at, last) for reading in readings]


def heard(readings: list[Reading], setting: Setting | None = None) -> tuple[HomeState, list[Alarm]]:
    """All readings one after another."""
    setting = setting or Setting()
    state, alarms = begin(readings[0], setting), []
    for reading in readings[1:]:
        state, rung = step(state, reading, setting)
        alarms += rung
    return state, alarms
