"""Registers (台账): which saved views one sees, and their rows in few queries, whatever the columns."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, overload
from uuid import UUID

from django.db.models import Count, IntegerField, Q, QuerySet, Value

from linli.contexts.registry import policies
from linli.contexts.registry.models import Register
from linli.contexts.registry.queries.select import Selection, base, rows_of, select
from linli.contexts.registry.queries.shown import worded
from linli.contexts.registry.queries.typed import people_q
from linli.engines import addresses
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas import queries as areas
from linli.kernel.areas.models import Area, Kind
from linli.kernel.areas.queries import COMMUNITY_DIGITS
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.fields import Field, Subject
from linli.kernel.errors import BadInput, OutsideYourArea


@dataclass(frozen=True, slots=True)
class View:
    """A list as a register keeps it or the address bar asks for it."""

    community: Area
    population: str
    columns: tuple[str, ...]
    filters: tuple[tuple[str, str, str], ...] = ()
    sort: str = ""
    words: str = ""
    place: str = ""
    """A wider or narrower place than the community, by code."""

    @property
    def subject(self) -> Subject:
        """What a row is: a person or a home."""
        return shelf.populations()[self.population].subject

    @property
    def fields(self) -> list[Field]:
        """The columns as fields."""
        return [shelf.field(key) for key in self.columns]

    @property
    def kept(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "population": self.population,
            "columns": list(self.columns),
            "filters": [list(one) for one in self.filters],
            "sort": self.sort,
            "words": self.words,
            "place": self.place,
        }


def view_from(community: Area, kept: dict[str, Any]) -> View:
    """The view that JSON or a register's row keeps; ``BadInput`` when its population is not known here."""
    if kept["population"] not in shelf.populations():
        raise BadInput
    columns = tuple(key for key in kept["columns"] if key in shelf.fields())
    filters = tuple((str(k), str(how), str(value)) for k, how, value in kept["filters"])
    rest = {name: kept.get(name, "") for name in ("sort", "words", "place")}
    return View(community, kept["population"], columns, filters, **rest)


def view_of(register: Register) -> View:
    """What a register keeps."""
    names = ("population", "columns", "filters", "sort")
    return view_from(register.community, {name: getattr(register, name) for name in names})


def seen(actor: Actor) -> QuerySet[Register]:
    """Registers of the communities that touch one's areas: shared ones and one's own."""
    communities = areas.communities_seen(actor, policies.VIEW)
    mine = Q(is_shared=True) | Q(account_id=actor.account_id or 0)
    return Register.objects.filter(mine, community__in=communities).select_related("community")


def registers_in(actor: Actor, community: Area) -> list[Register]:
    """The registers of one community that one sees, in order; only such as this installation can fill."""
    rows = seen(actor).filter(community=community).order_by("position", "name")
    return [row for row in rows if row.population in shelf.populations()]


def register(actor: Actor, register_id: UUID) -> Register:
    """One register of one's area."""
    found = seen(actor).filter(pk=register_id).first()
    if found is None:
        raise OutsideYourArea
    return found


def community(actor: Actor, code: str = "") -> Area:
    """A community that touches one's areas: the one of that code, or the first."""
    found = areas.communities_seen(actor, policies.VIEW)
    chosen = next((c for c in found if c.code == code), None) if code else next(iter(found), None)
    if chosen is None:
        raise OutsideYourArea
    return chosen


def places(actor: Actor, home: Area) -> list[tuple[str, str]]:
    """Where a list of ``home`` may look: its grids that one sees, and wider when one sees more."""
    found = areas.within(actor, policies.VIEW).filter(
        Q(kind=Kind.GRID, parent=home) | Q(kind=Kind.SUBDISTRICT, pk=home.parent_id)
    )
    return [(area.code, area.name) for area in found]


def _where(view: View, today: date) -> Q:
    return shelf.populations()[view.population].where(today) & _at(view) & _words(view)


def _at(view: View) -> Q:
    code = view.place or view.community.code
    if code == view.community.code:
        return Q(community=view.community)
    if len(code) < COMMUNITY_DIGITS:
        return Q(community__code__startswith=code)
    below = Area.objects.filter(code__startswith=code).values("pk")
    here = Q(area__in=below)
    # Both grids see their part: people who live there, and people registered there.
    return here | Q(registered_area__in=below) if view.subject is Subject.PERSON else here


def _words(view: View) -> Q:
    words = view.words.strip()
    if not words:
        return Q()
    if view.subject is Subject.DWELLING:
        key = addresses.parse(words).key()
        at = Q(key=key) | Q(key__startswith=f"{key}-") if key else Q()
        return at | Q(address__contains=words) | Q(owner_name__contains=words)
    return people_q(words)


def selection(view: View) -> Selection:
    """The one query behind a view."""
    today = clock.today()
    return Selection(view.subject, _where(view, today), view.columns, today, view.filters, view.sort)


def count(actor: Actor, view: View) -> int:
    """How many rows a view has."""
    return base(actor, selection(view)).count()


@dataclass(frozen=True, slots=True)
class Row:
    """One row as a page shows it."""

    key: UUID
    cells: tuple[str, ...]


class Listed(Sequence[Row]):
    """The rows of a view, fetched when a part of them is asked for: two queries for any part."""

    def __init__(self, actor: Actor, view: View) -> None:
        self._actor = actor
        self._view = view
        self._selection = selection(view)

    def __len__(self) -> int:
        return base(self._actor, self._selection).count()

    @overload
    def __getitem__(self, part: int) -> Row: ...
    @overload
    def __getitem__(self, part: slice) -> list[Row]: ...
    def __getitem__(self, part: int | slice) -> Row | list[Row]:
        """A part of the list in its order.

        Keys first: what the columns compute is then worked out for the rows that are shown and no others.
        """
        if isinstance(part, int):
            return self[part : part + 1][0]
        in_order = select(self._actor, replace(self._selection, keys=())).values_list("pk", flat=True)
        keys = list(in_order[part])
        rows = {row["id"]: row for row in rows_of(self._selection, keys)}
        return [_row(self._view.fields, rows[key]) for key in keys if key in rows]


def _row(fields: list[Field], row: dict[str, Any]) -> Row:
    cells = (worded(field, row.get(f"f_{field.key}")) for field in fields)
    return Row(row["id"], tuple(cells))


def listed(actor: Actor, view: View) -> Listed:
    """The rows of a view."""
    return Listed(actor, view)


def counts(actor: Actor, found: Sequence[Register]) -> dict[UUID, int]:
    """How many rows each register has: one query for all of them."""
    parts = [_counted(actor, view_of(row), number) for number, row in enumerate(found)]
    if not parts:
        return {}
    counted = dict(parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0])
    return {row.pk: counted.get(number, 0) for number, row in enumerate(found)}


def _counted(actor: Actor, view: View, number: int) -> QuerySet[Any, Any]:
    rows = base(actor, selection(view)).order_by()
    labelled = rows.values(label=Value(number, IntegerField())).annotate(n=Count("pk"))
    counted: QuerySet[Any, Any] = labelled.values_list("label", "n")
    return counted
