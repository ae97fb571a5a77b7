"""What does a subscriber of MQTT 3.1.1 write, and what does it read?  Bytes only; no socket is touched here.

Of the protocol (OASIS, MQTT Version 3.1.1, 2014) just the part that taking messages in with quality 1 needs.
Many packets are read, and many acknowledgements written, in one go: that is where the speed comes from.
"""

import struct
from collections.abc import Iterable
from typing import NamedTuple

CONNACK, PUBLISH, SUBACK, PINGRESP = 0x20, 0x30, 0x90, 0xD0
PING, BYE = b"\xc0\x00", b"\xe0\x00"
KEEP_SESSION, WITH_USER, WITH_PASSWORD = 0x00, 0x80, 0x40
REFUSED_SUBSCRIPTION = 0x80
MOST_LENGTH_BYTES = 4


class WireTrouble(ValueError):
    """The other side does not speak MQTT."""


class Published(NamedTuple):
    """A message that was published to us."""

    topic: str
    body: bytes
    packet_id: int
    """0 when nobody waits for an acknowledgement."""


class Other(NamedTuple):
    """Any other packet."""

    kind: int
    body: bytes


class Read(NamedTuple):
    """What some bytes held."""

    published: list[Published]
    others: list[Other]
    rest: bytes
    """The beginning of a packet that is not complete."""


def connect(session: str, user: str, password: str, keep_alive: int) -> bytes:
    """Ask to go on with the session of that name; without a user nothing is said about one."""
    flags = KEEP_SESSION | (WITH_USER | WITH_PASSWORD if user else 0)
    told = [session, *([user, password] if user else [])]
    body = _text("MQTT") + struct.pack(">BBH", 4, flags, keep_alive) + b"".join(map(_text, told))
    return b"\x10" + _length(len(body)) + body


def subscribe(packet_id: int, pattern: str) -> bytes:
    """Ask for a pattern of topics with quality 1."""
    body = struct.pack(">H", packet_id) + _text(pattern) + b"\x01"
    return b"\x82" + _length(len(body)) + body


def acknowledgements(packet_ids: Iterable[int]) -> bytes:
    """One PUBACK for each."""
    return b"".join(struct.pack(">BBH", 0x40, 2, number) for number in packet_ids)


def read(data: bytes) -> Read:
    """Take bytes apart into packets."""
    published: list[Published] = []
    others: list[Other] = []
    place, size = 0, len(data)
    while place + 1 < size:
        start, length = _measure(data, place + 1)
        end = start + length
        if not start or end > size:
            break
        kind = data[place]
        if kind & 0xF0 == PUBLISH:
            published.append(_published(data, kind, start, end))
        else:
            others.append(Other(kind & 0xF0, data[start:end]))
        place = end
    return Read(published, others, data[place:])


def _measure(data: bytes, place: int) -> tuple[int, int]:
    """Where a packet's body starts and how long it is; start 0 while that is not complete."""
    first = data[place]
    if first < 0x80:  # noqa: PLR2004 - nearly all packets are that short
        return place + 1, first
    length = shift = 0
    for used in range(MOST_LENGTH_BYTES):
        if place + used >= len(data):
            return 0, 0
        digit = data[place + used]
        length |= (digit & 0x7F) << shift
        if not digit & 0x80:
            return place + used + 1, length
        shift += 7
    raise WireTrouble("length")


def _published(data: bytes, kind: int, start: int, end: int) -> Published:
    body = start + 2 + (data[start] << 8 | data[start + 1] if end - start > 1 else end)
    has_number = kind & 0x06
    if body + (2 if has_number else 0) > end:
        raise WireTrouble("topic")
    topic = data[start + 2 : body].decode(errors="replace")
    if not has_number:
        return Published(topic, data[body:end], 0)
    return Published(topic, data[body + 2 : end], data[body] << 8 | data[body + 1])


def _text(text: str) -> bytes:
    raw = text.encode()
    return struct.pack(">H", len(raw)) + raw


def _length(length: int) -> bytes:
    written = bytearray()
    while True:
        length, digit = divmod(length, 128)
        written.append(digit | (0x80 if length else 0))
        if not length:
            return bytes(written)
