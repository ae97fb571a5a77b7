"""Taking an import back, row by row from the last to the first: everything as it was before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from linli.contexts.registry.commands import imports as commands
from linli.contexts.registry.commands.counts import recount_dwellings, recount_households
from linli.contexts.registry.commands.joining import put_back
from linli.contexts.registry.imports import removing, surroundings
from linli.contexts.registry.imports.restoring import restore_spells, restore_values, take_spells_back
from linli.contexts.registry.imports.spells import KINDS
from linli.contexts.registry.imports.undo_notes import opened, trace
from linli.contexts.registry.models import ImportRow, ImportRun, Person, Statement
from linli.contexts.registry.models.imports import RunState
from linli.contexts.registry.states import IMPORTING
from linli.facts.registry import PersonAmended, PersonErased
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note, publish
from linli.kernel.errors import NotAllowedNow
from linli.kernel.notices import post
from linli.kernel.refs import Ref

CHUNK = 500
STORED = tuple(f.name for f in Person._meta.concrete_fields if not f.primary_key)  # noqa: SLF001
CHANGED, NEEDED = "changed_since", "needed_since"


@command("registry.import_undone", commands.may_steer)
def undo_chunk(actor: Actor, run: ImportRun, /) -> int:
    """Take the last rows back; return how many."""
    held = db.lock_row(ImportRun, pk=run.pk)
    if held.state != RunState.UNDOING:
        raise NotAllowedNow
    community = db.lock_row(Area, pk=held.community_id)
    waiting = ImportRow.objects.filter(run=held, applied_at__isnull=False, undone_at=None)
    rows = list(waiting.order_by("-number")[:CHUNK])
    publish(*_Back(str(Ref.of(held)), rows).take())
    held.worked_at = clock.now()
    if len(rows) < CHUNK:
        held.state, held.ended_at = IMPORTING.after("restore", held.state), held.worked_at
        _tell_undone(held)
    held.save(update_fields=["state", "worked_at", "ended_at"])
    note(target=held, area=community.code, rows=len(rows), kept=sum(bool(row.kept) for row in rows))
    return len(rows)


def _tell_undone(run: ImportRun) -> None:
    if run.account_id is not None:
        kept = ImportRow.objects.filter(run=run).exclude(kept="").count()
        page = reverse("registry:import", args=[run.pk])
        post.tell([run.account_id], "registry.import_undone", page, file=run.file_name, kept=kept)


@dataclass(slots=True)
class One:
    """One row on its way back, about somebody who is still there."""

    row: ImportRow
    did: dict[str, Any]
    person: Person
    is_untouched: bool
    """Nothing has happened to the person since."""


@dataclass(slots=True)
class _Back:
    """Rows that are taken back in one transaction, the last first."""

    reference: str
    rows: Sequence[ImportRow]
    did: list[dict[str, Any]] = field(default_factory=list)
    homes: set[UUID] = field(default_factory=set)
    households: set[UUID] = field(default_factory=set)
    facts: list[Any] = field(default_factory=list)

    def take(self) -> list[Any]:
        """Take them back; return the facts to be told."""
        ones = self._looked_at()
        self._put_back([one for one in ones if not one.did.get("new")])
        self.households |= removing.restore_households(self.did)
        self._remove([one for one in ones if one.did.get("new")])
        self.households -= removing.remove_opened(self.did)
        removing.put_homes_back(self.did)
        recount_households(self.households)
        recount_dwellings(self.homes)
        removing.remove_added(self.did)
        now = clock.now()
        for row in self.rows:
            row.undone_at, row.undo = now, ""
        db.write_back(ImportRow, self.rows, ("undone_at", "undo", "kept", "person"))
        return self.facts

    def _looked_at(self) -> list[One]:
        self.did = [opened(row.undo) for row in self.rows]
        people = surroundings.people(str(what.get("person", "")) for what in self.did)
        touched = self._touched(people)
        ones = []
        for row, what in zip(self.rows, self.did, strict=True):
            person = people.get(what.get("person", ""))
            if person is not None:
                untouched = what["trace"] == trace(person) and person.pk not in touched
                ones.append(One(row, what, person, untouched))
                self._note(person)
        return ones

    def _note(self, person: Person) -> None:
        """Counts beside this home and household have to be taken again."""
        if person.home_id is not None:
            self.homes.add(person.home_id)
        if person.household_id is not None:
            self.households.add(person.household_id)

    def _touched(self, people: dict[str, Person]) -> set[UUID]:
        """People about whom something was written after this import."""
        pairs = zip(self.rows, self.did, strict=True)
        since = {UUID(did["person"]): row.applied_at for row, did in pairs if did and row.applied_at}
        found: set[UUID] = set()
        if not since:
            return found
        first = min(since.values())
        for batch in surroundings.batches(people):
            said = Statement.objects.filter(person__in=batch, recorded_at__gt=first)
            times = list(said.exclude(reference=self.reference).values_list("person_id", "recorded_at"))
            for model in KINDS.values():
                later = Q(recorded_at__gt=first) | Q(superseded_at__gt=first)
                rows = model.objects.filter(later, person__in=batch)
                for person, at, ended in rows.values_list("person_id", "recorded_at", "superseded_at"):
                    times.append((person, max(at, ended or at)))
            found |= {person for person, at in times if at > since[person]}
        return found

    def _put_back(self, ones: Sequence[One]) -> None:
        """People who were there before: their row as it was, or what is left of it."""
        touched = [(one.person, one.did) for one in ones if not one.is_untouched]
        restore_values(touched)
        stuck = restore_spells(touched)
        for one in ones:
            if one.is_untouched and "was" in one.did:
                put_back(one.person, one.did["was"])
            elif one.person.pk in stuck:
                one.row.kept = CHANGED
            self._note(one.person)
        codes = surroundings.codes(one.person for one in ones)  # of the homes to which they went back
        for one in ones:
            where = surroundings.code_of(one.person, codes)
            self.facts.append(PersonAmended(one.person.pk, where, tuple(sorted(one.row.changes))))
        take_spells_back(one.did for one in ones if one.is_untouched)
        self._forget(one.did for one in ones)
        db.write_back(Person, [one.person for one in ones if "was" in one.did], STORED)

    def _forget(self, did: Iterable[dict[str, Any]]) -> None:
        """What the roster said goes."""
        for batch in surroundings.batches(what.get("statement", "") for what in did):
            Statement.objects.filter(pk__in=batch).delete()

    def _remove(self, ones: Sequence[One]) -> None:
        """People who came with the roster: out, unless something happened to them since."""
        codes = surroundings.codes(one.person for one in ones)
        for one in ones:
            one.row.kept = "" if one.is_untouched else CHANGED
        going = {one.person.pk: one for one in ones if one.is_untouched}
        gone = removing.remove_people(list(going))
        for pk, one in going.items():
            if pk in gone:
                one.row.person = None
                self.facts.append(PersonErased(pk, surroundings.code_of(one.person, codes)))
            else:
                one.row.kept = NEEDED
