"""Who lives in a community as of the reference day, and what happened to them?"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from linli.contexts.registry.seeds.chance import Chance
from linli.contexts.registry.seeds.days import Days
from linli.contexts.registry.seeds.model import Community
from linli.contexts.registry.seeds.numbers import Numbers
from linli.contexts.registry.seeds.pack import city
from linli.contexts.registry.seeds.people.attesting import Attester
from linli.contexts.registry.seeds.people.care import Carer
from linli.contexts.registry.seeds.people.families import Matchmaker
from linli.contexts.registry.seeds.people.lives import EMPLOYED, Biographer
from linli.contexts.registry.seeds.people.naming import Names
from linli.contexts.registry.seeds.people.registration import Registrar
from linli.contexts.registry.seeds.people.settling import Settling
from linli.contexts.registry.seeds.people.story import Storyteller

BOUNDARIES = (60, 65, 70, 80, 90, 100)
NEAR_ENOUGH = 2200
"""Days by which a birthday is moved for that, at most."""
TOWN = 1000
"""Households from which on somebody is over a hundred, and somebody from far away."""
WAVE = 28
"""Days from one evening of entering new people to the next."""


@dataclass(frozen=True, slots=True)
class Inventor:
    """Invents people for empty homes."""

    chance: Chance
    names: Names
    numbers: Numbers
    days: Days = field(default_factory=Days)

    def fill(self, made: Community, households: int) -> None:
        """So many households, with their past and everything that is true of them."""
        self._people(made, households)
        self._make_known(made)

    def _people(self, made: Community, households: int) -> None:
        matchmaker = Matchmaker(self.chance, self.days, self.names)
        registrar = Registrar(self.chance, self.days, self.names, self.numbers)
        biographer = Biographer(self.chance, self.days, self.numbers)
        storyteller = Storyteller(self.chance, self.days, matchmaker, registrar, biographer)
        Settling(self.chance, self.days, matchmaker).settle(made, households)
        storyteller.settle_known_home(made)
        self._plant_birthdays(made)
        registrar.register(made)
        self._invite_guests(made)
        for person in [*made.living(), *made.away]:
            biographer.write(person)
        storyteller.tell(made)
        carer = Carer(self.chance, self.days, self.names, self.numbers)
        for family in made.families:
            carer.write(family)
        Attester(self.chance, self.days, self.numbers, made).attest()
        self._pair_volunteers(made)

    def _plant_birthdays(self, made: Community) -> None:
        """Someone reaches each boundary in the weeks to come, whenever the town is built."""
        alone = [f.members[0] for f in made.families if f.kind == "older_alone" and not f.children_near]
        for at, boundary in enumerate(BOUNDARIES):
            wanted = _birthday(self.days.anchor + timedelta(days=9 + 3 * at), boundary)
            nearest = min(alone, key=lambda m: abs(m.born_on - wanted), default=None)
            if nearest is not None and abs(nearest.born_on - wanted) < timedelta(days=NEAR_ENOUGH):
                nearest.born_on = wanted
                alone.remove(nearest)
        if len(made.families) >= TOWN and alone:
            eldest = min(alone, key=lambda m: m.born_on)
            eldest.born_on = self.days.born(101.4)

    def _invite_guests(self, made: Community) -> None:
        """One or two people from beyond the mainland, in homes they rent, in a large community."""
        if len(made.families) < TOWN:
            return
        renters = [f for f in made.families if f.kind == "single" and f.rents]
        for told, family in zip(city("names")["guest"], renters, strict=False):
            guest = family.members[0]
            guest.name, guest.sex, guest.born_on = (
                told["name"],
                told["sex"],
                self.days.born(told["age"] + 0.4),
            )
            guest.role, guest.region, guest.residency = "wife", None, "abroad"
            guest.registered, guest.registered_elsewhere = None, ""
            guest.facts = {
                "remarks": told["remarks"],
                "occupation": told["occupation"],
                "employment": EMPLOYED,
            }

    def _pair_volunteers(self, made: Community) -> None:
        """Older people alone have a neighbour who looks in."""
        helpers = [m for m in made.living() if any(b.group == "volunteer" for b in m.belongs)]
        helpers = [m for m in helpers if "phone" in m.facts]
        for family in made.families:
            if helpers and family.kind == "older_alone" and self.chance.happens(0.8):
                helper = self.chance.one(helpers)
                family.members[0].facts |= {
                    "volunteer_name": helper.name, "volunteer_phone": helper.facts["phone"],
                }  # fmt: skip

    def _make_known(self, made: Community) -> None:
        """The register hears of a family at once, of a newborn child some weeks after the birth."""
        for family in [*made.families, *made.former]:
            told_after = self.chance.whole(2, 20)
            for person in family.members:
                later = person.came_on is not None and person.came_on > family.came_on
                delay = self.chance.whole(5, 25) if later else told_after
                person.known_on = self._wave_after(person.came_on, delay)
        for person in made.away:
            person.known_on = self.days.roster_on

    def _wave_after(self, came_on: date | None, delay: int) -> date:
        """The roster for those who were here, else the next evening of entering."""
        if came_on is None or came_on <= self.days.roster_on:
            return self.days.roster_on
        waves = -(-((came_on - self.days.roster_on).days + delay) // WAVE)
        return min(self.days.anchor, self.days.roster_on + timedelta(days=waves * WAVE))


def _birthday(day: date, age: int) -> date:
    year = day.year - age
    return date(year, day.month, 28) if (day.month, day.day) == (2, 29) else day.replace(year=year)
