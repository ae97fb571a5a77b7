"""Which homes are lived in, by what kind of family, since when?"""

from dataclasses import dataclass
from datetime import date, timedelta

from linli.contexts.registry.seeds.chance import Chance
from linli.contexts.registry.seeds.days import YEAR, Days
from linli.contexts.registry.seeds.model import Community, Family, Home
from linli.contexts.registry.seeds.people import kinship, parts
from linli.contexts.registry.seeds.people.families import Matchmaker, youngest_grown
from linli.contexts.registry.seeds.town.model import Building, Plan

OF_AGE = 18
GROWN = 21
RENTED_YEARS = 2.3
"""How long people have rented where they are, on average."""
TWO_HOUSEHOLDS = 0.13
"""Share of three-generation homes where the old have a household's book of their own."""
PUBLIC = ("3", "4")
"""公房 and 公租房 on the list ``tenure``."""


def homes_of(plan: Plan, chance: Chance) -> list[Home]:
    """Every door of every building."""
    return [home for building in plan.buildings for home in _homes_of(building, chance)]


def _homes_of(building: Building, chance: Chance) -> list[Home]:
    homes: list[Home] = []
    for entrance in range(1, building.entrances + 1):
        # Homes above one another are alike.
        areas = [chance.one(building.floor_areas) for _ in range(building.homes_per_floor)]
        for floor in range(1, building.storeys + 1):
            for door, area in enumerate(areas, 1):
                tenure = chance.weighted(building.compound.tenure)
                number = f"{floor}{door:02d}"
                homes.append(Home(chance.uuid(), building, entrance, floor, number, area, tenure))
    return homes


@dataclass(slots=True)
class Settling:
    """Moves families in."""

    chance: Chance
    days: Days
    matchmaker: Matchmaker

    def settle(self, community: Community, households: int) -> None:
        """So many households, the older ones first, so that the young can be their children."""
        homes = self.chance.shuffled(community.homes)[:households]
        kinds = [(self._kind(home), home) for home in homes]
        for kind, home in sorted(kinds, key=lambda pair: pair[0] not in parts.OLDER):
            if len(community.families) < households:
                self._move_in(community, kind, home)
        order = {id(home): at for at, home in enumerate(community.homes)}
        community.families.sort(key=lambda family: order[id(family.home)])
        for home in community.homes:
            home.use = home.use or "vacant"

    def _kind(self, home: Home) -> str:
        return self.chance.weighted(parts.SHARES[home.building.compound.kind])

    def _move_in(self, community: Community, kind: str, home: Home) -> None:
        family = self.matchmaker.family(kind, home)
        family.rents = kind in parts.RENTING or self.chance.happens(parts.MAY_RENT.get(kind, 0))
        family.came_on = self._came_on(family)
        home.use = self._use(family)
        community.families.append(family)
        if kind == "three_generations" and self.chance.happens(TWO_HOUSEHOLDS):
            community.families.append(split(family, self.chance))
        for one in community.families[-2:]:
            for member in one.members:
                member.came_on = max(one.came_on, member.born_on)

    def _use(self, family: Family) -> str:
        if family.home.tenure in PUBLIC:
            return "public"
        if family.rents:
            return "shared" if family.kind == "sharing" else "rented"
        return "own"

    def _came_on(self, family: Family) -> date:
        if not family.rents:
            return self._bought_on(family)
        years = min(self.chance.soon(RENTED_YEARS), 12)
        rented = self.days.ago(years * YEAR + self.chance.whole(9, 60))
        return max(rented, youngest_grown(family) + timedelta(days=OF_AGE * YEAR))

    def _bought_on(self, family: Family) -> date:
        """When the house was new, or some day since; not before there was a grown-up to buy it."""
        built = date(family.home.building.compound.built, 6, 1)
        grown = youngest_grown(family) + timedelta(days=GROWN * YEAR)
        first, last = max(built, grown), self.days.ago(20)
        if self.chance.happens(0.5):
            last = min(last, first + timedelta(days=900))
        return self.chance.day(min(first, last), last)


def split(family: Family, chance: Chance) -> Family:
    """Take the grandparents out into a household of their own behind the same door."""
    old = [m for m in family.members if m.role.startswith(("his_", "her_"))]
    family.members = [m for m in family.members if m not in old]
    theirs = Family(chance.uuid(), "older_couple", family.home, old, family.came_on)
    _stand_alone(theirs, chance)
    _stand_alone(family, chance)
    return theirs


def _stand_alone(family: Family, chance: Chance) -> None:
    kinship.relate(family, kinship.choose_head(family, chance))
