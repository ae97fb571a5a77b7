"""Who belongs to which home and household: for those above who deal with residents themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from linli.contexts.registry.models import Dwelling, Person
from linli.contexts.registry.queries.select import people_on_the_books
from linli.engines.identity import ADULT, age_on
from linli.kernel.privacy import cipher
from linli.kernel.privacy.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on the books, as far as belonging goes."""

    key: UUID
    name: str
    sex: str
    born_on: date | None
    relation: str
    home: UUID | None
    household: UUID | None
    boxed_phone: Sealed

    def age(self, on: date) -> int | None:
        """Full years on a day; None when nobody knows."""
        return age_on(self.born_on, on) if self.born_on else None

    def is_adult(self, on: date) -> bool:
        """Eighteen on that day (Civil Code art. 17); False while the day of birth is not known."""
        age = self.age(on)
        return age is not None and age >= ADULT


@dataclass(frozen=True, slots=True)
class Unit:
    """A dwelling as a thing that is owned."""

    key: UUID
    place: str
    address: str
    area_code: str
    area: Decimal | None
    """Square metres; None while nobody has entered it."""
    owner: str
    """Stands for the owner without telling who it is; the same for all units of one; empty while unknown."""
    household: UUID | None
    """Who lives there, the first registered when there are several."""


def members_behind(dwellings: Iterable[UUID]) -> dict[UUID, list[Member]]:
    """Who lives behind doors, heads of households first; one query."""
    found: dict[UUID, list[Member]] = {}
    for one in _members(people_on_the_books().filter(home__in=list(dwellings))):
        if one.home is not None:
            found.setdefault(one.home, []).append(one)
    return found


def members_of(households: Iterable[UUID]) -> dict[UUID, list[Member]]:
    """Who belongs to households, heads first; one query."""
    found: dict[UUID, list[Member]] = {}
    for one in _members(people_on_the_books().filter(household__in=list(households))):
        if one.household is not None:
            found.setdefault(one.household, []).append(one)
    return found


def members(people: Iterable[UUID]) -> dict[UUID, Member]:
    """Some people on the books; one query."""
    return {one.key: one for one in _members(people_on_the_books().filter(pk__in=list(people)))}


def members_in(code: str) -> list[Member]:
    """Everybody who lives in a place; one query."""
    return _members(people_on_the_books().filter(home__area__code__startswith=code))


COLUMNS = ("pk", "name", "sex", "born_on", "relation", "home_id", "household_id", "phone")


def _members(rows: QuerySet[Person]) -> list[Member]:
    # a whole record is long, and a place has thousands
    found = [Member(*row) for row in rows.values_list(*COLUMNS)]
    return sorted(found, key=lambda m: (m.relation not in ("02", "01"), m.relation, m.born_on or date.max))


def units(dwellings: Iterable[UUID]) -> dict[UUID, Unit]:
    """Some dwellings; one query."""
    rows = Dwelling.objects.filter(pk__in=list(dwellings)).select_related("area")
    return {row.pk: _unit(row) for row in rows}


def units_in(code: str) -> list[Unit]:
    """Every dwelling of a place with a mark of its owner, in walking order; one query.

    Every owner's phone is opened for the mark: who only wants the doors asks for ``doorsteps_in``.
    """
    rows = Dwelling.objects.filter(area__code__startswith=code).select_related("area")
    return [_unit(row) for row in rows.order_by("community", "order")]


def stairways_in(code: str) -> dict[UUID, str]:
    """The code of the stairway of every dwelling of a place; one query, and nothing of it is opened."""
    rows = Dwelling.objects.filter(area__code__startswith=code)
    return dict(rows.order_by().values_list("pk", "area__code"))


@dataclass(frozen=True, slots=True)
class Doorstep:
    """A door, and nothing of who owns it."""

    key: UUID
    place: str
    area_code: str


def doorsteps_in(code: str) -> list[Doorstep]:
    """Every door of a place, in walking order; one query, and nothing of it is opened."""
    return _doorsteps(Dwelling.objects.filter(area__code__startswith=code))


def lived_in(code: str) -> list[Doorstep]:
    """The doors of a place behind which somebody lives, in walking order; one query."""
    return _doorsteps(Dwelling.objects.filter(area__code__startswith=code, living_count__gt=0))


def _doorsteps(rows: QuerySet[Dwelling]) -> list[Doorstep]:
    found = rows.order_by("community", "order").values_list("pk", "short_address", "area__code")
    return [Doorstep(*row) for row in found]


def _unit(row: Dwelling) -> Unit:
    name, phone = row.owner_name.strip(), row.owner_phone.reveal()
    owner = cipher.lookup(f"{name}/{phone}", "owner") if name and phone else ""
    return Unit(
        row.pk, row.short_address, row.address, row.area.code, row.floor_area, owner or "",
        row.owner_household_id,
    )  # fmt: skip
