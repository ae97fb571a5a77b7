"""How are invented people, what do they need, and who can be called for them?"""

from dataclasses import dataclass

from linli.contexts.registry.seeds.chance import Chance
from linli.contexts.registry.seeds.days import Days
from linli.contexts.registry.seeds.model import FEMALE, MALE, Family, Kin, Made
from linli.contexts.registry.seeds.numbers import Numbers
from linli.contexts.registry.seeds.pack import city
from linli.contexts.registry.seeds.people import parts
from linli.contexts.registry.seeds.people.lives import word_of
from linli.contexts.registry.seeds.people.naming import Names

OLDER = 60
WARD = 16
SON, DAUGHTER, SPOUSE, NEPHEW, NEIGHBOUR = "儿子", "女儿", "配偶", "侄子", "邻居"
WITH_CHILDREN = {SON: 48.0, DAUGHTER: 40, NEPHEW: 2, NEIGHBOUR: 3, "": 7}
CHILDLESS = {NEPHEW: 40.0, NEIGHBOUR: 30, "": 30}
SEEN_BY = {
    parts.HIS_FATHER: {parts.HUSBAND: SON}, parts.HIS_MOTHER: {parts.HUSBAND: SON},
    parts.HER_FATHER: {parts.WIFE: DAUGHTER}, parts.HER_MOTHER: {parts.WIFE: DAUGHTER},
}  # fmt: skip
GUARDIANS = ((parts.WIFE, "母亲"), (parts.HUSBAND, "父亲"))
GRANDPARENTS = ((parts.WIFE, "祖母"), (parts.HUSBAND, "祖父"))


@dataclass(slots=True)
class Carer:
    """Writes health, needs and contacts."""

    chance: Chance
    days: Days
    names: Names
    numbers: Numbers

    def write(self, family: Family) -> None:
        """For everyone of a household; phones must be there already."""
        for member in family.members:
            age = self.days.age(member.born_on)
            if age >= OLDER:
                self._older(family, member, age)
            else:
                self._younger(member, age)
            if age < WARD:
                self._guardian(family, member)

    def _older(self, family: Family, member: Made, age: int) -> None:
        told, facts, chance = city("lives"), member.facts, self.chance
        facts["health"] = word_of(told["health"]["states"], chance)
        if facts["health"] == "良好" and age > 84:
            facts["health"] = "一般"
        if facts["health"] != "良好" or chance.happens(0.3):
            facts["chronic"] = chance.one(told["health"]["chronic"])
        if chance.happens(0.07):
            facts["allergies"] = chance.one(told["health"]["allergies"])
        facts["vaccination"] = word_of(told["health"]["vaccinations"], chance)
        facts["family_doctor"] = chance.one(told["health"]["doctors"])
        if chance.happens(0.5 if family.kind == "older_alone" else 0.28):
            facts["needs"] = word_of(told["care"]["needs"], chance)
        if chance.happens(0.55 if family.kind == "older_alone" else 0.16 if age >= 75 else 0.04):
            facts["devices"] = word_of(told["care"]["devices"], chance)
        if chance.happens(0.09):
            facts["remarks"] = chance.one(told["care"]["remarks"])
        self._contact(family, member)

    def _younger(self, member: Made, age: int) -> None:
        told, facts, chance = city("lives"), member.facts, self.chance
        if chance.happens(0.25):
            facts["health"] = word_of(told["health"]["young"], chance)
        if age >= 35 and chance.happens(0.1):
            facts["chronic"] = chance.one(told["health"]["chronic"][:3])
        if age < 7:
            facts["vaccination"] = word_of(told["health"]["child_vaccinations"], chance)
        if age >= 20 and chance.happens(0.05):
            facts["needs"] = word_of(told["care"]["needs_younger"], chance)
        if chance.happens(0.006):
            facts["religion"] = chance.one(told["care"]["religions"])

    def _contact(self, family: Family, member: Made) -> None:
        kin = (
            self._kin_at_home(family, member) or self._kin_near(family) or self._kin_elsewhere(family, member)
        )
        if kin is None:
            return
        member.kin = kin
        member.facts |= {
            "emergency_name": kin.name, "emergency_phone": kin.phone, "emergency_relation": kin.relation,
        }  # fmt: skip

    def _kin_at_home(self, family: Family, member: Made) -> Kin | None:
        """A grown-up child under the same roof, or a younger spouse."""
        for other in (m for m in family.members if m.died_on is None and m is not member):
            relation = SEEN_BY.get(member.role, {}).get(other.role, "")
            if other.role == parts.CHILD and family.kind == "older_with_child":
                relation = SON if other.sex == MALE else DAUGHTER
            if not relation and {member.role, other.role} == {parts.HUSBAND, parts.WIFE}:
                relation = SPOUSE if self.days.age(other.born_on) < 72 and self.chance.happens(0.4) else ""
            if relation and other.facts.get("phone"):
                return Kin(other.name, other.facts["phone"], relation)
        return None

    def _kin_near(self, family: Family) -> Kin | None:
        for child in family.children_near:
            if child.facts.get("phone"):
                return Kin(child.name, child.facts["phone"], SON if child.sex == MALE else DAUGHTER)
        return None

    def _kin_elsewhere(self, family: Family, member: Made) -> Kin | None:
        """A child in town, now and then a nephew or a neighbour; some have nobody."""
        youngest = max(m.born_on for m in family.members if m.role != parts.NANNY)
        has_children = family.child_surname and member.role not in (parts.CHILD, parts.SIBLING)
        words = WITH_CHILDREN if has_children else CHILDLESS
        word = self.chance.weighted(words)
        if not word or (word == NEPHEW and not member.surname):
            return None
        sex = FEMALE if word == DAUGHTER else MALE
        surname = {NEIGHBOUR: self.names.surname(), NEPHEW: member.surname}.get(word, family.child_surname)
        return Kin(self.names.given(surname, sex, youngest.year + 27), self.numbers.mobile(), word)

    def _guardian(self, family: Family, member: Made) -> None:
        called = GRANDPARENTS if family.kind == "grandparents_and_child" else GUARDIANS
        by_role = {m.role: m for m in family.members if m.died_on is None}
        for role, word in self.chance.shuffled(called):
            guardian = by_role.get(role)
            if guardian is not None and guardian is not member and guardian.facts.get("phone"):
                member.facts |= {
                    "guardian_name": guardian.name, "guardian_phone": guardian.facts["phone"],
                    "guardian_relation": word,
                }  # fmt: skip
                return
