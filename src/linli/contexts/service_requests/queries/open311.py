"""Requests as GeoReport v2 tells them to everybody: nothing personal, words only after somebody looked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from linli.contexts.service_requests.models import Hop, Kind, Photo, Request, Stage
from linli.contexts.service_requests.models.requests import OVER
from linli.contexts.service_requests.queries import nearby, tracking, words
from linli.kernel import clock
from linli.kernel.areas.queries import COMMUNITY_DIGITS

SPAN = timedelta(days=90)
MOST = 1000
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which requests somebody wants to read."""

    jurisdiction: str = ""
    numbers: Sequence[str] = ()
    services: Sequence[str] = ()
    statuses: frozenset[str] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    page: int = 1
    size: int = MOST


def services() -> list[Row]:
    """What one can report."""
    return [
        {
            "service_code": one.key, "service_name": one.label, "description": one.label, "metadata": False,
            "type": "realtime", "keywords": "", "group": words.urgency_label(one.urgency),
        }
        for one in words.categories().values()
    ]  # fmt: skip


def definition(code: str) -> Row:
    """No further questions are asked; LookupError for an unknown service."""
    if code not in words.categories():
        raise LookupError(code)
    return {"service_code": code, "attributes": []}


def public() -> QuerySet[Request]:
    """What everybody may know of: no tip-offs, which may name a neighbour by their place alone."""
    return Request.objects.exclude(kind=Kind.TIP_OFF)


def requests(asked: Asked) -> list[Request]:
    """One page of what was asked for, the newest first."""
    found = public().select_related("area__parent", "unit")
    if asked.jurisdiction:
        found = found.filter(area__code__startswith=asked.jurisdiction)
    # As the specification says: where numbers are given, nothing else counts.
    found = found.filter(Q(number__in=asked.numbers) if asked.numbers else _wanted(asked))
    first = (asked.page - 1) * asked.size
    return list(found.order_by("-at", "-pk")[first : first + asked.size])


def _wanted(asked: Asked) -> Q:
    until = asked.until or (asked.since + SPAN if asked.since else clock.now())
    wanted = Q(at__gte=asked.since or until - SPAN, at__lte=until)
    if asked.services:
        wanted &= Q(category__in=asked.services)
    if asked.statuses == {"open"}:
        wanted &= ~Q(state__in=sorted(OVER))
    elif asked.statuses == {"closed"}:
        wanted &= Q(state__in=sorted(OVER))
    return wanted


def rows(found: Iterable[Request]) -> list[Row]:
    """Requests with the names of the specification; ``photo`` is the file, for whoever makes addresses."""
    listed = list(found)
    photos = {
        photo.request_id: photo.file_id
        for photo in Photo.objects.filter(
            request__in=[r.pk for r in listed if r.is_shown], stage=Stage.REPORT
        ).order_by("-at")
    }
    return [_row(one) | {"photo": photos.get(one.pk)} for one in listed]


def _row(one: Request) -> Row:
    point = _point(one)
    return {
        "service_request_id": one.number, "status": "closed" if one.state in OVER else "open",
        "status_notes": one.answer if one.is_shown and one.answer else str(tracking.WHERE[one.state]),
        "service_name": words.category_label(one.category), "service_code": one.category,
        "description": one.words if one.is_shown else None,
        "agency_responsible": one.unit.name if one.unit else None, "service_notice": None,
        "requested_datetime": one.at, "updated_datetime": max(one.since, one.at),
        "expected_datetime": one.due_at, "address": nearby.place_of(one.area), "address_id": _place(one),
        "zipcode": None, "lat": point[1] if point else None, "long": point[0] if point else None,
    }  # fmt: skip


def _place(one: Request) -> str:
    """Never narrower than a building."""
    return one.area.code.partition("E")[0]


def _point(one: Request) -> nearby.Point | None:
    """Where the building stands; a point of one's own only for what lies outside buildings."""
    house = nearby.point_of(one.area) or nearby.point_of(one.area.parent)
    if len(one.area.code) > COMMUNITY_DIGITS and house:
        return house
    return (one.longitude, one.latitude) if one.longitude is not None and one.latitude is not None else None


def updates(since: datetime, until: datetime, jurisdiction: str) -> list[Row]:
    """Every step in a stretch of time that is told, the oldest first; an extension that others have, too."""
    found = Hop.objects.filter(at__gte=since, at__lte=until).exclude(request__kind=Kind.TIP_OFF)
    if jurisdiction:
        found = found.filter(request__area__code__startswith=jurisdiction)
    hops = found.select_related("request").order_by("at", "pk")[:MOST]
    return [_update(hop) for hop in hops if tracking.name_of(hop) in tracking.STEPS]


def _update(hop: Hop) -> Row:
    said = hop.words if hop.is_shown and hop.request.is_shown else ""
    return {
        "update_id": hop.pk, "service_request_id": hop.request.number,
        "status": "closed" if hop.to_state in OVER else "open", "updated_datetime": hop.at,
        "description": said or str(tracking.STEPS[tracking.name_of(hop)]),
    }  # fmt: skip
