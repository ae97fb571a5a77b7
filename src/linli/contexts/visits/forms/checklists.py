"""Reading the checklists that came with a visit, and the visit with them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from linli.contexts.registry.api import Door
from linli.contexts.visits.commands.telling import Told
from linli.contexts.visits.commands.visits import Found, Visited
from linli.contexts.visits.forms.reading import Faulty, read
from linli.contexts.visits.queries.checklists import Brought, Filled, judged
from linli.kernel.actor import Actor
from linli.kernel.catalogue import shelf
from linli.web.entries import entry_for


def checklists_in(data: QueryDict) -> Iterator[Brought]:
    """Every filled checklist; what cannot be read is a fault."""
    for name in data:
        if not name.startswith("checklist:"):
            continue
        _start, book, person = name.split(":", 2)
        bases = {
            n.rpartition(":")[2]: str(data[n]) for n in data if person and n.startswith(f"base:{person}:")
        }
        try:
            answers = dict(json.loads(data.get(name) or ""))
            yield Brought(UUID(book), UUID(person) if person else None, answers, bases)
        except (ValueError, TypeError) as trouble:
            raise Faulty({name: _("清单的内容读不出来，请重新填写。")}) from trouble


def with_checklists(told: Visited, filled: Iterable[Filled]) -> Visited:
    """The visit with what its checklists say; raises ``Faulty`` when answers are amiss."""
    done = list(filled)
    faults = {f"checklist{n}": words for n, words in enumerate(w for one in done for w in one.faults)}
    people = dict(told.people)
    for one in done:
        if one.person is not None and one.values:
            before = people.get(one.person, Told())
            typed = _typed(one, faults)
            people[one.person] = replace(
                before, values={**typed, **before.values}, bases={**one.bases, **before.bases}
            )
    if faults:
        raise Faulty(faults)
    found = [
        Found(kind, category, words, one.person) for one in done for kind, category, words in one.findings
    ]
    return replace(
        told, people=people, findings=(*told.findings, *found), answers=tuple(one.kept for one in done)
    )


def _typed(one: Filled, faults: dict[str, str]) -> dict[str, Any]:
    """The values of fields in their own types; what the catalogue does not take is a fault."""
    typed = {}
    for key, value in one.values.items():
        field = shelf.field(key)
        try:
            typed[key] = entry_for(field).clean(value)
        except ValidationError as fault:
            faults[f"{one.person}:{key}"] = f"{one.kept['title']}：{field.name}，{' '.join(fault.messages)}"
    return typed


@dataclass(frozen=True, slots=True)
class Sent:
    """What arrived: the entries, photos already stored, and by which way."""

    data: QueryDict
    photos: tuple[tuple[UUID, str], ...] = ()
    came_by: str = "page"


def read_all(actor: Actor, door: Door, sent: Sent) -> Visited:
    """The visit with its checklists, judged; raises ``Faulty``."""
    told = read(sent.data, sent.photos, sent.came_by)
    filled = [judged(actor, door, one) for one in checklists_in(sent.data)]
    return with_checklists(told, filled)
