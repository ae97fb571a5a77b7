"""Which open requests nearby are likely what somebody is just typing?  By place and time, then by words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import cos, hypot, radians
from typing import Any
from uuid import UUID

from django.db.models import Q

from linli.contexts.service_requests.models import OPEN, Photo, Request, Stage
from linli.contexts.service_requests.queries import words
from linli.engines.similarity import Recent, rank, ready
from linli.kernel import clock
from linli.kernel.areas.models import Area, Kind
from linli.kernel.areas.queries import community_of

WINDOW = timedelta(days=30)
NEAR = 150.0
"""Metres."""
METRES_PER_DEGREE = 111_320.0
MOST_READ = 400
"""Rows whose words are compared: the newest ones."""
SHOWN = 3
LEAST_TYPED = 4
LEAST_ALIKE = 0.25
DAY = 86_400.0
OUTLINES = ("area__outline", "area__parent__outline")
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Near:
    """An open request as neighbours may know it."""

    id: UUID
    number: str
    category: str
    state: str
    place: str
    words: str
    """Empty when nobody looked yet whether they hold anything personal."""
    photo: UUID | None
    reporters: int
    days: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is speaking of, as far as he said."""

    community: Area
    building: Area | None = None
    point: Point | None = None


def likely(place: Place, typed: str) -> list[Near]:
    """The open requests of the last thirty days nearby that the words resemble most, as neighbours know."""
    return told(_alike(place, typed))


def alike(row: Request) -> list[Request]:
    """Open requests nearby that are likely the same matter as this one, for whoever sorts it."""
    point = (row.longitude, row.latitude) if row.longitude is not None and row.latitude is not None else None
    return _alike(Place(community_of(row.area.code), row.area, point), row.words, but=row.pk)


def _alike(place: Place, typed: str, but: UUID | None = None) -> list[Request]:
    if len(typed.strip()) < LEAST_TYPED:
        return []
    rows = [row for row in candidates(place) if row.pk != but]
    if not rows:
        return []
    points = _points_of(rows) if place.point else {}
    recent = [
        Recent(n, ready("", row.words), _metres(row, place, points), _day(row)) for n, row in enumerate(rows)
    ]
    here, today = ((0.0, 0.0) if place.point else None), clock.now().timestamp() / DAY
    hints = rank(recent, ready("", typed), here, today, most=SHOWN, least=LEAST_ALIKE)
    keys = [rows[hint.number].pk for hint in hints]
    whole = Request.objects.filter(pk__in=keys).select_related("area__parent").defer(*OUTLINES).in_bulk()
    return [whole[key] for key in keys]


def candidates(place: Place) -> list[Request]:
    """Open requests of thirty days in the same building or within 150 metres; without a place, all.

    Only what is compared is fetched: the drawings of buildings alone would take most of the time.
    """
    now = clock.now()
    found = Request.objects.filter(at__gte=now - WINDOW, state__in=sorted(OPEN), lead=None)
    rows = found.filter(_here(place)).only("words", "at", "longitude", "latitude", "area_id")
    return list(rows.order_by("-at")[:MOST_READ])


def _here(place: Place) -> Q:
    if place.point is None and place.building is None:
        return Q(area_id__in=_ids(place.community.code))
    areas: set[int] = set(_ids(place.building.code)) if place.building else set()
    middle = place.point or point_of(place.building)
    if middle is None:
        return Q(area_id__in=areas)
    west, east, south, north = _box(middle)
    inside_box = {"longitude__range": (west, east), "latitude__range": (south, north)}
    houses = Area.objects.filter(kind=Kind.BUILDING, code__startswith=place.community.code, **inside_box)
    for code in houses.values_list("code", flat=True):
        areas.update(_ids(code))
    whole = _ids(place.community.code, kinds=(Kind.COMMUNITY, Kind.GRID, Kind.COMPOUND))
    return Q(area_id__in=areas) | Q(area_id__in=whole, **inside_box)


def _ids(code: str, kinds: Sequence[str] = ()) -> list[int]:
    """A place and everything below it."""
    found = Area.objects.filter(code__startswith=code)
    return list((found.filter(kind__in=kinds) if kinds else found).values_list("pk", flat=True))


def point_of(area: Area | None) -> Point | None:
    """Where a place is, when that is known."""
    if area is None or area.longitude is None or area.latitude is None:
        return None
    return area.longitude, area.latitude


def _box(middle: Point) -> tuple[float, float, float, float]:
    tall = NEAR / METRES_PER_DEGREE
    wide = tall / cos(radians(middle[1]))
    return middle[0] - wide, middle[0] + wide, middle[1] - tall, middle[1] + tall


def _metres(row: Request, place: Place, points: Mapping[int, Point]) -> Point | None:
    """Metres east and north of where the person is."""
    own = points.get(row.area_id)
    if row.longitude is not None and row.latitude is not None:
        own = (row.longitude, row.latitude)
    if place.point is None or own is None:
        return None
    return (
        (own[0] - place.point[0]) * METRES_PER_DEGREE * cos(radians(place.point[1])),
        (own[1] - place.point[1]) * METRES_PER_DEGREE,
    )


def _points_of(rows: Iterable[Request]) -> dict[int, Point]:
    """Where the places of requests are: their own point, else that of what they lie in."""
    names = ("pk", "longitude", "latitude", "parent__longitude", "parent__latitude")
    found: dict[int, Point] = {}
    for key, *both in Area.objects.filter(pk__in={row.area_id for row in rows}).values_list(*names):
        own, above = both[:2], both[2:]
        point = own if None not in own else above
        if None not in point:
            found[key] = (point[0], point[1])
    return found


def _day(row: Request) -> float:
    return row.at.timestamp() / DAY


def told(rows: Iterable[Request]) -> list[Near]:
    """Requests as neighbours may know them: words and picture only after somebody looked at them."""
    rows = list(rows)
    keys = [row.pk for row in rows]
    photos = {
        p.request_id: p.file_id
        for p in Photo.objects.filter(
            request__in=[r.pk for r in rows if r.is_shown], stage=Stage.REPORT
        ).order_by("-at")
    }
    counts: dict[UUID, int] = dict.fromkeys(keys, 0)
    for key in Request.objects.filter(pk__in=keys).values_list("reporters__request_id", flat=True):
        if key is not None:
            counts[key] += 1
    now = clock.now()
    return [
        Near(
            row.pk, row.number, words.category_label(row.category), row.get_state_display(),
            place_of(row.area), row.title if row.is_shown else "", photos.get(row.pk), counts[row.pk],
            (now - row.at).days,
        )
        for row in rows
    ]  # fmt: skip


def place_of(area: Area) -> str:
    """A place as neighbours say it: never narrower than a building."""
    if area.kind == Kind.ENTRANCE and area.parent is not None:
        return area.parent.name
    return area.name


def point_said(said: Mapping[str, Any]) -> Point | None:
    """Longitude and latitude out of what a page sent; None for anything that is no place on earth."""
    try:
        longitude, latitude = float(said.get("longitude", "")), float(said.get("latitude", ""))
    except ValueError:
        return None
    return (longitude, latitude) if abs(longitude) <= 180 and abs(latitude) < 90 else None


def place_named(community: Area, building_code: str, point: Point | None) -> Place:
    """The place that a form names; a building of another community is none."""
    building = None
    if building_code:
        building = Area.objects.filter(code=building_code, kind__in=(Kind.BUILDING, Kind.ENTRANCE)).first()
        if building is not None and not building.code.startswith(community.code):
            building = None
    if building is None and point is not None:
        building = nearest_building(community, point)
    return Place(community, building, point)


def nearest_building(community: Area, point: Point, within: float = 60.0) -> Area | None:
    """The building whose middle is nearest, when one is near."""
    west, east, south, north = _box(point)
    houses = Area.objects.filter(
        kind=Kind.BUILDING, code__startswith=community.code, longitude__range=(west, east),
        latitude__range=(south, north),
    )  # fmt: skip
    narrow = cos(radians(point[1]))

    def metres(house: Area) -> float:
        east = ((house.longitude or 0.0) - point[0]) * narrow
        return hypot(east, (house.latitude or 0.0) - point[1]) * METRES_PER_DEGREE

    best = min(houses, key=metres, default=None)
    return best if best is not None and metres(best) <= within else None
