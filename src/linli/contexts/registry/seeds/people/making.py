"""How does a whole community come about, from empty homes to what was last said about everyone?"""

from collections.abc import Mapping
from dataclasses import dataclass

from linli.contexts.registry.seeds.chance import Chance
from linli.contexts.registry.seeds.days import Days
from linli.contexts.registry.seeds.model import Community
from linli.contexts.registry.seeds.numbers import Numbers
from linli.contexts.registry.seeds.people.doubling import Doubler
from linli.contexts.registry.seeds.people.inventing import Inventor
from linli.contexts.registry.seeds.people.naming import Names
from linli.contexts.registry.seeds.people.owning import Landlord
from linli.contexts.registry.seeds.people.sayings import Chronicler
from linli.contexts.registry.seeds.people.settling import homes_of
from linli.contexts.registry.seeds.people.shifting import Shift
from linli.contexts.registry.seeds.town.model import Plan


@dataclass(frozen=True, slots=True)
class Staff:
    """Who writes things down in a community, by sign-in name."""

    clerk: str
    workers: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes communities from one stream of chance: as of the reference day first, then moved to today's."""

    chance: Chance
    days: Days
    names: Names
    numbers: Numbers

    def community(self, code: str, plan: Plan, households: int, staff: Staff) -> tuple[Community, Chronicler]:
        """Everyone and everything of one community, and the chronicler who knows what was said first."""
        made = Community(code, homes_of(plan, self.chance))
        Inventor(self.chance, self.names, self.numbers).fill(made, households)
        chronicler = Chronicler(self.chance, Days(), made, staff.workers, staff.clerk)
        chronicler.tell()
        Shift(self.days).move(made)
        Doubler(self.chance, self.days, self.numbers).plant(made)
        Landlord(self.chance, self.days, self.names, self.numbers).look_at_homes(made)
        return made, chronicler
