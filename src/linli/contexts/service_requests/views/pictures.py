"""A picture of a request, handed out."""

from uuid import UUID

from django.http import HttpResponse

from linli.contexts.service_requests.models import Request
from linli.kernel.errors import OutsideYourArea
from linli.web.files import stored


def picture_of(row: Request, file_id: UUID) -> HttpResponse:
    """The picture, when it is one of this request; nobody on the way keeps it."""
    if not row.photos.filter(file_id=file_id).exists():
        raise OutsideYourArea
    return stored(file_id)
