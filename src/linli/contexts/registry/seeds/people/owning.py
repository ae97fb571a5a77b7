"""Whose is each home, and when did somebody last look?"""

from dataclasses import dataclass
from datetime import date

from linli.contexts.registry.seeds.chance import Chance
from linli.contexts.registry.seeds.days import Days
from linli.contexts.registry.seeds.model import MALE, Community, Family, Home, Made
from linli.contexts.registry.seeds.numbers import Numbers
from linli.contexts.registry.seeds.people.kinship import HEAD
from linli.contexts.registry.seeds.people.naming import Names
from linli.contexts.registry.seeds.people.settling import PUBLIC

TOLD = 0.86
"""Share of landlords whose name is known."""
KNOCKED = 0.6
BIRTH = 1972


@dataclass(slots=True)
class Landlord:
    """Writes owners down."""

    chance: Chance
    days: Days
    names: Names
    numbers: Numbers

    def look_at_homes(self, made: Community) -> None:
        """Every home of a community."""
        families = {id(family.home): family for family in reversed(made.families)}
        away = {id(person.registered): person for person in reversed(made.away)}
        for home in made.homes:
            family = families.get(id(home))
            home.seen_on = self._seen_on(home, family)
            if home.use == "own" and family is not None:
                self._lived_in(home, family)
            elif home.tenure not in PUBLIC and self.chance.happens(TOLD):
                self._let(home, away.get(id(home)))

    def _seen_on(self, home: Home, family: Family | None) -> date:
        """On the last visit; at many an empty home somebody knocks once a year."""
        seen: list[date] = [self.days.roster_on, *(family.visits if family else ())]
        if home.use == "vacant" and self.chance.happens(KNOCKED):
            seen.append(self.days.ago(self.chance.whole(10, 420)))
        return max(seen)

    def _lived_in(self, home: Home, family: Family) -> None:
        head = next(m for m in family.members if m.relation == HEAD)
        home.owner_name, home.owner_phone = head.name, head.facts.get("phone", "")

    def _let(self, home: Home, owner: Made | None) -> None:
        if owner is None:
            surname = self.names.surname()
            home.owner_name = self.names.given(surname, MALE, BIRTH)
        else:
            home.owner_name = owner.name
        if self.chance.happens(TOLD):
            home.owner_phone = self.numbers.mobile()
