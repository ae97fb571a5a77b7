"""Checklists in use: which of them concern a door, what was filled, what the answers amount to."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

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
    def answers_id(self) -> str:
        """What the block with what was answered before is called on a page."""
        return f"{self.model_id}-answers"

    @property
    def prefill_id(self) -> str:
        """What the block with known values is called on a page."""
        return f"{self.model_id}-known"


def offers(door: Door) -> list[Offer]:
    """Every checklist in use that concerns the home or somebody in it; one query."""
    books = ChecklistBook.objects.filter(community=door.community, state=BookState.USED).order_by("title")
    return [offer for book in books.defer("model") for offer in offers_of(book, door)]


def offers_of(book: ChecklistBook, door: Door) -> Iterator[Offer]:
    """Whom a checklist concerns behind a door: the home, or some of those who live there."""
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


def known(actor: Actor, model: checklists.Checklist, person: Resident | None) -> "Known":
    """What is held about the person, for the fields the checklist names."""
    names = fields_in(model)
    return Known.of(names, registry.values_of(actor, person.key, names.values()) if person else {})


@dataclass(frozen=True, slots=True)
class Known:
    """What stands in a checklist before it is filled, and marks of what the register held then."""

    values: Mapping[str, str]
    """By the name in the checklist; sealed values do not leave the register."""
    bases: Mapping[str, str]
    """By the catalogue's key."""

    @classmethod
    def of(cls, names: Mapping[str, str], held: Mapping[str, tuple[str, str]]) -> "Known":
        """For names in a checklist and the keys they mean."""
        values = {name: held[key][0] for name, key in names.items() if key in held and held[key][0]}
        return cls(values, {key: held[key][1] for key in names.values() if key in held})


def fields_in(model: checklists.Checklist) -> dict[str, str]:
    """Fields that a checklist asks for: the name there, the catalogue's key."""
    return {q.field_name: key for q in model.questions() if (key := field_key(q.field_name))}


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
    bases: Mapping[str, str]
    findings: tuple[tuple[str, str, str], ...]
    """(problem or need, category, words)."""
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brought:
    """A checklist as it was filled."""

    book: UUID
    person: UUID | None
    answers: Mapping[str, Any]
    bases: Mapping[str, str]
    """Marks of what the register held when it was filled, by the catalogue's key."""


def judged(actor: Actor, door: Door, brought: Brought) -> Filled:
    """What answers amount to, by the version they were filled with, also when another is in use by now."""
    book, person = book_at(door, brought.book), brought.person
    if book.state == BookState.DRAFT or (person is not None and not registry.held(actor, [person])):
        raise OutsideYourArea
    state = checklists.evaluate(checklists.from_json(book.model), dict(brought.answers), setting(actor))
    lines = [[state.labels.get(p, ""), words] for p, words in state.words.items() if state.labels.get(p)]
    kept = {
        "book": str(book.pk), "title": book.title, "version": book.number, "now": _in_use(book),
        "person": str(person or ""), "values": state.values, "lines": lines,
    }  # fmt: skip
    told = {key: f.value for f in state.fields if f.value and (key := field_key(f.field_name))}
    values = {
        k: v for k, v in told.items() if person and not _is_overtaken(actor, person, k, v, brought.bases)
    }
    findings = tuple(_found(one) for one in state.findings if one.kind in ("problem", "need"))
    faults = tuple(f"{book.title}：{state.labels.get(e.place, e.place)}，{e.message}" for e in state.errors)
    return Filled(kept, person, values, brought.bases, findings, faults)


def _is_overtaken(actor: Actor, person: UUID, key: str, value: str, bases: Mapping[str, str]) -> bool:
    """True for a value that stood there from the start, was left as it was, and is another one by now."""
    base = bases.get(key, "")
    was_left = base == registry.mark_of(person, key, value)
    return was_left and not registry.is_still_so(actor, person, key, base)


def _in_use(book: ChecklistBook) -> int:
    """Which version is in use; 0 when the checklist is retired."""
    if book.state == BookState.USED:
        return book.number
    others = ChecklistBook.objects.filter(community=book.community_id, key=book.key, state=BookState.USED)
    return others.values_list("number", flat=True).first() or 0


def _found(one: checklists.Finding) -> tuple[str, str, str]:
    known = categories(one.kind)
    category = next((key for key in one.keys if key in known), f"other_{one.kind}")
    return one.kind, category, f"{one.label}：{one.answer}"[:200]


@dataclass(frozen=True, slots=True)
class Answered:
    """A filled checklist to be read again."""

    title: str
    number: int
    lines: tuple[tuple[str, str], ...]
    """Question and answer."""
    remark: str


def filled(visit: Visit) -> list[Answered]:
    """The checklists of a visit."""
    kept = json.loads(visit.answers.reveal() or "[]") if visit.answers else []
    return [
        Answered(one["title"], one["version"], tuple((q, a) for q, a in one["lines"]), remark(one))
        for one in kept
    ]


def remark(kept: Mapping[str, Any]) -> str:
    """What a person should know when the version filled was no longer the one in use."""
    now = kept.get("now", kept["version"])
    if now == kept["version"]:
        return ""
    told = {"title": kept["title"], "number": kept["version"], "now": now}
    if now:
        return _("“%(title)s”填的是第 %(number)s 版，记下时已换成第 %(now)s 版；答案按原来那版保留。") % told
    return _("“%(title)s”填的是第 %(number)s 版，记下时已停用；答案按原来那版保留。") % told


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
