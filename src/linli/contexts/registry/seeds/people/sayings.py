"""Who said what about whom, and when?  Some of it long ago, some of it twice, some of it never."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from linli.contexts.registry.seeds.chance import Chance
from linli.contexts.registry.seeds.days import Days
from linli.contexts.registry.seeds.model import Community, Family, Made, Word

ROSTER, VISIT, COUNTER, PERSON, DEPARTMENT = "roster", "visit", "counter", "person", "department"
ROSTER_NAME = "居民基础信息名册"
PARTY_LIST, DOCTORS_LIST, SHOTS_LIST = "党员名册", "家庭医生签约名单", "疫苗接种登记"

# Which share of people a source asks for a field; the others have it from another source or not at all.
IN_ROSTER = {
    "id_number": 0.995, "phone": 0.92, "ethnicity": 0.97, "marital": 0.9, "education": 0.88,
    "native_place": 0.5, "occupation": 0.5, "employer": 0.45, "employment": 0.25, "politics": 0.55,
}  # fmt: skip
AT_COUNTER = {
    "id_number": 0.99, "phone": 0.98, "ethnicity": 0.95, "marital": 0.7, "education": 0.6,
    "employment": 0.6, "occupation": 0.5, "employer": 0.5, "native_place": 0.3, "school": 0.4,
    "school_grade": 0.4,
}  # fmt: skip
ON_VISIT = {
    "phone": 0.72, "employment": 0.55, "occupation": 0.3, "employer": 0.25, "school": 0.72,
    "school_grade": 0.7, "guardian_name": 0.8, "guardian_phone": 0.78, "guardian_relation": 0.8,
    "emergency_name": 0.84, "emergency_phone": 0.82, "emergency_relation": 0.84, "health": 0.82,
    "chronic": 0.78, "allergies": 0.5, "needs": 0.85, "devices": 0.8, "volunteer_name": 0.9,
    "volunteer_phone": 0.9, "education": 0.12, "marital": 0.15, "politics": 0.12, "remarks": 1.0,
}  # fmt: skip
TOGETHER = ("guardian_", "emergency_", "volunteer_", "school")
"""Fields of one kind are told together or not at all."""


@dataclass(slots=True)
class Chronicler:
    """Spreads what is true over the sources that said it."""

    chance: Chance
    days: Days
    community: Community
    workers: Mapping[int, str]
    """Sign-in name of the worker of each grid."""
    clerk: str = ""

    def first_values(self, made: Made, source: str, moved_in_on: date | None) -> dict[str, Any]:
        """What the roster of that time, or the counter later, wrote down about someone."""
        asked = IN_ROSTER if source == ROSTER else AT_COUNTER
        true = {**made.facts, **made.before} if source == ROSTER else made.facts
        values: dict[str, Any] = {"name": made.name}
        values |= self._told(asked, true)
        if "id_number" not in values:
            values |= {"sex": made.sex, "born_on": made.born_on}
        if made.registered_elsewhere:
            values["registered_address"] = made.registered_elsewhere
        if moved_in_on is not None and self.chance.happens(0.86):
            values["moved_in_on"] = moved_in_on
        return values

    def tell(self) -> None:
        """Everything said after the first time, in the order of days."""
        words: list[Word] = []
        for family in self.community.families:
            family.visits = self._visits(family)
            words += self._from_visits(family)
        words += self._from_losses()
        words += self._from_lists()
        words += self._from_counter()
        words += self._from_people()
        self.community.words = sorted(words, key=lambda word: word.on)

    def _told(self, asked: Mapping[str, float], true: Mapping[str, Any]) -> dict[str, Any]:
        mood: dict[str, float] = {}
        told = {}
        for key, share in asked.items():
            kind = next((t for t in TOGETHER if key.startswith(t)), key)
            roll = mood.setdefault(kind, self.chance.uniform(0, 1))
            if key in true and roll < share:
                told[key] = true[key]
        return told

    def _visits(self, family: Family) -> list[date]:
        """Older people alone are seen often, others once a year or two, some homes not since the roster."""
        chance = self.chance
        if family.kind == "older_alone":
            ago = [chance.whole(2, 75), chance.whole(120, 420)]
        elif family.kind in ("older_couple", "older_with_child", "grandparents_and_child"):
            ago = [chance.whole(5, 240)] + ([chance.whole(300, 600)] if chance.happens(0.4) else [])
        elif family.rents:
            ago = [chance.whole(5, 330)] if chance.happens(0.75) else []
        else:
            ago = [chance.whole(10, 470)] if chance.happens(0.76) else []
        started = max(family.came_on, self.days.roster_on) + timedelta(days=10)
        return sorted(day for n in ago if (day := self.days.ago(n)) >= started)

    def _from_visits(self, family: Family) -> Iterator[Word]:
        by = self.workers.get(family.home.building.grid, "")
        for day in family.visits:
            for member in self._met(family):
                told = self._told(ON_VISIT, member.facts)
                if told and member.died_on is None and _knows(member, day):
                    yield Word(day, VISIT, member, told, by)

    def _from_losses(self) -> Iterator[Word]:
        """After a death somebody looks in and writes down that a marriage has ended."""
        for family in self.community.families:
            by = self.workers.get(family.home.building.grid, "")
            lost = [m.died_on for m in family.members if m.died_on is not None]
            for left in (m for m in family.members if lost and "marital" in m.before):
                day = min(lost[0] + timedelta(days=26), self.days.anchor)
                yield Word(day, VISIT, left, {"marital": left.facts["marital"]}, by)

    def _met(self, family: Family) -> Iterable[Made]:
        """Not everyone is at home."""
        return [m for m in family.members if len(family.members) < 3 or self.chance.happens(0.75)]

    def _from_lists(self) -> Iterator[Word]:
        """Departments send lists: party members, family doctors, vaccinations."""
        party, doctors, shots = self.days.ago(262), self.days.ago(171), self.days.ago(398)
        for made in self.community.living():
            facts = made.facts
            if "joined_party_on" in facts and party > facts["joined_party_on"]:
                told = {"politics": facts["politics"], "joined_party_on": facts["joined_party_on"]}
                yield self._listed(party, made, told, PARTY_LIST)
            if "family_doctor" in facts and self.chance.happens(0.68):
                yield self._listed(doctors, made, {"family_doctor": facts["family_doctor"]}, DOCTORS_LIST)
            if "vaccination" in facts and self.chance.happens(0.5):
                yield self._listed(shots, made, {"vaccination": facts["vaccination"]}, SHOTS_LIST)

    def _listed(self, on: date, made: Made, told: dict[str, Any], name: str) -> Word:
        return Word(max(on, made.known_on or on), DEPARTMENT, made, told, self.clerk, name)

    def _from_counter(self) -> Iterator[Word]:
        """People come to the window: an account for an allowance, a new phone, a book to be renewed."""
        for made in self.community.living():
            since = made.known_on or self.days.roster_on
            if "bank" in made.facts:
                told = {"bank": made.facts["bank"], "bank_account": made.facts["bank_account"]}
                yield Word(self.chance.day(since, self.days.ago(3)), COUNTER, made, told, self.clerk)
            if self.days.age(made.born_on) >= 18 and self.chance.happens(0.07):
                told = {
                    key: made.facts[key] for key in ("phone", "marital", "education") if key in made.facts
                }
                yield Word(self.chance.day(since, self.days.ago(3)), COUNTER, made, told, self.clerk)

    def _from_people(self) -> Iterator[Word]:
        """Some write to the community themselves."""
        for made in self.community.living():
            if self.days.age(made.born_on) >= 18 and self.chance.happens(0.035):
                keys = ("phone", "needs", "religion", "employment", "occupation", "employer")
                told = {key: made.facts[key] for key in keys if key in made.facts}
                since = max(made.known_on or self.days.roster_on, self.days.ago(500))
                yield Word(self.chance.day(since, self.days.ago(1)), PERSON, made, told)


def _knows(made: Made, day: date) -> bool:
    """Nobody is visited before the register knows them."""
    return made.known_on is None or made.known_on <= day
