"""Packets as the standard writes them, cut anywhere."""

from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.adapters.mqtt import wire


def publish(topic: str, body: bytes, number: int) -> bytes:
    told = len(topic.encode()).to_bytes(2) + topic.encode() + (number.to_bytes(2) if number else b"") + body
    length, written = len(told), bytearray()
    while True:
        length, digit = divmod(length, 128)
        written.append(digit | (128 if length else 0))
        if not length:
            return bytes([0x32 if number else 0x30]) + bytes(written) + told


def test_asking_for_a_session_as_the_standard_has_it() -> None:
    assert wire.connect("a", "", "", 10) == b"\x10\x0d\x00\x04MQTT\x04\x00\x00\x0a\x00\x01a"
    named = wire.connect("a", "u", "p", 10)
    assert named == b"\x10\x13\x00\x04MQTT\x04\xc0\x00\x0a\x00\x01a\x00\x01u\x00\x01p"
    assert wire.subscribe(1, "a/b") == b"\x82\x08\x00\x01\x00\x03a/b\x01"
    assert wire.acknowledgements([1, 258]) == b"\x40\x02\x00\x01\x40\x02\x01\x02"


@given(
    told=st.lists(st.tuples(st.text(max_size=9), st.binary(max_size=300), st.integers(0, 65535)), max_size=5),
    cuts=st.lists(st.integers(0, 1600), max_size=6),
)
def test_whatever_the_network_cuts_is_put_together_again(told, cuts) -> None:
    data = b"".join(publish(*one) for one in told) + b"\xd0\x00"
    places = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    rest, found, others = b"", [], []
    for start, end in pairwise(places):
        read = wire.read(rest + data[start:end])
        rest, found, others = read.rest, found + read.published, others + read.others
    assert found == [wire.Published(*one) for one in told]
    assert (rest, [other.kind for other in others]) == (b"", [wire.PINGRESP])


@pytest.mark.parametrize(
    "noise", [b"\x30\xff\xff\xff\xff\x01", b"\x32\x02\x00\x09", b"\x32\x03\x00\x01a", b"\x30\x00"]
)
def test_noise_is_refused(noise: bytes) -> None:
    with pytest.raises(wire.WireTrouble):
        wire.read(noise)


@given(noise=st.binary(max_size=400))
def test_no_noise_breaks_the_reader(noise: bytes) -> None:
    with suppress(wire.WireTrouble):
        wire.read(noise)
