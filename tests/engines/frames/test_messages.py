"""Messages of gateways: the neutral shape, doors, frames passed on, and everything that cannot be read."""

from datetime import UTC, datetime

import pytest

from linli.engines.frames import MessageRefused, encode, read

EIGHT = datetime(2026, 3, 1, 0, 0, tzinfo=UTC)


def test_points_of_a_day_come_in_millilitres() -> None:
    told = read({
        "device": "WM-1", "ts": "2026-03-01T09:00:00+08:00", "res": 0.001, "unit": "m3", "batt": 3.6,
        "csq": 18,
        "points": [{"t": "2026-03-01T08:00:00+08:00", "v": 123.456}, {"v": 123.5}],
    })  # fmt: skip
    assert [p.value for p in told.points] == [123_456_000, 123_500_000]
    assert told.points[0].at == EIGHT
    assert (told.number, told.battery, told.signal) == ("WM-1", 3.6, 18)


def test_a_time_without_a_zone_is_beijing_time() -> None:
    assert read({"id": "a", "v": 1, "t": "2026-03-01 08:00:00"}).points[0].at == EIGHT


def test_a_door_says_open_or_closed() -> None:
    told = read({"device": "D-1", "t": "2026-03-01T08:00:00+08:00", "state": "open", "tamper": True})
    assert (told.points[0].value, told.is_tampered) == (1, True)


def test_a_frame_passed_on_brings_its_own_address_and_clock() -> None:
    frame = encode("1234", 5_000_000, datetime(2026, 3, 1, 8), low_battery=True).hex()
    told = read({"frame": frame})
    assert told.number == "1234".zfill(14)
    assert (told.points[0].at, told.points[0].value, told.battery) == (EIGHT, 5_000_000, 0.0)
    assert read({"frame": frame, "device": "WM-2", "t": "2026-03-01T09:00:00+08:00"}).number == "WM-2"


T = "2026-03-01T08:00:00"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ([], "shape"),
        ("x", "shape"),
        ({}, "number"),
        ({"device": "x" * 41, "v": 1, "t": T}, "number"),
        ({"device": "a\n", "v": 1, "t": ""}, "time"),
        ({"device": "a"}, "shape"),
        ({"device": "a", "points": []}, "shape"),
        ({"device": "a", "points": [3]}, "shape"),
        ({"device": "a", "points": [{"t": T, "v": 1}] * 3001}, "too_many"),
        ({"device": "a", "v": 1, "t": "yesterday"}, "time"),
        ({"device": "a", "v": 1, "t": "2026-02-30T08:00"}, "time"),
        ({"device": "a", "v": None, "t": T}, "value"),
        ({"device": "a", "v": -1, "t": T}, "value"),
        ({"device": "a", "v": "nan", "t": T}, "value"),
        ({"device": "a", "v": "inf", "t": T}, "value"),
        ({"device": "a", "v": 1e300, "t": T}, "value"),
        ({"device": "a", "v": 1, "t": T, "unit": "gallon"}, "unit"),
        ({"device": "a", "t": T, "state": "ajar"}, "state"),
        ({"frame": "68"}, "cut_off"),
        ({"frame": encode("1", 10_000).hex()}, "time"),
    ],
)
def test_what_cannot_be_read_says_why(told: object, code: str) -> None:
    with pytest.raises(MessageRefused) as refused:
        read(told)
    assert refused.value.code == code
