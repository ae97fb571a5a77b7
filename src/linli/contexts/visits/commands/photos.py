"""Photos that come with a visit: freed from what the camera wrote into them, kept sealed."""

import hashlib
from uuid import UUID

from linli.kernel.actor import Actor
from linli.kernel.files import store
from linli.kernel.files.pictures import plain_picture

MOST = 6


def keep_photo(actor: Actor, data: bytes, area_code: str) -> tuple[UUID, str]:
    """Store one photo without place, time and device; raises ``BadInput`` for what is no picture."""
    handed = store.Handed(plain_picture(data), "photo.jpg", "visit_photo", area_code)
    return store.keep(actor, handed).pk, hashlib.sha256(data).hexdigest()
