"""Who is put into a group since when, on which evidence, and when is it looked at again?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from linli.contexts.registry.queries.groups import groups
from linli.contexts.registry.seeds.chance import Chance
from linli.contexts.registry.seeds.days import YEAR, Days
from linli.contexts.registry.seeds.model import Belonging, Community, Family, Made
from linli.contexts.registry.seeds.people import parts

HOUSEHOLDS = 3200
"""The size of community that counts are for."""
SOURCES = {
    "民政名单": "department", "卫健名单": "department", "能力评估报告": "department",
    "特困供养证": "department",
    "审核确认通知书": "department", "认定通知书": "department", "残疾人证": "counter", "退役证": "counter",
    "优待证": "counter", "诊断证明": "counter", "窗口办理": "counter", "就业创业证": "counter",
    "低保证": "counter", "走访": "visit", "本人报名": "person",
}  # fmt: skip
Condition = Callable[[Made, int], bool]
Detail = Callable[[Made], dict[str, Any]]
Years = tuple[float, float]
RECENT: Years = (0.1, 2)


@dataclass(slots=True)
class Desk:
    """Puts people of one community into groups."""

    chance: Chance
    days: Days
    community: Community

    def count(self, of_full_size: float) -> int:
        """So many in a community of this size, at least one."""
        return max(1, round(of_full_size * len(self.community.families) / HOUSEHOLDS))

    def whole(self, family: Family, group: str) -> None:
        """Everyone of a family."""
        for member in own(family):
            self.put(member, group, years=(0.3, 5))

    def spread(
        self, group: str, count: float, among: Sequence[Made], detail: Detail | None = None, *,
        years: Years = RECENT,
    ) -> None:  # fmt: skip
        """So many of ``among``, as for a community of full size."""
        for made in self.chance.some(among, self.count(count)):
            self.put(made, group, detail(made) if detail else {}, years=years)

    def put(
        self, made: Made, group: str, detail: dict[str, Any] | None = None, *, years: Years = RECENT
    ) -> None:
        """One person, since some day of the last ``years``; nobody twice."""
        if any(b.group == group for b in made.belongs):
            return
        evidence = self.chance.one(groups()[group].evidence)
        since = max(made.born_on, self.days.ago(self.chance.uniform(*years) * YEAR))
        made.belongs.append(self.belonging(group, since, evidence, detail or {}))

    def belonging(self, group: str, since: date, evidence: str, detail: dict[str, Any]) -> Belonging:
        """Verified some time ago; for one in seven the next look is overdue."""
        every = groups()[group].review_days
        verified = max(since, self.days.ago(self.chance.uniform(0.02, 1.16) * every))
        review = verified + timedelta(days=every)
        return Belonging(group, since, SOURCES[evidence], evidence, dict(detail), verified, review)

    def adults(self) -> list[Made]:
        """People of all ages, the older more often."""
        people = self.where(lambda _made, age: age >= 7)
        return [m for m in people if self.chance.happens(min(1.0, 0.25 + self.days.age(m.born_on) / 110))]

    def where(self, condition: Condition) -> list[Made]:
        """Those who live here and fit, helpers in other people's homes left out."""
        living = (m for m in self.community.living() if m.role != parts.NANNY)
        return [m for m in living if condition(m, self.days.age(m.born_on))]


def own(family: Family) -> list[Made]:
    """Those who are family, and alive."""
    return [m for m in family.members if m.died_on is None and m.role != parts.NANNY]
