"""What a gateway or a platform passes on: points of one device, in one neutral shape.

A message is ``{"device": "…", "points": [{"t": "2026-03-01T08:00:00+08:00", "v": 123.456}], "unit": "m3",
"res": 0.001, "batt": 3.6, "csq": 18}``; a door says ``{"device": "…", "t": "…", "state": "open"}``, a water
meter whose gateway decodes nothing ``{"t": "…", "frame": "FEFEFE68…16"}``.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Any, Literal, NamedTuple

from linli.engines.frames.cjt188 import Frame, FrameRefused, decode_hex

BEIJING = timezone(timedelta(hours=8))
UNITS = {"m3": 1_000_000, "m³": 1_000_000, "l": 1_000, "ml": 1, "kwh": 1_000_000, "wh": 1_000, "": 1_000}
"""To thousandths: millilitres of water or gas, milliwatt-hours of power; without a unit, litres."""
STATES = {
    "closed": 0, "quiet": 0, "ok": 0, "off": 0,
    "open": 1, "motion": 1, "smoke": 1, "pressed": 1, "alarm": 1, "on": 1,
}  # fmt: skip
LONGEST_NUMBER = 40
MOST_POINTS = 3000
"""In one message: two days of minutes."""
LARGEST = 10**15

Code = Literal[
    "shape", "number", "time", "value", "unit", "state", "too_many",
    "cut_off", "not_a_frame", "sum", "service", "digits",
]  # fmt: skip


class MessageRefused(ValueError):
    """A message that cannot be read; ``code`` says why, ``number`` whose it is when that is known."""

    def __init__(self, code: Code, number: str = "") -> None:
        self.code: Code = code
        self.number = number
        super().__init__(code)


class Point(NamedTuple):
    """What a device said about one moment."""

    at: datetime
    value: int
    """The register in thousandths of a litre or a watt-hour; of a state 0 or 1."""
    is_state: bool = False
    """True when it said how things are (open, smoke, off) and no register."""


class Message(NamedTuple):
    """What one device said."""

    number: str
    points: tuple[Point, ...]
    battery: float | None = None
    signal: int | None = None
    is_tampered: bool = False


def read(told: Any, zone: tzinfo = BEIJING) -> Message:
    """One message; times without a zone are of ``zone``."""
    if not isinstance(told, Mapping):
        raise MessageRefused("shape")
    if "frame" in told:
        return _framed(told, zone)
    number = _number(told)
    points = tuple(_points(told, number, zone))
    return Message(number, points, *_condition(told))


def _framed(told: Mapping[str, Any], zone: tzinfo) -> Message:
    try:
        frame = decode_hex(str(told["frame"]))
    except FrameRefused as refused:
        raise MessageRefused(refused.code, str(told.get("device", ""))[:LONGEST_NUMBER]) from refused
    number = _number(told) if told.get("device") else frame.address
    point = Point(_frame_time(told, frame, number, zone), frame.millilitres)
    battery, signal, tampered = _condition(told)
    return Message(number, (point,), 0.0 if frame.is_battery_low else battery, signal, tampered)


def _frame_time(told: Mapping[str, Any], frame: Frame, number: str, zone: tzinfo) -> datetime:
    """When the gateway heard it, else what the meter's clock says."""
    if told.get("t") or told.get("ts"):
        return _time(told.get("t") or told.get("ts"), number, zone)
    if frame.at is None:
        raise MessageRefused("time", number)
    return frame.at.replace(tzinfo=zone)


def _number(told: Mapping[str, Any]) -> str:
    number = str(told.get("device") or told.get("id") or "").strip()
    if not number or len(number) > LONGEST_NUMBER or not number.isprintable():
        raise MessageRefused("number", number[:LONGEST_NUMBER])
    return number


def _points(told: Mapping[str, Any], number: str, zone: tzinfo) -> Iterator[Point]:
    if "state" in told:
        state = STATES.get(str(told["state"]).casefold())
        if state is None:
            raise MessageRefused("state", number)
        yield Point(_time(told.get("t") or told.get("ts"), number, zone), state, is_state=True)
        return
    listed = told.get("points", [told] if "v" in told else None)
    if not isinstance(listed, list) or not listed:
        raise MessageRefused("shape", number)
    if len(listed) > MOST_POINTS:
        raise MessageRefused("too_many", number)
    scale = UNITS.get(str(told.get("unit", "")).casefold())
    if scale is None:
        raise MessageRefused("unit", number)
    for one in listed:
        if not isinstance(one, Mapping):
            raise MessageRefused("shape", number)
        yield Point(_time(one.get("t") or told.get("ts"), number, zone), _value(one.get("v"), number, scale))


def _time(raw: Any, number: str, zone: tzinfo) -> datetime:
    try:
        at = datetime.fromisoformat(str(raw).strip())
    except ValueError as trouble:
        raise MessageRefused("time", number) from trouble
    return at if at.tzinfo else at.replace(tzinfo=zone)


def _value(raw: Any, number: str, scale: int) -> int:
    try:
        value = round(float(raw) * scale)
    except (TypeError, ValueError, OverflowError) as trouble:
        raise MessageRefused("value", number) from trouble
    if not 0 <= value < LARGEST:
        raise MessageRefused("value", number)
    return value


def _condition(told: Mapping[str, Any]) -> tuple[float | None, int | None, bool]:
    """Battery, signal and tampering, where they are told and make sense."""
    battery, signal = told.get("batt"), told.get("csq")
    volts = float(battery) if isinstance(battery, int | float) and 0 <= battery < 1000 else None
    strength = int(signal) if isinstance(signal, int) and 0 <= signal < 1000 else None
    return volts, strength, told.get("tamper") is True
