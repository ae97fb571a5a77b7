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
from linli.contexts.guard.states import ALARM, RESPOND
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow
from linli.kernel.notices import post


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
    if Alarm.objects.filter(dwelling=told.dwelling_id, kind=told.kind, at__gte=told.at).exists():
        return None
    before = Alarm.objects.filter(dwelling=told.dwelling_id, closed_at=None).first()
    if before is not None:
        Alarm.objects.filter(pk=before.pk).update(repeats=F("repeats") + 1)
        return None
    made = Alarm.objects.create(
        community_id=told.community_id, area=area, dwelling_id=told.dwelling_id, kind=told.kind, at=told.at,
        raised_at=clock.now(), reason=told.reason, chart=told.chart, next_at=_runs_out("raised"),
    )  # fmt: skip
    AlarmStep.objects.create(alarm=made, verb="raised", at=clock.now())
    to = people.nearest(RESPOND, area.code)
    post.tell(to, f"guard.alarm_{told.kind}", _page(made), place=told.place)
    return made


@command("guard.alarm_stepped", policies.may_respond)
def step(actor: Actor, alarm: Alarm, /, *, verb: str, words: str = "") -> Alarm:
    """One rung of the ladder."""
    row = db.lock_row(Alarm, pk=alarm.pk)
    if verb == "close":
        raise NotAllowedNow
    row.state = ALARM.after(verb, row.state)
    row.next_at = _runs_out(row.state)
    row.goes_id = actor.account_id if verb == "go" else row.goes_id
    row.save(update_fields=["state", "next_at", "goes_id"])
    _did(actor, row, verb, words)
    note(target=row, area=alarm.area.code, verb=verb)
    return row


@command("guard.alarm_closed", policies.may_respond)
def close(actor: Actor, alarm: Alarm, /, *, cause: str, words: str = "") -> Alarm:
    """What it turned out to be, in one tap."""
    if cause not in Alarm.Cause.values:
        raise BadInput(_("请选一个结果。"), field="cause")
    row = db.lock_row(Alarm, pk=alarm.pk)
    row.state = ALARM.after("close", row.state)
    row.cause, row.closed_at, row.next_at = cause, clock.now(), None
    row.save(update_fields=["state", "cause", "closed_at", "next_at"])
    _did(actor, row, "close", words)
    note(target=row, area=alarm.area.code, cause=cause)
    return row


@command("guard.alarm_escalated", policies.is_linli)
def escalate(actor: Actor, alarm: Alarm, /) -> bool:
    """The time of a step ran out: everybody who may answer hears of it."""
    row = db.lock_row(Alarm, pk=alarm.pk)
    now = clock.now()
    note(target=row, area=alarm.area.code, level=row.level)
    if row.closed_at is not None or row.next_at is None or row.next_at > now:
        return False
    row.level += 1
    is_last = row.level >= int(rules()["ladder"]["most_levels"])
    row.next_at = None if is_last else _runs_out(row.state)
    row.save(update_fields=["level", "next_at"])
    _did(actor, row, "escalated", "")
    to = people.holders(RESPOND, alarm.area.code)
    post.tell(to, "guard.alarm_late", _page(row), place=alarm.dwelling.short_address)
    return True


def _did(actor: Actor, row: Alarm, verb: str, words: str) -> None:
    AlarmStep.objects.create(alarm=row, verb=verb, words=words, account_id=actor.account_id, at=clock.now())


def _runs_out(state: str) -> datetime | None:
    """When the time of a step ends; longer at night, when somebody must get up first."""
    minutes = rules()["ladder"]
    now = clock.now()
    hour = timezone.localtime(now).hour
    is_night = hour >= minutes["night_from"] or hour < minutes["night_until"]
    key = f"{state}_night" if is_night and f"{state}_night" in minutes else state
    return now + timedelta(minutes=minutes[key]) if key in minutes else None


def _page(row: Alarm) -> str:
    return reverse("guard:alarm", args=[row.pk])
