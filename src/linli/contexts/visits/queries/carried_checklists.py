"""Which checklists a phone carries, whom they concern behind which door, and what is known for them."""

import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from linli.contexts.registry import api as registry
from linli.contexts.registry.api import Door
from linli.contexts.visits import policies
from linli.contexts.visits.models import ChecklistBook
from linli.contexts.visits.models.checklists import BookState
from linli.contexts.visits.queries.checklists import Known, fields_in, offers_of, setting
from linli.engines import checklists
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.errors import OutsideYourArea


@dataclass(frozen=True, slots=True)
class Carrying:
    """The checklists in use where a phone goes; ``books`` are told by their place in the list."""

    books: tuple[ChecklistBook, ...]
    fields: tuple[Mapping[str, str], ...]
    """Of each book: the fields it asks for, by their names in it."""
    values: Mapping[UUID, Mapping[str, tuple[str, str]]]
    """What is held about each person: value and mark."""

    def of_home(self, door: Door) -> list[int]:
        """The checklists that are filled once for a home."""
        return [
            n
            for n, book in enumerate(self.books)
            if book.community_id == door.community.pk and book.is_of_home
        ]

    def of_people(self, door: Door) -> dict[UUID, list[tuple[int, Known]]]:
        """The checklists of each person behind a door, with what is known for them."""
        found: dict[UUID, list[tuple[int, Known]]] = {}
        for number, book in enumerate(self.books):
            if book.community_id != door.community.pk or book.is_of_home:
                continue
            for offer in offers_of(book, door):
                if offer.person is not None:
                    found.setdefault(offer.person.key, []).append(
                        (number, self._known(number, offer.person.key))
                    )
        return found

    def _known(self, number: int, person: UUID) -> Known:
        return Known.of(self.fields[number], self.values.get(person, {}))

    def models(self, held: Container[str]) -> dict[str, Any]:
        """The questions of every checklist that a phone does not hold yet."""
        return {str(book.pk): json.loads(book.model) for book in self.books if str(book.pk) not in held}


def carrying(actor: Actor, grids: Sequence[Area], doors: Sequence[Door]) -> Carrying:
    """The checklists in use at some doors; the number of queries does not grow with the doors."""
    communities = {door.community.pk for door in doors}
    rows = ChecklistBook.objects.filter(community__in=communities, state=BookState.USED)
    books = tuple(rows.order_by("title", "key"))
    fields = tuple(fields_in(checklists.from_json(book.model)) for book in books)
    keys = {key for named in fields for key in named.values()}
    values = {k: v for grid in grids for k, v in registry.values_at(actor, grid.code, keys).items()}
    return Carrying(books, fields, values)


def _works_in(actor: Actor, community: str) -> bool:
    """True in the whole community or in a grid of it."""
    return any(c.startswith(community) or community.startswith(c) for c in actor.areas(policies.RECORD))


def read_back(actor: Actor, book_id: UUID, answers: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    """The title of a version in one's area, and question by question what was answered to it."""
    found = ChecklistBook.objects.filter(pk=book_id).select_related("community").first()
    if found is None or not _works_in(actor, found.community.code):
        raise OutsideYourArea
    state = checklists.evaluate(checklists.from_json(found.model), dict(answers), setting(actor))
    return found.title, [(state.labels[p], words) for p, words in state.words.items() if state.labels.get(p)]
