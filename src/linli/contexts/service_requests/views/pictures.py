"""A picture of a request, handed out."""

from uuid import UUID

from django.http import HttpResponse

from linli.contexts.service_requests.models import Request
from linli.kernel.errors import OutsideYourArea
from linli.kernel.files import store
from linli.kernel.files.models import StoredFile


def picture_of(row: Request, file_id: UUID) -> HttpResponse:
    """The picture, when it is one of this request; nobody on the way keeps it."""
    found = StoredFile.objects.filter(pk=file_id).first()
    if found is None or not row.photos.filter(file_id=file_id).exists():
        raise OutsideYourArea
    response = HttpResponse(store.content(found), content_type="image/jpeg")
    response.headers["Cache-Control"] = "private, no-store"
    return response
