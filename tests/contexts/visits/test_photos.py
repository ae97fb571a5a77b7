"""A photo is kept as a picture and nothing else."""

import hashlib

import pytest
from tests.contexts.visits.test_pages import picture

from linli.contexts.visits.commands.photos import keep_photo
from linli.kernel.errors import BadInput
from linli.kernel.files import store
from linli.kernel.files.models import StoredFile


def test_the_digest_is_of_what_was_sent_and_the_picture_of_what_is_kept(world):
    data = picture().getvalue()
    key, digest = keep_photo(world.actor("grid_worker", world.grid1), data, world.grid1.code)
    assert digest == hashlib.sha256(data).hexdigest()
    kept = store.content(StoredFile.objects.get(pk=key))
    assert kept[:3] == b"\xff\xd8\xff"
    assert b"Exif" not in kept


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\n broken"])
def test_what_is_no_picture_is_refused(world, data):
    with pytest.raises(BadInput):
        keep_photo(world.actor("grid_worker", world.grid1), data, world.grid1.code)
