"""Pictures lose what the camera wrote into them and are kept once."""

import io

import pytest
from PIL import Image
from tests.builders.desk import REPORTER

from linli.contexts.service_requests.commands.photos import keep_photos
from linli.kernel.errors import BadInput
from linli.kernel.files import store
from linli.kernel.files.models import StoredFile


def picture(colour: str = "red", **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "JPEG", **more)
    return out.getvalue()


def with_place() -> bytes:
    exif = Image.Exif()
    exif[0x0110] = "SomePhone"
    exif[0x8825] = {1: "N", 2: (30.0, 15.0, 0.0)}
    return picture(exif=exif)


def test_place_and_device_are_gone(world) -> None:
    assert b"SomePhone" in with_place()
    kept = keep_photos(REPORTER, [with_place()], world.community.code)
    plain = store.content(StoredFile.objects.get(pk=kept[0][0]))
    assert b"SomePhone" not in plain
    assert not dict(Image.open(io.BytesIO(plain)).getexif())


def test_the_same_picture_twice_is_kept_once(world) -> None:
    assert len(keep_photos(REPORTER, [picture(), picture(), picture("blue")], world.community.code)) == 2


def test_what_is_no_picture_is_refused(world) -> None:
    with pytest.raises(BadInput):
        keep_photos(REPORTER, [b"%PDF-1.7 not a picture"], world.community.code)
