"""Who belongs to which of the groups we look after, and what attests it?"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from linli.contexts.registry.queries.groups import groups
from linli.contexts.registry.seeds.chance import Chance
from linli.contexts.registry.seeds.days import Days
from linli.contexts.registry.seeds.model import FEMALE, MALE, Community, Family, Made
from linli.contexts.registry.seeds.numbers import Numbers
from linli.contexts.registry.seeds.pack import city
from linli.contexts.registry.seeds.people import parts
from linli.contexts.registry.seeds.people.desk import Desk, own
from linli.contexts.registry.seeds.people.lives import EMPLOYED, FLEXIBLE, RETIRED, UNABLE, UNEMPLOYED

ALLOWANCE = 1180
"""Yuan a month and head: the example city's standard (低保标准)."""
AUTUMN_SINCE = 2013
"""Until then soldiers joined in winter."""
HARD_FOR = {"older_alone": 5.0, "single_parent": 6, "single": 1, "older_with_child": 4, "couple_one": 0.4}
HARD_IN = {"walkup": 1.0, "works": 1.4, "lane": 1.6, "midrise": 0.3, "tower": 0.02}
DIFFICULTIES = {"4": 5.0, "5": 2, "2": 2, "3": 2, "6": 1}
PREFERENTIAL = {"11": 62.0, "9": 12, "12": 8, "7": 6, "6": 4, "1": 4, "13": 2}
COMMON_SERVICE = "11"
"""退役士兵: what a veteran is who is nothing else on the list ``preferential``."""
OLD = 65
DISABILITIES_OF_AGE = {"4": 52.0, "1": 20, "2": 24, "7": 4}
DISABILITIES = {"4": 46.0, "1": 14, "2": 16, "5": 11, "6": 9, "3": 2, "7": 2}
LONGEVITY = ((100, "100周岁以上"), (90, "90-99周岁"), (80, "80-89周岁"))


@dataclass(slots=True)
class Attester:
    """Puts people of one community into groups."""

    chance: Chance
    days: Days
    numbers: Numbers
    community: Community
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        self.desk = Desk(self.chance, self.days, self.community)

    def attest(self) -> None:
        """All groups; who already has a heavy lot is not given every other one."""
        self._hardship()
        self._illness()
        self._service()
        self._children()
        self._daily_life()

    def _hardship(self) -> None:
        local = [f for f in self.community.families if not f.rents and all(m.registered for m in f.members)]
        poor = sorted(local, key=lambda f: self.chance.uniform(0, 1) / _likely_poor(f))
        on_allowance = poor[: self.desk.count(45)]
        for family in on_allowance:
            self._allowance(family)
        for family in poor[self.desk.count(45) : self.desk.count(45) + self.desk.count(18)]:
            self.desk.whole(family, "allowance_margin")
        # 特困 and 低保 exclude one another (社会救助暂行办法, art. 14).
        rest = [
            f.members[0]
            for f in poor[self.desk.count(63) :]
            if f.kind == "older_alone" and _likely_poor(f) > 1
        ]
        nobody = [m for m in rest if m.marital == parts.SINGLE]
        for made in nobody[: self.desk.count(7)]:
            self.desk.put(made, "extreme_poverty", years=(1, 9))

    def _allowance(self, family: Family) -> None:
        members = own(family)
        income = self.chance.whole(0, 6) * 100 * len(members)
        since = self.days.ago(self.chance.whole(200, 3200)).replace(day=1)
        detail = {
            "allowance_kind": self.chance.weighted({"A": 2.0, "B": 5, "C": 3}),
            "allowance_amount": ALLOWANCE * len(members) - income,
            "allowance_since": since.strftime("%Y-%m"),
        }
        evidence = self.chance.one(groups()["subsistence_allowance"].evidence)
        for member in members:
            begun = max(since, member.born_on)
            member.belongs.append(self.desk.belonging("subsistence_allowance", begun, evidence, detail))
            self._account(member)
            self._earn_little(member)

    def _earn_little(self, made: Made) -> None:
        """Nobody on the allowance has a good post or a factory's pension."""
        if made.facts.get("employment") == RETIRED:
            made.facts.pop("employer", None)
            made.facts["occupation"] = "无"
        elif made.facts.get("employment") == EMPLOYED:
            made.facts["employment"] = self.chance.weighted({FLEXIBLE: 5.0, UNEMPLOYED: 3, UNABLE: 2})
            made.facts.pop("employer", None)
            made.facts["occupation"] = "临时工" if made.facts["employment"] == FLEXIBLE else "无"

    def _account(self, made: Made) -> None:
        """Where the money goes."""
        made.facts["bank"] = self.chance.one(city("lives")["aid"]["banks"])
        made.facts["bank_account"] = self.numbers.account()

    def _illness(self) -> None:
        self.desk.spread("disability", 179, self.desk.adults(), self._disability, years=(1, 18))
        frail = sorted(
            self.desk.where(lambda _made, age: age >= 65),
            key=lambda m: self.chance.uniform(0, 1) / (self.days.age(m.born_on) - 60) ** 2,
        )
        for made in frail[: self.desk.count(90)]:
            grade = self.chance.weighted({"1": 45.0, "2": 28, "3": 18, "4": 9})
            self.desk.put(made, "care_dependent", {"care_grade": grade}, years=(0.1, 3))
            made.facts["health"] = "较差，需常复诊" if grade < "3" else "差，行动不便"
        for made in frail[self.desk.count(70) : self.desk.count(70) + self.desk.count(25)]:
            self.desk.put(made, "dementia", years=(0.2, 4))
        self.desk.spread(
            "serious_illness", 40, self.desk.where(lambda _m, age: age >= 25), self._ill, years=(0.1, 3)
        )
        self.desk.spread("mental_illness", 18, self.desk.where(lambda _m, age: 22 <= age < 70), years=(1, 12))

    def _disability(self, made: Made) -> dict[str, Any]:
        is_old = self.days.age(made.born_on) >= OLD
        kind = self.chance.weighted(DISABILITIES_OF_AGE if is_old else DISABILITIES)
        grade = self.chance.weighted({"1": 12.0, "2": 22, "3": 28, "4": 38})
        number = made.facts.get("id_number", "")
        if made.facts.get("employment") == EMPLOYED and grade in "12":
            made.facts["employment"] = UNABLE
            made.facts.pop("occupation", None)
            made.facts.pop("employer", None)
        return {
            "disability_kind": kind, "disability_grade": grade,
            # A certificate's number is the identity number, the kind and the grade.
            "disability_certificate": f"{number}{kind}{grade}" if number else "",
        }  # fmt: skip

    def _ill(self, made: Made) -> dict[str, Any]:
        made.facts["health"] = "较差，需常复诊"
        made.facts["chronic"] = self.chance.one(city("lives")["health"]["serious"])
        return {}

    def _service(self) -> None:
        men = self.desk.where(lambda made, age: made.sex == MALE and 23 <= age <= 88)
        women = self.desk.where(lambda made, age: made.sex == FEMALE and 24 <= age <= 70)
        for made in [
            *self.chance.some(men, self.desk.count(222)),
            *self.chance.some(women, self.desk.count(12)),
        ]:
            self._serve(made)

    def _serve(self, made: Made) -> None:
        """Two years or more from eighteen on; a veteran since the end of it."""
        first = made.born_on.year + self.chance.whole(18, 20)
        years = self.chance.weighted({2: 34.0, 3: 30, 4: 18, 5: 8, 8: 5, 12: 3, 16: 2})
        years = min(years, self.days.anchor.year - 1 - first) or 1
        month = 12 if first < AUTUMN_SINCE else 9
        kind = self.chance.weighted(PREFERENTIAL)
        detail = {
            "service_period": f"{first}.{month:02d}-{first + years}.{month:02d}",
            "preferential_kind": kind if self.days.age(made.born_on) >= 60 else COMMON_SERVICE,
        }
        evidence = self.chance.one(groups()["veteran"].evidence)
        made.belongs.append(self.desk.belonging("veteran", date(first + years, month, 1), evidence, detail))

    def _children(self) -> None:
        families = [
            f for f in self.community.families if f.kind in ("single_parent", "grandparents_and_child")
        ]
        young = [m for f in families for m in f.members if self.days.age(m.born_on) < 16]
        chosen = self.chance.some(young, self.desk.count(12))
        for made in chosen:
            kind = self.chance.weighted(DIFFICULTIES)
            self.desk.put(made, "child_in_difficulty", {"child_difficulty": kind}, years=(0.1, 3))
        left = [m for m in young if m not in chosen and m.role == parts.GRANDCHILD]
        for made in left[: self.desk.count(7)]:
            self.desk.put(made, "left_behind_child", years=(0.2, 4))

    def _daily_life(self) -> None:
        for made in self.desk.where(lambda m, age: age >= 80 and m.registered is not None):
            if self.chance.happens(0.94):
                age = self.days.age(made.born_on)
                grade = next(word for since, word in LONGEVITY if age >= since)
                self.desk.put(made, "longevity_allowance", {"longevity_grade": grade}, years=(0.1, age - 79))
                self._account(made)
        with_child = {id(person.registered) for person in self.community.away}
        couples = [
            f
            for f in self.community.families
            if f.kind == "older_couple" and not f.children_near and id(f.home) not in with_child
        ]
        for family in self.chance.some(couples, self.desk.count(4)):
            self.desk.whole(family, "bereaved_parents")
            for member in family.members:
                for key in ("emergency_name", "emergency_phone", "emergency_relation"):
                    member.facts.pop(key, None)
        self.desk.spread(
            "unemployed", 62, self.desk.where(lambda m, _a: m.facts.get("employment") == UNEMPLOYED)
        )
        self.desk.spread(
            "pregnant",
            14,
            self.desk.where(lambda m, age: m.sex == FEMALE and m.marital == "20" and 23 < age < 40),
        )
        self.desk.spread("volunteer", 185, self.desk.where(lambda _m, age: 22 <= age <= 74), years=(0.3, 6))
        alone = [f.members[0] for f in self.community.families if f.kind == "older_alone"]
        self.desk.spread("left_behind_older", 6, alone, years=(0.3, 3))


def _likely_poor(family: Family) -> float:
    """Single parents and the old more often than couples, the lanes more often than the towers."""
    return HARD_FOR.get(family.kind, 0.1) * HARD_IN[family.home.building.compound.kind]
