"""Photos, freed from what the camera wrote into them: place, time, device."""

import hashlib
import io
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from linli.kernel.actor import Actor
from linli.kernel.errors import BadInput
from linli.kernel.files.store import LIMIT, Handed, keep

LONGEST_SIDE = 1600
MOST_PIXELS = 60_000_000


def plain_picture(data: bytes) -> bytes:
    """The picture alone, upright, at most 1,600 pixels long, as JPEG; ``BadInput`` for what is no picture."""
    if not data or len(data) > LIMIT:
        raise BadInput(_("照片是空的，或超过 50 MB。"))
    try:
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise BadInput(_("照片太大了，请缩小后再传。"))
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as trouble:
        raise BadInput(_("这不是照片，或文件已损坏。")) from trouble
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def keep_picture(actor: Actor, data: bytes, purpose: str, area_code: str) -> tuple[UUID, str]:
    """Store a picture without place, time and device; its key, and the SHA-256 of what was sent."""
    handed = Handed(plain_picture(data), "photo.jpg", purpose, area_code)
    return keep(actor, handed).pk, hashlib.sha256(data).hexdigest()
