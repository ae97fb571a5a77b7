"""Pictures of the matter: freed from what the camera wrote into them, kept sealed."""

from collections.abc import Iterable
from uuid import UUID

from linli.kernel.actor import Actor
from linli.kernel.files.pictures import keep_picture


def keep_photos(actor: Actor, pictures: Iterable[bytes], area_code: str) -> tuple[tuple[UUID, str], ...]:
    """Store pictures; the same one twice is kept once."""
    return tuple(keep_picture(actor, data, "request_photo", area_code) for data in dict.fromkeys(pictures))
