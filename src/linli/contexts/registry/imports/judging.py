"""Trying a roster out: every row gets an outcome with its reasons, and nothing is changed."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from linli.contexts.registry.imports import doors, families, surroundings, tables
from linli.contexts.registry.imports.cells import Columns, entry_of, taken
from linli.contexts.registry.imports.comparing import Around, difference, home_changes, present
from linli.contexts.registry.imports.entries import Entry, Remark, part_noted
from linli.contexts.registry.imports.mapping import PLACE, Asked, columns_of
from linli.contexts.registry.imports.matching import Doubles, Matcher, in_community, light, says_little
from linli.contexts.registry.imports.roster import Roster, lines, merged_down
from linli.contexts.registry.models import Dwelling, Person
from linli.contexts.registry.models.imports import Outcome
from linli.kernel import clock
from linli.kernel.areas.models import Area
from linli.kernel.errors import BadInput
from linli.kernel.ids import new_id

TOLD_EVERY = 500
OF_ALL = frozenset((*PLACE, "head_name", "registered_address", "community"))
"""Columns in which one cell may stand for a whole household."""
TO_ASK = frozenset({"perhaps_known", "number_held_twice", "number_other_name"})
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Way:
    """How people want a roster to be taken."""

    valid_on: date
    mapping: Mapping[str, str]
    decided: Sequence[str] = ()
    group: str = ""
    adds_dwellings: bool = False


@dataclass(slots=True)
class Judged:
    """One row with what it would do."""

    entry: Entry
    outcome: str = Outcome.REFUSED
    candidates: tuple[str, ...] = ()
    changes: list[str] = field(default_factory=list)

    @property
    def number(self) -> int:
        """The row in the sheet."""
        return self.entry.number

    @property
    def reasons(self) -> list[Remark]:
        """What speaks against it, or what a person should look at."""
        return self.entry.refusals or self.entry.warnings


@dataclass(frozen=True, slots=True)
class Checked:
    """A whole roster, tried out."""

    rows: list[Judged]
    columns: list[Asked]

    @property
    def refused(self) -> list[Judged]:
        """The rows that go back."""
        return [row for row in self.rows if row.outcome == Outcome.REFUSED]

    @property
    def counts(self) -> dict[str, int]:
        """{outcome: rows}, each outcome named."""
        found = Counter(str(row.outcome) for row in self.rows)
        return {str(outcome): found.get(str(outcome), 0) for outcome in Outcome.values}


def quietly(done: int, total: int) -> None:
    """Nobody waits for news."""
    del done, total


def check(community: Area, roster: Roster, way: Way, tell: Tell = quietly) -> Checked:
    """Try every row out."""
    columns = columns_of(roster, way.mapping, way.decided)
    if not any(a.field is not None and a.field.key == "name" for a in columns):
        raise BadInput(_("还不知道哪一列是姓名，请先在各列里选出来。"))
    entries = _read(roster, columns, way, tell)
    families.inherit(entries)
    door_book = doors.doors_of(community)
    for entry in entries:
        doors.settle(entry, door_book, adds=way.adds_dwellings)
    rows = _matched(entries, community, tell)
    going = [row for row in rows if row.outcome != Outcome.REFUSED]
    _settle_families(going, community)
    _compare(going, way.valid_on)
    tell(len(entries) * 2, len(entries) * 2)
    return Checked(rows, columns)


def _read(roster: Roster, columns: list[Asked], way: Way, tell: Tell) -> list[Entry]:
    used = taken(columns)
    reader = Columns(used, clock.today())
    by_key = {a.column.column for a in used if a.field is not None and a.field.key in OF_ALL}
    merged = merged_down(roster, frozenset(by_key))
    taken_columns = frozenset(a.column.column for a in used)
    names = frozenset(a.column.column for a in used if a.field is not None and a.field.key == "name")
    total = max(1, len(roster.table.filled_rows))
    entries = []
    rows = range(roster.table.first_data_row, tables.reach(roster) + 1)
    for number, line in lines(roster, rows, taken_columns, names):
        entry = entry_of(number, {**merged.get(number, {}), **line}, reader)
        if way.group and not entry.groups.get(way.group):
            entry.groups.setdefault(way.group, {})
        entries.append(entry)
        if len(entries) % TOLD_EVERY == 0:
            tell(min(len(entries), total), total * 2)
    if not entries:
        raise BadInput(_("表头下面没有一行人，没有可以导入的内容。"))
    return entries


# ── Whom each row means ─────────────────────────────────────────────────────────────────────────────────
def _matched(entries: list[Entry], community: Area, tell: Tell) -> list[Judged]:
    matcher, doubles = Matcher(light(in_community(community))), Doubles()
    doubles.count(entries)
    rows = []
    for entry in entries:
        row = Judged(entry)
        _settle_by_person(entry, matcher)
        if not entry.refusals:
            _match(row, matcher, doubles)
        rows.append(row)
        if len(rows) % TOLD_EVERY == 0:
            tell(len(entries) + len(rows), len(entries) * 2)
    return rows


def _settle_by_person(entry: Entry, matcher: Matcher) -> None:
    """An address that fits several homes means the one where the person is known to live."""
    if [code for code, _told in entry.refusals] == ["address_ambiguous"]:
        home = matcher.home_of(entry)
        if home:
            entry.dwelling, entry.refusals = home, []


def _match(row: Judged, matcher: Matcher, doubles: Doubles) -> None:
    entry = row.entry
    found = matcher.match(entry)
    if says_little(entry) and doubles.names[entry.name] > 1:
        entry.refusals.append(("namesake_no_address", {}))
    elif found.trouble in TO_ASK:
        row.outcome, row.candidates = Outcome.ASK, found.candidates
        entry.warnings.insert(0, (found.trouble, {}))
    elif found.trouble:
        entry.refusals.append((found.trouble, {}))
    else:
        entry.person = found.person
        row.outcome = Outcome.SAME if found.person else Outcome.NEW
    earlier = doubles.earlier(entry) if not entry.refusals else 0
    if earlier:
        entry.refusals.append(("said_twice", {"row": earlier}))
    if entry.refusals:
        row.outcome, entry.person = Outcome.REFUSED, ""
    elif row.outcome == Outcome.NEW:
        take_as_new(entry)


def take_as_new(entry: Entry) -> None:
    """Nobody in the register is this person: an id of his or her own, known before the person is.

    A day that is known in part stands among the remarks until somebody knows it whole.
    """
    entry.person = str(new_id())
    for key, text in entry.partly.items():
        note = part_noted(key, text)
        if note not in (before := str(entry.values.get("remarks", ""))):
            entry.values["remarks"] = f"{before}；{note}" if before else note
        entry.warnings.append(("day_noted", {"field": key}))
    if not entry.dwelling and not entry.registered_dwelling:
        entry.warnings.append(("no_address", {}))


def _settle_families(rows: Sequence[Judged], community: Area) -> None:
    known = [row.entry.person for row in rows if row.outcome == Outcome.SAME]
    household_of: dict[str, str] = {}
    for batch in surroundings.batches(known):
        pairs = Person.objects.filter(pk__in=batch).values_list("pk", "household_id")
        household_of.update({str(pk): str(household or "") for pk, household in pairs})
    found = families.families(row.entry for row in rows)
    families.settle(found, surroundings.households(community), household_of)


# ── What each row changes ───────────────────────────────────────────────────────────────────────────────
def _compare(rows: Sequence[Judged], on: date) -> None:
    known = [row for row in rows if row.outcome == Outcome.SAME]
    for start in range(0, len(known), surroundings.BATCH):
        chunk = known[start : start + surroundings.BATCH]
        people = surroundings.people(row.entry.person for row in chunk)
        about = surroundings.around([row.entry for row in chunk], people)
        for row in chunk:
            judge_known(row, people[row.entry.person], about[row.entry.person], on)
    _compare_homes(rows, on)


def judge_known(row: Judged, person: Person, around: Around, on: date) -> None:
    """Set outcome and remarks of a row about someone whom the register knows."""
    entry = row.entry
    found = difference(entry, person, around, on)
    row.outcome = Outcome.CHANGE if found.is_change else Outcome.SAME
    row.changes = found.keys
    if "name" in found.changed:
        entry.warnings.append(("name_differs", {}))
    if found.older:
        entry.warnings.append(("older", {"fields": found.older}))
    for key, text in entry.partly.items():
        _judge_part(entry, key, text, person)
    for group in entry.denies:
        if group in around.groups:
            entry.warnings.append(("says_no", {"group": group}))


def _judge_part(entry: Entry, key: str, text: str, person: Person) -> None:
    """A day known in part, beside what the register has."""
    held = present(person, key)
    if held is None:
        if part_noted(key, text) not in str(present(person, "remarks") or ""):
            entry.warnings.append(("day_not_whole", {"field": key}))
    elif not held.isoformat().startswith(text):
        entry.warnings.append(("day_differs", {"field": key}))


def _compare_homes(rows: Sequence[Judged], on: date) -> None:
    """What rows say about dwellings; the first one about each dwelling counts."""
    wanted = [row for row in rows if row.entry.home_values and row.entry.dwelling and not row.entry.adds]
    homes: dict[str, Dwelling] = {}
    for batch in surroundings.batches(row.entry.dwelling for row in wanted):
        homes.update({str(home.pk): home for home in Dwelling.objects.filter(pk__in=batch)})
    seen: set[str] = set()
    for row in wanted:
        home = homes.get(row.entry.dwelling)
        if home is None or row.entry.dwelling in seen:
            continue
        seen.add(row.entry.dwelling)
        changed = home_changes(row.entry.home_values, home, on)
        if changed and row.outcome in (Outcome.SAME, Outcome.CHANGE):
            row.outcome = Outcome.CHANGE
            row.changes = [*row.changes, *changed]
