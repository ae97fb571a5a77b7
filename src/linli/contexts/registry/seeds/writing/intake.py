"""Who is taken into the register in which wave, and with which words?"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from linli.contexts.registry.commands.intake import Arrival, take_in
from linli.contexts.registry.commands.values import Said
from linli.contexts.registry.models import Household, Person
from linli.contexts.registry.seeds.days import Days, moment
from linli.contexts.registry.seeds.model import Community, Family, Home, Made
from linli.contexts.registry.seeds.people.sayings import COUNTER, ROSTER, ROSTER_NAME, Chronicler
from linli.contexts.registry.seeds.writing.places import Places
from linli.kernel import clock

CHUNK = 500
LIST = "department"
Told = Callable[[int, int], None]
"""(how many are done, of how many)"""


@dataclass(slots=True)
class Entered:
    """The rows of everyone who was taken in, by the id they were made up with."""

    people: dict[UUID, Person] = field(default_factory=dict)
    households: dict[UUID, Household] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Entry:
    made: Made
    family: Family | None
    home: Home | None
    since: date | None


@dataclass(slots=True)
class Intake:
    """Enters one community."""

    days: Days
    community: Community
    chronicler: Chronicler
    places: Places
    accounts: dict[str, int]

    def enter(self, told: Told) -> Entered:
        """Everyone, wave by wave: the roster first."""
        entered = Entered()
        waves: defaultdict[date, list[_Entry]] = defaultdict(list)
        entries = list(self._entries())
        for entry in entries:
            waves[entry.made.known_on or self.days.roster_on].append(entry)
        for on in sorted(waves):
            wave = waves[on]
            for start in range(0, len(wave), CHUNK):
                self._enter(entered, on, wave[start : start + CHUNK])
                told(len(entered.people), len(entries))
        return entered

    def enter_doubles(self, entered: Entered) -> None:
        """The second records, from lists that departments sent."""
        for at, double in enumerate(self.community.doubles):
            on = double.second.came_on or self.days.ago(60)
            said = self._said(LIST, on, "部门比对名单")
            values = {"name": double.second.name, **double.second.facts}
            values |= {"sex": double.second.sex, "born_on": double.second.born_on}
            if double.second.registered_elsewhere:
                values["registered_address"] = double.second.registered_elsewhere
            arrival = Arrival(values, home=self.places.at(double.home), since=on, person_id=double.second.id)
            with clock.standing_at(moment(on, 30 + at)):
                entered.people |= {p.pk: p for p in take_in(self.places.community, [arrival], said)}

    def _entries(self) -> Iterator[_Entry]:
        for family in [*self.community.families, *self.community.former]:
            for made in family.members:
                moved = family.earlier_home is not None
                home = family.earlier_home if moved else family.home
                yield _Entry(made, family, home, family.earlier_on if moved else made.came_on)
        for made in self.community.away:
            yield _Entry(made, None, None, None)

    def _enter(self, entered: Entered, on: date, wave: list[_Entry]) -> None:
        is_roster = on == self.days.roster_on
        said = self._said(
            ROSTER if is_roster else COUNTER, on, f"{on.year}年{ROSTER_NAME}" if is_roster else ""
        )
        arrivals = [self._arrival(entered, entry, said.source) for entry in wave]
        with clock.standing_at(moment(on, 60)):
            people = take_in(self.places.community, arrivals, said)
        entered.people |= {person.pk: person for person in people}

    def _said(self, source: str, on: date, reference: str) -> Said:
        return Said(source, on, self.accounts.get(self.chronicler.clerk), reference)

    def _arrival(self, entered: Entered, entry: _Entry, source: str) -> Arrival:
        made, home = entry.made, entry.home
        return Arrival(
            values=self._values(entry, source),
            home=self.places.at(home) if home is not None else None,
            registered_home=self.places.at(made.registered) if made.registered is not None else None,
            household=self._household(entered, entry) if entry.family is not None else None,
            relation=made.relation_before or made.relation if entry.family is not None else "",
            since=entry.since,
            residency=made.residency,
            person_id=made.id,
        )

    def _values(self, entry: _Entry, source: str) -> dict[str, Any]:
        return self.chronicler.first_values(entry.made, source, entry.since)

    def _household(self, entered: Entered, entry: _Entry) -> Household:
        family, home = entry.family, entry.home
        assert family is not None  # noqa: S101 - the caller has looked
        assert home is not None  # noqa: S101 - families live somewhere
        if family.id not in entered.households:
            row = Household(pk=family.id, community=self.places.community, home=self.places.at(home))
            entered.households[family.id] = row
        return entered.households[family.id]
