"""Taking out what came with a roster, where nobody needs it: people, households, doors."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import ProtectedError

from linli.contexts.registry.imports.mapping import OF_HOME
from linli.contexts.registry.models import Dwelling, Household, Membership, Person
from linli.kernel import clock, db
from linli.kernel.privacy.sealed import Sealed

Did = dict[str, Any]


def remove_people(keys: Sequence[UUID]) -> set[UUID]:
    """Delete them, but whoever is needed elsewhere; return those who are gone."""
    going = set(keys)
    Household.objects.filter(head__in=going).update(head=None)
    while going:
        try:
            with db.write():
                Person.objects.filter(pk__in=going).delete()
        except ProtectedError as needed:
            kept = {pk for row in needed.protected_objects for pk in _people_of(row)}
            going -= kept & going or going
        else:
            break
    return going


def _people_of(row: Any) -> set[UUID]:
    """The people that a row of any table points at."""
    relations = [f for f in row._meta.concrete_fields if f.is_relation and f.related_model is Person]  # noqa: SLF001
    return {getattr(row, f.attname) for f in relations}


def restore_households(did: Sequence[Did]) -> set[UUID]:
    """Heads and ends as they were, where nobody has changed them since; return all that were touched."""
    held = Household.objects.in_bulk(_keys(did, "households"))
    changed = {}
    for what in did:
        for key, how in what.get("households", {}).items():
            household = held.get(UUID(key))
            if household is None or len(how) < 4 or key == what.get("opened"):
                continue
            head, ended, head_after, ended_after = how
            if (_text(household.head_id), _text(household.ended_on)) == (head_after, ended_after):
                household.head_id = UUID(head) if head else None
                household.ended_on = clock.day_of(ended) if ended else None
                changed[household.pk] = household
    db.write_back(Household, changed.values(), ("head", "ended_on"))
    return set(held)


def remove_opened(did: Sequence[Did]) -> set[UUID]:
    """Households that the roster opened and to which nobody belongs, now or before; return those gone."""
    opened = {UUID(what["opened"]) for what in did if what.get("opened")}
    if opened:
        for model in (Membership, Person):
            used = model.objects.filter(household__in=opened)
            opened -= set(used.values_list("household_id", flat=True))
        Household.objects.filter(pk__in=opened).delete()
    return opened


def put_homes_back(did: Sequence[Did]) -> None:
    """What the roster said about dwellings."""
    held = Dwelling.objects.in_bulk(_keys(did, "homes"))
    for what in did:
        for key, before in what.get("homes", {}).items():
            home = held.get(UUID(key))
            if home is not None:
                for name, (value, mark) in before.items():
                    _put_home_back(home, name, value, mark)
    db.write_back(Dwelling, held.values(), (*OF_HOME, "sources"))


def _put_home_back(home: Any, name: str, value: Any, mark: Any) -> None:
    empty = None if name == "floor_area" else ""
    setattr(
        home, name, Sealed(value or "") if name == "owner_phone" else value if value is not None else empty
    )
    home.sources.pop(name, None)
    if mark:
        home.sources[name] = mark


def remove_added(did: Sequence[Did]) -> None:
    """Doors that the roster added and that nobody needs."""
    added = [UUID(what["added"]) for what in did if what.get("added")]
    for home in Dwelling.objects.filter(pk__in=added):
        try:
            with db.write():
                home.delete()
        except ProtectedError:
            continue


def _keys(did: Iterable[Did], name: str) -> list[UUID]:
    return list({UUID(key) for what in did for key in what.get(name, ())})


def _text(value: Any) -> str | None:
    return str(value) if value else None
