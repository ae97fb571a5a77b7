"""What are invented people called, by the year they were born in?"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from linli.contexts.registry.seeds.chance import Chance
from linli.contexts.registry.seeds.model import MALE
from linli.contexts.registry.seeds.pack import city

LONGEST_TRY = 12
HAN = "01"


@dataclass(frozen=True, slots=True)
class Generation:
    """Given names of people born from a year on."""

    since: int
    male: tuple[str, ...]
    female: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherPeople:
    """Whole names of another people (民族)."""

    ethnicity: str
    male: tuple[str, ...]
    female: tuple[str, ...]


class Names:
    """Surnames by their frequency, given names by generation."""

    def __init__(self, chance: Chance) -> None:
        told = city("names")
        words = told["surnames"].split()
        self._chance = chance
        pairs = zip(words[::2], words[1::2], strict=True)
        self._surnames: dict[str, float] = {name: float(weight) for name, weight in pairs}
        self._never = frozenset(told["never"].split())
        self._generations = [
            Generation(g["from"], tuple(g["male"].split()), tuple(g["female"].split()))
            for g in told["generation"]
        ]
        self._starts = [g.since for g in self._generations]
        self._others = [
            OtherPeople(o["ethnicity"], tuple(o["male"].split()), tuple(o["female"].split()))
            for o in told["people"]
        ]
        self._ethnicities: dict[str, float] = dict(told["ethnicities"])

    def surname(self, *, other_than: str = "") -> str:
        """Any surname but that one."""
        while True:
            found: str = self._chance.weighted(self._surnames)
            if found != other_than:
                return found

    def given(self, surname: str, sex: str, year: int, *, taken: Sequence[str] = ()) -> str:
        """A whole name for someone born in ``year``; none of ``taken``, nobody well known."""
        generation = self._generations[max(0, bisect_right(self._starts, year) - 1)]
        choices = generation.male if sex == MALE else generation.female
        name = surname + self._chance.one(choices)
        for _ in range(LONGEST_TRY):
            # 王王 and a daughter who is called like her mother are slips of a generator, not names.
            if name not in self._never and name not in taken and name[len(surname)] != surname[-1]:
                break
            name = surname + self._chance.one(choices)
        return name

    def ethnicity(self) -> str:
        """Mostly Han; now and then a people whose names look the same (GB/T 3304)."""
        if not self._chance.happens(sum(self._ethnicities.values()) / 10_000):
            return HAN
        return self._chance.weighted(self._ethnicities)

    def of_other_people(self, sexes: Sequence[str]) -> tuple[str, list[str]]:
        """One ethnicity and a whole name with a middle dot for each sex, none twice."""
        people = self._chance.one(self._others)
        men, women = self._chance.shuffled(people.male), self._chance.shuffled(people.female)
        free = {sex: men if sex == MALE else women for sex in sexes}
        return people.ethnicity, [free[sex].pop() if free[sex] else "" for sex in sexes]
