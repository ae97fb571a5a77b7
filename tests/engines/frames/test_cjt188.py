"""CJ/T 188: the sample of the handbook, both writings of vendors, and everything that is no frame."""

import contextlib
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.frames import FrameRefused, decode, decode_hex, encode

SAMPLE = (
    "68 10 12 00 00 00 00 00 00 81 16 90 1F 00 10 00 10 00 2C 10 00 10 00 2C 00 00 00 00 00 00 00 00 FF 67 16"
)


def with_sum(text: str) -> str:
    """The frame with its sum put right."""
    raw = bytes.fromhex(text)
    return (raw[:-2] + bytes([sum(raw[:-2]) % 256]) + raw[-1:]).hex()


def test_the_sample_of_the_handbook_says_a_thousand_cubic_metres() -> None:
    frame = decode_hex(SAMPLE)
    assert frame.address == "00000000000012"
    assert frame.millilitres == frame.settled_millilitres == 1_000_100_000
    assert (frame.kind, frame.at, frame.valve, frame.is_battery_low) == (0x10, None, "open", False)


def test_waking_bytes_and_the_other_order_of_the_identifier_are_read() -> None:
    other = with_sum(SAMPLE.replace("90 1F", "1F 90"))
    assert decode_hex("FE FE FE" + other) == decode_hex(SAMPLE)


@pytest.mark.parametrize(
    ("status", "valve", "low"),
    [("01", "closed", False), ("40", "closed", False), ("03", "fault", False), ("C0", "fault", False),
     ("04", "open", True), ("20", "open", True), ("05", "closed", True)],
)  # fmt: skip
def test_status_is_read_from_either_end(status: str, valve: str, *, low: bool) -> None:
    frame = decode_hex(with_sum(SAMPLE.replace("00 FF 67 16", f"{status} FF 67 16")))
    assert (frame.valve, frame.is_battery_low) == (valve, low)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_a_frame"),
        ("hello", "not_a_frame"),
        ("16 68", "not_a_frame"),
        ("68 10 12", "cut_off"),
        (SAMPLE[:60], "cut_off"),
        (SAMPLE.replace("67 16", "68 16"), "sum"),
        (SAMPLE.replace("67 16", "67 17"), "not_a_frame"),
        (with_sum(SAMPLE.replace("81 16", "84 16")), "service"),
        (with_sum(SAMPLE.replace("00 10 00 10 00 2C 10", "00 1A 00 10 00 2C 10")), "digits"),
        (with_sum(SAMPLE.replace("10 00 10 00 2C 10", "10 00 10 00 35 10")), "unit"),
    ],
)
def test_what_is_no_frame_is_refused_with_its_reason(text: str, code: str) -> None:
    with pytest.raises(FrameRefused) as refused:
        decode_hex(text)
    assert refused.value.code == code


@given(
    number=st.integers(0, 10**14 - 1),
    ticks=st.integers(0, 10**8 - 1),
    at=st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)),
    low=st.booleans(),
)
def test_what_is_written_is_read_again(number: int, ticks: int, at: datetime, *, low: bool) -> None:
    frame = decode(encode(str(number), ticks * 10_000, at.replace(microsecond=0), low_battery=low))
    assert frame.address == str(number).zfill(14)
    assert (frame.millilitres, frame.at, frame.is_battery_low) == (
        ticks * 10_000,
        at.replace(microsecond=0),
        low,
    )


@given(st.binary(max_size=60))
def test_noise_is_refused_and_nothing_else(raw: bytes) -> None:
    with contextlib.suppress(FrameRefused):
        decode(raw)
