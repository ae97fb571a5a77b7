"""Checklists in use: which of them concern a door, what was filled, what the answers amount to."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone, translation

from linli.contexts.registry import api as registry
from linli.contexts.registry.api import Door, Resident
from linli.contexts.visits import policies
from linli.contexts.visits.models import ChecklistBook, Visit
from linli.contexts.visits.models.checklists import BookState
from linli.contexts.visits.queries.words import categories
from linli.engines import checklists
from linli.kernel import clock, packs
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.catalogue import shelf
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea


@dataclass(frozen=True, slots=True)
class Offer:
    """A checklist that may be filled at a door, for the home or for one person."""

    book: ChecklistBook
    person: Resident | None = None

    @property
    def name(self) -> str:
        """What its answers are called in the form."""
        return f"checklist:{self.book.pk}:{self.person.key if self.person else ''}"

    @property
    def model_id(self) -> str:
        """What the block with its questions is called on a page."""
        return self.name.replace(":", "-")

    @property
    def prefill_id(self) -> str:
        """What the block with known values is called on a page."""
        return f"{self.model_id}-known"


def offers(door: Door) -> list[Offer]:
    """Every checklist in use that concerns the home or somebody in it; one query."""
    books = ChecklistBook.objects.filter(community=door.community, state=BookState.USED).order_by("title")
    return [offer for book in books.defer("model") for offer in _offers(book, door)]


def _offers(book: ChecklistBook, door: Door) -> Iterator[Offer]:
    if book.is_of_home:
        yield Offer(book)
        return
    for person in door.residents:
        in_group = not book.group or book.group in person.groups
        is_of_age = person.age is None or book.from_age <= person.age < book.below_age
        if in_group and is_of_age:
            yield Offer(book, person)


def book_at(door: Door, book_id: UUID) -> ChecklistBook:
    """A checklist of the door's community, also an older version that a phone still holds."""
    found = ChecklistBook.objects.filter(community=door.community, pk=book_id).first()
    if found is None:
        raise OutsideYourArea
    return found


def setting(actor: Actor) -> checklists.Setting:
    """Who asks, when, in which language."""
    now = timezone.localtime(clock.now())
    language = "en" if translation.get_language() == "en" else "zh"
    return checklists.Setting(now.date().isoformat(), now.isoformat(), actor.name, language)


def prefill(actor: Actor, model: checklists.Checklist, person: Resident | None) -> dict[str, Any]:
    """What is held in the open about the person, for the fields the checklist names."""
    if person is None:
        return {}
    keys = {q.field_name: key for q in model.questions() if (key := field_key(q.field_name))}
    held = registry.values_held(actor, person.key, [k for k in keys.values() if not shelf.field(k).sealed])
    return {name: registry.written(held[key]) for name, key in keys.items() if key in held}


def field_key(name: str) -> str:
    """The catalogue's key for a name in a checklist: a key or a label; nothing when it is neither."""
    if name in shelf.fields():
        return name
    return next((key for key, field in shelf.fields().items() if name and field.name == name), "")


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled checklist, judged: what to keep, what the register learns, what was noticed, what is amiss."""

    kept: dict[str, Any]
    person: UUID | None
    values: dict[str, str]
    findings: tuple[tuple[str, str, str], ...]
    """(problem or need, category, words)."""
    faults: tuple[str, ...]


def judged(
    actor: Actor, door: Door, book_id: UUID, person: UUID | None, answers: Mapping[str, Any]
) -> Filled:
    """What answers amount to, by the version they were filled with."""
    book = book_at(door, book_id)
    state = checklists.evaluate(checklists.from_json(book.model), dict(answers), setting(actor))
    lines = [[state.labels.get(p, ""), words] for p, words in state.words.items() if state.labels.get(p)]
    kept = {
        "book": str(book.pk), "title": book.title, "version": book.number, "person": str(person or ""),
        "values": state.values, "lines": lines,
    }  # fmt: skip
    values = {key: f.value for f in state.fields if f.value and (key := field_key(f.field_name))}
    findings = tuple(_found(one) for one in state.findings if one.kind in ("problem", "need"))
    faults = tuple(f"{book.title}：{state.labels.get(e.place, e.place)}，{e.message}" for e in state.errors)
    return Filled(kept, person, values if person else {}, findings, faults)


def _found(one: checklists.Finding) -> tuple[str, str, str]:
    known = categories(one.kind)
    category = next((key for key in one.keys if key in known), f"other_{one.kind}")
    return one.kind, category, f"{one.label}：{one.answer}"[:200]


def filled(visit: Visit) -> list[tuple[str, list[tuple[str, str]]]]:
    """The checklists of a visit as (title, [(question, answer)])."""
    kept = json.loads(visit.answers.reveal() or "[]") if visit.answers else []
    return [(one["title"], [tuple(line) for line in one["lines"]]) for one in kept]


def books(actor: Actor) -> QuerySet[ChecklistBook]:
    """Every version in the places one manages, the used ones first."""
    rows = ChecklistBook.objects.filter(inside("community__code", actor.areas(policies.MANAGE)))
    return rows.select_related("community").defer("model").order_by("key", "-number")


def book(actor: Actor, book_id: UUID) -> ChecklistBook:
    """One version in a place one manages."""
    found = ChecklistBook.objects.filter(inside("community__code", actor.areas(policies.MANAGE)), pk=book_id)
    row = found.select_related("community").first()
    if row is None:
        raise OutsideYourArea
    return row


@dataclass(frozen=True, slots=True)
class Model:
    """A checklist of the pack that is not yet kept in a community."""

    file: str
    title: str


def models_of_pack(community: Area) -> list[Model]:
    """Checklists of the pack whose form is not yet among a community's."""
    known = set(ChecklistBook.objects.filter(community=community).values_list("key", flat=True))
    found = [
        (row["file"], packs.text(f"checklists/{row['file']}.toml"))
        for row in packs.pack("visits")["checklist"]
    ]
    compiled = [(file, checklists.compile_rows(checklists.rows_from_toml(text))) for file, text in found]
    return [Model(f, c.checklist.title) for f, c in compiled if c.checklist.key not in known]
