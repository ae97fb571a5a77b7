"""Pictures of the matter: freed from what the camera wrote into them, kept sealed."""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from linli.kernel.actor import Actor
from linli.kernel.files import store
from linli.kernel.files.pictures import plain_picture


def keep_photos(actor: Actor, pictures: Iterable[bytes], area_code: str) -> tuple[tuple[UUID, str], ...]:
    """Store pictures without place, time and device; the same one twice is kept once."""
    kept: dict[str, UUID] = {}
    for data in pictures:
        digest = hashlib.sha256(data).hexdigest()
        if digest not in kept:
            handed = store.Handed(plain_picture(data), "photo.jpg", "request_photo", area_code)
            kept[digest] = store.keep(actor, handed).pk
    return tuple((file_id, digest) for digest, file_id in kept.items())
