"""One query for any list: a population, some fields, filters and an order."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from math import ceil, floor
from typing import Any
from uuid import UUID

from django.db.models import Case, F, FloatField, Q, QuerySet, When
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.db.models.lookups import Regex

from linli.contexts.registry import policies
from linli.contexts.registry.models import Dwelling, Person
from linli.contexts.registry.models.people import Standing
from linli.contexts.registry.queries.expressions import years_before
from linli.kernel.actor import Actor
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.fields import Field, Kind, Reach, Subject
from linli.kernel.privacy import cipher

COMPARISONS = ("is", "not", "has", "from", "until", "filled", "empty")
AGE, OLDEST = "age", 200.0
NUMBER = r"^\d+(\.\d+)?$"
ORIGINS = {
    Subject.PERSON: ("sources", "home__sources", "groups"),
    Subject.DWELLING: ("sources",),
}


@dataclass(frozen=True, slots=True)
class Selection:
    """What a list shows."""

    subject: Subject
    where: Q
    keys: tuple[str, ...]
    today: date
    filters: tuple[tuple[str, str, str], ...] = ()
    sort: str = ""
    places: tuple[str, ...] = field(default=())
    """Area codes to stay inside, besides what the actor may see."""


def people_on_the_books() -> QuerySet[Person]:
    """Everyone who lives or is registered here."""
    return Person.objects.filter(standing=Standing.PRESENT)


def base(actor: Actor, selection: Selection) -> QuerySet[Any]:
    """The rows of the subject that the actor may see, narrowed to the population and the filters."""
    rows: QuerySet[Any]
    if selection.subject is Subject.DWELLING:
        rows = Dwelling.objects.filter(policies.dwellings_visible_to(actor))
    else:
        rows = people_on_the_books().filter(policies.people_visible_to(actor))
    rows = rows.filter(selection.where)
    for code in selection.places:
        rows = rows.filter(area__code__startswith=code)
    return _filtered(rows, selection)


def select(actor: Actor, selection: Selection) -> QuerySet[Any, dict[str, Any]]:
    """Rows as dictionaries: ``id``, one entry ``f_<key>`` for each held field, and where values come from."""
    return _shown(_ordered(base(actor, selection), selection), selection)


def rows_of(selection: Selection, keys: Iterable[UUID]) -> QuerySet[Any, dict[str, Any]]:
    """The same for rows that were found before, in no order; their columns are computed and no others."""
    found: QuerySet[Any] = (Dwelling if selection.subject is Subject.DWELLING else Person).objects.all()
    return _shown(found.filter(pk__in=keys), selection)


def _shown(rows: QuerySet[Any], selection: Selection) -> QuerySet[Any, dict[str, Any]]:
    for key in selection.keys:
        expression = shelf.field(key).from_rows_of(selection.subject, selection.today)
        if expression is not None:
            rows = rows.annotate(**{f"f_{key}": expression})
    held = [f"f_{key}" for key in selection.keys if _is_held(key, selection)]
    return rows.values("id", *ORIGINS[selection.subject], *held)


def _is_held(key: str, selection: Selection) -> bool:
    return shelf.field(key).from_rows_of(selection.subject, selection.today) is not None


def _ordered(rows: QuerySet[Any], selection: Selection) -> QuerySet[Any]:
    down = selection.sort.startswith("-")
    key = selection.sort.lstrip("-")
    natural = ("community_id", "order") if selection.subject is Subject.DWELLING else ("name_order", "id")
    if key == "name" and selection.subject is Subject.PERSON:
        return rows.order_by(*(f"-{n}" if down else n for n in natural))
    expression = (
        shelf.fields()[key].from_rows_of(selection.subject, selection.today)
        if key in shelf.fields()
        else None
    )
    if expression is None or shelf.field(key).sealed:
        return rows.order_by(*natural)
    if key in ("address", "building", "room", "entrance"):
        path = "order" if selection.subject is Subject.DWELLING else "home__order"
        expression = F(path)
    if key == AGE:
        # Years are counted row by row; the birthday says the same and has an index.
        expression, down = F(_born(selection)), not down
    expression = _comparable(shelf.field(key), expression)
    ordering = expression.desc(nulls_last=True) if down else expression.asc(nulls_last=True)  # type: ignore[attr-defined]
    return rows.order_by(ordering, *natural)


def _comparable(known: Field, expression: Combinable) -> Combinable:
    """Numbers among the details lie there as text: compared and sorted as numbers all the same."""
    if known.kind not in (Kind.NUMBER, Kind.MONEY) or not isinstance(expression, KeyTextTransform):
        return expression
    # Whatever else was written there counts as nothing: PostgreSQL would refuse the whole list for it.
    is_number = Regex(expression, NUMBER)
    return Case(When(is_number, then=Cast(expression, FloatField())), output_field=FloatField())


def _filtered(rows: QuerySet[Any], selection: Selection) -> QuerySet[Any]:
    for number, (key, comparison, value) in enumerate(selection.filters):
        known = shelf.fields().get(key)
        expression = known.from_rows_of(selection.subject, selection.today) if known else None
        if known is None or expression is None or comparison not in COMPARISONS:
            continue
        if known.sealed:
            rows = _filtered_sealed(rows, known, comparison, value)
            continue
        if key == AGE and comparison in ("is", "from", "until"):
            rows = rows.filter(_aged(selection, comparison, value))
            continue
        name = f"q{number}"
        compared = _comparable(known, expression)
        rows = rows.alias(**{name: compared}).filter(_condition(known, name, comparison, value))
    return rows


def _aged(selection: Selection, comparison: str, value: str) -> Q:
    """An age as a span of birthdays."""
    years = min(max(float(value), 0.0), OLDEST)
    at_least = Q(**{f"{_born(selection)}__lte": years_before(selection.today, ceil(years))})
    at_most = Q(**{f"{_born(selection)}__gt": years_before(selection.today, floor(years) + 1)})
    return {"from": at_least, "until": at_most, "is": at_least & at_most}[comparison]


def _born(selection: Selection) -> str:
    return Reach(selection.subject, selection.today).path(Subject.PERSON, "born_on")


def _condition(known: Field, name: str, comparison: str, value: str) -> Q:
    typed: Any = (
        {"是": True, "否": False, "true": True, "false": False}.get(value, value)
        if known.kind.value == "flag"
        else value
    )
    empty = Q(**{f"{name}__isnull": True})
    if known.kind.value not in ("flag", "date", "number", "money"):
        empty |= Q(**{name: ""})
    table = {
        "is": lambda: Q(**{name: typed}),
        "not": lambda: ~Q(**{name: typed}) | Q(**{f"{name}__isnull": True}),
        "has": lambda: Q(**{f"{name}__icontains": value}),
        "from": lambda: Q(**{f"{name}__gte": value}),
        "until": lambda: Q(**{f"{name}__lte": value}),
        "filled": lambda: ~empty,
        "empty": lambda: empty,
    }
    return table[comparison]()


def _filtered_sealed(rows: QuerySet[Any], known: Field, comparison: str, value: str) -> QuerySet[Any]:
    """Sealed values can be looked up whole, or asked whether they are there; nothing between."""
    column = {"id_number": "id_lookup", "phone": "phone_lookup"}.get(known.key)
    if column is None:
        return rows
    if comparison == "is":
        purpose = "id" if known.key == "id_number" else "phone"
        return rows.filter(**{column: cipher.lookup(value.strip().upper(), purpose)})
    if comparison in ("filled", "empty"):
        return rows.filter(**{column: ""}) if comparison == "empty" else rows.exclude(**{column: ""})
    return rows


def origin_of(known: Field, row: dict[str, Any]) -> list[Any] | None:
    """[source, day, account] of a value in a row of ``select``; None when nobody noted it."""
    if known.is_computed:
        return None
    if known.origin.startswith("groups."):
        group = row.get("groups", {}).get(known.origin.removeprefix("groups."), {})
        return group.get("_source") if isinstance(group, dict) else None
    if known.origin == "home__sources" and "home__sources" not in row:
        return (row.get("sources") or {}).get(known.key)
    return (row.get(known.origin) or {}).get(known.key)
