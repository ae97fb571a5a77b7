"""Lists and cards of people and homes, as frozen values."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from linli.contexts.registry.models import Person, Source
from linli.contexts.registry.queries import people
from linli.contexts.registry.queries.groups import groups
from linli.contexts.registry.queries.meant import Meant, chosen
from linli.contexts.registry.queries.select import Selection, base, origin_of, select
from linli.contexts.registry.queries.shown import mask, plain
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.fields import Field, Subject
from linli.kernel.errors import BadInput, OutsideYourArea


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list: whose it is, the values in the order asked, and where each comes from."""

    key: UUID
    values: tuple[Any, ...]
    """Unsealed and in their own type; None when nothing is held."""
    origins: tuple[Any, ...]
    """[source, ISO day, account id] beside each value; None when computed or not noted."""


def _selection(meant: Meant, keys: Sequence[str], today: date, places: Sequence[str]) -> Selection:
    rows = chosen(meant, today)
    if rows is None:
        raise BadInput
    order = "address" if rows.subject is Subject.PERSON else ""
    return Selection(rows.subject, rows.where, tuple(keys), today, sort=order, places=tuple(places))


def is_about_homes(meant: Meant) -> bool:
    """True when the rows meant are dwellings, not people."""
    rows = chosen(meant, clock.today())
    return rows is not None and rows.subject is Subject.DWELLING


def count(actor: Actor, meant: Meant, *, places: Sequence[str] = ()) -> int:
    """How many rows a list would have."""
    return base(actor, _selection(meant, (), clock.today(), places)).count()


def lines(actor: Actor, meant: Meant, keys: Sequence[str], *, places: Sequence[str] = ()) -> list[Line]:
    """The rows of a list in walking order: one query, whatever the rows and fields."""
    selection = _selection(meant, keys, clock.today(), places)
    readers = [_reader(shelf.field(key), selection) for key in keys]
    rows = select(actor, selection)
    return [_line(row, readers) for row in rows.iterator(chunk_size=2000)]


def line_of(actor: Actor, person_id: UUID, keys: Sequence[str]) -> Line:
    """One person as a line, for a form about a single person."""
    found = people.person(actor, person_id)
    selection = Selection(Subject.PERSON, Q(pk=found.pk), tuple(keys), clock.today())
    rows = list(select(actor, selection))
    if not rows:
        raise OutsideYourArea
    return _line(rows[0], [_reader(shelf.field(key), selection) for key in keys])


Reader = Callable[[dict[str, Any]], tuple[Any, Any]]


def _reader(field: Field, selection: Selection) -> Reader:
    if field.from_rows_of(selection.subject, selection.today) is None:
        return lambda _row: (None, None)
    name = f"f_{field.key}"

    def read(row: dict[str, Any]) -> tuple[Any, Any]:
        raw = row[name]
        if raw is None or raw == "":
            return None, None
        return plain(field, raw), origin_of(field, row)

    return read


def _line(row: dict[str, Any], readers: Iterable[Reader]) -> Line:
    cells = [read(row) for read in readers]
    return Line(row["id"], tuple(c[0] for c in cells), tuple(c[1] for c in cells))


@dataclass(frozen=True, slots=True)
class Held:
    """A person as other contexts may show one."""

    key: UUID
    name: str
    short_address: str
    area_code: str


def card(actor: Actor, person_id: UUID) -> Held:
    """The card of one person in one's area."""
    found = people.person(actor, person_id)
    return _card(found)


def held(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, Held]:
    """Cards of several people in one's area, in one query."""
    rows = (
        people.visible(actor)
        .filter(pk__in=list(ids))
        .select_related("home", "area", "registered_area", "community")
    )
    return {row.pk: _card(row) for row in rows}


def names_held(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of several people in one's area, in one query and without anything else about them."""
    return dict(people.visible(actor).filter(pk__in=list(ids)).order_by().values_list("pk", "name"))


def _card(found: Person) -> Held:
    place = found.area or found.registered_area or found.community
    return Held(found.pk, found.name, found.home.short_address if found.home else "", place.code)


def covered(key: str, text: str) -> str:
    """A written value as a page may show it: sealed fields are masked."""
    return mask(shelf.field(key), text) if shelf.field(key).sealed else text


def source_name(source: str) -> str:
    """A source in words."""
    return str(Source(source).label)


def group_label(key: str) -> str:
    """What a group of people we look after is called."""
    known = groups().get(key)
    return known.label if known else key
