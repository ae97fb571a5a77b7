"""What lies under the buildings on the map: water, green, the names of streets."""

from typing import Any

from linli.contexts.registry.seeds.pack import city
from linli.contexts.registry.seeds.town.ground import Ground, finely


def background() -> dict[str, Any]:
    """A GeoJSON FeatureCollection in WGS-84; ``map.geojson`` of the example city's pack is its text."""
    told, ground = city("town"), Ground.of_city()
    features = [
        _feature(kind, one["name"], ground.polygon(tuple((x, y) for x, y in one["ring"])))
        for kind in ("water", "green")
        for one in told[kind]
    ]
    for street in told["street"]:
        points = finely([(x, y) for x, y in street["line"]])
        line = {"type": "LineString", "coordinates": ground.line(points)}
        features.append(_feature("street", street["name"], line))
    return {"type": "FeatureCollection", "features": features}


def _feature(kind: str, name: str, geometry: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"kind": kind, "name": name}, "geometry": geometry}
