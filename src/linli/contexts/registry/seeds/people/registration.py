"""Where is everyone registered (户籍), and what does that make of the division in the identity number?"""

from dataclasses import dataclass, field

from linli.contexts.registry.seeds.chance import Chance
from linli.contexts.registry.seeds.days import Days
from linli.contexts.registry.seeds.model import FEMALE, MALE, Community, Family, Home, Made, Region
from linli.contexts.registry.seeds.numbers import Numbers
from linli.contexts.registry.seeds.pack import city
from linli.contexts.registry.seeds.people import parts
from linli.contexts.registry.seeds.people.naming import Names

REGISTERED_HERE = {"walkup": 0.86, "works": 0.88, "tower": 0.6, "midrise": 0.68, "lane": 0.9}
"""Share of owners who are registered where they live."""
ELSEWHERE = {"city": 0.36, "far": 0.55, "own": 0.09}
OF_OWNERS = {"city": 0.5, "own": 0.24, "far": 0.26}
BORN = {"own": 0.7, "city": 0.2, "far": 0.1}
CHILD_BORN = {"own": 0.9, "city": 0.1}
COLLECTIVE = "江南省云溪市临江区梧桐街道人才服务中心集体户"
OLD_CHILD = 31


@dataclass(slots=True)
class Registrar:
    """Registers people, and invents those who are registered here and live elsewhere."""

    chance: Chance
    days: Days
    names: Names
    numbers: Numbers
    regions: dict[str, list[Region]] = field(default_factory=dict)
    parents_home: dict[int, Home] = field(default_factory=dict)
    """By the id of a grown-up child: where its parents live."""

    def __post_init__(self) -> None:
        for told in city("lives")["region"]:
            region = Region(told["code"], told["province"], told["place"], told["kind"])
            self.regions.setdefault(region.kind, []).append(region)

    def register(self, community: Community) -> None:
        """Everyone who lives here, then those who do not."""
        for older in community.families:
            for child in older.children_near:
                self.parents_home[id(child)] = older.home
        for family in community.families:
            self.register_family(family)
        for home in community.homes:
            if home.use in ("rented", "vacant") and self.chance.happens(0.3):
                community.away += self._owners_away(home)
        for family in community.families:
            if family.kind in parts.ALONE_OR_TWO and family.child_surname and self.chance.happens(0.2):
                community.away += self._grown_child_away(family)

    def register_family(self, family: Family) -> None:
        """One household."""
        if family.rents:
            self._register_renters(family)
        elif self.chance.happens(REGISTERED_HERE[family.home.building.compound.kind]):
            self._register_here(family)
        else:
            self._register_owners_elsewhere(family)
        for member in family.members:
            if member.role == parts.NANNY:
                self._elsewhere(member, self._region({"far": 0.8, "city": 0.2}))
                member.residency = "lodging"

    def _register_renters(self, family: Family) -> None:
        shared = self._region(ELSEWHERE)
        address = self._address(shared)
        for member in family.members:
            if member.role == parts.MATE or self.chance.happens(0.12):
                self._elsewhere(member, self._region(ELSEWHERE))
                if member.role == parts.MATE and self.chance.happens(0.12):
                    member.registered_elsewhere, member.residency = COLLECTIVE, "collective"
            else:
                self._elsewhere(member, shared, address)

    def _register_here(self, family: Family) -> None:
        for member in family.members:
            newly_wed = member.role == parts.WIFE and self.days.age(member.born_on) < 60
            if newly_wed and self.chance.happens(0.09):
                self._elsewhere(member, self._region(OF_OWNERS))
            else:
                self._here(member, family.home)

    def _register_owners_elsewhere(self, family: Family) -> None:
        home = next((h for m in family.members if (h := self.parents_home.get(id(m)))), None)
        shared = self._region(OF_OWNERS)
        address = self._address(shared)
        for member in family.members:
            if home is not None and member.role != parts.WIFE:
                self._here(member, home)
            else:
                self._elsewhere(member, shared, address)

    def _here(self, member: Made, home: Home) -> None:
        member.registered = home
        is_child = member.role in (parts.CHILD, parts.GRANDCHILD)
        member.region = self._region(CHILD_BORN if is_child else BORN)

    def _elsewhere(self, member: Made, region: Region, address: str = "") -> None:
        member.region = region
        member.registered_elsewhere = address or self._address(region)

    def _region(self, kinds: dict[str, float]) -> Region:
        return self.chance.one(self.regions[self.chance.weighted(kinds)])

    def _address(self, region: Region) -> str:
        told, chance = city("lives")["places"], self.chance
        if region.kind == "far" and chance.happens(0.72):
            village = chance.one(told["villages"].split())
            return f"{region.in_full}{chance.one(told['towns'].split())}{village}{chance.whole(1, 168)}号"
        road = chance.one(told["roads"].split())
        house = f"{chance.whole(1, 40)}幢{chance.whole(1, 4)}单元{chance.whole(1, 6)}0{chance.whole(1, 2)}室"
        return f"{region.in_full}{road}{chance.whole(2, 388)}号{house}"

    def _owners_away(self, home: Home) -> list[Made]:
        """The family that lets the home or left it empty, and is still registered there."""
        age = self.chance.normal(45, 10, 26, 78)
        surname = self.names.surname()
        found = [self._away(parts.HUSBAND, MALE, age, surname, home)]
        found[0].marital = parts.MARRIED
        if self.chance.happens(0.7):
            hers = self.names.surname(other_than=surname)
            found.append(self._away(parts.WIFE, FEMALE, max(21, age - 2), hers, home))
            found[1].marital = parts.MARRIED
        if age < OLD_CHILD + 24 and self.chance.happens(0.5):
            sex = MALE if self.chance.happens(0.52) else FEMALE
            child_age = max(0.5, age - self.chance.uniform(24, 30))
            found.append(self._away(parts.CHILD, sex, child_age, surname, home))
        return found

    def _grown_child_away(self, family: Family) -> list[Made]:
        """A grown-up child who lives in another city and never moved the registration."""
        youngest = max(m.born_on for m in family.members if m.role != parts.NANNY)
        age = self.days.age(youngest) - self.chance.uniform(23, 34)
        sex = MALE if self.chance.happens(0.6) else FEMALE
        child = self._away(parts.CHILD, sex, age, family.child_surname, family.home)
        child.marital = parts.MARRIED if self.chance.happens(0.6) else parts.SINGLE
        return [child]

    def _away(self, role: str, sex: str, age: float, surname: str, home: Home) -> Made:
        made = Made(self.chance.uuid(), role, sex, self.days.born(age), surname=surname)
        made.name = self.names.given(surname, sex, made.born_on.year)
        made.facts["ethnicity"] = self.names.ethnicity()
        self._here(made, home)
        return made
