"""Which houses stand where in the example city?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from linli.contexts.registry.seeds.pack import city
from linli.contexts.registry.seeds.town.model import Building, Compound, Grid, Plan, Point, Ring, Way

ALONG_STREETS = "x"
WING = 9
"""Metres that the wing of an L-shaped house stands out."""
STEP = 4


def plans() -> list[Plan]:
    """Every community of the pack, the large one first."""
    return [_plan(told) for told in city("town")["community"]]


def plan_for(households: int) -> Plan:
    """The large community, with only as many of its buildings as ``households`` need."""
    whole = plans()[0]
    first = [tuple(pair) for pair in city("town")["community"][0]["small_first"]]
    wanted = round(households * 1.08) + 2
    kept: list[Building] = []
    for building in sorted(whole.buildings, key=lambda b: (_turn(b, first), b.order)):
        if sum(b.homes for b in kept) >= wanted:
            break
        kept.append(building)
    return replace(whole, buildings=tuple(sorted(kept, key=lambda b: b.order)))


def _turn(building: Building, first: Sequence[tuple[Any, ...]]) -> int:
    named = (building.compound.name, building.number)
    places = [at for at, (compound, number) in enumerate(first) if (compound, str(number)) == named]
    return places[0] if places else len(first)


def _plan(told: Mapping[str, Any]) -> Plan:
    compounds = [_compound(at, one) for at, one in enumerate(told["compound"], 1)]
    buildings: list[Building] = []
    ways = [Way((a, b), (c, d), kind) for a, b, c, d, kind in told["ways"]]
    for compound, one in zip(compounds, told["compound"], strict=True):
        for row in one["rows"]:
            line = Row.read(row)
            ways.append(Way(line.at_path(row["from"]), line.at_path(row["to"])))
            for house in row["houses"]:
                buildings.append(_building(len(buildings) + 1, compound, _House(line, one["written"], house)))
    return Plan(
        code=told["code"], name=told["name"], address=told["address"], outline=_ring(told["outline"]),
        grids=tuple(Grid(at, g["name"], _ring(g["outline"])) for at, g in enumerate(told["grid"], 1)),
        compounds=tuple(compounds), buildings=tuple(buildings), ways=tuple(ways),
    )  # fmt: skip


def _compound(order: int, told: Mapping[str, Any]) -> Compound:
    return Compound(
        order=order, name=told["name"], address=told["address"], kind=told["kind"], built=told["built"],
        tenure=told["tenure"], outline=_ring(told["outline"]),
    )  # fmt: skip


def _ring(points: Sequence[Sequence[float]]) -> Ring:
    return tuple((float(x), float(y)) for x, y in points)


@dataclass(frozen=True, slots=True)
class Row:
    """A path with houses on one side: ``u`` runs along it, ``v`` away from it."""

    grid: int
    along: str
    at: float
    side: int
    gap: float
    depth: float

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Row":
        """From the pack."""
        return cls(*(told[name] for name in ("grid", "along", "at", "side", "gap", "depth")))

    def at_path(self, u: float) -> Point:
        """A point on the path."""
        return self.place(u, 0)

    def place(self, u: float, v: float) -> Point:
        """A point beside it, in metres of the frame."""
        across = float(self.at + self.side * v)
        return (float(u), across) if self.along == ALONG_STREETS else (across, float(u))


@dataclass(frozen=True, slots=True)
class _House:
    row: Row
    written: str
    told: Sequence[Any]


def _building(order: int, compound: Compound, house: _House) -> Building:
    number, start, storeys, entrances, homes, shape = house.told
    kind = city("town")["kinds"][compound.kind]
    width = kind["widths"][str(homes)]
    row, long = house.row, entrances * width
    steps = [start + width * (n + 0.5) for n in range(entrances)]
    outline = SHAPES[shape](_Box(start, start + long, row.gap, row.gap + row.depth), entrances)
    return Building(
        order=order, grid=row.grid, compound=compound,
        name=house.written.format(n=number), number=str(number),
        storeys=storeys, entrances=entrances, homes_per_floor=homes, has_lift=storeys >= kind["lift_from"],
        floor_areas=tuple(kind["areas"]), footprint=tuple(row.place(u, v) for u, v in outline),
        doors=tuple(row.place(u, row.gap) for u in steps),
    )  # fmt: skip


def connectors(building: Building, ways: Sequence[Way]) -> Iterator[Way]:
    """From each door straight to the nearest way in front of it."""
    for door in building.doors:
        ahead = [foot for way in ways if (foot := _foot(door, way)) is not None]
        yield Way(door, min(ahead, key=lambda p: abs(p[0] - door[0]) + abs(p[1] - door[1])))


def _foot(door: Point, way: Way) -> Point | None:
    """Where someone who walks straight from ``door`` meets the way."""
    (x1, y1), (x2, y2) = way.start, way.end
    if y1 == y2 and min(x1, x2) <= door[0] <= max(x1, x2):
        return door[0], y1
    if x1 == x2 and min(y1, y2) <= door[1] <= max(y1, y2):
        return x1, door[1]
    return None


@dataclass(frozen=True, slots=True)
class _Box:
    near_end: float
    far_end: float
    front: float
    back: float


def _bar(box: _Box, _entrances: int) -> list[Point]:
    front, back = box.front, box.back
    return [(box.near_end, front), (box.far_end, front), (box.far_end, back), (box.near_end, back)]


def _ell(box: _Box, _entrances: int) -> list[Point]:
    inner, outer = box.far_end - WING - 1, box.back + WING
    return [
        (box.near_end, box.front), (box.far_end, box.front), (box.far_end, outer), (inner, outer),
        (inner, box.back), (box.near_end, box.back),
    ]  # fmt: skip


def _stepped(box: _Box, entrances: int) -> list[Point]:
    """Straight in front, every second part standing out behind."""
    width = (box.far_end - box.near_end) / entrances
    behind: list[Point] = []
    for n in range(entrances):
        v = box.back + (STEP if n % 2 else 0)
        behind += [(box.near_end + n * width, v), (box.near_end + (n + 1) * width, v)]
    return [(box.near_end, box.front), *behind, (box.far_end, box.front)]


def _point(box: _Box, _entrances: int) -> list[Point]:
    """A tower with its corners cut in."""
    a, b, f, k, cut = box.near_end, box.far_end, box.front, box.back, STEP
    return [
        (a + cut, f), (b - cut, f), (b - cut, f + cut), (b, f + cut), (b, k - cut), (b - cut, k - cut),
        (b - cut, k), (a + cut, k), (a + cut, k - cut), (a, k - cut), (a, f + cut), (a + cut, f + cut),
    ]  # fmt: skip


SHAPES = {"bar": _bar, "ell": _ell, "step": _stepped, "point": _point}
