"""One door as a visitor needs it: where it is, who lives there, what is missing or stale about each."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from linli.contexts.registry import policies
from linli.contexts.registry.models import Dwelling, Person, Source
from linli.contexts.registry.queries import dwellings, people
from linli.contexts.registry.queries.shown import plain, worded
from linli.engines.identity import age_on
from linli.kernel import clock
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.fields import Field, Kind
from linli.kernel.privacy import cipher
from linli.kernel.privacy.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Ask:
    """A field worth asking: what is held (covered when sealed), since when, and a mark of that value."""

    field: Field
    shown: str
    on: date | None
    base: str
    """Stands for the value held when the page was made, without telling it: see ``is_still_so``."""

    @property
    def is_missing(self) -> bool:
        """True when nobody has said it yet."""
        return not self.shown


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody who lives behind a door."""

    key: UUID
    name: str
    sex: str
    born_on: date | None
    age: int | None
    relation: str
    residency: str
    groups: tuple[str, ...]
    asks: tuple[Ask, ...]
    boxed_phone: Sealed
    """For whoever may call; covered when printed."""


@dataclass(frozen=True, slots=True)
class Door:
    """A home and everybody who lives there."""

    key: UUID
    address: str
    place: str
    area: Area
    community: Area
    use: str
    residents: tuple[Resident, ...]


def door(actor: Actor, dwelling_id: UUID, asked: Iterable[str] = ()) -> Door:
    """The door in one's area; a fixed number of queries, however many live there."""
    found = dwellings.dwelling(actor, dwelling_id)
    rows = people.visible(actor).filter(home=found).select_related("household")
    return _door(found, rows, [shelf.field(key) for key in asked if key in shelf.fields()])


def doors_in(actor: Actor, code: str, asked: Iterable[str] = ()) -> list[Door]:
    """Every door of a place in one's area, in walking order; a fixed number of queries."""
    homes = Dwelling.objects.filter(policies.dwellings_visible_to(actor), area__code__startswith=code)
    found = homes.select_related("area", "community").order_by("community", "order")
    rows = people.visible(actor).filter(home__in=homes.values("pk")).select_related("household")
    fields = [shelf.field(key) for key in asked if key in shelf.fields()]
    behind: dict[UUID | None, list[Person]] = {}
    for person in rows:
        behind.setdefault(person.home_id, []).append(person)
    return [_door(home, behind.get(home.pk, []), fields) for home in found]


def _door(home: Dwelling, living: Iterable[Person], fields: Sequence[Field]) -> Door:
    """Whose household it is first, then by relation and age."""
    ordered = sorted(
        living, key=lambda p: (p.relation not in ("02", "01"), p.relation, p.born_on or date.max)
    )
    residents = tuple(_resident(person, fields, clock.today()) for person in ordered)
    return Door(home.pk, home.address, home.short_address, home.area, home.community, home.use, residents)


def places_of(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Short address and walking order of doors in one's area, in one query."""
    rows = Dwelling.objects.filter(policies.dwellings_visible_to(actor), pk__in=list(ids))
    return {pk: (place, order) for pk, place, order in rows.values_list("pk", "short_address", "order")}


def door_meant(actor: Actor, community: Area, words: str) -> UUID | None:
    """The one door that a writing means."""
    found = dwellings.dwelling_meant(actor, community, words)
    return found.pk if found else None


def _resident(person: Person, fields: Sequence[Field], today: date) -> Resident:
    asks = tuple(ask for field in fields if (ask := _ask(person, field, today)) is not None)
    return Resident(
        person.pk, person.name, person.sex, person.born_on,
        age_on(person.born_on, today) if person.born_on else None,
        person.relation, person.residency, tuple(person.groups), asks, person.phone,
    )  # fmt: skip


def _ask(person: Person, field: Field, today: date) -> Ask | None:
    """What to ask: nothing when it is held and fresh."""
    raw, mark = stored(person, field.key), person.sources.get(field.key)
    shown = worded(field, raw)
    on = date.fromisoformat(mark[1]) if mark else None
    if shown and (on is None or (today - on).days <= field.stale_days):
        return None
    return Ask(field, shown, on, _base(person, field.key))


def stored(person: Person, key: str) -> Any:
    """The value as it lies in the row."""
    if key in ("name", "sex", "born_on", "id_number", "phone", "registered_address", "moved_in_on"):
        return getattr(person, key)
    if shelf.field(key).sealed:
        return Sealed(person.boxes.get(key, ""))
    return person.details.get(key)


def _base(person: Person, key: str) -> str:
    return mark_of(person.pk, key, stored(person, key))


def mark_of(person_id: UUID, key: str, value: Any) -> str:
    """Stands for a value of somebody, without telling it."""
    told = value.reveal() if isinstance(value, Sealed) else json.dumps(value, default=str)
    return cipher.lookup(f"{person_id}:{key}:{told}", "base")[:16]


def is_still_so(actor: Actor, person_id: UUID, key: str, base: str) -> bool:
    """True when the value is the one that stood on the page from which ``base`` came."""
    return not base or _base(people.person(actor, person_id), key) == base


def says(actor: Actor, person_id: UUID, key: str, value: Any) -> bool:
    """True when the register holds just this value."""
    held = stored(people.person(actor, person_id), key)
    told = held.reveal() if isinstance(held, Sealed) else held
    return written(told) == written(value)


def values_held(actor: Actor, person_id: UUID, keys: Iterable[str]) -> dict[str, Any]:
    """What is held, in its own type, for saying it again as still right; what is not held is left out."""
    wanted = [key for key in keys if key in shelf.fields()]
    if not wanted:
        return {}
    person = people.person(actor, person_id)
    held = {key: plain(shelf.field(key), stored(person, key)) for key in wanted}
    return {key: value for key, value in held.items() if value is not None}


def values_of_many(actor: Actor, ids: Iterable[UUID], keys: Iterable[str]) -> dict[UUID, dict[str, Any]]:
    """The same of several people in one's area, in one query."""
    fields = [shelf.field(key) for key in keys if key in shelf.fields()]
    rows = people.visible(actor).filter(pk__in=list(ids)).order_by()
    held = {row.pk: {f.key: plain(f, stored(row, f.key)) for f in fields} for row in rows}
    return {pk: {key: value for key, value in of.items() if value is not None} for pk, of in held.items()}


def values_at(actor: Actor, code: str, keys: Iterable[str]) -> dict[UUID, dict[str, tuple[str, str]]]:
    """What is held of everybody behind the doors of a place in one's area, in one query.

    For each key the value as written, empty when it is sealed or not held, and its mark (see ``Ask``).
    """
    fields = [shelf.field(key) for key in keys if key in shelf.fields()]
    rows = people.visible(actor).filter(home__area__code__startswith=code) if fields else ()
    return {person.pk: {f.key: _written_and_marked(person, f) for f in fields} for person in rows}


def values_of(actor: Actor, person_id: UUID, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The same of one person in one's area."""
    fields = [shelf.field(key) for key in keys if key in shelf.fields()]
    person = people.person(actor, person_id) if fields else None
    return {f.key: _written_and_marked(person, f) for f in fields if person is not None}


def _written_and_marked(person: Person, field: Field) -> tuple[str, str]:
    value = stored(person, field.key)
    return "" if field.sealed else written(plain(field, value)), mark_of(person.pk, field.key, value)


def written(value: Any) -> str:
    """A value as text that ``read`` takes back."""
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def read(key: str, text: str) -> Any:
    """A written value in its own type."""
    field = shelf.field(key)
    return date.fromisoformat(text) if text and field.kind is Kind.DATE else text or None


def in_words(key: str, value: Any) -> str:
    """A value in its own type, in words and not covered."""
    return worded(replace(shelf.field(key), sealed=False), value)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a present value comes from."""

    source: str
    on: date
    by: str


def origin_of_value(actor: Actor, person_id: UUID, key: str) -> Origin | None:
    """Source, day and author of a value held; None when nothing is held."""
    mark = people.person(actor, person_id).sources.get(key)
    if not mark:
        return None
    name = Account.objects.filter(pk=mark[2]).values_list("name", flat=True).first() if mark[2] else ""
    return Origin(str(Source(mark[0]).label), date.fromisoformat(mark[1]), name or "")


@dataclass(frozen=True, slots=True)
class Namesake:
    """Somebody of a name, and where."""

    key: UUID
    home: UUID | None


def people_named(actor: Actor, community: Area, names: Iterable[str]) -> dict[str, list[Namesake]]:
    """Everybody in one's area with one of these names, in one query."""
    found: dict[str, list[Namesake]] = {}
    rows = people.visible(actor).filter(community=community, name__in=list(names))
    for key, name, home in rows.values_list("pk", "name", "home_id"):
        found.setdefault(name, []).append(Namesake(key, home))
    return found
