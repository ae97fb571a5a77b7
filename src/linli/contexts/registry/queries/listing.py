"""The list of people: words, population, place and order as one query."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from linli.contexts.registry.models import Person
from linli.contexts.registry.queries import figures
from linli.contexts.registry.queries.expressions import age
from linli.contexts.registry.queries.people import visible
from linli.contexts.registry.queries.typed import people_q
from linli.kernel.actor import Actor
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.fields import Reach, Subject

SORTS = {
    "name": ("name_order", "id"),
    "age": ("born_on", "id"),
    "-age": ("-born_on", "id"),
    "home": ("home__order", "id"),
}


def people_list(actor: Actor, asked: dict[str, Any], today: date) -> QuerySet[Person]:
    """People who meet what was asked, with age and home at hand."""
    rows = visible(actor).filter(_population(asked.get("population"), today))
    if asked.get("place"):
        code = asked["place"].code
        rows = rows.filter(Q(area__code__startswith=code) | Q(registered_area__code__startswith=code))
    if asked.get("group"):
        rows = rows.filter(groups__has_key=asked["group"])
    if asked.get("review"):
        rows = rows.filter(figures.to_verify_q())
    rows = rows.filter(people_q(asked.get("q") or ""))
    order = SORTS.get(asked.get("sort") or "name", SORTS["name"])
    rows = rows.annotate(age_now=age(Reach(Subject.PERSON, today)))
    return rows.select_related("home", "household").order_by(*order)


def _population(name: str | None, today: date) -> Q:
    known = shelf.populations().get(name or "")
    if known is None or known.subject is not Subject.PERSON:
        return Q()
    return known.where(today)
