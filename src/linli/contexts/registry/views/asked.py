"""The address bar of a list: what it says beyond the saved register, and the address of every change."""

import re
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from linli.contexts.registry.queries import asking
from linli.contexts.registry.queries.registers import View
from linli.kernel import clock
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.fields import Field
from linli.kernel.errors import BadInput

FILTER = re.compile(r"f\d{1,2}")
NO_FILTERS = "none"
DEFAULT_COLUMNS = {
    "person": ("name", "sex", "age", "address", "phone", "residency"),
    "dwelling": ("address", "use", "tenure", "owner_name", "owner_phone"),
}
MOST_WORDS = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address bar asks for, against what the register keeps."""

    start: View
    view: View
    size: str = ""
    troubles: tuple[str, ...] = ()
    """Parts of the address that could not be read, each as a sentence."""
    around: dict[str, str] = field(default_factory=dict)
    """What the address must keep saying: the community of a list without a register."""

    @property
    def is_changed(self) -> bool:
        """True when columns, filters, order or population differ from what is saved."""
        return replace(self.view, words="", place="") != replace(self.start, words="", place="")

    @property
    def query(self) -> dict[str, str]:
        """The query string that asks for this view."""
        return self.query_of(self.view)

    def query_of(self, view: View) -> dict[str, str]:
        """The query string that asks for ``view``: only what the register does not say itself."""
        told = dict(self.around)
        if view.population != self.start.population:
            told["population"] = view.population
        if view.columns != self.start.columns:
            told["c"] = ",".join(view.columns)
        if view.filters != self.start.filters:
            told |= {f"f{n}": ".".join(one) for n, one in enumerate(view.filters)} or {"f0": NO_FILTERS}
        for name, text in (("sort", view.sort), ("q", view.words), ("place", view.place)):
            if text != getattr(self.start, {"q": "words"}.get(name, name)):
                told[name] = text
        return told | ({"size": self.size} if self.size else {})

    def link(self, view: View, **more: str) -> str:
        """The address of the same page with another view."""
        return f"?{urlencode(self.query_of(view) | more)}"


def read(query: QueryDict, start: View, places: list[tuple[str, str]], **around: str) -> Asked:
    """Read the address bar; what cannot be read is told and left out."""
    troubles: list[str] = []
    view = start
    population = query.get("population", "")
    if population in shelf.populations() and population != start.population:
        view = _of_population(view, population)
    known = {f.key: f for f in asking.fields_for(view.subject, clock.today())}
    if "c" in query:
        chosen = tuple(dict.fromkeys(key for key in query.get("c", "").split(",") if key in known))
        view = replace(view, columns=chosen or view.columns)
    if any(FILTER.fullmatch(name) for name in query):
        view = replace(view, filters=_filters(query, known, troubles))
    sort = query.get("sort", view.sort)
    place = query.get("place", view.place)
    view = replace(
        view,
        sort=sort if sort.removeprefix("-") in known else "",
        words=query.get("q", view.words).strip()[:MOST_WORDS],
        place=place if place in dict(places) else "",
    )
    size = query.get("size", "")
    return Asked(start, view, size if size.isdecimal() else "", tuple(troubles), around)


def _of_population(view: View, population: str) -> View:
    """Another population: of other rows other columns, and filters that speak of the old ones fall away."""
    moved = replace(view, population=population)
    if moved.subject is view.subject:
        return moved
    return replace(moved, columns=DEFAULT_COLUMNS[moved.subject.value], filters=(), sort="")


def _filters(query: QueryDict, known: dict[str, Field], troubles: list[str]) -> tuple[asking.Filter, ...]:
    found: list[asking.Filter] = []
    for name in sorted((n for n in query if FILTER.fullmatch(n)), key=lambda n: int(n[1:])):
        text = query.get(name, "")
        if text in ("", NO_FILTERS):
            continue
        key, _dot, rest = text.partition(".")
        how, _dot, value = rest.partition(".")
        try:
            one = asking.checked(key if key in known else "", how, value)
        except BadInput as refusal:
            troubles.append(str(refusal))
        else:
            found.append(one)
    return tuple(dict.fromkeys(found))


def with_columns(view: View, ticked: list[str]) -> View:
    """The view with exactly the ticked columns: those that stay keep their order, new ones come last."""
    known = [f.key for f in asking.fields_for(view.subject, clock.today())]
    stay = [key for key in view.columns if key in ticked]
    new = [key for key in known if key in ticked and key not in stay]
    return replace(view, columns=(*stay, *new) or view.columns)


def with_filter(view: View, one: asking.Filter) -> View:
    """The view with one filter more, once."""
    return replace(view, filters=tuple(dict.fromkeys((*view.filters, one))))


def moved(view: View, key: str, by: int) -> View:
    """The view with one column moved."""
    order = list(view.columns)
    place = order.index(key)
    order.insert(max(0, min(len(order) - 1, place + by)), order.pop(place))
    return replace(view, columns=tuple(order))
