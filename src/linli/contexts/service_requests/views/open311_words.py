"""How GeoReport v2 is spoken: JSON and XML, dates with their zone, errors as the specification has them."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any
from xml.etree import ElementTree as ET

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from linli.kernel.errors import OutsideYourArea, Refusal

UNSPEAKABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""
FIRST, LAST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
DATE = "%s must be a W3C date with a time zone, 2010-01-01T00:00:00Z"
CHANGED = "2026-01-01T00:00:00Z"
"""When the endpoints last changed."""
FORMATS = ("text/xml", "application/json")
View = Callable[..., HttpResponse]


class Trouble(Exception):
    """An answer that is an error: status and sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


def spoken(*methods: str) -> Callable[[View], View]:
    """Answer in the format of the address; every trouble becomes an error of the specification."""

    def wrap(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            kind = kwargs.get("kind", "xml")
            try:
                _refuse_unheard(request, kind, methods)
                response = view(request, *args, **kwargs)
            except Exception as trouble:
                response = _error(trouble, kind)
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
            response.headers["Access-Control-Allow-Origin"] = "*"
            return response

        return told

    return wrap


def _refuse_unheard(request: HttpRequest, kind: str, methods: tuple[str, ...]) -> None:
    if kind not in ("json", "xml"):
        raise Trouble(404, "format must be json or xml")
    if request.method not in methods:
        raise Trouble(400, f"method must be {' or '.join(methods)}")
    said = [
        value for sent in (request.GET, request.POST) for _name, values in sent.lists() for value in values
    ]
    if "\x00" in request.path or any("\x00" in value for value in said):
        raise Trouble(400, "a parameter holds a NUL character")


def _error(trouble: Exception, kind: str) -> HttpResponse:
    if isinstance(trouble, Trouble):
        status, sentence = trouble.status, trouble.sentence
    elif isinstance(trouble, ObjectDoesNotExist | OutsideYourArea):
        status, sentence = 404, "not found"
    elif isinstance(trouble, Refusal):
        status, sentence = (429 if trouble.status == 429 else 400), str(trouble)
    else:
        raise trouble
    return answer([{"code": status, "description": sentence}], "errors", "error", kind, status)


def answer(rows: list[dict[str, Any]], root: str, item: str, kind: str, status: int = 200) -> HttpResponse:
    """A list, as JSON or as XML."""
    if kind == "json":
        plain = [_plain(row) for row in rows]
        return JsonResponse(plain, safe=False, status=status, json_dumps_params={"ensure_ascii": False})
    top = ET.Element(root)
    for row in rows:
        _put(ET.SubElement(top, item), row)
    return xml(top, status)


def xml(top: ET.Element, status: int = 200) -> HttpResponse:
    """An XML document in UTF-8."""
    text = ET.tostring(top, encoding="utf-8", xml_declaration=True)
    return HttpResponse(text, status=status, content_type="text/xml; charset=utf-8")


def discovered(url: str, kind: str) -> HttpResponse:
    """The service discovery document: one endpoint at ``url``, its formats as a list of their own."""
    about = {
        "specification": "http://wiki.open311.org/GeoReport_v2", "url": url, "changeset": CHANGED,
        "type": "production",
    }  # fmt: skip
    if kind == "json":
        endpoint = {**about, "formats": list(FORMATS)}
        return JsonResponse({"changeset": CHANGED, "contact": "", "key_service": "", "endpoints": [endpoint]})
    top = ET.Element("discovery")
    _put(top, {"changeset": CHANGED, "contact": "", "key_service": ""})
    place = ET.SubElement(ET.SubElement(top, "endpoints"), "endpoint")
    _put(place, about)
    formats = ET.SubElement(place, "formats")
    for one in FORMATS:
        ET.SubElement(formats, "format").text = one
    return xml(top)


def _put(place: ET.Element, row: dict[str, Any]) -> None:
    for name, value in _plain(row).items():
        ET.SubElement(place, name).text = _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else UNSPEAKABLE.sub("", str(value))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {k: w3(v) if isinstance(v, datetime) else v for k, v in row.items()}


def w3(moment: datetime) -> str:
    """A moment as the specification writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(request: HttpRequest, name: str) -> datetime | None:
    """A date with its zone; a ``+`` that an address turned into a space is taken as meant."""
    typed = request.GET.get(name, "").strip().replace(" ", "+")
    if not typed:
        return None
    try:
        found = datetime.fromisoformat(typed)
    except ValueError as trouble:
        raise Trouble(400, DATE % name) from trouble
    # Naive ones and those at the ends of all calendars cannot be compared.
    if found.tzinfo is None or not FIRST.year < found.year < LAST.year:
        raise Trouble(400, DATE % name)
    return found


def number(request: HttpRequest, name: str, usual: int, most: int) -> int:
    """A whole number from 1 to ``most``."""
    typed = request.GET.get(name, "").strip()
    if not typed:
        return usual
    if not (typed.isascii() and typed.isdigit() and 1 <= int(typed[:12]) <= most):
        raise Trouble(400, f"{name} must be a number from 1 to {most}")
    return int(typed)


def listed(request: HttpRequest, name: str) -> list[str]:
    """Values between commas."""
    return [part.strip() for part in request.GET.get(name, "").split(",") if part.strip()][:1000]
