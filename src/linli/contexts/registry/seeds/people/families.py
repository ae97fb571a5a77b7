"""Who lives together behind a door?"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from linli.contexts.registry.seeds.chance import Chance
from linli.contexts.registry.seeds.days import Days
from linli.contexts.registry.seeds.model import FEMALE, MALE, Family, Home, Made
from linli.contexts.registry.seeds.people import kinship, parts
from linli.contexts.registry.seeds.people.naming import Names
from linli.contexts.registry.seeds.people.parts import Part

NEAR = 0.1
"""Share of young couples whose parents live in the same community."""
OTHER_PEOPLE = 0.0016
MOTHERS_NAME = 0.07
NANNY_FROM = 80
WITH_GROWN_CHILDREN = parts.OLDER | {"three_generations"}
GAP = (21, 37)
"""Years between an older person and a grown-up child."""


@dataclass(slots=True)
class Matchmaker:
    """Makes families, and lets some of the young be children of the old who live around the corner."""

    chance: Chance
    days: Days
    names: Names
    waiting: list[Family] = field(default_factory=list)
    """Older households whose children may live in the community."""

    def family(self, kind: str, home: Home) -> Family:
        """A family of that kind with names, birthdays and relations, in its home."""
        chance = self.chance
        cast = parts.CASTS[kind](chance)
        members = [self._member(part) for part in cast]
        family = Family(chance.uuid(), kind, home, members, came_on=self.days.anchor)
        if kind in parts.ALONE_OR_TWO and self._needs_nanny(family):
            nanny = Part(parts.NANNY, FEMALE, chance.uniform(44, 58), parts.MARRIED)
            family.members.append(self._member(nanny))
        self._name(family)
        kinship.relate(family, kinship.choose_head(family, chance))
        if kind in WITH_GROWN_CHILDREN:
            family.child_surname = self._child_surname(family)
        if kind in parts.ALONE_OR_TWO and family.child_surname:
            self.waiting.append(family)
        return family

    def _member(self, part: Part) -> Made:
        return Made(self.chance.uuid(), part.role, part.sex, self.days.born(part.age), marital=part.marital)

    def _needs_nanny(self, family: Family) -> bool:
        oldest = max(self.days.age(m.born_on) for m in family.members)
        return oldest >= NANNY_FROM and self.chance.happens(0.08)

    def _name(self, family: Family) -> None:
        if self.chance.happens(OTHER_PEOPLE) and len(family.members) <= 3:
            self._name_other_people(family)
            return
        surnames = self._surnames(family)
        taken: list[str] = []
        ethnicity = self.names.ethnicity()
        for member in family.members:
            member.surname = surnames[member.role] if member.role in surnames else self.names.surname()
            member.name = self.names.given(member.surname, member.sex, member.born_on.year, taken=taken)
            taken.append(member.name)
            alone = member.role in (parts.NANNY, parts.MATE)
            member.facts["ethnicity"] = self.names.ethnicity() if alone else ethnicity

    def _name_other_people(self, family: Family) -> None:
        ethnicity, names = self.names.of_other_people([m.sex for m in family.members])
        for member, name in zip(family.members, names, strict=True):
            if not name:
                member.surname = self.names.surname()
                name = self.names.given(member.surname, member.sex, member.born_on.year)
            member.name = name
            member.facts["ethnicity"] = ethnicity if not member.surname else "01"

    def _surnames(self, family: Family) -> dict[str, str]:
        """Children after the father, now and then after the mother; wives keep their own name."""
        his = self._found_parents(family) or self.names.surname()
        hers = self.names.surname(other_than=his)
        roles = {m.role for m in family.members}
        child = hers if parts.HUSBAND not in roles and self.chance.happens(0.3) else his
        if parts.HUSBAND in roles and self.chance.happens(MOTHERS_NAME):
            child = hers
        return {
            parts.HUSBAND: his, parts.WIFE: hers, parts.CHILD: child, parts.HIS_FATHER: his,
            parts.HER_FATHER: hers, parts.GRANDCHILD: his,
            parts.SIBLING: his if parts.HUSBAND in roles else hers,
            parts.HIS_MOTHER: self.names.surname(other_than=his),
            parts.HER_MOTHER: self.names.surname(other_than=hers),
        }  # fmt: skip

    def _found_parents(self, family: Family) -> str:
        """The surname of an older couple nearby whose son the husband can be; empty when there is none."""
        husbands = [m for m in family.members if m.role == parts.HUSBAND]
        if not husbands or family.kind not in ("couple", "couple_one", "couple_two"):
            return ""
        if not self.chance.happens(NEAR):
            return ""
        for older in self.waiting:
            if not older.children_near and _fits(older, husbands[0]):
                older.children_near.append(husbands[0])
                return older.child_surname
        return ""

    def _child_surname(self, family: Family) -> str:
        """The father's; empty where there never was a child, or names have no surname."""
        if any("·" in m.name or not m.surname for m in family.members):
            return ""
        if family.members[0].marital == parts.SINGLE:
            return ""
        old = [m for m in family.members if m.role.startswith(("his_", "her_"))] or family.members
        men = [m.surname for m in old if m.sex == MALE and m.role != parts.NANNY]
        return men[0] if men else self.names.surname()


def _fits(older: Family, child: Made) -> bool:
    gaps = [(child.born_on - m.born_on) / timedelta(days=365.25) for m in older.members]
    return all(GAP[0] <= gap <= GAP[1] for gap in gaps)


def youngest_grown(family: Family) -> date:
    """The birthday of the youngest of those who founded the household."""
    founders = [m for m in family.members if m.role in (parts.HUSBAND, parts.WIFE, parts.MATE)]
    return max(m.born_on for m in (founders or family.members))
