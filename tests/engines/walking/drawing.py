"""Small networks drawn in metres, and real ones read from OpenStreetMap files."""

import os
from collections.abc import Sequence
from pathlib import Path as File
from xml.etree import ElementTree

import pytest

from linli.engines.walking import Path, Plane, Point

HERE = Plane(119.82, 29.41)
SHARED = File(os.environ.get("LINLI_SHARED_DATA", File(__file__).parents[4] / "shared/data"))
NOT_WALKED = {"motorway", "motorway_link", "trunk", "proposed", "construction"}


def at(*metres: tuple[float, float]) -> list[Point]:
    """Metres east and north of one corner as longitude and latitude, with all digits."""
    east, north = HERE.scale
    return [(HERE.longitude + x / east, HERE.latitude + y / north) for x, y in metres]


def line(*metres: tuple[float, float], layer: int = 0) -> Path:
    """A drawn line."""
    return Path(tuple(at(*metres)), layer)


def street_map(name: str) -> list[Path]:
    """The lines of an OpenStreetMap file that people walk along."""
    file = SHARED / "map" / name
    if not file.exists():
        pytest.skip(f"no street map {name} in LINLI_SHARED_DATA")
    root = ElementTree.parse(file).getroot()  # noqa: S314 - a file of our own choosing
    nodes = {n.get("id"): (float(n.get("lon", 0)), float(n.get("lat", 0))) for n in root.iter("node")}
    found = []
    for way in root.iter("way"):
        tags = {tag.get("k"): tag.get("v") for tag in way.iter("tag")}
        if tags.get("highway") and tags["highway"] not in NOT_WALKED:
            points = [nodes[n.get("ref")] for n in way.iter("nd") if n.get("ref") in nodes]
            found.append(Path(tuple(points), int(tags.get("layer", "0"))))
    return found


def corners(paths: Sequence[Path]) -> tuple[Point, Point]:
    """South-west and north-east of all lines."""
    xs = [x for path in paths for x, _y in path.points]
    ys = [y for path in paths for _x, y in path.points]
    return (min(xs), min(ys)), (max(xs), max(ys))
