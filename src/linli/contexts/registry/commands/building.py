"""Buildings that are taken into the register, with compounds, grids, entrances and doors as needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from linli.contexts.registry import policies
from linli.contexts.registry.commands.places import dwelling_at
from linli.contexts.registry.models import Dwelling
from linli.contexts.registry.queries.grids import grid_name
from linli.engines.addresses.numerals import with_digits
from linli.kernel import db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area, Kind
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput

MOST_COMPOUNDS, MOST_GRIDS, MOST_BUILDINGS = 99, 60, 999
"""As many as the digits of their codes can count."""
DoorWords = tuple[str, str, int | None]
"""(entrance, number, storey)"""


@dataclass(frozen=True, slots=True)
class House:
    """A building as a sheet tells of it."""

    compound: str
    number: str
    name: str
    address: str = ""
    """Where the compound lies: 学府路88号."""
    grid: str = ""
    storeys: int | None = None
    has_lift: bool = False


@command("registry.buildings_added", policies.may_plan_grids)
def build(actor: Actor, community: Area, /, *, doors: Mapping[House, Sequence[DoorWords]]) -> dict[str, int]:
    """Doors that are new, and the buildings and entrances in which they lie."""
    site = _Site(community)
    rows = [
        dwelling_at(site.entrance(house, entrance), number, floor=floor)
        for house, found in doors.items()
        for entrance, number, floor in found
    ]
    db.insert_all(Dwelling, rows)
    note(target=community, area=community.code, buildings=site.added, doors=len(rows))
    return {"buildings": site.added, "doors": len(rows)}


@dataclass(slots=True)
class _Site:
    """What stands in a community; what is asked for and missing is put there."""

    community: Area
    added: int = 0
    _compounds: dict[str, Area] = field(default_factory=dict)
    _grids: dict[str, Area] = field(default_factory=dict)
    _houses: dict[tuple[str, str], Area] = field(default_factory=dict)
    _entrances: dict[tuple[int, str], Area] = field(default_factory=dict)

    def __post_init__(self) -> None:
        below = Area.objects.filter(code__startswith=self.community.code).order_by("code")
        for area in below.select_related("parent__parent__parent", "parent__compound", "compound"):
            if area.kind == Kind.COMPOUND:
                self._compounds[area.name] = area
            elif area.kind == Kind.GRID:
                self._grids[area.name] = area
            elif area.kind == Kind.BUILDING and area.compound is not None:
                self._houses[area.compound.name, area.number] = area
            elif area.kind == Kind.ENTRANCE and area.parent is not None:
                self._entrances[area.parent.pk, area.number] = area

    def entrance(self, house: House, number: str) -> Area:
        """An entrance of a building; one without number is the only one of its building."""
        building = self._building(house)
        held = self._entrances.get((building.pk, number))
        if held is None:
            at = 1 + sum(pk == building.pk for pk, _number in self._entrances)
            name = f"{number}单元" if number else building.name
            held = self._entrances[building.pk, number] = Area.objects.create(
                code=f"{building.code}E{at}", kind=Kind.ENTRANCE, name=name, number=number, parent=building,
                address=f"{building.address}{name if number else ''}",
            )  # fmt: skip
        return held

    def _building(self, house: House) -> Area:
        held = self._houses.get((house.compound, house.number))
        if held is None:
            numbers = [int(one.code[-3:]) for one in self._houses.values()]
            order = _next(numbers, MOST_BUILDINGS)
            compound, grid = self._compound(house), self._grid(house.grid)
            held = self._houses[house.compound, house.number] = Area.objects.create(
                code=f"{grid.code}B{order:03d}", kind=Kind.BUILDING, name=house.name, number=house.number,
                parent=grid, compound=compound, storeys=house.storeys, has_lift=house.has_lift,
                address=f"{compound.address}{house.name}",
            )  # fmt: skip
            self.added += 1
        return held

    def _compound(self, house: House) -> Area:
        held = self._compounds.get(house.compound)
        if held is None:
            order = _next([int(one.code[-2:]) for one in self._compounds.values()], MOST_COMPOUNDS)
            lies = house.address if house.compound in house.address else f"{house.address}{house.compound}"
            held = self._compounds[house.compound] = Area.objects.create(
                code=f"{self.community.code}C{order:02d}", kind=Kind.COMPOUND, name=house.compound,
                parent=self.community, address=lies,
            )  # fmt: skip
        return held

    def _grid(self, said: str) -> Area:
        """The grid of that name or number; without one the first, so that grids can be drawn later."""
        digits = with_digits(said).removeprefix("第").removesuffix("网格")
        name = grid_name(int(digits)) if digits.isdigit() and 0 < int(digits) <= MOST_GRIDS else said
        if not said:
            name = next(iter(self._grids), grid_name(1))
        held = self._grids.get(name)
        if held is None:
            order = _next([int(one.code[-3:]) for one in self._grids.values()], MOST_GRIDS)
            held = self._grids[name] = Area.objects.create(
                code=f"{self.community.code}{order:03d}", kind=Kind.GRID, name=name, number=str(order),
                parent=self.community,
            )  # fmt: skip
        return held


def _next(taken: Sequence[int], most: int) -> int:
    order = max(taken, default=0) + 1
    if order > most:
        raise BadInput(
            _("一个社区最多 %(compounds)s 个小区、%(grids)s 个网格、%(buildings)s 栋楼。"),
            compounds=MOST_COMPOUNDS,
            grids=MOST_GRIDS,
            buildings=MOST_BUILDINGS,
        )
    return order
