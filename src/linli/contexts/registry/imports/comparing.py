"""What would a row change about a person whom the register knows?"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from linli.contexts.registry.imports.entries import Entry
from linli.contexts.registry.models import Dwelling, GroupMembership, Person, Residence
from linli.contexts.registry.models.people import Standing
from linli.kernel.catalogue import shelf
from linli.kernel.privacy.sealed import Sealed

LIVING = "address"
BY_NUMBER = frozenset({"id_number", "phone"})


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a person in the register: where and with whom, as held now."""

    living: Residence | None = None
    registered: Residence | None = None
    groups: dict[str, GroupMembership] = field(default_factory=dict)
    head_name: str = ""
    """Of the household that the person belongs to."""


@dataclass(slots=True)
class Difference:
    """What a row says that the register does not, and what it says again."""

    changed: list[str] = field(default_factory=list)
    """Keys whose present value becomes another."""
    confirmed: list[str] = field(default_factory=list)
    """Keys whose present value is said again, from a later day."""
    older: list[str] = field(default_factory=list)
    """Keys that differ, where the register knows better: it holds something from a later day."""
    moves: bool = False
    joins: bool = False
    relates: bool = False
    registers: bool = False
    home: list[str] = field(default_factory=list)
    """Keys of the dwelling."""
    groups: list[str] = field(default_factory=list)
    """Groups to join, or to bring up to date."""
    residency: bool = False

    @property
    def is_change(self) -> bool:
        """True when anything becomes other than it is."""
        return bool(
            self.changed or self.moves or self.joins or self.relates or self.registers or self.home
            or self.groups or self.residency
        )  # fmt: skip

    @property
    def keys(self) -> list[str]:
        """Keys of the fields that change, for people to read."""
        more = [
            *(["address"] if self.moves else []),
            *(["relation"] if self.joins or self.relates else []),
            *(["registered_address"] if self.registers else []),
            *(["residency"] if self.residency else []),
        ]
        return list(dict.fromkeys([*self.changed, *more, *self.home, *self.groups]))


def difference(entry: Entry, person: Person, around: Around, on: date) -> Difference:
    """What the row changes when it speaks of the day ``on``."""
    found = Difference()
    for key, said in entry.values.items():
        if key != "registered_address":
            _sort(found, key, said, present(person, key), _mark(person, key), on.isoformat())
    _stays(found, entry, person, around, on)
    _household(found, entry, person, around, on)
    found.groups = [
        g for g, detail in entry.groups.items() if _group_differs(detail, around.groups.get(g), on)
    ]
    found.residency = bool(entry.residency) and entry.residency != person.residency
    return found


def _sort(found: Difference, key: str, said: Any, held: Any, marked: str, on: str) -> None:
    if alike(said, held):
        if marked < on:
            found.confirmed.append(key)
    elif marked <= on:
        found.changed.append(key)
    else:
        found.older.append(key)


def _mark(person: Person, key: str) -> str:
    """The ISO day of the present value; empty when nobody has said it."""
    mark = person.sources.get(key)
    return str(mark[1]) if mark else ""


def alike(said: Any, held: Any) -> bool:
    """The same value, however it is stored."""
    return _text(said) == _text(held)


def _text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    text = "" if value is None else str(value)
    return text.rstrip("0").rstrip(".") if "." in text and text.replace(".", "").isdecimal() else text


def present(person: Person, key: str) -> Any:
    """The present value of a field, unsealed; None when there is none."""
    if key in BY_NUMBER:
        return getattr(person, key).reveal()
    known = shelf.field(key)
    if known.sealed:
        return Sealed(person.boxes.get(key, "")).reveal()
    return getattr(person, key) if hasattr(person, key) else person.details.get(key)


# ── Where and with whom ─────────────────────────────────────────────────────────────────────────────────
def _stays(found: Difference, entry: Entry, person: Person, around: Around, on: date) -> None:
    if entry.dwelling and entry.dwelling != str(person.home_id or ""):
        begun = around.living.valid_from if around.living is not None else date.min
        if begun <= on:
            found.moves = True
        else:
            found.older.append(LIVING)
    elif entry.dwelling and person.standing != Standing.PRESENT:
        found.moves = True
    said = entry.registered_dwelling or entry.values.get("registered_address", "")
    if said:
        held = (
            str(person.registered_home_id or "") if entry.registered_dwelling else person.registered_address
        )
        _sort_registration(found, said=said, held=held, marked=_mark(person, "registered_address"), on=on)


def _sort_registration(found: Difference, *, said: str, held: str, marked: str, on: date) -> None:
    if said == held:
        return
    if marked <= on.isoformat():
        found.registers = True
    else:
        found.older.append("registered_address")


def _household(found: Difference, entry: Entry, person: Person, around: Around, on: date) -> None:
    """Who moves joins the household of the new home; who stays changes only by what the row itself says."""
    if found.moves:
        found.joins = bool(entry.household) and entry.household != str(person.household_id or "")
        return
    lives_there = not entry.dwelling or entry.dwelling == str(person.home_id or "")
    is_newer = _mark(person, "relation") <= on.isoformat()
    if not entry.joins or not lives_there or not is_newer:
        return
    if person.household_id is None or _is_other(entry, around):
        found.joins = bool(entry.household) and entry.household != str(person.household_id or "")
    if not found.joins and entry.relation and not _same_relation(entry.relation, person.relation):
        found.relates = True


def _is_other(entry: Entry, around: Around) -> bool:
    """The row names a head, and it is another than that of the present household."""
    return bool(entry.head_name and around.head_name) and entry.head_name != around.head_name


def _same_relation(said: str, held: str) -> bool:
    heads = ("01", "02")
    return said == held or (said in heads and held in heads)


# ── Groups and homes ────────────────────────────────────────────────────────────────────────────────────
def _group_differs(detail: dict[str, Any], held: GroupMembership | None, on: date) -> bool:
    if held is None:
        return True
    if held.verified_on is not None and held.verified_on > on:
        return False
    return any(
        not alike(value, _detail(held, key)) for key, value in detail.items() if value not in ("", None)
    )


def _detail(held: GroupMembership, key: str) -> Any:
    value = held.detail.get(key)
    return Sealed(str(value)).reveal() if value and shelf.field(key).sealed else value


def home_changes(values: dict[str, Any], home: Dwelling, on: date) -> list[str]:
    """Keys of the dwelling whose present value becomes another."""
    found = []
    for key, said in values.items():
        held = getattr(home, key)
        marked = home.sources.get(key, ["", ""])[1]
        if not alike(said, held.reveal() if isinstance(held, Sealed) else held) and marked <= on.isoformat():
            found.append(key)
    return found
