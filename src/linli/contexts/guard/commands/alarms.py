"""Raising an alarm once, climbing its ladder, writing down what it was."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.contexts.guard import policies
from linli.contexts.guard.models import Alarm, AlarmStep
from linli.contexts.guard.queries import people
from linli.contexts.guard.queries.rules import rules
from linli.contexts.guard.states import ALARM, CALLING, TAKES
from linli.facts.guard import AlarmClosed, AlarmRaised, AlarmReopened
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note, publish
from linli.kernel.errors import BadInput, NotAllowedNow
from linli.kernel.notices import post

URGENT = frozenset({Alarm.Kind.SOS, Alarm.Kind.SMOKE, Alarm.Kind.GAS})
ASKED = {"ask_worker": "guard.alarm_go", "cannot_go": "guard.alarm_go", "ask_desk": "guard.alarm_desk"}
"""Steps that ask somebody, and the message that asks."""


@dataclass(frozen=True, slots=True)
class Ring:
    """What rang where."""

    dwelling_id: UUID
    community_id: int
    place: str
    kind: str
    at: datetime
    reason: dict[str, Any] = field(default_factory=dict)
    chart: dict[str, Any] = field(default_factory=dict)


def ring(area: Area, told: Ring) -> Alarm | None:
    """Inside a command: a new alarm, or one more ring of the one that is open; nothing when it is known."""
    real = Alarm.objects.filter(dwelling=told.dwelling_id, drill=None)
    if real.filter(kind=told.kind, at__gte=told.at).exists():
        return None
    before = real.filter(closed_at=None).first()
    if before is not None:
        Alarm.objects.filter(pk=before.pk).update(repeats=F("repeats") + 1)
        return None
    return begin(area, told)


def begin(area: Area, told: Ring, **more: Any) -> Alarm:
    """Inside a command: the alarm itself, and whoever hears of it first."""
    made = Alarm(
        community_id=told.community_id, area=area, dwelling_id=told.dwelling_id, kind=told.kind, at=told.at,
        raised_at=clock.now(), reason=told.reason, chart=told.chart, **more,
    )  # fmt: skip
    made.next_at = runs_out(made)
    made.save(force_insert=True)
    AlarmStep.objects.create(alarm=made, verb="raised", at=clock.now())
    if made.drill_id is None:
        publish(AlarmRaised(made.pk, told.dwelling_id, area.code, told.kind, made.raised_at))
    message = "guard.alarm_drill" if made.drill_id else f"guard.alarm_{told.kind}"
    post.tell(people.circle(made, 0), message, page_of(made), place=told.place)
    return made


@command("guard.alarm_taken", policies.may_respond)
def take(actor: Actor, alarm: Alarm, /) -> Alarm:
    """Somebody looks after it from now on; the others need not."""
    row = db.lock_row(Alarm, pk=alarm.pk)
    if row.closed_at is not None or row.taken_id is not None:
        raise NotAllowedNow
    _taken(actor, row)
    row.next_at = runs_out(row)
    row.save(update_fields=["taken_id", "taken_at", "next_at"])
    did(actor, row, "taken")
    note(target=row, area=alarm.area.code)
    return row


@command("guard.alarm_stepped", policies.may_respond)
def step(actor: Actor, alarm: Alarm, /, *, verb: str, words: str = "") -> Alarm:
    """One rung of the ladder."""
    row = db.lock_row(Alarm, pk=alarm.pk)
    if verb in TAKES:
        raise NotAllowedNow
    climb(actor, row, verb, words)
    note(target=row, area=alarm.area.code, verb=verb)
    return row


def climb(actor: Actor, row: Alarm, verb: str, words: str = "") -> None:
    """Inside a command, with the row held: take a step, tell whoever is asked by it."""
    row.state = ALARM.after(verb, row.state)
    _taken(actor, row)
    if verb == "go":
        row.goes_id = row.taken_id = actor.account_id
    elif verb == "cannot_go":
        row.goes_id = row.taken_id = row.taken_at = None
    row.next_at = runs_out(row)
    row.save(update_fields=["state", "next_at", "goes_id", "taken_id", "taken_at"])
    did(actor, row, verb, words)
    if verb in ASKED:
        asked = people.desk(row) if verb == "ask_desk" else people.nearest(policies.RESPOND, row.area.code)
        others = [key for key in asked if key != actor.account_id]
        post.tell(others, ASKED[verb], page_of(row), place=row.dwelling.short_address)


@command("guard.alarm_closed", policies.may_respond)
def close(
    actor: Actor, alarm: Alarm, /, *, cause: str, words: str = "", ended_at: datetime | None = None
) -> Alarm:
    """What it turned out to be, in one tap; with a time when it was written down later."""
    if cause not in Alarm.Cause.values or (cause == Alarm.Cause.DRILL and alarm.drill_id is None):
        raise BadInput(_("请选一个结果。"), field="cause")
    row = db.lock_row(Alarm, pk=alarm.pk)
    if ended_at is not None and not row.raised_at <= ended_at <= clock.now():
        raise BadInput(_("时间要在响起以后、现在以前。"), field="ended_at")
    finish(actor, row, cause, words, ended_at)
    note(target=row, area=alarm.area.code, cause=cause)
    return row


def finish(actor: Actor, row: Alarm, cause: str, words: str = "", at: datetime | None = None) -> None:
    """Inside a command, with the row held: it is over."""
    row.state = ALARM.after("close", row.state)
    row.cause, row.closed_at, row.next_at = cause, at or clock.now(), None
    row.save(update_fields=["state", "cause", "closed_at", "next_at"])
    did(actor, row, "close", words)
    if row.drill_id is None:
        publish(AlarmClosed(row.pk, row.dwelling_id, row.area.code, cause, row.raised_at))


@command("guard.alarm_reopened", policies.may_respond)
def reopen(actor: Actor, alarm: Alarm, /) -> Alarm:
    """The result was tapped by mistake."""
    row = db.lock_row(Alarm, pk=alarm.pk)
    longest = timedelta(hours=rules()["ladder"]["reopen_hours"])
    is_late = row.closed_at is None or clock.now() - row.closed_at > longest
    others = Alarm.objects.filter(dwelling=row.dwelling_id, closed_at=None, drill=None)
    if is_late or (row.drill_id is None and others.exists()):
        raise NotAllowedNow
    row.state = ALARM.after("reopen", row.state)
    row.cause, row.closed_at, row.taken_id, row.taken_at = "", None, None, None
    _taken(actor, row)
    row.next_at = runs_out(row)
    row.save(update_fields=["state", "cause", "closed_at", "taken_id", "taken_at", "next_at"])
    did(actor, row, "reopen")
    if row.drill_id is None:
        publish(AlarmReopened(row.pk, row.dwelling_id, row.area.code, row.raised_at))
    note(target=row, area=alarm.area.code)
    return row


@command("guard.alarm_escalated", policies.is_linli)
def escalate(actor: Actor, alarm: Alarm, /) -> bool:
    """The time of a step ran out: more people hear of it; where a worker was asked, the desk is now."""
    row = db.lock_row(Alarm, pk=alarm.pk)
    now = clock.now()
    note(target=row, area=alarm.area.code, level=row.level)
    if row.closed_at is not None or row.next_at is None or row.next_at > now:
        return False
    row.level += 1
    row.state = "desk" if row.state == "worker" else row.state
    is_last = row.level >= int(rules()["ladder"]["most_levels"]) and row.taken_id is not None
    row.next_at = None if is_last else runs_out(row)
    row.save(update_fields=["level", "state", "next_at"])
    did(actor, row, "escalated")
    post.tell(
        people.circle(row, row.level), "guard.alarm_late", page_of(row), place=row.dwelling.short_address
    )
    return True


def _taken(actor: Actor, row: Alarm) -> None:
    if row.taken_id is None and actor.account_id is not None:
        row.taken_id, row.taken_at = actor.account_id, clock.now()


def did(actor: Actor, row: Alarm, verb: str, words: str = "") -> None:
    """Write down what was done."""
    AlarmStep.objects.create(alarm=row, verb=verb, words=words, account_id=actor.account_id, at=clock.now())


def runs_out(row: Alarm) -> datetime | None:
    """When the time of the present step ends; longer at night, when somebody must get up first."""
    minutes = rules()["ladder"]
    now = clock.now()
    if row.taken_id is None and row.state in CALLING:
        return now + timedelta(minutes=minutes["urgent" if row.kind in URGENT else "unassigned"])
    hour = timezone.localtime(now).hour
    is_night = hour >= minutes["night_from"] or hour < minutes["night_until"]
    key = f"{row.state}_night" if is_night and f"{row.state}_night" in minutes else row.state
    return now + timedelta(minutes=minutes[key]) if key in minutes else None


def page_of(row: Alarm) -> str:
    """The address of an alarm."""
    return reverse("guard:alarm", args=[row.pk])
