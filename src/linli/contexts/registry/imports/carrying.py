"""Carrying rows over to people whom the register knows: what each row changes, gathered for one chunk."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from linli.contexts.registry.commands.counts import residency_of
from linli.contexts.registry.commands.groups import sealed_detail
from linli.contexts.registry.commands.intake import Joined, group_copy, membership_of_group, residence
from linli.contexts.registry.commands.values import COLUMNS, SEALED_COLUMNS, Said, state
from linli.contexts.registry.imports.belonging import Belonging
from linli.contexts.registry.imports.comparing import Around, Difference
from linli.contexts.registry.imports.entries import Entry
from linli.contexts.registry.imports.spells import Spells, copied
from linli.contexts.registry.imports.undo_notes import Undo, snapshot
from linli.contexts.registry.models import Dwelling, GroupMembership, Membership, Person, Residence, Statement
from linli.contexts.registry.models.people import Standing
from linli.contexts.registry.models.stays import Role
from linli.contexts.registry.queries.groups import groups
from linli.kernel import clock
from linli.kernel.catalogue import shelf

EVIDENCE = "名册"
ALWAYS = frozenset({"sources", "residency"})
MOVING = frozenset({"home", "area", "moved_in_on", "standing", "died_on"})
REGISTERING = frozenset({"registered_home", "registered_area", "registered_address", "standing"})
BELONGING = frozenset({"household", "relation"})
NAMING = frozenset({"name", "name_order", "search_words"})


@dataclass(slots=True)
class Writing:
    """Everything that one chunk writes about people who are known."""

    said: Said
    homes: dict[str, Dwelling]
    belonging: Belonging
    spells: Spells
    statements: list[Statement] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    columns: set[str] = field(default_factory=lambda: set(ALWAYS))
    """Columns of people that change."""
    touched_homes: set[UUID] = field(default_factory=set)
    amended: dict[str, Dwelling] = field(default_factory=dict)

    def carry(
        self, entry: Entry, person: Person, around: Around, found: Difference, members: Iterable[Membership]
    ) -> Undo:
        """A row about someone whom the register knows."""
        undo = Undo(entry, was=snapshot(person))
        self._touch_home(person)
        self._values(undo, person, found)
        since = self._since(entry, around)
        if found.moves:
            self._move(undo, person, around.living, since)
        if found.registers:
            self._register(undo, person, around.registered)
        if found.joins:
            self.belonging.join(undo, person, members, since if found.moves else self.said.on)
        elif found.relates:
            self.belonging.relate(undo, person, members)
        for group in found.groups:
            self._group(undo, person, around.groups.get(group), group)
        person.residency = entry.residency if found.residency else person.residency
        person.residency = residency_of(person)
        self._touch_home(person)
        self.people[entry.person] = person
        self.columns |= _columns(found)
        return undo

    def _touch_home(self, person: Person) -> None:
        if person.home_id is not None:
            self.touched_homes.add(person.home_id)

    def _values(self, undo: Undo, person: Person, found: Difference) -> None:
        if not (found.changed or found.confirmed or found.older or found.registers):
            return
        values = undo.entry.typed_values
        if not found.registers:
            values.pop("registered_address", None)
        elif undo.entry.registered_dwelling in self.homes:
            values["registered_address"] = self.homes[undo.entry.registered_dwelling].address
        statement = state(person, values, self.said)
        undo.statement = str(statement.pk)
        self.statements.append(statement)
        for key in values:
            self.columns |= _columns_of(key)

    def _since(self, entry: Entry, around: Around) -> date:
        """The day of moving in that the row names, where it can be; else the day it speaks of."""
        named = entry.typed_values.get("moved_in_on")
        begun = around.living.valid_from if around.living is not None else date.min
        return named if isinstance(named, date) and begun <= named <= self.said.on else self.said.on

    def _move(self, undo: Undo, person: Person, living: Residence | None, since: date) -> None:
        if living is not None:
            self.spells.end(undo, "residence", living, since)
        home = self.homes[undo.entry.dwelling]
        self.spells.make(undo, "residence", residence(person, home, Role.LIVING, since, self.said))
        person.home, person.area, person.moved_in_on = home, home.area, since
        person.standing, person.died_on = Standing.PRESENT, None
        person.sources["moved_in_on"] = self.said.mark

    def _register(self, undo: Undo, person: Person, registered: Residence | None) -> None:
        if registered is not None:
            self.spells.end(undo, "residence", registered, self.said.on)
        home = self.homes.get(undo.entry.registered_dwelling)
        text = home.address if home is not None else str(undo.entry.values.get("registered_address", ""))
        row = residence(
            person, home, Role.REGISTERED, self.said.on, self.said, elsewhere="" if home else text
        )
        self.spells.make(undo, "residence", row)
        person.registered_home = home
        person.registered_area = home.area if home is not None else None
        person.registered_address = text
        person.sources["registered_address"] = self.said.mark
        person.standing = Standing.PRESENT if home is not None else person.standing

    def _group(self, undo: Undo, person: Person, held: GroupMembership | None, group: str) -> None:
        undo.groups.append(group)
        joined = joined_group(undo.entry, group, self.said.on)
        if held is None:
            self.spells.make(undo, "group", membership_of_group(person, joined, self.said))
            person.groups[group] = group_copy(joined, self.said)
            return
        copy = copied(
            held, detail={**held.detail, **joined.detail}, verified_on=joined.verified_on,
            review_on=joined.review_on, evidence=EVIDENCE, source=self.said.source,
            account_id=self.said.account_id,
        )  # fmt: skip
        self.spells.supersede(undo, "group", held, copy)
        since = {"_since": held.valid_from.isoformat(), "_source": self.said.mark}
        person.groups[group] = {**copy.detail, **since}

    def amend_home(self, undo: Undo, home: Dwelling, keys: Iterable[str]) -> None:
        """What a row says about its dwelling."""
        before: dict[str, Any] = {}
        for key in keys:
            held = getattr(home, key)
            text = getattr(held, "box", held)
            before[key] = [None if text in (None, "") else str(text), home.sources.get(key)]
            setattr(home, key, undo.entry.home_values[key])
            home.sources[key] = self.said.mark
        if before:
            undo.homes[str(home.pk)] = before
            self.amended[str(home.pk)] = home


def joined_group(entry: Entry, group: str, on: date) -> Joined:
    """Belonging to a group as a row says: since the month it names; verified on the day of the roster."""
    months = [v for k, v in entry.groups[group].items() if k.endswith("_since") and v]
    text = str(months[0]) if months else ""
    since = clock.day_of(text if len(text) == 10 else f"{text}-01") if len(text) in (7, 10) else on
    review = on + timedelta(days=groups()[group].review_days)
    return Joined(group, min(since, on), sealed_detail(entry.groups[group]), EVIDENCE, on, review)


def _columns(found: Difference) -> set[str]:
    columns: set[str] = {"groups"} if found.groups else set()
    for is_so, those in (
        (found.moves, MOVING), (found.registers, REGISTERING), (found.joins or found.relates, BELONGING),
    ):  # fmt: skip
        columns |= those if is_so else set()
    return columns


def _columns_of(key: str) -> frozenset[str]:
    """Where a value of a person is kept."""
    if key in SEALED_COLUMNS:
        short = "id" if key == "id_number" else "phone"
        return frozenset({key, f"{short}_lookup", f"{short}_tail"})
    if key in COLUMNS:
        return NAMING if key == "name" else frozenset({key})
    return frozenset({"boxes" if shelf.field(key).sealed else "details"})
