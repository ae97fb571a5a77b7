"""The map of a community as GeoJSON: buildings coloured by grid, the ground of each grid, ways, green."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, radians
from typing import Any

from django.conf import settings
from django.urls import reverse

from linli.contexts.registry.queries.grids import GridLine, House
from linli.engines.outlines import Fence, Holding, Point, Polygon, Ring, area, outlines
from linli.kernel.areas import queries as areas
from linli.kernel.areas.models import Area

METRES_PER_DEGREE = 111_320.0
CENTIMETRES = 7
"""Digits of a degree that are written down."""
Feature = dict[str, Any]
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Plane:
    """Metres east and north of a first point, and degrees again; good for a community."""

    longitude: float
    latitude: float

    @property
    def narrowing(self) -> float:
        """How much shorter a degree of longitude is here."""
        return cos(radians(self.latitude))

    def point(self, place: Sequence[float]) -> Point:
        """Degrees to metres."""
        return (
            (place[0] - self.longitude) * METRES_PER_DEGREE * self.narrowing,
            (place[1] - self.latitude) * METRES_PER_DEGREE,
        )

    def place(self, point: Point) -> list[float]:
        """Metres to degrees."""
        east, north = point
        longitude = self.longitude + east / (METRES_PER_DEGREE * self.narrowing)
        return [
            round(longitude, CENTIMETRES), round(self.latitude + north / METRES_PER_DEGREE, CENTIMETRES),
        ]  # fmt: skip

    def ring(self, coordinates: Sequence[Sequence[float]]) -> Ring:
        """A GeoJSON ring without its repeated last point."""
        points = [self.point(place) for place in coordinates]
        return tuple(points[:-1] if len(points) > 1 and points[0] == points[-1] else points)


def rings_of(outline: Mapping[str, Any] | None) -> list[Sequence[Sequence[float]]]:
    """The outer rings of a Polygon or MultiPolygon."""
    if not outline:
        return []
    polygons = outline["coordinates"] if outline["type"] == "MultiPolygon" else [outline["coordinates"]]
    return [polygon[0] for polygon in polygons]


def divided(
    community: Area, found: Sequence[House], assignment: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """The ground of every grid under an assignment, as GeoJSON geometry; grids that stay keep their lines."""
    rings = rings_of(community.outline)
    if not rings or not found:
        return {}
    plane = Plane(*rings[0][0][:2])
    moved = {h.key for h in found if h.grid != assignment[h.key]}
    changed = {h.grid for h in found if h.key in moved} | {assignment[key] for key in moved}
    fences = [
        Fence(plane.ring(ring), "" if grid.code in changed else grid.code)
        for grid in areas.grids_of(community)
        for ring in rings_of(grid.outline)
    ]
    holdings = [
        Holding(plane.point(place), assignment[house.key])
        for house in found
        for place in _corners(house.area)
    ]
    shapes = outlines(holdings, plane.ring(rings[0]), fences)
    return {code: _geometry(plane, polygons) for code, polygons in shapes.items()}


def _corners(building: Area) -> list[Sequence[float]]:
    corners = [place for ring in rings_of(building.outline) for place in ring[:-1]]
    if not corners and building.longitude is not None and building.latitude is not None:
        return [(building.longitude, building.latitude)]
    return corners


def _geometry(plane: Plane, polygons: Iterable[Polygon]) -> dict[str, Any]:
    told = [[[plane.place(p) for p in (*ring, ring[0])] for ring in polygon] for polygon in polygons]
    return {"type": "MultiPolygon", "coordinates": told}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a map shows."""

    community: Area
    houses: Sequence[House]
    grids: Mapping[str, GridLine]
    assignment: Mapping[str, str]
    is_plan: bool = False
    """Buildings of a plan are picked; elsewhere they lead to their pages."""


def collection(drawn: Drawn) -> dict[str, Any]:
    """A GeoJSON FeatureCollection with bounds."""
    shapes: Mapping[str, Any] = {code: line.area.outline for code, line in drawn.grids.items() if line.area}
    if drawn.is_plan:
        shapes = divided(drawn.community, drawn.houses, drawn.assignment)
    features = [
        *background(),
        *_paths(drawn.community),
        *(f for code, line in drawn.grids.items() if shapes.get(code) for f in _grid(line, shapes[code])),
        *(f for house in drawn.houses for f in _building(drawn, house)),
    ]
    return {"type": "FeatureCollection", "features": features, "bounds": _bounds(drawn)}


def _feature(geometry: Mapping[str, Any], **properties: Any) -> Feature:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


@cache
def background() -> tuple[Feature, ...]:
    """Water, green and streets of the city's pack, when it has a ``map.geojson``."""
    file = settings.PACKS / settings.PACK / "map.geojson"
    if not file.exists():
        return ()
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    return tuple(
        _feature(f["geometry"], what=f["properties"]["kind"], name=f["properties"]["name"]) for f in features
    )


def _paths(community: Area) -> list[Feature]:
    return [
        _feature({"type": "LineString", "coordinates": path.line}, what="path", kind=path.kind)
        for path in areas.paths_of(community)
    ]


def _grid(line: GridLine, outline: Mapping[str, Any]) -> list[Feature]:
    told = {"code": line.code, "colour": line.colour, "name": f"{line.name} {ordinal(line.number)}"}
    spot = {"type": "Point", "coordinates": _middle(rings_of(outline))}
    return [_feature(outline, what="grid", **told), _feature(spot, what="grid-label", **told)]


def _middle(rings: Sequence[Sequence[Sequence[float]]]) -> list[float]:
    """The centre of gravity of the largest ring."""
    plane = Plane(*rings[0][0][:2])
    ring = max((plane.ring(one) for one in rings), key=lambda one: abs(area(one)))
    parts = [
        ((ax + bx), (ay + by), ax * by - bx * ay)
        for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True)
    ]
    whole = sum(weight for _x, _y, weight in parts) * 3 or 1.0
    return plane.place((sum(x * w for x, _y, w in parts) / whole, sum(y * w for _x, y, w in parts) / whole))


def ordinal(number: int) -> str:
    """① for 1: the number of a grid beside a building's name."""
    return CIRCLED[number - 1] if 0 < number <= len(CIRCLED) else f"({number})"


def _building(drawn: Drawn, house: House) -> list[Feature]:
    line = drawn.grids[drawn.assignment[house.key]]
    told: dict[str, Any] = {
        "code": house.key, "colour": line.colour, "name": f"{house.area.name} {ordinal(line.number)}",
        "grid": line.code, "moved": house.grid != line.code,
    }  # fmt: skip
    if not drawn.is_plan:
        told["address"] = reverse("registry:building", args=[house.area.pk])
    spot = {"type": "Point", "coordinates": [house.area.longitude, house.area.latitude]}
    shape = house.area.outline or spot
    features = [_feature(shape, what="building", **told)]
    if house.area.longitude is not None:
        features.append(_feature(spot, what="label", **told))
    return features


def _bounds(drawn: Drawn) -> list[float] | None:
    places = [place for house in drawn.houses for place in _corners(house.area)]
    shown = [line.area for line in drawn.grids.values() if line.area]
    places += [place for grid in shown for ring in rings_of(grid.outline) for place in ring]
    if not places:
        return None
    longitudes, latitudes = [p[0] for p in places], [p[1] for p in places]
    return [min(longitudes), min(latitudes), max(longitudes), max(latitudes)]
