"""What is in a payload: messages as JSON, or a frame as the meter sent it, in digits or as bytes."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from linli.engines.frames.cjt188 import PREAMBLE, START

NOBODY = "-"
"""A topic's device when the payload itself says whose it is."""


def unpack(body: bytes, device: str = NOBODY) -> list[Any]:
    """Messages for ``read``; what makes no sense stays as it is and is refused there, under its device."""
    number = "" if device == NOBODY else device
    text = body.strip()
    if text[:1] in (b"{", b"["):
        return [_named(one, number) for one in _json(text, number)]
    if body[:1] in (bytes([START]), bytes([PREAMBLE])):
        return [_named({"frame": body.hex()}, number)]
    try:
        return [_named({"frame": text.decode("ascii").strip('"')}, number)]
    except UnicodeDecodeError:
        return [{"device": number}]


def _json(text: bytes, number: str) -> Iterator[Any]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        yield {"device": number}
        return
    if isinstance(told, Mapping) and isinstance(told.get("messages"), list):
        told = told["messages"]
    yield from told if isinstance(told, list) else [told]


def _named(told: Any, number: str) -> Any:
    """With the device of the topic, unless it names one."""
    if not number or not isinstance(told, Mapping) or told.get("device") or told.get("id"):
        return told
    return {"device": number, **{key: value for key, value in told.items() if key not in ("device", "id")}}
