"""Along which stretches can people walk, from every door to every other?"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from linli.contexts.registry.seeds.town.drawing import connectors
from linli.contexts.registry.seeds.town.model import Plan, Point, Way

CENTIMETRES = 2


def network(plan: Plan) -> list[Way]:
    """All ways, cut wherever two of them meet; no stretch twice."""
    doors = [way for building in plan.buildings for way in connectors(building, plan.ways)]
    ways = [*plan.ways, *doors]
    stretches: dict[tuple[Point, Point], Way] = {}
    for way in ways:
        for piece in _pieces(way, ways):
            stretches.setdefault(_ends(piece), piece)
    return list(stretches.values())


def _pieces(way: Way, ways: Sequence[Way]) -> Iterator[Way]:
    met = {way.start, way.end}
    for other in ways:
        if (crossing := _crossing(way, other)) is not None:
            met.add(crossing)
        met |= {end for end in (other.start, other.end) if _lies_on(end, way)}
    nodes = sorted(met)
    for start, end in pairwise(nodes):
        yield Way(start, end, way.kind)


def _ends(way: Way) -> tuple[Point, Point]:
    first, last = sorted((_rounded(way.start), _rounded(way.end)))
    return first, last


def _rounded(point: Point) -> Point:
    return round(point[0], CENTIMETRES), round(point[1], CENTIMETRES)


def _crossing(one: Way, other: Way) -> Point | None:
    """Where an upright and a level way cross; None when they do not, or run the same way."""
    if _is_level(one) == _is_level(other):
        return None
    level, upright = (one, other) if _is_level(one) else (other, one)
    point = (upright.start[0], level.start[1])
    return point if _lies_on(point, level) and _lies_on(point, upright) else None


def _is_level(way: Way) -> bool:
    return way.start[1] == way.end[1]


def _lies_on(point: Point, way: Way) -> bool:
    (x1, y1), (x2, y2) = sorted((way.start, way.end))
    return x1 <= point[0] <= x2 and min(y1, y2) <= point[1] <= max(y1, y2)
