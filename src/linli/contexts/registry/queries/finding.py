"""The search box: what was typed may be a name, initials, the tail of a number or an address."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, Func
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.registry import policies
from linli.contexts.registry.models import Dwelling, Person, Premises
from linli.contexts.registry.queries.people import visible
from linli.contexts.registry.queries.select import people_on_the_books
from linli.contexts.registry.queries.typed import tails_q
from linli.engines import addresses, pinyin
from linli.engines.identity import mask_id, mask_phone
from linli.kernel.actor import Actor
from linli.kernel.search.hits import Hit

CANDIDATES = 400
SURE = 0.5


class Unindexed(Func):
    """A column that SQLite shall not look rows up by: without figures about the table it takes a community
    for a small part of it, and fetches whole rows where the covering index would do."""

    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """A plus before the column takes it out of the choice of an index."""
        return self.as_sql(compiler, connection, template="+%(expressions)s", **more)


def find_people(actor: Actor, words: str, most: int) -> list[Hit]:
    """People by name, spelling, initials, or the tail of identity number or phone."""
    found: dict[UUID, tuple[Person, str]] = {}
    for person, mark in (*_by_number(actor, words), *_by_name(actor, words, most)):
        found.setdefault(person.pk, (person, mark))
        if len(found) >= most:
            break
    return [_hit(person, mark) for person, mark in found.values()]


def _hit(person: Person, mark: str) -> Hit:
    where = person.home.short_address if person.home else person.get_residency_display() or ""
    born = f"{person.born_on.year}" if person.born_on else ""
    return Hit(
        person.name,
        " · ".join(filter(None, (where, born))),
        reverse("registry:person", args=[person.pk]),
        mark,
    )


def _by_name(actor: Actor, words: str, most: int) -> Iterator[tuple[Person, str]]:
    form = pinyin.query_form(words)
    if not form or any(character.isdigit() for character in form):
        return
    # The covering index is walked for the keys alone; whole rows are fetched for the few that are shown.
    rows = people_on_the_books().alias(of=Unindexed("community_id", output_field=BigIntegerField()))
    mine = rows.filter(policies.people_visible_to(actor, community="of"), search_words__contains=form)
    keys = mine.values_list("pk", "search_words")[:CANDIDATES]
    ranked = sorted(keys, key=lambda row: _rank(row[1], form))[:most]
    order = {pk: place for place, (pk, _words) in enumerate(ranked)}
    shown = Person.objects.filter(pk__in=order).select_related("home")
    mark = _("姓名") if not form.isascii() else _("拼音")
    for person in sorted(shown, key=lambda p: order[p.pk]):
        yield person, mark


def _rank(held: str, form: str) -> tuple[int, int, str]:
    """Whole words first, then beginnings, then anything that contains it."""
    pieces = held.split(" ")
    if form in pieces:
        return 0, len(held), held
    return (1 if any(piece.startswith(form) for piece in pieces) else 2), len(held), held


def _by_number(actor: Actor, words: str) -> Iterator[tuple[Person, str]]:
    number = re.sub(r"[\s-]", "", words).upper()
    if not re.fullmatch(r"\d{4,18}|\d{3,17}X", number):
        return
    for person in visible(actor).filter(tails_q(number[-4:])).select_related("home")[:CANDIDATES]:
        mark = _met(person, number)
        if mark:
            yield person, mark


def _met(person: Person, number: str) -> str:
    """Which number ends like that; more than four figures are compared with the number itself."""
    for box, mark, cover in (
        (person.id_number, _("证件尾号"), mask_id),
        (person.phone, _("手机尾号"), mask_phone),
    ):
        plain = box.reveal()
        if plain.endswith(number):
            return f"{mark} {cover(plain)}"
    return ""


def find_dwellings(actor: Actor, words: str, most: int) -> list[Hit]:
    """Homes by any common writing of the address."""
    parsed = addresses.parse(words)
    key = parsed.key()
    if not key or parsed.confidence < SURE:
        return []
    rows = Dwelling.objects.filter(policies.dwellings_visible_to(actor))
    exact = list(rows.filter(key=key).order_by("order")[:most])
    if len(exact) < most:
        exact += list(rows.filter(key__startswith=f"{key}-").order_by("order")[: most - len(exact)])
    named = [d for d in exact if not parsed.compound or parsed.compound in d.compound_name] or exact
    return [
        Hit(
            d.short_address,
            f"{d.compound_name} · {_people(d)}",
            reverse("registry:dwelling", args=[d.pk]),
            _("地址"),
        )
        for d in named
    ]


def _people(dwelling: Dwelling) -> str:
    return _("%(n)s 人居住") % {"n": dwelling.living_count} if dwelling.living_count else _("无人居住")


def find_premises(actor: Actor, words: str, most: int) -> list[Hit]:
    """Shops and offices by name."""
    rows = Premises.objects.filter(
        policies.dwellings_visible_to(actor), name__icontains=words, closed_on=None
    )
    return [Hit(p.name, p.address, reverse("registry:premises"), "") for p in rows.order_by("name")[:most]]
