"""Which household does each row belong to?  By the head's name, by relations, or by standing together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from linli.contexts.registry.imports.cells import HEAD
from linli.contexts.registry.imports.entries import Entry
from linli.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class Held:
    """A household that the register knows."""

    id: str
    head_name: str


@dataclass(slots=True)
class Family:
    """Rows that are one household."""

    dwelling: str
    head_name: str = ""
    rows: list[Entry] = field(default_factory=list)


def inherit(entries: Iterable[Entry]) -> None:
    """Rows under the head that leave the address empty live where the head lives."""
    above: Entry | None = None
    for entry in entries:
        has_place = bool(entry.address or entry.parts)
        is_member = bool(entry.relation and entry.relation != HEAD) or (
            above is not None and bool(entry.head_name) and entry.head_name in (above.head_name, above.name)
        )
        if not has_place and is_member and above is not None:
            entry.address, entry.parts = above.address, dict(above.parts)
            entry.head_name = entry.head_name or above.head_name or above.name
        elif has_place:
            above = entry


def families(entries: Iterable[Entry]) -> list[Family]:
    """The rows with a home, grouped; every such row is in exactly one family."""
    found: list[Family] = []
    open_in: dict[str, list[Family]] = {}
    before = ""
    for entry in entries:
        if not entry.dwelling:
            continue
        here = open_in.setdefault(entry.dwelling, [])
        family = _family_for(entry, here, is_next=before == entry.dwelling)
        if family is None:
            family = Family(entry.dwelling)
            here.append(family)
            found.append(family)
        _enter(family, entry)
        before = entry.dwelling
    return found


def _family_for(entry: Entry, here: list[Family], *, is_next: bool) -> Family | None:
    """The family of this dwelling that the row belongs to; None opens one."""
    if entry.head_name:
        named = [f for f in here if f.head_name == entry.head_name]
        nameless = [f for f in here if not f.head_name and any(r.name == entry.head_name for r in f.rows)]
        return next(iter(named or nameless), None)
    if entry.relation == HEAD:
        waiting = [f for f in here if not f.head_name and not any(r.relation == HEAD for r in f.rows)]
        return waiting[-1] if waiting and is_next else None
    if entry.relation:
        return here[-1] if here else None
    # Neither head nor relation: people of one door who stand together are one household.
    return here[-1] if here and is_next else next(iter(here), None)


def _enter(family: Family, entry: Entry) -> None:
    family.rows.append(entry)
    if entry.head_name and not family.head_name:
        family.head_name = entry.head_name
    if entry.relation == HEAD and not family.head_name:
        family.head_name = entry.name
    if entry.name and entry.name == entry.head_name and not entry.relation:
        entry.relation = HEAD


def settle(found: Iterable[Family], held: Mapping[str, list[Held]], household_of: Mapping[str, str]) -> None:
    """Give every row its household: one that is held, or a new id.

    ``held`` are the households of each dwelling; ``household_of`` says where known people belong now.
    """
    for family in found:
        household = _household_for(family, held.get(family.dwelling, []), household_of)
        if not household and len(family.rows) == 1 and not family.head_name and not family.rows[0].relation:
            family.rows[0].relation = HEAD  # someone alone in a new household is its head
        household = household or str(new_id())
        for entry in family.rows:
            entry.household = household
            entry.joins = bool(entry.head_name or entry.relation)


def _household_for(family: Family, here: list[Held], household_of: Mapping[str, str]) -> str:
    if family.head_name:
        named = [h.id for h in here if h.head_name == family.head_name]
        if named:
            return named[0]
    ids = {h.id for h in here}
    members = [household_of.get(row.person, "") for row in family.rows]
    known = [m for m in members if m in ids]
    heads = {h.id: h.head_name for h in here}
    for household in known:
        # A household under another head is another household.
        if not family.head_name or not heads[household]:
            return household
    if family.head_name or len(here) != 1:
        return ""
    return here[0].id if any(row.relation for row in family.rows) else ""
