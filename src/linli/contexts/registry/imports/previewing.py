"""What rows of a roster look like on a page: who, what changes, why refused, who it may be."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from linli.contexts.registry.imports import surroundings
from linli.contexts.registry.imports.comparing import Around, difference, present
from linli.contexts.registry.imports.deciding import answers_to
from linli.contexts.registry.imports.entries import Entry, unsealed
from linli.contexts.registry.models import Dwelling, ImportRow, ImportRun, Person
from linli.contexts.registry.models.imports import Outcome, RunState
from linli.contexts.registry.queries import import_words as words
from linli.contexts.registry.queries.shown import mask, worded
from linli.kernel import codes
from linli.kernel.catalogue import shelf
from linli.kernel.privacy.sealed import Sealed

LEADING = ("sex", "born_on", "id_number", "phone")
DECIDED_IN = (RunState.CHECKED, RunState.DONE)
"""While people may say whom a row means."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value, before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Facing:
    """A person of the register beside a row: one line for each thing that can be compared."""

    key: str
    person: Person
    lines: list[tuple[str, str, str]]
    """(label, in the roster, in the register)"""


@dataclass(slots=True)
class Shown:
    """One row as a page shows it."""

    row: ImportRow
    name: str
    facts: list[str]
    reasons: list[str]
    kept: str
    changes: list[Change] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    """Names of the fields, once they have been changed."""
    facing: list[Facing] = field(default_factory=list)
    answers: tuple[str, ...] = ()


def shown(run: ImportRun, rows: Sequence[ImportRow]) -> list[Shown]:
    """The rows of a page; the number of queries does not depend on how many there are."""
    entries = {row.pk: unsealed(row.box) for row in rows}
    people = surroundings.people([*_subjects(rows), *(key for row in rows for key in row.candidates)])
    homes = _homes(entries.values(), people.values())
    about = surroundings.around([e for e in entries.values() if e.person in people], people)
    found = []
    for row in rows:
        entry = entries[row.pk]
        one = Shown(row, entry.name, _facts(entry, homes), words.sentences(row.reasons), words.kept(row.kept))
        if row.outcome == Outcome.CHANGE and row.applied_at is None and entry.person in people:
            one.changes = [
                *_changes(entry, people[entry.person], about[entry.person], homes, run),
                *_home_changes(entry, row, homes),
            ]
        elif row.outcome == Outcome.CHANGE:
            one.changed = words.names(row.changes)
        if row.candidates and row.applied_at is None and run.state in DECIDED_IN:
            one.facing = [_facing(entry, people[key], homes) for key in row.candidates if key in people]
            one.answers = answers_to(row)
        found.append(one)
    return found


def _subjects(rows: Sequence[ImportRow]) -> list[str]:
    return [str(row.person_id) for row in rows if row.person_id and row.applied_at is None]


Homes = dict[str, Dwelling]


def _homes(entries: Any, people: Any) -> Homes:
    """The homes that are spoken of."""
    wanted = {entry.dwelling for entry in entries} | {str(p.home_id or "") for p in people}
    found: Homes = {}
    for batch in surroundings.batches(wanted):
        found.update({str(home.pk): home for home in Dwelling.objects.filter(pk__in=batch)})
    return found


def _called(homes: Homes, key: Any, otherwise: str = "") -> str:
    """How a home is called in short."""
    home = homes.get(str(key or ""))
    return home.short_address if home is not None else otherwise


def said(key: str, value: Any) -> str:
    """A value of a row in words; sealed ones are covered."""
    known = shelf.field(key)
    return mask(known, str(value)) if known.sealed and value else worded(known, value)


def _facts(entry: Entry, homes: Homes) -> list[str]:
    known = {**entry.partly, **entry.values}
    facts = [entry.partly.get(key) or said(key, known[key]) for key in LEADING if known.get(key)]
    place = _called(homes, entry.dwelling, entry.address or "".join(entry.parts.values()))
    return [*facts, *([place] if place else [])]


# ── Before and after ────────────────────────────────────────────────────────────────────────────────────
def _changes(entry: Entry, person: Person, around: Around, homes: Homes, run: ImportRun) -> list[Change]:
    found = difference(entry, person, around, run.valid_on)
    changes = [_change(key, present(person, key), entry.values[key]) for key in found.changed]
    fields = shelf.fields()
    if found.moves:
        before, after = _called(homes, person.home_id), _called(homes, entry.dwelling, entry.address)
        changes.append(Change(fields["address"].label, before, after))
    if found.registers:
        said_address = str(entry.values.get("registered_address", "")) or _called(homes, entry.dwelling)
        label = fields["registered_address"].label
        changes.append(Change(label, person.registered_address, said_address))
    if found.joins or found.relates:
        before, after = (codes.word("relation", code) for code in (person.relation, entry.relation))
        changes.append(Change(fields["relation"].label, before, after))
    if found.residency:
        before, after = (worded(fields["residency"], code) for code in (person.residency, entry.residency))
        changes.append(Change(fields["residency"].label, before, after))
    for group, name in zip(found.groups, words.names(found.groups), strict=True):
        before = "、".join(_details(around.groups[group].detail)) if group in around.groups else ""
        changes.append(Change(name, before, "、".join(_details(entry.groups[group])) or "✓"))
    return changes


def _home_changes(entry: Entry, row: ImportRow, homes: Homes) -> list[Change]:
    """What the row says about the dwelling."""
    home = homes.get(entry.dwelling)
    if home is None:
        return []
    held = {key: getattr(home, key) for key in entry.home_values if key in row.changes}
    plain = {key: value.reveal() if isinstance(value, Sealed) else value for key, value in held.items()}
    return [_change(key, value, entry.home_values[key]) for key, value in plain.items()]


def _details(detail: dict[str, Any]) -> list[str]:
    return [text for key, value in detail.items() if (text := said(key, value))]


def _change(key: str, before: Any, after: Any) -> Change:
    known = shelf.field(key)
    covered = mask(known, str(before)) if known.sealed and before else worded(known, before)
    return Change(known.label, covered, said(key, after))


# ── Side by side ────────────────────────────────────────────────────────────────────────────────────────
def _facing(entry: Entry, person: Person, homes: Homes) -> Facing:
    fields = shelf.fields()
    lines = [
        (fields[key].label, said(key, entry.values.get(key)), _change(key, present(person, key), None).before)
        for key in ("name", *LEADING)
    ]
    place = _called(homes, entry.dwelling, entry.address)
    lines.append((fields["address"].label, place, _called(homes, person.home_id)))
    return Facing(str(person.pk), person, lines)
