"""Writing down a visit: one save feeds the register, the groups, the findings and the promises."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.contexts.registry import api as registry
from linli.contexts.registry.api import Door, Newcomer
from linli.contexts.visits import policies
from linli.contexts.visits.commands.plans import work_out
from linli.contexts.visits.commands.telling import Learned, Told, tell_register
from linli.contexts.visits.models import (
    SPOKEN,
    Change,
    Channel,
    Conflict,
    Finding,
    Outcome,
    Photo,
    Promise,
    Seen,
    Visit,
)
from linli.facts.visits import (
    CardLookedAt,
    NeedHeard,
    ProblemAnswered,
    ProblemNoticed,
    PromiseMade,
    VisitRecorded,
    VisitWithdrawn,
)
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note, publish
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded
from linli.kernel.ids import new_id

SLACK = timedelta(minutes=10)
"""A clock that is a little fast is not a fault."""
OLDEST = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Found:
    """A problem noticed or a need heard."""

    kind: str
    category: str
    words: str = ""
    person: UUID | None = None


@dataclass(frozen=True, slots=True)
class Promised:
    """What one will come back with, and by when."""

    words: str
    due_on: date


CARD = "card_right"
"""The question of a checklist whether the emergency card of a person is still right: yes, no, or left out."""


@dataclass(frozen=True, slots=True)
class NextTry:
    """When to try again after nobody was met."""

    on: date | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Visited:
    """Everything that one save of the visit page says."""

    channel: str
    outcome: str
    at: datetime
    people: Mapping[UUID, Told] = field(default_factory=dict)
    newcomers: tuple[Newcomer, ...] = ()
    findings: tuple[Found, ...] = ()
    promises: tuple[Promised, ...] = ()
    words: str = ""
    companions: str = ""
    answers: tuple[dict[str, Any], ...] = ()
    settled: tuple[str, ...] = ()
    next_try: NextTry = NextTry()
    photos: tuple[tuple[UUID, str], ...] = ()
    """(stored file, SHA-256 of what the phone took)."""
    came_by: str = "page"
    visit_id: UUID | None = None


@command("visits.recorded", policies.may_record_at)
def record(actor: Actor, area: Area, /, *, door: Door, told: Visited) -> Visit:
    """Write down a visit and let the register learn what was said; all of it or nothing."""
    at = _sound(told)
    visit = Visit.objects.create(
        pk=told.visit_id or new_id(), dwelling_id=door.key, area=area, channel=told.channel,
        outcome=told.outcome, at=at, recorded_at=clock.now(), account_id=actor.account_id,
        companions=told.companions, words=told.words, settled=list(told.settled),
        answers=json.dumps(told.answers, ensure_ascii=False) if told.answers else "",
        next_try_on=told.next_try.on, next_try_part=told.next_try.part, came_by=told.came_by,
    )  # fmt: skip
    learned = tell_register(actor, visit, door, told.people, told.newcomers)
    visit.changed = learned.changed
    visit.save(update_fields=["changed"])
    Seen.objects.bulk_create([Seen(visit=visit, person_id=key) for key in learned.seen])
    Change.objects.bulk_create(_changes(visit, told, learned))
    Photo.objects.bulk_create([Photo(visit=visit, file_id=file, digest=d) for file, d in told.photos])
    facts = [
        *_findings(visit, told.findings),
        *_promises(visit, told.promises),
        *_cards(visit, told.answers),
    ]
    work_out([door.key])
    note(
        target=visit, area=area.code, channel=told.channel, outcome=told.outcome,
        conflicts=learned.conflicts,
    )  # fmt: skip
    publish(
        VisitRecorded(
            visit.pk,
            door.key,
            area.code,
            told.channel,
            told.outcome,
            tuple(learned.seen),
            timezone.localdate(at),
        ),
        *facts,
    )
    return visit


def _sound(told: Visited) -> datetime:
    """The moment of the visit; raises when it cannot be."""
    if told.channel not in Channel.values or told.outcome not in Outcome.values:
        raise BadInput(field="outcome")
    now = clock.now()
    if told.at > now + SLACK:
        raise BadInput(_("走访时间在将来，请核对。"), field="at")
    if told.at < now - OLDEST:
        raise BadInput(_("走访时间太早了，请核对。"), field="at")
    if told.outcome not in SPOKEN and (told.newcomers or any(t.says_something for t in told.people.values())):
        raise BadInput(_("没有见到人，却登记了变化。请改成“见到或联系上”，或去掉这些变化。"), field="outcome")
    # What a phone brings late was said on the day of the visit: a day that has come since is no fault.
    today = timezone.localdate(min(told.at, now) if told.came_by == "phone" else now)
    if told.next_try.on is not None and told.next_try.on < today:
        raise BadInput(_("下次再去的日期已经过了。"), field="next_try_on")
    if any(p.due_on < today for p in told.promises):
        raise BadInput(_("答应办的日期已经过了。"), field="promise_on")
    return min(told.at, now)


def _changes(visit: Visit, told: Visited, learned: Learned) -> list[Change]:
    """What happened to whom, as heard at the door; who moved or died is told by the register itself."""
    heard = [(key, said.change) for key, said in told.people.items() if said.change]
    return [
        Change(dwelling_id=visit.dwelling_id, person_id=key, kind=kind, at=visit.at, visit=visit)
        for key, kind in heard
        if key not in learned.gone
    ]


def _findings(visit: Visit, found: tuple[Found, ...]) -> list[object]:
    facts: list[object] = []
    code = visit.area.code
    for one in found:
        row = Finding.objects.create(
            visit=visit, kind=one.kind, category=one.category, words=one.words, person_id=one.person
        )
        if one.kind == Finding.Kind.PROBLEM:
            facts.append(ProblemNoticed(row.pk, visit.pk, visit.dwelling_id, code, one.category))
        else:
            facts.append(NeedHeard(row.pk, visit.pk, visit.dwelling_id, code, one.category, one.person))
    return facts


def _promises(visit: Visit, promised: tuple[Promised, ...]) -> list[object]:
    rows = [Promise.objects.create(visit=visit, words=p.words, due_on=p.due_on) for p in promised]
    return [PromiseMade(row.pk, visit.dwelling_id, visit.area.code, row.due_on) for row in rows]


@command("visits.withdrawn", policies.may_withdraw)
def withdraw(
    actor: Actor, visit: Visit, /, *, reason: str, back: Mapping[UUID, Iterable[str]] | None = None
) -> Visit:
    """A visit was written down by mistake and no longer counts; ``back`` says which values go with it."""
    if not reason.strip():
        raise ReasonNeeded
    if visit.withdrawn_at is not None:
        raise NotAllowedNow
    visit.withdrawn_at = clock.now()
    visit.changed = _left(actor, visit, back or {})
    visit.save(update_fields=["withdrawn_at", "changed"])
    Promise.objects.filter(visit=visit, kept_on=None).delete()
    gone = Finding.objects.filter(visit=visit, closed_on=None)
    publish(*(ProblemAnswered(one.pk, visit.area.code) for one in gone.filter(kind=Finding.Kind.PROBLEM)))
    gone.delete()
    Conflict.objects.filter(visit=visit, decided_at=None).delete()
    work_out([visit.dwelling_id])
    note(area=visit.area.code, reason=reason.strip())
    publish(VisitWithdrawn(visit.pk, visit.dwelling_id, visit.area.code))
    return visit


def _left(actor: Actor, visit: Visit, back: Mapping[UUID, Iterable[str]]) -> dict[str, list[str]]:
    """What the register still has from a visit after some values went back to what they were before."""
    left = dict(visit.changed)
    for person, keys in back.items():
        gone = set(registry.take_back(actor, person, keys, reference=f"visits.visit:{visit.pk}"))
        kept = [key for key in left.pop(str(person), []) if key not in gone]
        left |= {str(person): kept} if kept else {}
    return left


@command("visits.exported", policies.may_export)
def count_export(actor: Actor, /, *, rows: int) -> None:
    """The register leaves the house; every time is on record."""
    note(target=f"accounts.account:{actor.account_id}", rows=rows)


def _cards(visit: Visit, answers: Iterable[Mapping[str, Any]]) -> Iterable[CardLookedAt]:
    """Whose emergency card was looked at; what is on it stays with whoever keeps it."""
    for one in answers:
        said = _said(one.get("values", {}), CARD) if one.get("person") else None
        if said in ("yes", "no"):
            on = timezone.localdate(visit.at)
            yield CardLookedAt(visit.pk, UUID(one["person"]), visit.area.code, said == "yes", on)


def _said(values: Mapping[str, Any], name: str) -> Any:
    """The answer to a question, in whichever group of the checklist it stands."""
    if name in values:
        return values[name]
    groups = (value for value in values.values() if isinstance(value, Mapping))
    return next((said for group in groups if (said := _said(group, name)) is not None), None)
