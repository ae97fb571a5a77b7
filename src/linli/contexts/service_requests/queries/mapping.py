"""Where a request is, drawn: the buildings around, and the place itself."""

from math import cos, pi, radians, sin
from typing import Any

from linli.contexts.service_requests.models import Request
from linli.kernel.areas import queries as areas

HALF, METRES_PER_DEGREE, CORNERS, RADIUS = 0.0022, 111_320.0, 24, 7.0
"""About 250 m to each side; the place is a disc of seven metres."""
HERE, OTHERS = "#c2410c", "#9fb4ae"
MOST = 80


def point_of(row: Request) -> tuple[float, float] | None:
    """The point that was given, else that of the place or of what holds it."""
    if row.longitude is not None and row.latitude is not None:
        return row.longitude, row.latitude
    for place in (row.area, row.area.parent):
        if place is not None and place.longitude is not None and place.latitude is not None:
            return place.longitude, place.latitude
    return areas.point_above(row.area.code)


def has_map(row: Request) -> bool:
    """True when there is something to draw."""
    return point_of(row) is not None


def around(row: Request) -> dict[str, Any]:
    """The surroundings as GeoJSON for the map island."""
    here = point_of(row)
    if here is None:
        return {"type": "FeatureCollection", "features": []}
    east, north = here
    near = areas.buildings_of(areas.community_of(row.area.code)).filter(
        longitude__range=(east - HALF, east + HALF), latitude__range=(north - HALF, north + HALF)
    )
    features = []
    for house in near[:MOST]:
        is_here = row.area.code.startswith(house.code)
        if house.outline:
            what = {"what": "building", "colour": HERE if is_here else OTHERS}
            features.append(_feature(house.outline, what))
        label = {"what": "label", "name": house.number or house.name}
        features.append(_feature({"type": "Point", "coordinates": [house.longitude, house.latitude]}, label))
    features.append(_feature(_disc(here), {"what": "building", "colour": HERE}))
    return {
        "type": "FeatureCollection", "features": features,
        "bounds": [[east - HALF / 2, north - HALF / 3], [east + HALF / 2, north + HALF / 3]],
    }  # fmt: skip


def _feature(geometry: Any, properties: dict[str, str]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _disc(centre: tuple[float, float]) -> dict[str, Any]:
    east, north = centre
    high = RADIUS / METRES_PER_DEGREE
    wide = high / cos(radians(north))
    turns = [2 * pi * n / CORNERS for n in range(CORNERS + 1)]
    return {
        "type": "Polygon",
        "coordinates": [[[east + wide * cos(t), north + high * sin(t)] for t in turns]],
    }
