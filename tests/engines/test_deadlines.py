"""When is an answer due?  By examples worked by hand, and against a plain calendar walked by the minute."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.engines.deadlines import (
    Limit,
    Pause,
    WorkCalendar,
    after_working_minutes,
    due_at,
    working_minutes_between,
)

ZONE = ZoneInfo("Asia/Shanghai")
SPRING = WorkCalendar(
    holidays=frozenset(date(2026, 2, 15) + timedelta(days=n) for n in range(9)),
    makeup_days=frozenset({date(2026, 2, 14), date(2026, 2, 28)}),
)
"""The Spring Festival of 2026: off from 15 to 23 February, at work on Saturdays 14 and 28."""


def at(day: int, hour: int, minute: int = 0, month: int = 2) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def test_five_working_days_run_over_the_spring_festival() -> None:
    # Friday the 13th; 14 (at work), 24, 25, 26, 27.
    assert due_at(at(13, 10), Limit(working_days=5), SPRING) == at(27, 17, 30)


def test_two_working_hours_begun_at_five_end_the_next_open_morning() -> None:
    assert due_at(at(14, 17), Limit(working_minutes=120), SPRING) == at(24, 10, 30)


def test_two_hours_for_danger_to_life_do_not_wait_for_the_office() -> None:
    assert due_at(at(14, 23), Limit(minutes=120), SPRING) == at(15, 1)


def test_a_pause_gives_back_the_working_days_it_took() -> None:
    # Due Friday the 27th; waits from Tuesday 24 to Thursday 26: two working days, of which Saturday is one.
    paused = (Pause(at(24, 9), at(26, 9)),)
    assert due_at(at(13, 10), Limit(working_days=5), SPRING, paused) == at(2, 17, 30, month=3)


def test_while_a_pause_lasts_nothing_is_due() -> None:
    assert due_at(at(13, 10), Limit(working_days=5), SPRING, (Pause(at(24, 9)),)) is None


def test_a_pause_after_the_end_saves_nobody() -> None:
    late = (Pause(at(28, 9), at(9, 9, month=3)),)
    assert due_at(at(13, 10), Limit(working_days=5), SPRING, late) == at(27, 17, 30)


@pytest.mark.parametrize("wrong", [{}, {"working_days": 1, "minutes": 5}, {"minutes": -1}])
def test_a_limit_has_one_length(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="limit"):
        Limit(**wrong)


days = st.dates(date(2026, 2, 1), date(2026, 3, 31))
moments = st.builds(
    lambda d, m: datetime.combine(d, time(), tzinfo=ZONE) + timedelta(minutes=m), days, st.integers(0, 1439)
)
calendars = st.builds(
    WorkCalendar, holidays=st.frozensets(days, max_size=12), makeup_days=st.frozensets(days, max_size=6)
)


def is_open(moment: datetime, calendar: WorkCalendar) -> bool:
    """The plain calendar: one minute at a time."""
    return calendar.is_working(moment.date()) and calendar.opens_at <= moment.time() < calendar.closes_at


@settings(max_examples=60, deadline=None)
@given(moments, st.integers(1, 1500), calendars)
def test_working_minutes_are_those_of_a_plain_calendar(start: datetime, minutes: int, calendar) -> None:
    walked, left = start, minutes
    while left:
        left -= is_open(walked, calendar)
        walked += timedelta(minutes=1)
    assert after_working_minutes(start, minutes, calendar) == walked
    assert working_minutes_between(start, walked, calendar) == minutes


@settings(max_examples=200, deadline=None)
@given(moments, st.integers(1, 15), calendars)
def test_working_days_are_those_of_a_plain_calendar(start: datetime, number: int, calendar) -> None:
    day, left = start.date(), number
    while left:
        day += timedelta(days=1)
        left -= calendar.is_working(day)
    assert due_at(start, Limit(working_days=number), calendar) == datetime.combine(
        day, calendar.closes_at, tzinfo=ZONE
    )


pauses = st.lists(
    st.tuples(moments, st.integers(0, 20000)).map(lambda p: Pause(p[0], p[0] + timedelta(minutes=p[1]))),
    max_size=4,
)
limits = st.one_of(
    st.builds(Limit, working_days=st.integers(1, 15)),
    st.builds(Limit, working_minutes=st.integers(1, 600)),
    st.builds(Limit, minutes=st.integers(1, 3000)),
)


@settings(max_examples=200, deadline=None)
@given(moments, limits, calendars, pauses)
def test_a_pause_never_brings_the_end_nearer_nor_begins_the_clock_anew(start, limit, calendar, some) -> None:
    without = due_at(start, limit, calendar)
    given_back = due_at(start, limit, calendar, some)
    assert without is not None
    assert given_back is not None
    assert given_back >= without
    assert due_at(start, limit, calendar, [Pause(p.since, p.since) for p in some]) == without
    longest = sum(((p.until or p.since) - p.since for p in some), timedelta())
    # What is given back is never more than the pauses took, but for the round to whole open days.
    assert given_back - without <= longest + timedelta(days=60)
