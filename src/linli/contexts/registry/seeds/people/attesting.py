"""Who belongs to which of the groups we look after, and what attests it?"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from linli.contexts.registry.queries.groups import groups
from linli.contexts.registry.seeds.chance import Chance
from linli.contexts.registry.seeds.days import YEAR, Days
from linli.contexts.registry.seeds.model import FEMALE, MALE, Belonging, Community, Family, Made
from linli.contexts.registry.seeds.numbers import Numbers
from linli.contexts.registry.seeds.pack import city
from linli.contexts.registry.seeds.people import parts
from linli.contexts.registry.seeds.people.lives import EMPLOYED, UNABLE, UNEMPLOYED

HOUSEHOLDS = 3200
"""The size of community that the counts below are for."""
ALLOWANCE = 1180
"""Yuan a month and head: the example city's standard (低保标准)."""
SOURCES = {
    "民政名单": "department", "卫健名单": "department", "能力评估报告": "department",
    "特困供养证": "department",
    "审核确认通知书": "department", "认定通知书": "department", "残疾人证": "counter", "退役证": "counter",
    "优待证": "counter", "诊断证明": "counter", "窗口办理": "counter", "就业创业证": "counter",
    "低保证": "counter", "走访": "visit", "本人报名": "person",
}  # fmt: skip
HARD_FOR = {"older_alone": 5.0, "single_parent": 6, "single": 1, "older_with_child": 4, "couple_one": 0.4}
HARD_IN = {"walkup": 1.0, "works": 1.4, "lane": 1.6, "midrise": 0.3, "tower": 0.02}
DIFFICULTIES = {"4": 5.0, "5": 2, "2": 2, "3": 2, "6": 1}
PREFERENTIAL = {"11": 62.0, "9": 12, "12": 8, "7": 6, "6": 4, "1": 4, "13": 2}
COMMON_SERVICE = "11"
"""退役士兵: what a veteran is who is nothing else on the list ``preferential``."""
DISABILITIES = {"4": 46.0, "1": 14, "2": 16, "5": 11, "6": 9, "3": 2, "7": 2}
AUTUMN_SINCE = 2013
"""Until then soldiers joined in winter."""
LONGEVITY = ((100, "100周岁以上"), (90, "90-99周岁"), (80, "80-89周岁"))

Condition = Callable[[Made, int], bool]
Detail = Callable[[Made], dict[str, Any]]
Years = tuple[float, float]
RECENT: Years = (0.1, 2)


@dataclass(slots=True)
class Attester:
    """Puts people of one community into groups."""

    chance: Chance
    days: Days
    numbers: Numbers
    community: Community

    def attest(self) -> None:
        """All groups; who already has a heavy lot is not given every other one."""
        self._hardship()
        self._illness()
        self._service()
        self._children()
        self._daily_life()

    def _count(self, of_full_size: float) -> int:
        """So many in a community of this size, at least one."""
        return max(1, round(of_full_size * len(self.community.families) / HOUSEHOLDS))

    def _hardship(self) -> None:
        local = [f for f in self.community.families if not f.rents and all(m.registered for m in f.members)]
        poor = sorted(local, key=lambda f: self.chance.uniform(0, 1) / _likely_poor(f))
        on_allowance = poor[: self._count(45)]
        for family in on_allowance:
            self._allowance(family)
        for family in poor[self._count(45) : self._count(45) + self._count(18)]:
            self._whole(family, "allowance_margin")
        # 特困 and 低保 exclude one another (社会救助暂行办法, art. 14).
        rest = [f.members[0] for f in poor[self._count(63) :] if f.kind == "older_alone"]
        nobody = [m for m in rest if m.marital == parts.SINGLE]
        for made in nobody[: self._count(7)]:
            self._put(made, "extreme_poverty", years=(1, 9))

    def _allowance(self, family: Family) -> None:
        heads = len(family.members)
        amount = ALLOWANCE * heads - self.chance.whole(0, 6) * 100 if heads > 1 else ALLOWANCE
        since = self.days.ago(self.chance.whole(200, 3200)).replace(day=1)
        detail = {
            "allowance_kind": self.chance.weighted({"A": 2.0, "B": 5, "C": 3}),
            "allowance_amount": max(300, amount),
            "allowance_since": since.strftime("%Y-%m"),
        }
        evidence = self.chance.one(groups()["subsistence_allowance"].evidence)
        for member in family.members:
            begun = max(since, member.born_on)
            member.belongs.append(self._belonging("subsistence_allowance", begun, evidence, detail))
            self._account(member)

    def _account(self, made: Made) -> None:
        """Where the money goes."""
        made.facts["bank"] = self.chance.one(city("lives")["aid"]["banks"])
        made.facts["bank_account"] = self.numbers.account()

    def _illness(self) -> None:
        self._spread("disability", 179, self._adults(), self._disability, years=(1, 18))
        frail = sorted(
            self._where(lambda _made, age: age >= 65),
            key=lambda m: self.chance.uniform(0, 1) / (self.days.age(m.born_on) - 60) ** 2,
        )
        for made in frail[: self._count(90)]:
            grade = self.chance.weighted({"1": 45.0, "2": 28, "3": 18, "4": 9})
            self._put(made, "care_dependent", {"care_grade": grade}, years=(0.1, 3))
            made.facts["health"] = "较差，需常复诊" if grade < "3" else "差，行动不便"
        for made in frail[self._count(70) : self._count(70) + self._count(25)]:
            self._put(made, "dementia", years=(0.2, 4))
        self._spread("serious_illness", 40, self._where(lambda _m, age: age >= 25), self._ill, years=(0.1, 3))
        self._spread("mental_illness", 18, self._where(lambda _m, age: 22 <= age < 70), years=(1, 12))

    def _disability(self, made: Made) -> dict[str, Any]:
        kind = self.chance.weighted(DISABILITIES)
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
        men = self._where(lambda made, age: made.sex == MALE and 23 <= age <= 88)
        women = self._where(lambda made, age: made.sex == FEMALE and 24 <= age <= 70)
        for made in [*self.chance.some(men, self._count(222)), *self.chance.some(women, self._count(12))]:
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
        made.belongs.append(self._belonging("veteran", date(first + years, month, 1), evidence, detail))

    def _children(self) -> None:
        families = [
            f for f in self.community.families if f.kind in ("single_parent", "grandparents_and_child")
        ]
        young = [m for f in families for m in f.members if self.days.age(m.born_on) < 16]
        chosen = self.chance.some(young, self._count(12))
        for made in chosen:
            kind = self.chance.weighted(DIFFICULTIES)
            self._put(made, "child_in_difficulty", {"child_difficulty": kind}, years=(0.1, 3))
        left = [m for m in young if m not in chosen and m.role == parts.GRANDCHILD]
        for made in left[: self._count(7)]:
            self._put(made, "left_behind_child", years=(0.2, 4))

    def _daily_life(self) -> None:
        for made in self._where(lambda m, age: age >= 80 and m.registered is not None):
            if self.chance.happens(0.94):
                age = self.days.age(made.born_on)
                grade = next(word for since, word in LONGEVITY if age >= since)
                self._put(made, "longevity_allowance", {"longevity_grade": grade}, years=(0.1, age - 79))
                self._account(made)
        couples = [f for f in self.community.families if f.kind == "older_couple" and not f.children_near]
        for family in self.chance.some(couples, self._count(4)):
            self._whole(family, "bereaved_parents")
            for member in family.members:
                for key in ("emergency_name", "emergency_phone", "emergency_relation"):
                    member.facts.pop(key, None)
        self._spread("unemployed", 62, self._where(lambda m, _a: m.facts.get("employment") == UNEMPLOYED))
        self._spread(
            "pregnant",
            14,
            self._where(lambda m, age: m.sex == FEMALE and m.marital == "20" and 23 < age < 40),
        )
        self._spread("volunteer", 185, self._where(lambda _m, age: 22 <= age <= 74), years=(0.3, 6))
        alone = [f.members[0] for f in self.community.families if f.kind == "older_alone"]
        self._spread("left_behind_older", 6, alone, years=(0.3, 3))

    def _whole(self, family: Family, group: str) -> None:
        for member in family.members:
            self._put(member, group, years=(0.3, 5))

    def _spread(
        self, group: str, count: float, among: Sequence[Made], detail: Detail | None = None, *,
        years: Years = RECENT,
    ) -> None:  # fmt: skip
        for made in self.chance.some(among, self._count(count)):
            self._put(made, group, detail(made) if detail else {}, years=years)

    def _put(
        self, made: Made, group: str, detail: dict[str, Any] | None = None, *, years: Years = RECENT
    ) -> None:
        if any(b.group == group for b in made.belongs):
            return
        evidence = self.chance.one(groups()[group].evidence)
        since = max(made.born_on, self.days.ago(self.chance.uniform(*years) * YEAR))
        made.belongs.append(self._belonging(group, since, evidence, detail or {}))

    def _belonging(self, group: str, since: date, evidence: str, detail: dict[str, Any]) -> Belonging:
        """Verified some time ago; for one in seven the next look is overdue."""
        every = groups()[group].review_days
        verified = max(since, self.days.ago(self.chance.uniform(0.02, 1.16) * every))
        review = verified + timedelta(days=every)
        return Belonging(group, since, SOURCES[evidence], evidence, dict(detail), verified, review)

    def _adults(self) -> list[Made]:
        """People of all ages, the older more often."""
        people = self._where(lambda _made, age: age >= 7)
        return [m for m in people if self.chance.happens(min(1.0, 0.25 + self.days.age(m.born_on) / 110))]

    def _where(self, condition: Condition) -> list[Made]:
        return list(_matching(self.community.living(), self.days, condition))


def _likely_poor(family: Family) -> float:
    """Single parents and the old more often than couples, the lanes more often than the towers."""
    return HARD_FOR.get(family.kind, 0.1) * HARD_IN[family.home.building.compound.kind]


def _matching(people: Iterable[Made], days: Days, condition: Condition) -> Iterable[Made]:
    return (m for m in people if m.role != parts.NANNY and condition(m, days.age(m.born_on)))
