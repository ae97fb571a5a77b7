"""Files beside a notice are judged by what they are, not by their names."""

import pytest
from tests.builders.board import draft, posted

from linli.contexts.bulletin.commands import files
from linli.contexts.bulletin.models import Attachment
from linli.kernel.errors import BadInput, NotAllowedNow

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 something"


def test_a_pdf_is_a_pdf_whatever_it_is_called(world) -> None:
    worker = world.actor("grid_worker", world.grid1)
    row = draft(worker, world.grid1)
    kept = files.attach(worker, row, data=PDF, name="../../说明.exe")
    assert (kept.name, kept.kind) == ("说明.exe", "pdf")
    for data in (b"MZ\x90 a program", b"", b"<html><script>"):
        with pytest.raises(BadInput):
            files.attach(worker, row, data=data, name="a.pdf")


def test_a_file_of_a_posted_notice_stays(world) -> None:
    worker = world.actor("grid_worker", world.grid1)
    begun = draft(worker, world.grid1)
    files.detach(worker, begun, files.attach(worker, begun, data=PDF, name="a.pdf"))
    assert not Attachment.objects.exists()
    hung = posted(worker, world.grid1)
    kept = files.attach(worker, hung, data=PDF, name="a.pdf")
    with pytest.raises(NotAllowedNow):
        files.detach(worker, hung, kept)
