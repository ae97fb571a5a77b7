"""Which people stand in the register twice, with a slip between the two records?"""

from dataclasses import dataclass
from functools import cache

from linli.contexts.registry.seeds.chance import Chance
from linli.contexts.registry.seeds.days import Days
from linli.contexts.registry.seeds.model import Community, Double, Family, Home, Made
from linli.contexts.registry.seeds.numbers import Numbers, with_typo
from linli.contexts.registry.seeds.pack import city

PLANTED = 25
HOUSEHOLDS = 3200
OLDER = 60


@dataclass(slots=True)
class Doubler:
    """Enters people a second time, as lists from elsewhere do."""

    chance: Chance
    days: Days
    numbers: Numbers

    def plant(self, community: Community) -> None:
        """About one pair in 130 households."""
        count = max(2, round(PLANTED * len(community.families) / HOUSEHOLDS))
        families = [f for f in community.families if len(f.members) >= 2 and not f.earlier_home]
        vacant = [h for h in community.homes if h.use == "vacant"]
        for at, family in enumerate(self.chance.some(families, count * 3)):
            if len(community.doubles) == count:
                break
            double = self._double(family, at % len(SLIPS), vacant)
            if double is not None:
                community.doubles.append(double)

    def _double(self, family: Family, slip: int, vacant: list[Home]) -> Double | None:
        grown = [m for m in family.members if 24 <= self.days.age(m.born_on) <= 70 and m.died_on is None]
        meant = self.chance.one(grown) if grown else None
        if meant is None or not {"id_number", "phone"} <= set(meant.facts):
            return None
        second = Made(self.chance.uuid(), meant.role, meant.sex, meant.born_on, meant.surname, meant.name)
        second.came_on = self.days.ago(self.chance.whole(30, 300))
        second.registered_elsewhere = meant.registered_elsewhere
        second.facts = {key: meant.facts[key] for key in ("ethnicity", "id_number", "phone")}
        home = SLIPS[slip](self, second, family.home, vacant)
        return Double(meant, second, home) if home is not None else None

    def mistyped(self, second: Made, home: Home, _vacant: list[Home]) -> Home:
        """One figure of the identity number is wrong."""
        second.facts["id_number"] = with_typo(second.facts["id_number"], self.chance)
        return home

    def misheard(self, second: Made, home: Home, _vacant: list[Home]) -> Home | None:
        """The name as it sounds; the list had no identity number."""
        if not self._respelled(second):
            return None
        del second.facts["id_number"]
        return home

    def moved(self, second: Made, _home: Home, vacant: list[Home]) -> Home | None:
        """Registered again at another door, with another phone."""
        if not vacant or self.days.age(second.born_on) >= OLDER:
            return None
        second.facts["phone"] = self.numbers.mobile()
        return _let(vacant)

    def vague(self, second: Made, _home: Home, vacant: list[Home]) -> Home | None:
        """A list with little on it, from another door: a name as it sounds, a birthday, no numbers."""
        if not vacant or self.days.age(second.born_on) >= OLDER or not self._respelled(second):
            return None
        second.facts = {"ethnicity": second.facts["ethnicity"]}
        second.registered_elsewhere = ""
        return _let(vacant)

    def _respelled(self, second: Made) -> bool:
        """Write one character of the given name with another of the same sound, where there is one."""
        for at, one in enumerate(second.name[1:], 1):
            if others := [c for c in _sounding_like().get(one, "") if c != one]:
                second.name = second.name[:at] + self.chance.one(others) + second.name[at + 1 :]
                return True
        return False


SLIPS = (Doubler.mistyped, Doubler.misheard, Doubler.moved, Doubler.vague)


def _let(vacant: list[Home]) -> Home:
    """A home that stood empty, as far as anybody knew."""
    home = vacant.pop()
    home.use = "rented"
    return home


@cache
def _sounding_like() -> dict[str, str]:
    return {one: group for group in city("names")["sounding_alike"] for one in group}
