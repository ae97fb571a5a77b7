"""What do invented people learn, do and believe, at their age?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from linli.contexts.registry.seeds.chance import Chance
from linli.contexts.registry.seeds.days import YEAR, Days, age_on
from linli.contexts.registry.seeds.model import MALE, Made, Region
from linli.contexts.registry.seeds.numbers import Numbers
from linli.contexts.registry.seeds.pack import city
from linli.contexts.registry.seeds.people import parts

# Education (GB/T 4658) by year of birth: older people learned less in school, and fewer of them.
EDUCATION: tuple[tuple[int, dict[str, float]], ...] = (
    (1900, {"90": 25, "80": 40, "70": 20, "60": 8, "40": 4, "30": 2, "20": 1}),
    (1945, {"90": 6, "80": 27, "70": 36, "60": 18, "40": 6, "30": 5, "20": 2}),
    (1960, {"80": 10, "70": 40, "60": 24, "40": 9, "30": 11, "20": 6}),
    (1975, {"70": 27, "60": 17, "40": 12, "30": 22, "20": 19, "10": 3}),
    (1985, {"70": 11, "60": 11, "40": 11, "30": 28, "20": 32, "10": 7}),
)
PARTY, PROBATION, LEAGUE, MASSES = "01", "02", "03", "13"
OTHER_PARTIES = {"04": 1.0, "05": 2, "06": 2, "07": 1.5, "08": 1, "09": 0.5, "10": 2}
EMPLOYED, FLEXIBLE, UNEMPLOYED, AT_HOME, RETIRED, PUPIL, SMALL, UNABLE = (
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "8",
    "9",
)
"""Codes of the list ``employment``."""
OWN_BUSINESS = 0.45
"""Share of those who work without an employer that run a shop."""
RETIRED_FROM = {MALE: 60, "2": 55}
SCHOOL_AGE = 6
STAGES = ((3, "nursery"), (6, "primary"), (12, "middle"), (15, "high"), (18, "college"), (22, ""))
GRADES = {
    "nursery": ("小班", "中班", "大班"),
    "primary": ("一年级", "二年级", "三年级", "四年级", "五年级", "六年级"),
    "middle": ("初一", "初二", "初三"),
    "high": ("高一", "高二", "高三"),
    "college": ("大一", "大二", "大三", "大四"),
}
LEARNED = ("10", "20", "30")
SO_FAR = {"primary": "80", "middle": "80", "high": "70", "college": "60"}
"""What a pupil has finished: the code of the school before."""


@dataclass(slots=True)
class Biographer:
    """Writes the facts of a life; every value fits the age."""

    chance: Chance
    days: Days
    numbers: Numbers

    def write(self, made: Made) -> None:
        """All that is true now; of guests from beyond the mainland only what they told."""
        age = self.days.age(made.born_on)
        facts = made.facts
        self._phone(made, age)
        if made.region is None:
            return
        facts["id_number"] = self.numbers.identity(made.region.code, made.born_on, made.sex)
        facts["native_place"] = _native_place(made.region)
        facts["marital"] = made.marital
        facts["employment"] = self._employment(made, age)
        if not self._goes_to_school(made, age):
            facts["education"] = self._education(made, age)
            self._work(made)
        self._politics(made, age)

    def _employment(self, made: Made, age: int) -> str:
        if made.role == parts.NANNY:
            return FLEXIBLE
        if age < 6:
            return SMALL
        if self._is_pupil(made, age):
            return PUPIL
        if age >= RETIRED_FROM[made.sex] or (made.sex != MALE and age >= 50 and self.chance.happens(0.6)):
            return RETIRED
        at_home = 1.0 if made.sex == MALE else 8
        return self.chance.weighted({EMPLOYED: 70, FLEXIBLE: 20, UNEMPLOYED: 4, AT_HOME: at_home})

    def _is_pupil(self, made: Made, age: int) -> bool:
        if age < 18:
            return True
        return made.role == parts.CHILD and age < 22 and self.chance.happens(0.68)

    def _goes_to_school(self, made: Made, age: int) -> bool:
        if made.facts["employment"] not in (PUPIL, SMALL):
            return False
        stage, grade = class_of(made.born_on, self.days)
        if stage:
            made.facts["school"] = self.chance.one(city("lives")["learning"][stage])
            made.facts["school_grade"] = grade
        if stage in SO_FAR:
            made.facts["education"] = SO_FAR[stage]
        return True

    def _education(self, made: Made, age: int) -> str:
        table = next(t for since, t in reversed(EDUCATION) if made.born_on.year >= since)
        found = self.chance.weighted(table)
        # Nobody has a degree before there was time for it.
        if age < 25 and found == "10":
            return "20"
        return "40" if age < 22 and found in LEARNED else found

    def _work(self, made: Made) -> None:
        told, facts, chance = city("lives")["work"], made.facts, self.chance
        if made.role == parts.NANNY:
            facts["occupation"] = told["home_help"]
        elif facts["employment"] == EMPLOYED:
            place = chance.one(told["place"])
            facts["employer"] = place["name"]
            facts["occupation"] = chance.one(place["learned" if facts["education"] in LEARNED else "other"])
        elif facts["employment"] == FLEXIBLE:
            owns = chance.happens(OWN_BUSINESS) or facts["education"] in LEARNED
            facts["occupation"] = chance.one(told["own" if owns else "flexible"])
        elif facts["employment"] == RETIRED and chance.happens(0.7):
            facts["occupation"] = "退休人员"
            facts["employer"] = f"{chance.one(told['retired_from'])}（退休）"

    def _politics(self, made: Made, age: int) -> None:
        chance, facts = self.chance, made.facts
        share = 0.045 if age < 30 else 0.1 if age < 60 else 0.15
        share *= 1.35 if made.sex == MALE else 0.65
        if age >= 19 and chance.happens(share):
            facts["politics"] = PROBATION if age < 35 and chance.happens(0.08) else PARTY
            facts["joined_party_on"] = self._joined(made, facts["politics"])
            if facts["joined_party_on"] > self.days.roster_on:
                made.before["politics"] = LEAGUE if age < 28 else MASSES
        elif 14 <= age <= 28 and chance.happens(0.5):
            facts["politics"] = LEAGUE
        elif age >= 30 and chance.happens(0.006):
            facts["politics"] = chance.weighted(OTHER_PARTIES)
        elif age >= 14:
            facts["politics"] = MASSES

    def _joined(self, made: Made, politics: str) -> date:
        """From the eighteenth birthday on; a probationary member within the last year."""
        if politics == PROBATION:
            return self.days.ago(self.chance.whole(40, 340))
        first = made.born_on + timedelta(days=round(18.2 * YEAR))
        last = min(self.days.ago(400), first + timedelta(days=round(32 * YEAR)))
        return self.chance.day(first, last)

    def _phone(self, made: Made, age: int) -> None:
        chance, facts = self.chance, made.facts
        share = 0.0 if age < 12 else 0.45 if age < 16 else 0.965 if age < 75 else 0.84 if age < 85 else 0.6
        if chance.happens(share):
            facts["phone"] = self.numbers.mobile()
        elif age >= 70 and chance.happens(0.6):
            facts["phone"] = self.numbers.landline()
        if facts.get("phone") and chance.happens(0.11):
            made.before["phone"] = self.numbers.mobile()


def _native_place(region: Region) -> str:
    return region.in_full if region.kind == "far" else region.in_full[: region.in_full.index("市") + 1]


def class_of(born_on: date, days: Days) -> tuple[str, str]:
    """Kind of school and grade in the school year that runs; both empty for the very young and the grown."""
    at_start = age_on(born_on, days.school_year)
    if days.age(born_on) >= SCHOOL_AGE:
        at_start = max(at_start, SCHOOL_AGE)
    first, stage = max((s for s in STAGES if at_start >= s[0]), default=(0, ""))
    return (stage, GRADES[stage][at_start - first]) if stage else ("", "")


def word_of(weights: Mapping[Any, float], chance: Chance) -> str:
    """A word from a table of the pack."""
    return str(chance.weighted(weights))
