"""Photos that come with a visit: freed from what the camera wrote into them, kept sealed."""

from uuid import UUID

from linli.kernel.actor import Actor
from linli.kernel.files.pictures import keep_picture

MOST = 6


def keep_photo(actor: Actor, data: bytes, area_code: str) -> tuple[UUID, str]:
    """Store one photo; raises ``BadInput`` for what is no picture."""
    return keep_picture(actor, data, "visit_photo", area_code)
