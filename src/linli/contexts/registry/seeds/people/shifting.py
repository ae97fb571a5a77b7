"""How does a town that was made up as of one Monday look on another?

Everybody stays the same person; only the calendar moves.  Birthdays move with it, so identity numbers are
written again with the same order and a new check character, and children sit in the class of their age.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from linli.contexts.registry.seeds.days import REFERENCE, Days
from linli.contexts.registry.seeds.model import Belonging, Community, Family, Made, Word
from linli.contexts.registry.seeds.pack import city
from linli.contexts.registry.seeds.people.lives import class_of
from linli.engines.identity import check_character

SCHOOL = ("school", "school_grade")
MONTHS = ("service_period", "allowance_since")
"""Texts that name months: 1976.12-1979.12, 2023-02."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Moves a community from the reference day to ``days``."""

    days: Days

    @property
    def by(self) -> timedelta:
        """How far; whole weeks."""
        return self.days.anchor - REFERENCE

    def move(self, made: Community) -> None:
        """Everyone and everything, once."""
        if not self.by:
            return
        for family in [*made.families, *made.former]:
            self._family(family)
        for person in [*(m for f in [*made.families, *made.former] for m in f.members), *made.away]:
            self._person(person)
        made.words = [self._word(word) for word in made.words]

    def _family(self, family: Family) -> None:
        self._dates(family)
        family.visits = [day + self.by for day in family.visits]

    def _person(self, person: Made) -> None:
        self._dates(person)
        person.facts = self._values(person.facts)
        person.before = self._values(person.before)
        person.belongs = [self._belonging(one) for one in person.belongs]
        stage, grade = class_of(person.born_on, self.days)
        if "school" in person.facts and stage:
            schools = city("lives")["learning"][stage]
            if person.facts["school"] not in schools:
                person.facts["school"] = schools[person.id.int % len(schools)]
            person.facts["school_grade"] = grade

    def _word(self, word: Word) -> Word:
        values = self._values(word.values)
        values |= {key: word.person.facts[key] for key in SCHOOL if key in values}
        return replace(word, on=word.on + self.by, values=values)

    def _belonging(self, told: Belonging) -> Belonging:
        since, verified, review = (d + self.by for d in (told.since, told.verified_on, told.review_on))
        detail = self._values(told.detail)
        return replace(told, since=since, verified_on=verified, review_on=review, detail=detail)

    def _dates(self, thing: Made | Family) -> None:
        for name in (f.name for f in fields(thing)):
            value = getattr(thing, name)
            if isinstance(value, date):
                setattr(thing, name, value + self.by)

    def _values(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {key: self._value(key, value) for key, value in values.items()}

    def _value(self, key: str, value: Any) -> Any:
        if isinstance(value, date):
            return value + self.by
        if key == "id_number":
            return self._number(value)
        if key == "disability_certificate" and value:
            return self._number(value[:18]) + value[18:]
        if key in MONTHS:
            return self._months(value)
        return value

    def _number(self, number: str) -> str:
        born_on = date.fromisoformat(number[6:14]) + self.by
        body = f"{number[:6]}{born_on:%Y%m%d}{number[14:17]}"
        return body + check_character(body)

    def _months(self, text: str) -> str:
        if "." not in text:
            return f"{self._month(text, '-'):%Y-%m}"
        return "-".join(f"{self._month(one, '.'):%Y.%m}" for one in text.split("-"))

    def _month(self, text: str, sign: str) -> date:
        year, month = text.split(sign)
        return date(int(year), int(month), 1) + self.by
