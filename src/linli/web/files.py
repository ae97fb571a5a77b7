"""Files on their way to the browser: to be saved under a name, or shown in their place."""

from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse

from linli.kernel.files import store
from linli.kernel.files.kinds import TYPES, kind_of
from linli.kernel.files.models import StoredFile


def saved(data: bytes, name: str) -> HttpResponse:
    """A file to be saved under its name; never opened inside the page."""
    return _named(_answer(data, kind_of(data)), "attachment", name)


def saved_text(words: str, name: str) -> HttpResponse:
    """Words for programs, to be saved under a name: JSON where it ends so, else plain text."""
    kind = "application/json" if name.endswith(".json") else "text/plain"
    return _named(HttpResponse(words, content_type=f"{kind}; charset=utf-8"), "attachment", name)


def shown(data: bytes, name: str) -> HttpResponse:
    """A paper that the browser may show; the name is for whoever saves it."""
    return _named(_answer(data, kind_of(data)), "inline", name)


def stored(file_id: UUID) -> HttpResponse:
    """A stored file in its place on a page; one that is not there reads like one outside the area."""
    row = StoredFile.objects.get(pk=file_id)
    return _answer(store.content(row), row.kind)


def stored_to_save(file_id: UUID) -> HttpResponse:
    """A stored file to be saved under the name it came with."""
    row = StoredFile.objects.get(pk=file_id)
    return _named(_answer(store.content(row), row.kind), "attachment", row.name)


def _answer(data: bytes, kind: str) -> HttpResponse:
    return HttpResponse(data, content_type=TYPES.get(kind, "application/octet-stream"))


def _named(answer: HttpResponse, way: str, name: str) -> HttpResponse:
    answer.headers["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(name)}"
    return answer
