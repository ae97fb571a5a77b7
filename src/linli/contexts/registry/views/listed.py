"""What stands around the rows of a list: heads to sort by, filters to take away, columns to choose."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from linli.contexts.registry.queries import asking
from linli.contexts.registry.queries.registers import Row, View
from linli.contexts.registry.views.asked import Asked, moved
from linli.kernel import clock
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.fields import Field, Subject

SIZES = ("20", "50", "100")
ROW_PAGES = {Subject.PERSON: "registry:person", Subject.DWELLING: "registry:dwelling"}
NAMED_BY = {Subject.PERSON: "name", Subject.DWELLING: "address"}
"""The column whose words lead to the row's own page."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column."""

    label: str
    href: str
    """Sorts by this column, the other way round when it already does; empty when it cannot be sorted."""
    direction: str
    is_link: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in words, and the address without it."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A chosen column, and the addresses that move it."""

    key: str
    label: str
    earlier: str
    later: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its cells under their heads."""

    key: UUID
    cells: tuple[tuple[str, Head], ...]


def values(request: HttpRequest, asked: Asked, rows: Sequence[Row]) -> dict[str, Any]:
    """The rows and everything around them."""
    view, query = asked.view, request.GET
    above = heads(asked)
    fields = asking.fields_for(view.subject, clock.today())
    about = shelf.fields().get(query.get("field", ""))
    return {
        "heads": above,
        "lines": [Line(row.key, tuple(zip(row.cells, above, strict=True))) for row in rows],
        "chips": chips(asked),
        "chosen": chosen(asked),
        "groups": _by_group(fields, set(view.columns)),
        "askable": _grouped(asking.askable(fields)),
        "about": asking.ask(about) if about in asking.askable(fields) else None,
        "panel": query.get("panel", "filter" if "field" in query else ""),
        "row_page": ROW_PAGES[view.subject],
        "sizes": SIZES,
        "plain": asked.link(asked.start),
    }


def heads(asked: Asked) -> list[Head]:
    """The head of every column."""
    named_by = NAMED_BY[asked.view.subject]
    named = named_by if named_by in asked.view.columns else next(iter(asked.view.columns), "")
    return [_head(asked, field, is_link=field.key == named) for field in asked.view.fields]


def _head(asked: Asked, field: Field, *, is_link: bool) -> Head:
    now = asked.view.sort or NAMED_BY[asked.view.subject]
    direction = {field.key: "up", f"-{field.key}": "down"}.get(now, "")
    turned = replace(asked.view, sort=f"-{field.key}" if direction == "up" else field.key)
    return Head(field.label, "" if field.sealed else asked.link(turned), direction, is_link)


def chips(asked: Asked) -> list[Chip]:
    """The filters, each with the address that takes it away."""
    found = asked.view.filters
    return [Chip(asking.in_words(one), asked.link(_without(asked.view, one))) for one in found]


def _without(view: View, one: asking.Filter) -> View:
    return replace(view, filters=tuple(other for other in view.filters if other != one))


def chosen(asked: Asked) -> list[Chosen]:
    """The columns in their order."""
    view, last = asked.view, len(asked.view.columns) - 1
    return [
        Chosen(
            field.key,
            field.label,
            asked.link(moved(view, field.key, -1), panel="columns") if n else "",
            asked.link(moved(view, field.key, 1), panel="columns") if n < last else "",
        )
        for n, field in enumerate(view.fields)
    ]


def _grouped(fields: list[Field]) -> dict[str, list[Field]]:
    found: dict[str, list[Field]] = {}
    for field in fields:
        found.setdefault(str(field.group), []).append(field)
    return found


def _by_group(fields: list[Field], ticked: set[str]) -> dict[str, list[tuple[Field, bool]]]:
    return {
        heading: [(field, field.key in ticked) for field in listed]
        for heading, listed in _grouped(fields).items()
    }
