"""Many doors at once, with who lives behind each: what visit plans are judged by."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from linli.contexts.registry.models import Dwelling, Person, Residence
from linli.contexts.registry.models.stays import Role
from linli.contexts.registry.queries.select import people_on_the_books
from linli.kernel import history


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody behind a door, with what conditions of plans may ask."""

    key: UUID
    name: str
    sex: str
    born_on: date | None
    since_on: date | None
    residency: str
    groups: tuple[str, ...]
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DoorLine:
    """A door on a round."""

    key: UUID
    area_code: str
    use: str
    people: tuple[PersonLine, ...]


def doors_below(code: str) -> list[DoorLine]:
    """Every door of a place, in walking order; two queries."""
    return _lines(Dwelling.objects.filter(area__code__startswith=code), Q(area__code__startswith=code))


def doors_of(ids: Iterable[UUID]) -> list[DoorLine]:
    """Some doors; two queries."""
    wanted = list(ids)
    return _lines(Dwelling.objects.filter(pk__in=wanted), Q(home__in=wanted))


def _lines(doors: QuerySet[Dwelling], living: Q) -> list[DoorLine]:
    behind: dict[UUID, list[PersonLine]] = {}
    rows = people_on_the_books().filter(living, home__isnull=False)
    columns = ("pk", "name", "sex", "born_on", "moved_in_on", "residency", "groups", "details", "home_id")
    for *values, home in rows.values_list(*columns):
        behind.setdefault(home, []).append(_person(values))
    found = doors.order_by("community", "order").values_list("pk", "area__code", "use")
    return [DoorLine(pk, code, use, tuple(behind.get(pk, ()))) for pk, code, use in found]


def _person(values: list[Any]) -> PersonLine:
    pk, name, sex, born, since, residency, groups, details = values
    return PersonLine(pk, name, sex, born, since, residency, tuple(groups), details)


def home_of(person_id: UUID) -> UUID | None:
    """Behind which door somebody lives."""
    return Person.objects.filter(pk=person_id).values_list("home_id", flat=True).first()


def last_home_of(person_id: UUID) -> UUID | None:
    """Behind which door somebody lives or last lived."""
    rows = Residence.objects.filter(history.known(), person=person_id, role=Role.LIVING)
    return rows.order_by("-valid_from").values_list("dwelling_id", flat=True).first()


@dataclass(frozen=True, slots=True)
class Step:
    """How one gets to a door: its entrance, its floor, whether there is a lift."""

    entrance: int
    floor: int
    has_lift: bool


def steps_of(keys: Iterable[str]) -> dict[str, Step]:
    """Where doors are for somebody who walks, by key; one query."""
    rows = Dwelling.objects.filter(pk__in=list(keys))
    columns = ("pk", "area_id", "floor", "area__has_lift", "area__parent__has_lift")
    return {
        str(pk): Step(area, floor or 1, bool(lift or house_lift))
        for pk, area, floor, lift, house_lift in rows.values_list(*columns)
    }
