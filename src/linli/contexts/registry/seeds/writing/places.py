"""Which places, ways and homes are written down?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from linli.contexts.registry.commands.places import dwelling_at
from linli.contexts.registry.commands.values import Said
from linli.contexts.registry.models import Dwelling
from linli.contexts.registry.seeds.days import Days, moment
from linli.contexts.registry.seeds.model import Home
from linli.contexts.registry.seeds.pack import city
from linli.contexts.registry.seeds.town.ground import Ground, middle
from linli.contexts.registry.seeds.town.model import Building, Plan, Way
from linli.contexts.registry.seeds.town.walking import network
from linli.kernel import db
from linli.kernel.areas.models import Area, AreaSpell, Footpath, Kind

SINCE_AGO = 1400
"""Days since the grids were drawn."""
SEEN = ("address", "compound", "building", "entrance", "room", "tenure", "floor_area", "use")
OWNED = ("owner_name", "owner_phone")


@dataclass(slots=True)
class Places:
    """The rows of a community that the following parts point at."""

    community: Area
    grids: dict[int, Area] = field(default_factory=dict)
    buildings: dict[int, Area] = field(default_factory=dict)
    by_address: dict[tuple[int, str], Area] = field(default_factory=dict)
    """(grid, name) of each building."""
    entrances: dict[tuple[int, int], Area] = field(default_factory=dict)
    dwellings: dict[int, Dwelling] = field(default_factory=dict)
    """By the id of the home that was made up."""

    def at(self, home: Home) -> Dwelling:
        """The dwelling of a home."""
        return self.dwellings[id(home)]


def write_subdistrict() -> Area:
    """The subdistrict (街道), as the parent of all."""
    told, ground = city("town")["subdistrict"], Ground.of_city()
    ring = tuple((x, y) for x, y in told["outline"])
    area = _area(Kind.SUBDISTRICT, told["code"], told["name"], parent=None, address=told["address"])
    return _placed(area, ground, ring)


def write_places(subdistrict: Area, plan: Plan, days: Days) -> Places:
    """A community with everything that stands in it."""
    ground = Ground.of_city()
    code = f"{subdistrict.code}{plan.code}"
    community = _area(Kind.COMMUNITY, code, plan.name, parent=subdistrict, address=plan.address)
    places = Places(_saved([_placed(community, ground, plan.outline)])[0])
    _write_grids(places, plan, ground)
    _write_buildings(places, plan, ground)
    _write_entrances(places, plan, ground)
    _remember(places, days.ago(SINCE_AGO))
    _write_paths(places.community, network(plan), ground)
    return places


def _area(kind: str, code: str, name: str, *, parent: Area | None, **more: Any) -> Area:
    return Area(kind=kind, code=code, name=name, parent=parent, **more)


def _placed(area: Area, ground: Ground, ring: Any, *, is_small: bool = False) -> Area:
    area.longitude, area.latitude = ground.lay(middle(ring))
    area.outline = ground.polygon(ring, is_small=is_small)
    return area


def _saved(areas: Sequence[Area]) -> list[Area]:
    return list(Area.objects.bulk_create(areas))


def _write_grids(places: Places, plan: Plan, ground: Ground) -> None:
    top = places.community
    rows = [
        _area(Kind.GRID, f"{top.code}{g.order:03d}", g.name, parent=top, number=str(g.order))
        for g in plan.grids
    ]
    for row, grid in zip(rows, plan.grids, strict=True):
        _placed(row, ground, grid.outline)
    places.grids = dict(zip((g.order for g in plan.grids), _saved(rows), strict=True))


def _write_buildings(places: Places, plan: Plan, ground: Ground) -> None:
    top = places.community
    rows = [
        _placed(
            _area(Kind.COMPOUND, f"{top.code}C{c.order:02d}", c.name, parent=top, address=c.address),
            ground,
            c.outline,
        )
        for c in plan.compounds
    ]
    compounds = dict(zip((c.order for c in plan.compounds), _saved(rows), strict=True))
    houses = [_building(b, places.grids[b.grid], compounds[b.compound.order], ground) for b in plan.buildings]
    places.buildings = dict(zip((b.order for b in plan.buildings), _saved(houses), strict=True))
    places.by_address = {(b.grid, b.name): places.buildings[b.order] for b in plan.buildings}


def _building(told: Building, grid: Area, compound: Area, ground: Ground) -> Area:
    area = _area(
        Kind.BUILDING, f"{grid.code}B{told.order:03d}", told.name, parent=grid, compound=compound,
        number=told.number, storeys=told.storeys, has_lift=told.has_lift,
        address=f"{told.compound.address}{told.name}",
    )  # fmt: skip
    return _placed(area, ground, told.footprint, is_small=True)


def _write_entrances(places: Places, plan: Plan, ground: Ground) -> None:
    keys: list[tuple[int, int]] = []
    rows: list[Area] = []
    for told in plan.buildings:
        for at, door in enumerate(told.doors, 1):
            keys.append((told.order, at))
            rows.append(_entrance(told, places.buildings[told.order], at, ground.lay(door)))
    places.entrances = dict(zip(keys, _saved(rows), strict=True))


def _entrance(told: Building, building: Area, at: int, door: list[float]) -> Area:
    """A building without units has one entrance, which nobody numbers."""
    is_numbered = told.entrances > 1
    name = f"{at}单元" if is_numbered else told.name
    address = f"{building.address}{name if is_numbered else ''}"
    return _area(
        Kind.ENTRANCE, f"{building.code}E{at}", name, parent=building, number=str(at) if is_numbered else "",
        longitude=door[0], latitude=door[1], address=address,
    )  # fmt: skip


def _remember(places: Places, since: date) -> None:
    """Where everything has hung since the grids were drawn."""
    areas = [*places.grids.values(), *places.buildings.values(), *places.entrances.values()]
    AreaSpell.objects.bulk_create(
        AreaSpell(area=a, parent=a.parent, code=a.code, valid_from=since, recorded_at=moment(since))
        for a in areas
    )


def _write_paths(community: Area, ways: Iterable[Way], ground: Ground) -> None:
    Footpath.objects.bulk_create(
        Footpath(
            community=community, line=ground.line([way.start, way.end]), kind=way.kind,
            metres=round(ground.distance(way.start, way.end), 1),
        )
        for way in ways
    )  # fmt: skip


def write_homes(places: Places, homes: Sequence[Home], accounts: Mapping[int, int], days: Days) -> None:
    """Every door; ``accounts`` are the workers of the grids."""
    rows = []
    for home in homes:
        row = dwelling_at(places.entrances[home.building.order, home.entrance], home.number, floor=home.floor)
        row.pk, row.use, row.tenure, row.floor_area = home.id, home.use, home.tenure, home.floor_area
        row.owner_name, row.owner_phone = home.owner_name, home.owner_phone
        row.sources = _sources(home, accounts.get(home.building.grid), days)
        places.dwellings[id(home)] = row
        rows.append(row)
    db.insert_all(Dwelling, rows)


def _sources(home: Home, worker: int | None, days: Days) -> dict[str, Any]:
    assert home.seen_on is not None  # noqa: S101 - every home has been looked at
    is_visited = home.seen_on > days.roster_on
    mark = Said("visit" if is_visited else "roster", home.seen_on, worker if is_visited else None).mark
    told = [key for key in OWNED if getattr(home, key)]
    return dict.fromkeys((*SEEN, *told), mark)
