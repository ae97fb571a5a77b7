"""Open311 GeoReport v2: what can be reported, what was reported, and reporting by programs with a key."""

from datetime import timedelta
from math import isfinite
from typing import Any
from xml.etree import ElementTree as ET

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from linli.contexts.service_requests.commands import programs, reporting
from linli.contexts.service_requests.commands.reporting import Told, Who
from linli.contexts.service_requests.models import Channel, Request
from linli.contexts.service_requests.models.programs import Program
from linli.contexts.service_requests.queries import nearby, open311, words
from linli.contexts.service_requests.views.open311_words import (
    Trouble,
    answer,
    discovered,
    listed,
    moment,
    number,
    spoken,
    xml,
)
from linli.contexts.service_requests.views.public_door import RESIDENT
from linli.kernel import clock
from linli.kernel.access.guards import public
from linli.kernel.areas.models import Area, Kind
from linli.kernel.areas.queries import COMMUNITY_DIGITS
from linli.kernel.visitors.limits import Limit, hand_of, spend

READS = Limit("open311", 1200, timedelta(minutes=10))
WRITES = Limit("open311 writes", 1200, timedelta(hours=1))
STATUSES = frozenset({"open", "closed"})


def _jurisdiction(said: Any) -> str:
    """The code of a community or subdistrict; nothing stands for everything that this house serves."""
    code = said.get("jurisdiction_id", "").strip()
    if code and not Area.objects.filter(code=code, kind__in=(Kind.COMMUNITY, Kind.SUBDISTRICT)).exists():
        raise Trouble(404, "jurisdiction_id was not found")
    return str(code)


@public("Open311: the kinds of requests are no secret")
@spoken("GET")
def services(request: HttpRequest, kind: str) -> HttpResponse:
    """GET Service List."""
    _jurisdiction(request.GET)
    return answer(open311.services(), "services", "service", kind)


@public("Open311: the kinds of requests are no secret")
@spoken("GET")
def service(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """GET Service Definition."""
    _jurisdiction(request.GET)
    try:
        found = open311.definition(code)
    except LookupError as trouble:
        raise Trouble(404, "service_code was not found") from trouble
    if kind == "json":
        return JsonResponse(found)
    top = ET.Element("service_definition")
    ET.SubElement(top, "service_code").text = code
    ET.SubElement(top, "attributes")
    return xml(top)


@public("Open311: requests without people in them; writing needs a key")
@spoken("GET", "POST")
def requests(request: HttpRequest, kind: str) -> HttpResponse:
    """GET Service Requests and POST Service Request."""
    if request.method == "POST":
        return _written(request, kind)
    spend(READS, hand_of(request))
    statuses = frozenset(listed(request, "status"))
    if not statuses <= STATUSES:
        raise Trouble(400, "status must be open or closed")
    asked = open311.Asked(
        _jurisdiction(request.GET), listed(request, "service_request_id"), listed(request, "service_code"),
        statuses, moment(request, "start_date"), moment(request, "end_date"),
        number(request, "page", 1, 100_000), number(request, "page_size", open311.MOST, open311.MOST),
    )  # fmt: skip
    return answer(_told(request, open311.requests(asked)), "service_requests", "request", kind)


def _told(request: HttpRequest, found: list[Request]) -> list[open311.Row]:
    rows = open311.rows(found)
    for row, one in zip(rows, found, strict=True):
        file_id = row.pop("photo")
        code = one.area.code[:COMMUNITY_DIGITS]
        path = reverse("service_requests:tell_photo", args=[code, file_id]) if file_id else ""
        row["media_url"] = request.build_absolute_uri(path) if path else None
    return rows


@public("Open311: a request without people in it")
@spoken("GET")
def one_request(request: HttpRequest, request_id: str, kind: str) -> HttpResponse:
    """GET Service Request."""
    spend(READS, hand_of(request))
    found = open311.requests(open311.Asked(_jurisdiction(request.GET), [request_id]))
    if not found:
        raise Trouble(404, "service_request_id was not found")
    return answer(_told(request, found), "service_requests", "request", kind)


@public("Open311: a token is the number itself, for requests are numbered at once")
@spoken("GET")
def token(request: HttpRequest, token: str, kind: str) -> HttpResponse:
    """GET service_request_id from a token."""
    found = open311.public().filter(number=token).first()
    if found is None:
        raise Trouble(404, "token was not found")
    return answer([{"token": token, "service_request_id": found.number}], "service_requests", "request", kind)


@public("Open311: steps without people in them")
@spoken("GET")
def updates(request: HttpRequest, kind: str) -> HttpResponse:
    """GET Service Request Updates, an extension."""
    spend(READS, hand_of(request))
    until = moment(request, "end_date") or clock.now()
    since = moment(request, "start_date") or until - timedelta(days=1)
    rows = open311.updates(since, until, _jurisdiction(request.GET))
    return answer(rows, "service_request_updates", "request_update", kind)


@public("Open311: where the doors are")
@spoken("GET")
def discovery(request: HttpRequest, kind: str) -> HttpResponse:
    """Service discovery."""
    path = reverse("service_requests:open311_services", args=[kind])
    base = request.build_absolute_uri(path).rpartition("/")[0]
    return discovered(base, kind)


def _written(request: HttpRequest, kind: str) -> HttpResponse:
    program = programs.program_of(request.POST.get("api_key", ""))
    if program is None:
        raise Trouble(403, "api_key is missing or no longer holds")
    spend(WRITES, f"program:{program.pk}")
    said = request.POST
    code = said.get("service_code", "")
    if code not in words.categories():
        raise Trouble(
            404 if code else 400, "service_code was not found" if code else "service_code is missing"
        )
    point = _point(said)
    area = _area(program, said, point)
    name = f"{said.get('last_name', '')}{said.get('first_name', '')}"
    told = Told(
        said.get("description", ""), Channel.PROGRAM, category=code, place=said.get("address_string", ""),
        point=point, who=Who(name, said.get("phone", ""), proved=False),
    )  # fmt: skip
    row = reporting.report(RESIDENT, area, told=told)
    notice = f"查询码 / tracking code: {reporting.receipt_of(row).code}"
    made = {"service_request_id": row.number, "service_notice": notice, "account_id": None}
    return answer([made], "service_requests", "request", kind)


def _point(said: Any) -> nearby.Point | None:
    typed = said.get("long", "").strip(), said.get("lat", "").strip()
    if not any(typed):
        return None
    try:
        longitude, latitude = float(typed[0]), float(typed[1])
    except ValueError as trouble:
        raise Trouble(400, "lat and long must both be numbers") from trouble
    if not (isfinite(longitude) and isfinite(latitude) and abs(longitude) <= 180 and abs(latitude) < 90):
        raise Trouble(400, "lat or long is out of range")
    return longitude, latitude


def _area(program: Program, said: Any, point: nearby.Point | None) -> Area:
    """The narrowest place that was named, inside the program's own."""
    named = said.get("address_id", "").strip()
    if not (named or point or said.get("address_string", "").strip()):
        raise Trouble(400, "a location is missing: lat and long, address_string or address_id")
    if named:
        found = Area.objects.filter(code=named, code__startswith=program.area.code).first()
        if found is None:
            raise Trouble(404, "address_id was not found")
        return found
    wanted = _jurisdiction(said)
    community = _community(program, wanted, point)
    if community is None:
        raise Trouble(400, "jurisdiction_id is needed: the key holds for several communities")
    return (nearby.nearest_building(community, point) if point else None) or community


def _community(program: Program, wanted: str, point: nearby.Point | None) -> Area | None:
    code = wanted if len(wanted) == COMMUNITY_DIGITS else program.area.code[:COMMUNITY_DIGITS]
    if not (code.startswith(program.area.code) or program.area.code.startswith(code)):
        raise Trouble(403, "the key does not hold for this jurisdiction_id")
    found = Area.objects.filter(kind=Kind.COMMUNITY, code__startswith=code)
    if len(found) == 1:
        return found[0]
    return next((one for one in found if point and nearby.nearest_building(one, point)), None)
