"""The one place that asks what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

_fixed: ContextVar[datetime | None] = ContextVar("fixed_time", default=None)


def now() -> datetime:
    """The current time, aware, in UTC."""
    return (_fixed.get() or timezone.now()).astimezone(UTC)


def today() -> date:
    """The day on the community's wall calendar."""
    return timezone.localdate(now())


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Hold the clock at ``moment``: for tests, for replays and for a demo that looks the same every day."""
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)


def forward(step: timedelta) -> None:
    """Move a held clock on; an error when the clock is running freely."""
    held = _fixed.get()
    if held is None:
        raise RuntimeError("the clock is not held")
    _fixed.set(held + step)


def day_of(text: str) -> date:
    """A day from ISO text; ValueError when there is no such day."""
    return date.fromisoformat(text)


def at_noon(day: date) -> datetime:
    """The middle of a day on the community's wall clock, for arithmetic with days."""
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))  # noqa: DTZ001 - made aware here
