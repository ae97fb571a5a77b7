"""The grids (网格) of a community in figures: who works them, and what they hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet, Sum

from linli.contexts.registry import policies
from linli.contexts.registry.models import Dwelling, Household, Person
from linli.contexts.registry.models.people import Standing
from linli.kernel.access.queries import in_force
from linli.kernel.access.roles import GRID_WORKER
from linli.kernel.actor import Actor
from linli.kernel.areas import queries as areas
from linli.kernel.areas.models import Area, Kind

LEAST, MOST = 300, 500
"""Households that suit one worker (网格规模)."""
BUILDING_DIGITS = 4
COLOURS = (
    "#66ccee", "#f0e442", "#117733", "#b2df8a", "#6a51a3", "#882255", "#44aa99", "#999933", "#cc6677",
    "#ccbb44", "#ee8866", "#d55e00",
)  # fmt: skip
"""As the classes ``swatch-0`` to ``swatch-11``."""


@dataclass(frozen=True, slots=True)
class House:
    """A building with what it weighs."""

    area: Area
    households: int
    people: int
    cared_for: int
    """People in a group we look after."""

    @property
    def key(self) -> str:
        """``B007``: the part of the code that stays when the building changes grids."""
        return self.area.code[-BUILDING_DIGITS:]

    @property
    def grid(self) -> str:
        """Today's grid, by code."""
        return self.area.code[:-BUILDING_DIGITS]


def houses(community: Area, actor: Actor | None = None) -> list[House]:
    """The buildings of a community (those that the actor may see) with their figures; four queries."""
    found = Area.objects.filter(kind=Kind.BUILDING, code__startswith=community.code)
    if actor is not None:
        found = areas.within(actor, policies.VIEW, Kind.BUILDING).filter(code__startswith=community.code)
    rows = list(found.select_related("compound").order_by("code"))
    people = _by_building(Dwelling.objects.filter(area__parent__in=rows), "area__parent", Sum("living_count"))
    households = _by_building(
        Household.objects.filter(home__area__parent__in=rows, ended_on=None, size__gt=0),
        "home__area__parent", Count("pk"),
    )  # fmt: skip
    cared_for = _by_building(
        Person.objects.filter(area__parent__in=rows, standing=Standing.PRESENT).exclude(groups={}),
        "area__parent", Count("pk"),
    )  # fmt: skip
    return [
        House(row, households.get(row.pk, 0), people.get(row.pk, 0), cared_for.get(row.pk, 0)) for row in rows
    ]


def _by_building(rows: QuerySet[Any], path: str, what: Any) -> dict[int, int]:
    found = rows.order_by().values(path).annotate(n=what).values_list(path, "n")
    return {building: n or 0 for building, n in found}


@dataclass(frozen=True, slots=True)
class Worker:
    """Whoever works a grid today."""

    name: str
    phone: str


@dataclass(slots=True)
class GridLine:
    """One grid as a page shows it."""

    code: str
    name: str
    number: int
    """Counted from 1 in code order: stands on the map, so that colour is never the only sign."""
    area: Area | None = None
    """None for one that a plan would add."""
    workers: list[Worker] = field(default_factory=list)
    buildings: int = 0
    households: int = 0
    people: int = 0

    @property
    def colour(self) -> str:
        """On the map."""
        return COLOURS[(self.number - 1) % len(COLOURS)]

    @property
    def swatch(self) -> int:
        """The class of the same colour."""
        return (self.number - 1) % len(COLOURS)

    @property
    def is_small(self) -> bool:
        """Fewer households than suit one worker."""
        return self.households < LEAST

    @property
    def is_large(self) -> bool:
        """More households than suit one worker."""
        return self.households > MOST


def grid_name(number: int) -> str:
    """第九网格: how a new grid is called."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    word = ("十" if tens == 1 else f"{digits[tens]}十") if tens else ""
    return f"第{word}{digits[ones] if ones else ''}网格"


def lines(community: Area, codes: Iterable[str] = ()) -> dict[str, GridLine]:
    """Every grid of a community by code, with workers; ``codes`` adds those that only a plan knows."""
    found = {grid.code: grid for grid in areas.grids_of(community)}
    workers = _workers(found.values())
    every = sorted({*found, *codes})
    return {
        code: GridLine(
            code=code,
            name=found[code].name if code in found else grid_name(int(code[-3:])),
            number=number,
            area=found.get(code),
            workers=workers.get(code, []),
        )
        for number, code in enumerate(every, start=1)
    }


def _workers(grids: Iterable[Area]) -> dict[str, list[Worker]]:
    held = in_force().filter(role=GRID_WORKER, area__in=list(grids), account__is_active=True)
    found: dict[str, list[Worker]] = {}
    for code, name, phone in held.order_by("pk").values_list("area__code", "account__name", "account__phone"):
        found.setdefault(code, []).append(Worker(name, phone))
    return found


def filled(
    grids: Mapping[str, GridLine], found: Iterable[House], assignment: Mapping[str, str]
) -> list[GridLine]:
    """The grids with what they hold under an assignment."""
    for house in found:
        line = grids[assignment[house.key]]
        line.buildings += 1
        line.households += house.households
        line.people += house.people
    return list(grids.values())


def today(found: Iterable[House]) -> dict[str, str]:
    """Today's grids as an assignment."""
    return {house.key: house.grid for house in found}


def seen(actor: Actor, community: Area) -> list[GridLine]:
    """The grids that the actor may see, with what they hold."""
    mine = set(areas.grids_seen(actor, policies.VIEW).values_list("code", flat=True))
    found = houses(community, actor)
    return [line for line in filled(lines(community), found, today(found)) if line.code in mine]
