"""Which wall-clock hour, day and three-hour block does a moment belong to?"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Literal

DayKind = Literal["workday", "weekend", "holiday"]
Calendar = Callable[[date], DayKind]

MONDAY = datetime(2001, 1, 1)  # noqa: DTZ001 - wall-clock hours of the home; zones are settled before
HOUR = timedelta(hours=1)
BLOCKS = 8
BLOCK_HOURS = 24 // BLOCKS
FRIDAY = 4


def wall_hours(at: datetime) -> float:
    """Hours of the home's own wall clock since a Monday midnight."""
    return (at.replace(tzinfo=None) - MONDAY) / HOUR


def moment(hours: float) -> datetime:
    """The wall-clock moment of so many hours; the inverse of ``wall_hours``."""
    return MONDAY + hours * HOUR


def plain_week(day: date) -> DayKind:
    """A calendar without holidays: Monday to Friday are workdays."""
    return "workday" if day.weekday() <= FRIDAY else "weekend"


def rests(calendar: Calendar, day: int) -> bool:
    """Whether day number ``day`` (wall hours // 24) is a rest day; a holiday lives like a weekend."""
    return calendar((MONDAY + timedelta(days=day)).date()) != "workday"
