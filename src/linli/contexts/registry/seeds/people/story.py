"""What happened between the roster and today: who died, who left, who moved around the corner?"""

from dataclasses import dataclass
from datetime import date, timedelta

from linli.contexts.registry.seeds.chance import Chance
from linli.contexts.registry.seeds.days import YEAR, Days
from linli.contexts.registry.seeds.model import FEMALE, MALE, Community, Family, Home, Made
from linli.contexts.registry.seeds.people import parts
from linli.contexts.registry.seeds.people.families import Matchmaker
from linli.contexts.registry.seeds.people.kinship import HEAD
from linli.contexts.registry.seeds.people.lives import Biographer
from linli.contexts.registry.seeds.people.registration import Registrar

SOLD = "1"
"""商品房 on the list ``tenure``."""
LATE_SPOUSE = 0.17
MOVED_NEAR = 0.07
OTHERS_BEFORE = 0.1
LEFT_EMPTY = 0.09
KNOWN_HOME = ("梧桐花园", "3", 2, "501")
"""The home whose history is easy to tell: one family left on 26 February, as of the reference day, the next
came on the 28th, and the register heard of both in March."""
LEFT_AGO, CAME_AGO = 263, 261
PLACES_TO_GO = ("云溪市望湖区", "云溪市城塔区", "月塘市", "外省", "")


@dataclass(slots=True)
class Storyteller:
    """Gives a community a past of two and a half years."""

    chance: Chance
    days: Days
    matchmaker: Matchmaker
    registrar: Registrar
    biographer: Biographer

    def settle_known_home(self, community: Community) -> None:
        """Two families after one another in the home that everybody asks about."""
        home = next((h for h in community.homes if _is_known(h)), None)
        if home is None:
            return
        _make_room(community, home)
        home.use, home.tenure = "rented", SOLD
        family = self.matchmaker.family("young_family", home)
        family.rents, family.came_on = True, self.days.ago(CAME_AGO)
        for member in family.members:
            member.came_on = max(family.came_on, member.born_on)
        community.families.append(family)

    def tell(self, community: Community) -> None:
        """Deaths, moves within, and families that left."""
        vacant = self.chance.shuffled([h for h in community.homes if h.use == "vacant"])
        for family in community.families:
            if family.kind == "older_alone" and self._lost_spouse(family):
                self._add_late_spouse(family)
            elif self._came_lately(family):
                self._before_it(community, family, vacant)
        for home in vacant:
            if self.chance.happens(LEFT_EMPTY):
                self._left(community, home, self.days.ago(self.chance.whole(20, 800)))

    def _lost_spouse(self, family: Family) -> bool:
        long_here = family.came_on < self.days.ago(1500) and not family.rents and len(family.members) == 1
        return long_here and family.members[0].marital == parts.WIDOWED and self.chance.happens(LATE_SPOUSE)

    def _add_late_spouse(self, family: Family) -> None:
        left = family.members[0]
        sex, role = (MALE, parts.HUSBAND) if left.sex == FEMALE else (FEMALE, parts.WIFE)
        years = self.chance.normal(2.2, 2.4, -3, 8) * (-1 if sex == MALE else 1)
        born = left.born_on + timedelta(days=round(years * YEAR))
        late = Made(self.chance.uuid(), role, sex, born, marital=parts.MARRIED, came_on=family.came_on)
        late.surname = family.child_surname if sex == MALE else self.matchmaker.names.surname()
        late.name = self.matchmaker.names.given(late.surname, sex, born.year, taken=[left.name])
        late.facts["ethnicity"] = left.facts["ethnicity"]
        late.registered, late.region = left.registered, left.region
        late.registered_elsewhere = left.registered_elsewhere
        late.died_on = self.chance.day(self.days.roster_on + timedelta(days=50), self.days.ago(40))
        self.biographer.write(late)
        late.relation, left.relation_before = HEAD, "12" if left.sex == FEMALE else "11"
        left.before["marital"] = parts.MARRIED
        family.members.append(late)

    def _came_lately(self, family: Family) -> bool:
        return family.came_on > self.days.roster_on + timedelta(days=70)

    def _before_it(self, community: Community, family: Family, vacant: list[Home]) -> None:
        """Either the family moved here from another home nearby, or others lived here before."""
        all_known = all(m.born_on < self.days.ago(1100) for m in family.members)
        if all_known and vacant and not _is_known(family.home) and self.chance.happens(MOVED_NEAR):
            family.earlier_home = vacant.pop()
            family.earlier_on = self.days.roster_on - timedelta(days=self.chance.whole(40, 2200))
        elif _is_known(family.home):
            self._left(community, family.home, self.days.ago(LEFT_AGO))
        elif self.chance.happens(OTHERS_BEFORE):
            self._left(community, family.home, family.came_on - timedelta(days=self.chance.whole(4, 40)))

    def _left(self, community: Community, home: Home, on: date) -> None:
        """A household that was on the roster and went; one in six was an older person who died."""
        died = on < self.days.ago(30) and self.chance.happens(0.16) and not _is_known(home)
        kinds = {"couple_one": 3.0, "single": 3, "young_family": 4, "couple": 2}
        kind = "older_alone" if died else "couple_one" if _is_known(home) else self.chance.weighted(kinds)
        family = self.matchmaker.family(kind, home)
        self.matchmaker.waiting = [f for f in self.matchmaker.waiting if f is not family]
        family.members = [m for m in family.members if m.born_on < self.days.ago(1000)]
        family.rents = not died
        family.came_on = self.days.roster_on - timedelta(days=self.chance.whole(60, 2600))
        self.registrar.register_family(family)
        for member in family.members:
            member.came_on = max(family.came_on, member.born_on)
            self.biographer.write(member)
        if died:
            family.members = family.members[:1]
            family.members[0].died_on, family.members[0].relation = on, HEAD
        else:
            family.left_on, family.left_for = on, self.chance.one(PLACES_TO_GO)
        community.former.append(family)


def _make_room(community: Community, home: Home) -> None:
    """Whoever lives there is not made up after all; where nobody does, one of the singles."""
    there = [f for f in community.families if f.home is home]
    singles = [f for f in community.families if f.kind == "single"]
    for family in there or (singles or community.families)[-1:]:
        community.families.remove(family)
        family.home.use = "vacant"


def _is_known(home: Home) -> bool:
    building = home.building
    return (building.compound.name, building.number, home.entrance, home.number) == KNOWN_HOME
