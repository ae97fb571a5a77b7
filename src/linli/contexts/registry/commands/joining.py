"""How the rows of two records become those of one, and what is kept to take them apart again."""

from copy import deepcopy
from datetime import date
from typing import Any
from uuid import UUID

from linli.contexts.registry.commands.values import COLUMNS, SEALED_COLUMNS, Said, index_name
from linli.contexts.registry.models import (
    Contact,
    GroupMembership,
    Household,
    Membership,
    Person,
    Residence,
    Statement,
)
from linli.contexts.registry.models.people import Standing
from linli.contexts.registry.models.stays import Role
from linli.kernel import clock, history
from linli.kernel.privacy.sealed import Sealed

MOVED: dict[str, Any] = {
    "statements": Statement,
    "residences": Residence,
    "memberships": Membership,
    "groups": GroupMembership,
    "contacts": Contact,
}
SPELLS: dict[str, Any] = {
    "Residence": Residence,
    "Membership": Membership,
    "GroupMembership": GroupMembership,
}
AS_IT_WAS = (
    "standing", "name", "name_order", "search_words", "sex", "born_on", "id_number", "id_lookup", "id_tail",
    "phone", "phone_lookup", "phone_tail", "home_id", "area_id", "registered_home_id", "registered_area_id",
    "registered_address", "residency", "moved_in_on", "household_id", "relation", "died_on", "details",
    "boxes", "groups", "sources", "merged_into_id",
)  # fmt: skip
WHO = frozenset({"name", "sex", "born_on", "id_number"})
"""What says who someone is: whoever merges chose the record that has it right."""
WITH_A_PLACE = frozenset({"moved_in_on", "relation", "registered_address"})
"""What only makes sense beside a home, a household or a registration, and comes along with it."""


def as_it_was(person: Person) -> dict[str, Any]:
    """Everything the row holds, as JSON keeps it; sealed values stay sealed."""
    return {name: _plain(getattr(person, name)) for name in AS_IT_WAS}


def _plain(value: Any) -> Any:
    if isinstance(value, Sealed):
        return value.box
    if isinstance(value, date):
        return value.isoformat()
    # Details and groups change on the record while it is merged: what is kept is a copy.
    return str(value) if isinstance(value, UUID) else deepcopy(value)


def put_back(person: Person, before: dict[str, Any]) -> None:
    """The row as it was; not saved yet."""
    for name, value in before.items():
        if name in ("id_number", "phone"):
            setattr(person, name, Sealed(value))
        elif name in ("born_on", "moved_in_on", "died_on"):
            setattr(person, name, clock.day_of(value) if value else None)
        elif name.endswith("home_id") or name in ("household_id", "merged_into_id"):
            setattr(person, name, UUID(value) if value else None)
        else:
            setattr(person, name, value)


def fill_gaps(kept: Person, gone: Person) -> None:
    """Take what ``kept`` does not know, and what ``gone`` knows from a later day."""
    for key, mark in gone.sources.items():
        mine = kept.sources.get(key)
        is_newer = mine is None or (key not in WHO and mine[1] < mark[1])
        if key not in WITH_A_PLACE and is_newer:
            _take(kept, gone, key)
            kept.sources[key] = mark
    if kept.home_id is None:
        kept.home, kept.area = gone.home, gone.area
        _take_marked(kept, gone, "moved_in_on")
    if kept.registered_home_id is None and not kept.registered_address:
        kept.registered_home, kept.registered_area = gone.registered_home, gone.registered_area
        _take_marked(kept, gone, "registered_address")
    if kept.household_id is None:
        kept.household = gone.household
        _take_marked(kept, gone, "relation")
    if gone.standing == Standing.PRESENT:
        kept.standing = Standing.PRESENT
    kept.groups = {**gone.groups, **kept.groups}


def _take(kept: Person, gone: Person, key: str) -> None:
    if key in SEALED_COLUMNS:
        short = "id" if key == "id_number" else "phone"
        for name in (key, f"{short}_lookup", f"{short}_tail"):
            setattr(kept, name, getattr(gone, name))
    elif key in COLUMNS:
        setattr(kept, key, getattr(gone, key))
        if key == "name":
            index_name(kept)
    else:
        # What was cleared later is cleared here too.
        for mine, theirs in ((kept.details, gone.details), (kept.boxes, gone.boxes)):
            mine.pop(key, None)
            if key in theirs:
                mine[key] = theirs[key]


def _take_marked(kept: Person, gone: Person, key: str) -> None:
    setattr(kept, key, getattr(gone, key))
    kept.sources.pop(key, None)
    if key in gone.sources:
        kept.sources[key] = gone.sources[key]


Closed = list[Any]
"""[model, row, the shorter copy beside it or None when the row said the same as another]"""


def close_doubles(kept: Person) -> list[Closed]:
    """One person lives, is registered and belongs to a household once, and to every group once."""
    stays = Residence.objects.filter(history.current(), person=kept)
    members = Membership.objects.filter(history.current(), person=kept)
    return [
        *_keep_one(stays.filter(role=Role.LIVING), {"dwelling_id": kept.home_id}),
        *_keep_one(stays.filter(role=Role.REGISTERED), {"dwelling_id": kept.registered_home_id}),
        *_keep_one(members, {"household_id": kept.household_id}, {"relation": kept.relation}),
        *_one_of_each_group(kept),
    ]


def _keep_one(rows: Any, chosen: dict[str, Any], rather: dict[str, Any] | None = None) -> list[Closed]:
    """Of several open rows the one that agrees with the record stays: the earliest, when several do."""
    found = list(rows.order_by("valid_from", "pk"))
    right = [row for row in found if _agrees(row, chosen)]
    best = [row for row in right if _agrees(row, rather or {})] or right or found[-1:]
    return [_close(row, best[0], same=row in right) for row in found if row is not best[0]]


def _agrees(row: Any, wanted: dict[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in wanted.items())


def _one_of_each_group(kept: Person) -> list[Closed]:
    """Of two open rows of one group the one verified last stays, and is what the record shows."""
    rows = list(GroupMembership.objects.filter(history.current(), person=kept))
    rows.sort(key=lambda row: (row.verified_on or date.min, row.valid_from, row.pk), reverse=True)
    closed: list[Closed] = []
    stays: dict[str, GroupMembership] = {}
    for row in rows:
        first = stays.setdefault(row.group, row)
        if first is row:
            kept.groups[row.group] = _copy_of(row)
        else:
            closed.append(_close(row, first, same=True))
    return closed


def _copy_of(row: GroupMembership) -> dict[str, Any]:
    said = Said(row.source, row.verified_on or row.valid_from, row.account_id)
    return {**row.detail, "_since": row.valid_from.isoformat(), "_source": said.mark}


def _close(row: Any, stays: Any, *, same: bool) -> Closed:
    """Take a row back that says the same as the one that stays; end it where that one begins otherwise."""
    name = type(row).__name__
    if same:
        SPELLS[name].objects.filter(pk=row.pk).update(superseded_at=clock.now())
        return [name, row.pk, None]
    until = stays.valid_from if row.valid_from < stays.valid_from else max(clock.today(), row.valid_from)
    return [name, row.pk, history.end(row, until).pk]


def reopen(closed: list[Closed]) -> None:
    """Undo ``close_doubles``."""
    for name, row, copy in closed:
        SPELLS[name].objects.filter(pk=copy).delete()
        SPELLS[name].objects.filter(pk=row).update(superseded_at=None)


def hand_on_household(kept: Person, gone: Person) -> dict[str, dict[str, Any]]:
    """Households that ``gone`` headed are headed by ``kept`` when it belongs to them; as they were before."""
    keys = [key for key in (kept.household_id, gone.household_id) if key]
    touched = list(Household.objects.filter(pk__in=keys) | Household.objects.filter(head=gone))
    before = {
        str(h.pk): {"head_id": str(h.head_id) if h.head_id else None, "ended_on": _plain(h.ended_on)}
        for h in touched
    }
    for household in touched:
        if household.head_id == gone.pk:
            household.head = kept if household.pk == kept.household_id else None
            household.save(update_fields=["head"])
    return before
