"""Photos that come with a visit, as they arrive from a page."""

import hashlib
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.kernel.access.guards import ActedRequest
from linli.kernel.actor import Actor
from linli.kernel.errors import BadInput
from linli.kernel.files import store
from linli.kernel.files.pictures import plain_picture

MOST = 6


def kept_photos(request: ActedRequest, area_code: str) -> tuple[tuple[UUID, str], ...]:
    """The photos of a request, stored; the digest is of what was sent."""
    sent = request.FILES.getlist("photo")
    if len(sent) > MOST:
        raise BadInput(_("一次最多 %(most)s 张照片。"), most=MOST)
    return tuple(keep_photo(request.actor, file.read(), area_code) for file in sent)


def keep_photo(actor: Actor, data: bytes, area_code: str) -> tuple[UUID, str]:
    """Store one photo without place, time and device; raises ``BadInput`` for what is no picture."""
    handed = store.Handed(plain_picture(data), "photo.jpg", "visit_photo", area_code)
    return store.keep(actor, handed).pk, hashlib.sha256(data).hexdigest()
