"""Files on their way to the browser."""

from urllib.parse import quote

from django.http import HttpResponse

from linli.contexts.duties.exports import XLSX
from linli.kernel.files.kinds import TYPES, kind_of


def attachment(data: bytes, name: str) -> HttpResponse:
    """A file to be saved under its name."""
    response = HttpResponse(data, content_type=TYPES.get(kind_of(data), "application/octet-stream"))
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def workbook(data: bytes, name: str) -> HttpResponse:
    """An .xlsx made just now."""
    response = attachment(data, name)
    response.headers["Content-Type"] = XLSX
    return response


def shown(data: bytes, name: str) -> HttpResponse:
    """A PDF that the browser may show."""
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    response.headers["Cache-Control"] = "private, no-store"
    return response
