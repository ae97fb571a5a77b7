"""Files: judged by content, sealed on disk, gone when their time is over."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from linli.kernel.files import kinds, store
from linli.kernel.files.models import StoredFile


def workbook() -> bytes:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return box.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (workbook(), "xlsx"),
        (b"%PDF-1.7", "pdf"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"MZ\x90\x00", "unknown"),
        (b"<html><script>", "unknown"),
        (b"PK\x03\x04broken", "unknown"),
    ],
)
def test_content_says_what_a_file_is(data: bytes, kind: str) -> None:
    assert kinds.kind_of(data) == kind


def handed(data: bytes, name: str = "a.xlsx", **more: object) -> store.Handed:
    return store.Handed(data, name, purpose="test", **more)


def test_a_program_with_a_workbooks_name_is_refused(world) -> None:
    with pytest.raises(store.WrongKind):
        store.keep(world.actor("grid_worker"), handed(b"MZ\x90", "表.xlsx", wanted=("xlsx",)))
    assert StoredFile.objects.count() == 0


def test_empty_and_too_large_files_are_refused(world, monkeypatch) -> None:
    with pytest.raises(store.EmptyFile):
        store.keep(world.actor("grid_worker"), handed(b""))
    monkeypatch.setattr(store, "LIMIT", 10)
    with pytest.raises(store.TooLarge):
        store.keep(world.actor("grid_worker"), handed(workbook()))


def test_on_disk_lies_nothing_readable(world) -> None:
    row = store.keep(world.actor("grid_worker"), handed("张国英 339901194403200022".encode()))
    lying = next(Path(settings.DATA / "store").rglob(row.pk.hex)).read_bytes()
    assert "张国英".encode() not in lying
    assert store.content(row) == "张国英 339901194403200022".encode()


def test_a_file_is_gone_after_its_time(world, clock) -> None:
    row = store.keep(world.actor("grid_worker"), handed(workbook(), purge_on=clock.today()))
    assert store.purge(clock.today()) == 0
    clock.forward(timedelta(days=1))
    assert store.purge(clock.today()) == 1
    with pytest.raises(FileNotFoundError):
        store.content(row)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\桌面\\表.xlsx", "表.xlsx"),
        ("a\x00b.xlsx", "ab.xlsx"),
        ("", "file"),
    ],
)
def test_names_lose_their_paths(given: str, kept: str) -> None:
    assert store.clean_name(given) == kept
