"""Nothing that a stranger uploads harms anyone; it is refused in a sentence."""

import contextlib
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.checklists.books import book

from linli.engines.checklists import CannotCompile, compile_book

PLAIN = book(survey="| type | name | label |\n| text | a | 甲 |")


def repacked(change: str, content: bytes, source: bytes = PLAIN) -> bytes:
    """The book with one part replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != change:
                new.writestr(entry, old.read(entry))
        new.writestr(change, content)
    return out.getvalue()


def told(data: bytes, name: str = "a.xlsx") -> str:
    with pytest.raises(CannotCompile) as refused:
        compile_book(data, name)
    return refused.value.problems[0].what


def test_an_entity_in_any_part_is_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    assert "不安全" in told(repacked("xl/sharedStrings.xml", bomb))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert "解压后过大" in told(repacked("xl/media/big.bin", b"\0" * 90_000_000))


def test_fifty_megabytes_are_refused() -> None:
    assert "超过 10 MB" in told(b"PK" + b"x" * 50_000_000)


def test_a_locked_zip_is_told_as_locked() -> None:
    locked = bytearray(PLAIN)
    at = locked.find(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert "密码" in told(bytes(locked))


def test_macros_are_not_run_and_do_not_matter() -> None:
    with_macros = repacked("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macro")
    assert compile_book(with_macros, "a.xlsm").checklist.children


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0\0",
        b"PK\x03\x04",
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    assert told(data)


@given(st.binary(max_size=300), st.sampled_from(["a.xlsx", "a.xls", "a.csv", "a.md", "a", ""]))
@settings(max_examples=150, deadline=None)
def test_bytes_are_refused_or_compiled_and_nothing_else(data: bytes, name: str) -> None:
    with contextlib.suppress(CannotCompile):
        compile_book(data, name)


@given(st.integers(0, len(PLAIN) - 1), st.integers(0, 255))
@settings(max_examples=100, deadline=None)
def test_a_damaged_book_is_refused_or_compiled(at: int, byte: int) -> None:
    damaged = PLAIN[:at] + bytes([byte]) + PLAIN[at + 1 :]
    with contextlib.suppress(CannotCompile):
        compile_book(damaged, "a.xlsx")
