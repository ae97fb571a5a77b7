"""Rows of a roster that are written in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from linli.contexts.registry.commands.counts import recount_dwellings
from linli.contexts.registry.commands.intake import Arrival, take_in
from linli.contexts.registry.commands.values import Said
from linli.contexts.registry.imports import doors, surroundings
from linli.contexts.registry.imports.belonging import Belonging
from linli.contexts.registry.imports.carrying import Writing, joined_group
from linli.contexts.registry.imports.comparing import Difference, difference, home_changes
from linli.contexts.registry.imports.entries import Entry
from linli.contexts.registry.imports.mapping import OF_HOME
from linli.contexts.registry.imports.spells import KINDS, Spells
from linli.contexts.registry.imports.undo_notes import Undo
from linli.contexts.registry.models import Dwelling, Household, ImportRow, Person, Statement
from linli.contexts.registry.models.imports import Outcome
from linli.contexts.registry.models.people import Source
from linli.facts.registry import GroupJoined, PersonAmended, PersonRegistered, ResidentMoved
from linli.kernel import clock, db
from linli.kernel.areas.models import Area

CHUNK = 500
WRITTEN = ("outcome", "person", "changes", "applied_at", "undo")


@dataclass(slots=True)
class Taken:
    """One row on its way into the register."""

    row: ImportRow
    entry: Entry
    undo: Undo | None = None
    found: Difference | None = None
    person: Person | None = None
    left: UUID | None = None
    """The home before."""

    @property
    def is_new(self) -> bool:
        """It is about somebody whom the register does not know."""
        return self.row.outcome == Outcome.NEW


@dataclass(slots=True)
class Chunk:
    """What a chunk needs, and how it is carried over."""

    community: Area
    said: Said
    rows: Sequence[Taken]
    homes: dict[str, Dwelling] = field(default_factory=dict)

    def carry(self) -> list[Any]:
        """Write everything; return the facts to be told."""
        people = surroundings.people(t.entry.person for t in self.rows if not t.is_new)
        self.homes = self._homes()
        spells = Spells()
        belonging = Belonging(self.said, spells, self.homes, self._households(people))
        writing = Writing(self.said, self.homes, belonging, spells)
        self._known(writing, people)
        arrivals = [self._arrival(writing, t) for t in self.rows if t.is_new]
        self._write(writing)
        self._take_in(arrivals)
        belonging.settle()
        recount_dwellings(writing.touched_homes)
        self._keep()
        return self._facts()

    # ── What is there already ──
    def _homes(self) -> dict[str, Dwelling]:
        """The dwellings of the rows; missing doors that were asked for are added."""
        self._find_added()
        wanted = {t.entry.dwelling for t in self.rows} | {t.entry.registered_dwelling for t in self.rows}
        found: dict[str, Dwelling] = {}
        for batch in surroundings.batches(wanted):
            rows = Dwelling.objects.filter(pk__in=batch).select_related("area", "community")
            found.update({str(home.pk): home for home in rows})
        missing = {t.entry.dwelling: t for t in self.rows if t.entry.adds and t.entry.dwelling not in found}
        return {**found, **self._added(missing)} if missing else found

    def _find_added(self) -> None:
        """Doors to be added that somebody has added since."""
        asking = [t.entry for t in self.rows if t.entry.adds]
        if asking:
            there = Dwelling.objects.filter(area__in={entry.adds["entrance"] for entry in asking})
            known = {(area, no): str(pk) for area, no, pk in there.values_list("area", "number", "pk")}
            for entry in asking:
                entry.dwelling = known.get((entry.adds["entrance"], entry.adds["number"]), entry.dwelling)

    def _added(self, missing: dict[str, Taken]) -> dict[str, Dwelling]:
        entrances = Area.objects.filter(pk__in={t.entry.adds["entrance"] for t in missing.values()})
        by_key = {e.pk: e for e in entrances.select_related("parent__parent__parent", "parent__compound")}
        made = {key: doors.new_dwelling(t.entry.adds, key, by_key) for key, t in missing.items()}
        Dwelling.objects.bulk_create(made.values())
        for key, t in missing.items():
            t.undo = Undo(t.entry, added=key)
        return made

    def _households(self, people: dict[str, Person]) -> dict[str, Household]:
        wanted = {t.entry.household for t in self.rows}
        wanted |= {str(p.household_id) for p in people.values() if p.household_id is not None}
        found: dict[str, Household] = {}
        for batch in surroundings.batches(wanted):
            found.update({str(h.pk): h for h in Household.objects.filter(pk__in=batch)})
        return found

    # ── Rows about people who are known ──
    def _known(self, writing: Writing, people: dict[str, Person]) -> None:
        known = [t for t in self.rows if t.entry.person in people]
        about = surroundings.around([t.entry for t in known], people)
        for t in known:
            t.person = people[t.entry.person]
            t.left = t.person.home_id
            t.found = difference(t.entry, t.person, about[t.entry.person], self.said.on)
        changing = [t.entry.person for t in known if t.found and (t.found.joins or t.found.relates)]
        members = surroundings.memberships(changing)
        self._forget_what_was_said(known)
        for t in known:
            self._carry(writing, t, about[t.entry.person], members.get(t.entry.person, ()))

    def _carry(self, writing: Writing, t: Taken, around: Any, members: Any) -> None:
        found, person = t.found, t.person
        assert found is not None and person is not None  # noqa: S101, PT018 - set by the caller
        if found.is_change or found.confirmed or found.older:
            added = t.undo.added if t.undo is not None else ""
            t.undo = writing.carry(t.entry, person, around, found, members)
            t.undo.added = added
        if found.is_change:
            t.row.outcome = Outcome.CHANGE
        self._amend_home(writing, t)

    def _forget_what_was_said(self, known: Sequence[Taken]) -> None:
        """An older roster is history worth keeping, but only once."""
        older = [t for t in known if t.found and t.found.older and not (t.found.changed or t.found.confirmed)]
        heard: set[UUID] = set()
        for batch in surroundings.batches(t.entry.person for t in older):
            said = Statement.objects.filter(
                person__in=batch, source=Source.ROSTER, valid_on=self.said.on, withdrawn_at=None
            )
            heard.update(said.values_list("person_id", flat=True))
        for t in older:
            if t.found and t.person and t.person.pk in heard:
                t.found.older.clear()

    def _amend_home(self, writing: Writing, t: Taken) -> None:
        home = self.homes.get(t.entry.dwelling)
        if home is None or not t.entry.home_values or str(home.pk) in writing.amended:
            return
        keys = home_changes(t.entry.home_values, home, self.said.on)
        if keys:
            t.undo = t.undo or Undo(t.entry)
            writing.amend_home(t.undo, home, keys)
            t.row.changes = list(dict.fromkeys([*t.row.changes, *keys]))

    # ── Rows about people who are new ──
    def _arrival(self, writing: Writing, t: Taken) -> Arrival:
        entry = t.entry
        t.undo = Undo(entry, is_new=True, added=t.undo.added if t.undo is not None else "")
        self._amend_home(writing, t)
        home = self.homes.get(entry.dwelling)
        registered = self.homes.get(entry.registered_dwelling)
        values = entry.typed_values
        if registered is not None:
            values["registered_address"] = registered.address
        moved = values.get("moved_in_on")
        return Arrival(
            values=values,
            home=home,
            registered_home=registered,
            household=writing.belonging.of(t.undo) if home is not None and entry.household else None,
            relation=entry.relation if home is not None else "",
            since=moved if moved is not None and moved <= self.said.on else self.said.on,
            residency=entry.residency,
            groups=[joined_group(entry, group, self.said.on) for group in entry.groups],
            person_id=UUID(entry.person),
        )

    # ── Writing ──
    def _write(self, writing: Writing) -> None:
        writing.belonging.open()
        db.write_back(Person, writing.people.values(), sorted(writing.columns))
        db.insert_all(Statement, writing.statements)
        now = clock.now()
        for kind, model in KINDS.items():
            gone = writing.spells.superseded[kind]
            for start in range(0, len(gone), CHUNK):
                model.objects.filter(pk__in=gone[start : start + CHUNK]).update(superseded_at=now)
            model.objects.bulk_create(writing.spells.new[kind], batch_size=CHUNK)
        db.write_back(Dwelling, writing.amended.values(), (*OF_HOME, "sources"))

    def _take_in(self, arrivals: list[Arrival]) -> None:
        if arrivals:
            made = {str(p.pk): p for p in take_in(self.community, arrivals, self.said)}
            for t in self.rows:
                t.person = made.get(t.entry.person, t.person)

    def _keep(self) -> None:
        """Each row with what it did."""
        now = clock.now()
        for t in self.rows:
            t.row.applied_at = now
            if t.person is not None:
                t.row.person_id = t.person.pk
                t.row.undo = t.undo.sealed(t.person) if t.undo is not None else ""
        db.write_back(ImportRow, [t.row for t in self.rows], WRITTEN)

    # ── Telling ──
    def _facts(self) -> list[Any]:
        codes = surroundings.codes(t.person for t in self.rows if t.person is not None)
        facts: list[Any] = []
        for t in self.rows:
            if t.person is not None:
                facts += self._facts_about(t, t.person, surroundings.code_of(t.person, codes))
        return facts

    def _facts_about(self, t: Taken, person: Person, where: str) -> list[Any]:
        if t.is_new:
            joined: Sequence[str] = list(t.entry.groups)
            return [PersonRegistered(person.pk, where), *(GroupJoined(person.pk, g, where) for g in joined)]
        if t.found is None:
            return []
        facts: list[Any] = [GroupJoined(person.pk, group, where) for group in t.found.groups]
        if t.found.moves:
            facts.append(ResidentMoved(person.pk, t.left, person.home_id, self.said.on, where))
        if t.found.keys:
            facts.append(PersonAmended(person.pk, where, tuple(sorted(t.found.keys))))
        return facts
