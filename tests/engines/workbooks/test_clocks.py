"""Dates and times of sheets."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.workbooks.clocks import (
    clock_parts,
    dated,
    is_clock,
    iso,
    moment,
    serial,
    shown_elapsed,
    shown_moment,
)


@pytest.mark.parametrize(
    "code",
    [
        "yyyy-mm-dd",
        'yyyy"年"m"月"d"日"',
        "[$-804]yyyy/m/d",
        "h:mm",
        "mm:ss.0",
        "[h]:mm",
        "上午/下午h:mm",
        "e/m/d",
    ],
)
def test_formats_of_dates_and_times(code: str) -> None:
    assert is_clock(code)


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "0.00",
        "#,##0",
        "@",
        "0.00E+00",
        '0"天"',
        "[Red]0",
        '"¥"#,##0.00',
        "0%",
        'General"户"',
        "_ * #,##0_ ",
    ],
)
def test_formats_of_numbers_are_not_dates(code: str) -> None:
    assert not is_clock(code)


def test_m_is_a_minute_only_beside_hours_or_seconds() -> None:
    assert clock_parts("yyyy-mm-dd hh:mm:ss") == "YMDhms"
    assert clock_parts("mm:ss") == "ms"
    assert clock_parts("yyyy/m") == "YM"


def test_the_false_leap_day_of_1900() -> None:
    assert moment(1, from_1904=False) == datetime(1900, 1, 1)
    assert moment(59, from_1904=False) == datetime(1900, 2, 28)
    assert moment(61, from_1904=False) == datetime(1900, 3, 1)
    assert moment(0, from_1904=True) == datetime(1904, 1, 1)
    assert moment(-1, from_1904=False) is None
    assert moment(3e6, from_1904=False) is None


@given(day=st.dates(date(1900, 3, 1), date(9999, 12, 31)), from_1904=st.booleans())
def test_a_day_comes_back_from_its_number(*, day: date, from_1904: bool) -> None:
    if from_1904 and day < date(1904, 1, 1):
        return
    assert moment(serial(day, from_1904=from_1904), from_1904=from_1904).date() == day


@given(st.datetimes(datetime(1950, 1, 1), datetime(2099, 1, 1)).map(lambda at: at.replace(microsecond=0)))
def test_a_moment_comes_back_to_the_second(at: datetime) -> None:
    assert moment(serial(at, from_1904=False), from_1904=False) == at


def test_the_number_takes_the_kind_its_format_shows() -> None:
    assert dated(45000, "yyyy-mm-dd", from_1904=False) == date(2023, 3, 15)
    assert dated(45000.5, "yyyy-mm-dd hh:mm", from_1904=False) == datetime(2023, 3, 15, 12)
    assert dated(0.375, "h:mm", from_1904=False) == time(9)
    assert dated(1.5, "[h]:mm", from_1904=False) == 1.5
    assert dated(12, "General", from_1904=False) == 12


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("yyyy-mm-dd", "2026-03-01"),
        ('yyyy"年"m"月"', "2026-03"),
        ("yyyy.mm", "2026-03"),
        ('m"月"d"日"', "03-01"),
        ("yyyy/m/d h:mm", "2026-03-01 09:30"),
        ("h:mm:ss", "09:30:00"),
        ("aaaa", "2026-03-01"),
        ("yyyy", "2026"),
    ],
)
def test_dates_are_shown_with_the_parts_their_format_has(code: str, text: str) -> None:
    assert shown_moment(datetime(2026, 3, 1, 9, 30), code) == text


def test_elapsed_time_counts_over_a_day() -> None:
    assert shown_elapsed(1.5) == "36:00"


def test_iso_leaves_out_what_is_nothing() -> None:
    assert iso(datetime(2026, 3, 1)) == "2026-03-01"
    assert iso(datetime(2026, 3, 1, 9, 30, 5)) == "2026-03-01 09:30:05"
    assert iso(time(9, 30)) == "09:30"
