"""Files on their way to the browser."""

from urllib.parse import quote

from django.http import HttpResponse

from linli.kernel.files.kinds import TYPES, kind_of


def attachment(data: bytes, name: str) -> HttpResponse:
    """A file to be saved under its name; never opened inside the page."""
    kind = TYPES.get(kind_of(data), "application/octet-stream")
    response = HttpResponse(data, content_type=kind)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
