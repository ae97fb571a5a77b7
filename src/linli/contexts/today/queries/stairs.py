"""In which order somebody walks today, and past which stairways that leads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from linli.contexts.today.models import Route
from linli.contexts.today.queries.doors import Door, stairs_of
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area

Place = tuple[int, int, str]


class Walk:
    """The order that was kept for today; what came due since stands by its stairway, otherwise at the end."""

    def __init__(self, route: Sequence[str], orders: Mapping[str, str], *, comes_back: bool = True) -> None:
        self.at = {key: place for place, key in enumerate(route)}
        self.comes_back = comes_back
        self.stairs: dict[str, int] = {}
        for key, order in orders.items():
            if key in self.at:
                stairway = stairs_of(order)
                self.stairs[stairway] = max(self.at[key], self.stairs.get(stairway, 0))

    def place(self, key: str, order: str) -> Place:
        """Where a door stands; its number decides where nothing else does."""
        if key in self.at:
            return self.at[key], 0, order
        return self.stairs.get(stairs_of(order), len(self.at)), 1, order


def walk_of(actor: Actor, orders: Mapping[str, str], today: date) -> Walk:
    """An actor's walk on a day, past doors with the orders of their numbers."""
    route = Route.objects.filter(account_id=actor.account_id or 0).first()
    if route is None:
        return Walk((), orders)
    return Walk(route.doors if route.on == today else (), orders, comes_back=route.comes_back)


def in_walking_order(actor: Actor, orders: Mapping[str, str]) -> list[str]:
    """Doors, given with the orders of their numbers, as their worker walks today."""
    walk = walk_of(actor, orders, clock.today())
    return sorted(orders, key=lambda key: walk.place(key, orders[key]))


@dataclass(frozen=True, slots=True)
class Stairway:
    """Doors that one comes to in one climb."""

    name: str
    doors: tuple[Door, ...]


def stairways(doors: Iterable[Door]) -> list[Stairway]:
    """Doors in the order given, under the stairways that one comes past; one query."""
    runs = [(code, tuple(run)) for code, run in groupby(doors, lambda door: door.area_code)]
    rows = Area.objects.filter(code__in={code for code, _run in runs}).select_related("parent__compound")
    names = {area.code: _name(area) for area in rows}
    return [Stairway(names.get(code, ""), run) for code, run in runs]


def _name(area: Area) -> str:
    """Compound, building and entrance, as people say them."""
    building = area.parent
    if building is None:
        return area.name
    compound = building.compound.name if building.compound else ""
    return f"{compound} {building.name}{area.name if area.number else ''}".strip()
