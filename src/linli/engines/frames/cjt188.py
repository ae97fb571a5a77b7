"""The frame ``FE… 68 T A0–A6 C L DATA CS 16`` of CJ/T 188: the answer to a reading request (C 81, DI 90 1F).

DATA: identifier (2), series (1), register (4 BCD, low byte first) and unit (1), the same of the settling day,
clock (7 BCD, seconds first), status (2).  CS is the sum of all bytes from 68 on, modulo 256.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

START, END, PREAMBLE = 0x68, 0x16, 0xFE
ANSWER, LENGTH = 0x81, 0x16
IDENTIFIERS = (b"\x90\x1f", b"\x1f\x90")
HEAD = 11
"""Bytes before the data: start, kind, seven of the address, control, length."""
LITRE, CUBIC_METRE = 0x29, 0x2C
MILLILITRES = {LITRE: 10, CUBIC_METRE: 10_000}
"""Of the last digit: both units are written with two decimals."""
LOW_BATTERY = 0x24
"""Bit 2, counted from the low or from the high end of the status byte."""

Valve = Literal["open", "closed", "fault", "unknown"]
VALVES: dict[int, Valve] = {0: "open", 1: "closed", 2: "unknown", 3: "fault"}
Code = Literal["cut_off", "not_a_frame", "sum", "service", "digits", "unit"]


class FrameRefused(ValueError):
    """Bytes that are no readable frame; ``code`` says why."""

    def __init__(self, code: Code) -> None:
        self.code: Code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Frame:
    """What one meter said."""

    kind: int
    """10 cold water, 11 hot, 12 drinking, 13 reclaimed, 20 and 21 heat, 30 gas."""
    address: str
    """Fourteen digits, as printed on the meter."""
    millilitres: int
    settled_millilitres: int
    at: datetime | None
    """The meter's own clock, without zone; None when it has none or tells nonsense."""
    valve: Valve
    is_battery_low: bool


def decode_hex(text: str) -> Frame:
    """A frame written as hexadecimal digits, with or without spaces."""
    try:
        raw = bytes.fromhex(text)
    except ValueError as trouble:
        raise FrameRefused("not_a_frame") from trouble
    return decode(raw)


def decode(raw: bytes) -> Frame:
    """Read one frame; leading FE bytes wake the line and say nothing."""
    body = raw.lstrip(bytes([PREAMBLE]))
    data = _data(body)
    status = data[20]
    return Frame(
        kind=body[1],
        address=_digits(body[2:9]),
        millilitres=_register(data[3:8]),
        settled_millilitres=_register(data[8:13]),
        at=_clock(data[13:20]),
        valve=VALVES[status & 3 or status >> 6],
        is_battery_low=bool(status & LOW_BATTERY),
    )


def _data(body: bytes) -> bytes:
    """The data of a frame whose shape, sum and service are right."""
    if not body or body[0] != START:
        raise FrameRefused("not_a_frame")
    if len(body) < HEAD:
        raise FrameRefused("cut_off")
    end = HEAD + body[10]
    if len(body) < end + 2:
        raise FrameRefused("cut_off")
    if sum(body[:end]) % 256 != body[end]:
        raise FrameRefused("sum")
    if body[end + 1] != END:
        raise FrameRefused("not_a_frame")
    data = body[HEAD:end]
    if body[9] != ANSWER or len(data) != LENGTH or data[:2] not in IDENTIFIERS:
        raise FrameRefused("service")
    return data


def _digits(low_first: bytes) -> str:
    """Packed decimal digits, the low byte first."""
    text = low_first[::-1].hex()
    if not text.isdecimal():
        raise FrameRefused("digits")
    return text


def _register(part: bytes) -> int:
    """A register and its unit as millilitres."""
    if part[4] not in MILLILITRES:
        raise FrameRefused("unit")
    return int(_digits(part[:4])) * MILLILITRES[part[4]]


def _clock(part: bytes) -> datetime | None:
    """Seconds, minutes, hours, day, month, year; many meters have no clock and send zeros."""
    try:
        second, minute, hour, day, month = (int(f"{byte:02x}") for byte in part[:5])
        return datetime(int(f"{part[6]:02x}{part[5]:02x}"), month, day, hour, minute, second)  # noqa: DTZ001 - wall clock of the meter
    except ValueError:
        return None


def encode(address: str, millilitres: int, at: datetime | None = None, *, low_battery: bool = False) -> bytes:
    """The answer of a cold water meter, as ``decode`` reads it."""
    digits = bytes.fromhex(f"{millilitres // MILLILITRES[CUBIC_METRE]:08d}")[::-1] + bytes([CUBIC_METRE])
    moment = bytes.fromhex(f"{at:%Y%m%d%H%M%S}")[::-1] if at else bytes(7)
    data = IDENTIFIERS[0] + b"\x00" + digits * 2 + moment + bytes([4 if low_battery else 0, 0])
    head = bytes([START, 0x10]) + bytes.fromhex(address.zfill(14))[::-1] + bytes([ANSWER, len(data)])
    return bytes([PREAMBLE] * 3) + head + data + bytes([sum(head + data) % 256, END])
