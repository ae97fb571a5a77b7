"""Whatever is done to a file: it opens, or it is refused with a code; nothing else is raised."""

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engines.workbooks.docx.test_docx import register as word_register
from tests.engines.workbooks.docx.test_docx import saved as word_saved
from tests.engines.workbooks.makers import parts, people, register, saved
from tests.engines.workbooks.spreadsheetml.test_spreadsheetml import FORM
from tests.engines.workbooks.xls.test_xls import OLD

from linli.engines.workbooks import (
    REFUSAL_CODES,
    NoSuchPlace,
    Spot,
    Table,
    Workbook,
    WorkbookRefused,
    fill,
    read,
)

XLSX = fill(saved(register()), [Table("名单", 3, 3, (2, 3, 4, 6), people(5))], [Spot("名单", 1, 1, "台账")])
DOCX = word_saved(word_register())
FILES = {"xlsx": (XLSX, "名单"), "docx": (DOCX, "表1"), "xls": (OLD, "名单"), "xml": (FORM, "名单")}


def outcome(attempt: Callable[[], object]) -> object:
    """What came of it: the answer, or the code of the refusal; anything else is raised and fails the test."""
    try:
        return attempt()
    except WorkbookRefused as refused:
        return refused.code
    except NoSuchPlace:
        return "no such place"


def survives(data: bytes, sheet: str) -> None:
    table = Table(sheet, 3, 1, (1, 2), [("甲", 1), ("乙", 2)])
    for told in (outcome(lambda: read(data)), outcome(lambda: fill(data, [table]))):
        assert isinstance(told, (Workbook, bytes)) or told in {*REFUSAL_CODES, "no such place"}


@pytest.mark.parametrize("kind", FILES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_bytes_changed_anywhere(kind: str, data: st.DataObject) -> None:
    original, sheet = FILES[kind]
    changed = bytearray(original)
    for _ in range(data.draw(st.integers(1, 12))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    survives(bytes(changed), sheet)


@pytest.mark.parametrize("kind", FILES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_cut_or_doubled_anywhere(kind: str, data: st.DataObject) -> None:
    original, sheet = FILES[kind]
    first = data.draw(st.integers(0, len(original)))
    second = data.draw(st.integers(0, len(original)))
    survives(original[:first] + original[second:], sheet)


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_markup_changed_inside_the_zip(kind: str, data: st.DataObject) -> None:
    """Changes inside a part are not caught by the checksum of the zip."""
    original, sheet = FILES[kind]
    contents = parts(original)
    name = data.draw(st.sampled_from(sorted(contents)))
    part = bytearray(contents[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, max(len(part) - 1, 0)))
        part[at : at + data.draw(st.integers(0, 6))] = data.draw(
            st.sampled_from(
                [
                    b"",
                    b"9",
                    b"-1",
                    b"99999999999",
                    b"A",
                    b"<",
                    b'"',
                    b"/",
                    b" r='XFE1'",
                    "名".encode(),
                    b"\xff",
                    b"#REF!",
                ]
            )
        )
    contents[name] = bytes(part)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for other, content in contents.items():
            made.writestr(other, content)
    survives(out.getvalue(), sheet)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_noise(noise: bytes) -> None:
    survives(noise, "名单")


@pytest.mark.parametrize(
    "start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<?xml version='1.0'?><Workbook"]
)
@settings(max_examples=60, deadline=None)
@given(noise=st.binary(max_size=2000))
def test_noise_behind_a_known_beginning(start: bytes, noise: bytes) -> None:
    survives(start + noise, "名单")
