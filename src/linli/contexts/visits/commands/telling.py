"""What a visit tells the register, and what it must ask a person about instead."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from linli.contexts.registry import api as registry
from linli.contexts.registry.api import Door, Newcomer
from linli.contexts.visits.models import SPOKEN, Conflict, Outcome, Visit
from linli.kernel.actor import Actor
from linli.kernel.errors import OutsideYourArea


@dataclass(frozen=True, slots=True)
class Told:
    """What was said about one person."""

    state: str = ""
    """seen, stays, moved_out, died; empty when nothing was said."""
    change: str = ""
    """Something that happened, a key of ``changes`` in the visit plans."""
    on: date | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)
    """A mark of each value as it was when the page was made."""
    same: tuple[str, ...] = ()
    """Keys of values that are still right."""
    groups: Mapping[str, bool] = field(default_factory=dict)
    """Still so, or no longer."""

    @property
    def says_something(self) -> bool:
        """True when the register would learn something."""
        return bool(self.values or self.same or self.groups or self.change) or self.state in (
            "moved_out",
            "died",
        )


@dataclass(slots=True)
class Learned:
    """What became of it."""

    seen: list[UUID] = field(default_factory=list)
    changed: dict[str, list[str]] = field(default_factory=dict)
    conflicts: int = 0
    gone: set[UUID] = field(default_factory=set)


def tell_register(
    actor: Actor, visit: Visit, door: Door, people: Mapping[UUID, Told], newcomers: tuple[Newcomer, ...]
) -> Learned:
    """Let the register learn; what contradicts something newer is kept for a person to decide."""
    learned = Learned()
    day = timezone.localdate(visit.at)
    at_home = {resident.key for resident in door.residents}
    for key, told in people.items():
        _tell(_Person(actor, visit, key, day), told, learned, is_here=key in at_home)
    _tell_who_was_met(visit, door, people, learned)
    for newcomer in newcomers:
        taken = registry.take_in(actor, door.key, newcomer)
        learned.changed[str(taken)] = ["new"]
        learned.seen.append(taken)
    return learned


def _tell_who_was_met(visit: Visit, door: Door, people: Mapping[UUID, Told], learned: Learned) -> None:
    """Who is met where one person lives alone is that person, also when nobody ticked the name."""
    if visit.outcome == Outcome.MET and len(door.residents) == 1 and not learned.seen:
        alone = door.residents[0].key
        if alone not in people or not people[alone].state:
            learned.seen.append(alone)


@dataclass(frozen=True, slots=True)
class _Person:
    actor: Actor
    visit: Visit
    key: UUID
    day: date


def _tell(person: _Person, told: Told, learned: Learned, *, is_here: bool) -> None:
    if told.state == "seen" and person.visit.outcome in SPOKEN and is_here:
        learned.seen.append(person.key)
    agreed = registry.values_held(person.actor, person.key, told.same) if is_here else {}
    for key, value in told.values.items():
        if is_here and registry.is_still_so(person.actor, person.key, key, told.bases.get(key, "")):
            agreed[key] = value
        elif not _is_held(person, key, value):
            _ask_someone(person, key, value)
            learned.conflicts += 1
    if agreed:
        reference = f"visits.visit:{person.visit.pk}"
        registry.amend(person.actor, person.key, agreed, on=person.day, reference=reference)
        learned.changed[str(person.key)] = sorted(agreed)
    for group, holds in told.groups.items():
        _tell_group(person, group, holds=holds)
    if is_here and told.state in ("moved_out", "died"):
        _tell_where(person, told)
        learned.gone.add(person.key)


def _is_held(person: _Person, key: str, value: Any) -> bool:
    """True when the register says the same already: two people who agree do not contradict each other."""
    return registry.says(person.actor, person.key, key, value)


def _tell_group(person: _Person, group: str, *, holds: bool) -> None:
    if holds:
        registry.verify_group(person.actor, person.key, group, evidence="走访")
    else:
        registry.leave_group(person.actor, person.key, group, on=person.day, reason="走访时已不符合")


def _tell_where(person: _Person, told: Told) -> None:
    if told.state == "moved_out":
        registry.move_out(person.actor, person.key, on=told.on or person.day)
    elif told.state == "died":
        registry.record_death(person.actor, person.key, on=told.on or person.day)


def _ask_someone(person: _Person, key: str, value: Any) -> None:
    """Keep what was said beside what is held, for somebody to decide."""
    if not registry.held(person.actor, [person.key]):
        raise OutsideYourArea
    Conflict.objects.create(
        visit=person.visit, person_id=person.key, area=person.visit.area, field=key,
        said=registry.written(value), account_id=person.visit.account_id, said_at=person.visit.at,
    )  # fmt: skip
