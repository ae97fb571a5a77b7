"""Finding people and reading one person whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from linli.contexts.registry import policies
from linli.contexts.registry.models import Dwelling, GroupMembership, Household, Person, Residence, Statement
from linli.contexts.registry.models.people import Source
from linli.contexts.registry.models.stays import Role
from linli.contexts.registry.queries import expressions
from linli.contexts.registry.queries.entered import part_of
from linli.contexts.registry.queries.select import origin_of, people_on_the_books
from linli.contexts.registry.queries.shown import worded
from linli.engines.identity import next_boundary
from linli.kernel import clock, history
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.fields import Field, Subject
from linli.kernel.errors import OutsideYourArea

PLACES = (
    "community",
    "home__area",
    "home__area__parent__parent",
    "registered_home",
    "area",
    "registered_area",
    "household",
)
BOUNDARIES = (60, 65, 70, 80, 90, 100)


def visible(actor: Actor, permission: str = policies.VIEW) -> QuerySet[Person]:
    """People on the books in one's area."""
    return people_on_the_books().filter(policies.people_visible_to(actor, permission))


def person(actor: Actor, person_id: UUID) -> Person:
    """One person in one's area, also one who left or died; a merged record leads to the one that was kept."""
    found = (
        Person.objects.filter(policies.people_visible_to(actor), pk=person_id).select_related(*PLACES).first()
    )
    if found is not None and found.merged_into_id is not None:
        return person(actor, found.merged_into_id)
    if found is None:
        merged = Person.objects.filter(pk=person_id, merged_into__isnull=False).first()
        if merged is not None and merged.merged_into_id is not None:
            return person(actor, merged.merged_into_id)
        found = _gone(actor, person_id)
    return found


def _gone(actor: Actor, person_id: UUID) -> Person:
    """Someone without a home now: seen by whoever holds the whole community."""
    found = Person.objects.filter(pk=person_id).select_related(*PLACES).first()
    if found is None or not actor.may(policies.VIEW, found.community.code):
        raise OutsideYourArea
    return found


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of a person as a page shows it."""

    field: Field
    shown: str
    source: str
    on: date | None
    by: str
    is_stale: bool
    says_no: bool = False
    """A flag that was worked out and does not hold."""


def facts(found: Person, keys: Iterable[str] | None = None) -> list[Fact]:
    """Every field with value, source, day and author; two queries."""
    today = clock.today()
    fields = [
        f for f in shelf.fields().values() if f.expression is not None and (keys is None or f.key in keys)
    ]
    row = _row(found, fields, today)
    marks = {f.key: origin_of(f, row) for f in fields}
    names = dict(
        Account.objects.filter(pk__in={m[2] for m in marks.values() if m and m[2]}).values_list("pk", "name")
    )
    return [_fact(f, row.get(f"f_{f.key}"), marks[f.key], names, today) for f in fields]


def _row(found: Person, fields: Iterable[Field], today: date) -> dict[str, Any]:
    held = {f"f_{f.key}": f.from_rows_of(Subject.PERSON, today) for f in fields}
    rows = Person.objects.filter(pk=found.pk).annotate(**{k: v for k, v in held.items() if v is not None})
    row: dict[str, Any] = rows.values(
        *[k for k, v in held.items() if v is not None], "sources", "groups", "home__sources"
    ).get()
    return row


def _fact(field: Field, raw: Any, mark: list[Any] | None, names: dict[int, str], today: date) -> Fact:
    shown = worded(field, raw)
    if field.is_computed:
        computed = str(Source.COMPUTED.label)
        return Fact(field, shown, computed, None, "", is_stale=False, says_no=raw is False)
    if mark is None or not shown:
        return Fact(field, shown, "", None, "", is_stale=False)
    on = date.fromisoformat(mark[1])
    stale = bool(shown) and (today - on).days > field.stale_days
    return Fact(field, shown, str(Source(mark[0]).label), on, names.get(mark[2], ""), is_stale=stale)


@dataclass(frozen=True, slots=True)
class Section:
    """Facts under one heading, and the page where they are entered."""

    heading: str
    part: str
    facts: list[Fact]

    @property
    def known(self) -> list[Fact]:
        """What there is to show; a computed "no" says nothing."""
        return [f for f in self.facts if f.shown and not f.says_no]

    @property
    def unknown(self) -> list[Fact]:
        """What nobody has said yet."""
        return [f for f in self.facts if not f.shown and not f.field.is_computed]


def sections(found: Person) -> list[Section]:
    """All facts by heading."""
    by_heading: dict[str, list[Fact]] = {}
    for fact in facts(found):
        by_heading.setdefault(str(fact.field.group), []).append(fact)
    return [Section(h, part_of(f.field.key for f in listed), listed) for h, listed in by_heading.items()]


@dataclass(frozen=True, slots=True)
class Version:
    """A value that a field had, or has."""

    shown: str
    source: str
    on: date
    recorded_at: Any
    by: str


def versions(found: Person, key: str) -> list[Version]:
    """All that was ever said about one field, newest first."""
    field = shelf.field(key)
    said = Statement.objects.filter(person=found, withdrawn_at=None).order_by(
        "-valid_on", "-recorded_at", "-pk"
    )
    held = [(s, s.boxes.get(key) if field.sealed else s.values.get(key)) for s in said]
    held = [(s, value) for s, value in held if value is not None]
    names = dict(
        Account.objects.filter(pk__in={s.account_id for s, _ in held if s.account_id}).values_list(
            "pk", "name"
        )
    )
    return [
        Version(
            worded(field, value),
            str(Source(s.source).label),
            s.valid_on,
            s.recorded_at,
            names.get(s.account_id or 0, ""),
        )
        for s, value in held
    ]


def value_as_of(found: Person, key: str, day: date, known_at: Any = None) -> str:
    """What a field said on a day, as known at a moment."""
    field = shelf.field(key)
    said = Statement.objects.filter(person=found, valid_on__lte=day).order_by(
        "-valid_on", "-recorded_at", "-pk"
    )
    said = (
        said.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=known_at))
        if known_at
        else said.filter(withdrawn_at=None)
    )
    if known_at is not None:
        said = said.filter(recorded_at__lte=known_at)
    for statement in said:
        held = statement.boxes if field.sealed else statement.values
        if key in held:
            return worded(field, held[key])
    return ""


def household_of(found: Person) -> list[Person]:
    """Everyone of the household, the head first."""
    if found.household_id is None:
        return []
    return members(found.household_id)


def members(household_id: UUID) -> list[Person]:
    """The people of a household, the head first, then by relation and age."""
    rows = people_on_the_books().filter(household=household_id).select_related("home", "household")
    return sorted(rows, key=lambda p: (p.relation not in ("02", "01"), p.relation, p.born_on or date.max))


def residences(found: Person) -> list[Residence]:
    """Where the person lived and was registered, as held true now, newest first."""
    rows = Residence.objects.filter(history.known(), person=found).select_related("dwelling")
    return list(rows.order_by("-valid_from", "-recorded_at"))


def group_rows(found: Person) -> list[GroupMembership]:
    """Groups now and before."""
    rows = GroupMembership.objects.filter(history.known(), person=found)
    return list(rows.order_by("valid_to", "-valid_from"))


def living_in(dwelling: Dwelling, day: date, known_at: Any = None) -> list[Residence]:
    """Who lived there on a day, as known at a moment."""
    rows = Residence.objects.filter(dwelling=dwelling, role=Role.LIVING)
    found = history.at(rows, day, known_at).select_related("person").order_by("valid_from", "person__born_on")
    return [row for row in found if row.person.merged_into_id is None or known_at is not None]


def registered_in(dwelling: Dwelling) -> list[Person]:
    """People registered there who live elsewhere."""
    rows = people_on_the_books().filter(registered_home=dwelling).exclude(home=dwelling)
    return list(rows.select_related("home").order_by("name_order"))


def households_in(dwelling: Dwelling) -> list[Household]:
    """The households that have their home there."""
    return list(Household.objects.filter(home=dwelling, ended_on=None).select_related("head").order_by("pk"))


@dataclass(frozen=True, slots=True)
class Boundary:
    """A birthday at which something changes for a person."""

    person: Person
    age: int
    on: date


def boundary_birthdays(actor: Actor, today: date, days: int = 30) -> list[Boundary]:
    """Who turns 60, 65, 70, 80, 90 or 100 within ``days``, soonest first."""
    last = today + timedelta(days=days)
    ranges = Q(pk__in=[])
    for age in BOUNDARIES:
        ranges |= Q(
            born_on__gt=expressions.years_before(today, age), born_on__lte=expressions.years_before(last, age)
        )
    rows = visible(actor).filter(ranges, home__isnull=False).select_related("home")
    found = [b for p in rows if (b := _boundary(p, today, last)) is not None]
    return sorted(found, key=lambda b: (b.on, b.person.name_order))


def _boundary(p: Person, today: date, last: date) -> Boundary | None:
    upcoming = next_boundary(p.born_on, today, BOUNDARIES) if p.born_on else None
    return Boundary(p, upcoming.age, upcoming.day) if upcoming is not None and upcoming.day <= last else None
