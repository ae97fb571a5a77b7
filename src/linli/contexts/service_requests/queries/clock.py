"""How much of the time of a request has gone by, as its limit counts; and which limits ran out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from linli.contexts.service_requests.models import (
    CALLED_TO_WORK,
    CallState,
    Part,
    PartState,
    Pause,
    Reminder,
    Request,
    State,
    Turn,
    TurnState,
)
from linli.contexts.service_requests.queries import words
from linli.engines.deadlines import Limit, WorkCalendar, due_at, working_minutes_between
from linli.kernel import clock, packs

TICKING = (
    State.DISPATCHED, State.OBJECTED, State.DISPUTED, State.SIGNED, State.IN_PROGRESS, State.EXTENSION_ASKED,
    State.SUSPENSION_ASKED,
)  # fmt: skip
"""The unit, or whoever decides about it, holds up the reporter."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder of reminders: after which share of the time, and who hears of it."""

    share: float
    tells: str


@cache
def ladder() -> tuple[Rung, ...]:
    """The ladder of the pack, from below."""
    rungs = (Rung(float(row["share"]), row["tells"]) for row in packs.pack(words.PACK)["ladder"])
    return tuple(sorted(rungs, key=lambda r: r.share))


def share_gone(row: Request, now: datetime, calendar: WorkCalendar) -> float:
    """Which share of its time has gone by: 1.0 when it is due; pauses do not count."""
    if row.dispatched_at is None or row.due_at is None:
        return 0.0
    local = timezone.localtime
    count = _minutes if row.limit.get("minutes") else _working_minutes(calendar)
    start, end, now = local(row.dispatched_at), local(row.due_at), local(now)
    paused = sum(
        count(max(local(p.since), start), local(p.until))
        for p in row.pauses.all()
        if p.until is not None and p.until > row.dispatched_at
    )
    whole = count(start, end) - paused
    if whole <= 0:
        return 1.0 if now >= end else 0.0
    return max(0.0, (count(start, now) - paused) / whole)


def _minutes(first: datetime, last: datetime) -> int:
    return max(0, int((last - first).total_seconds() // 60))


def _working_minutes(calendar: WorkCalendar) -> Callable[[datetime, datetime], int]:
    return lambda first, last: working_minutes_between(first, last, calendar) if last > first else 0


def to_climb() -> list[Request]:
    """Requests whose clock runs and whose ladder has rungs left.

    All at once: SQLite lets nobody write who is still reading what others have changed since.
    """
    rows = Request.objects.filter(state__in=TICKING, due_at__isnull=False, rung__lt=len(ladder()))
    rows = rows.only("dispatched_at", "due_at", "limit", "rung", "state")
    pauses = Prefetch("pauses", Pause.objects.only("request_id", "since", "until"))
    return list(rows.prefetch_related(pauses).order_by("pk"))


def rungs_gone(share: float) -> int:
    """How many rungs lie below that share."""
    return sum(rung.share <= share for rung in ladder())


@dataclass(frozen=True, slots=True)
class Late:
    """Something whose time ran out and of which nobody was reminded yet."""

    subject: UUID
    what: str
    moment: datetime
    """What the reminder is about: the limit itself, or when the present state began."""


WAITS: Mapping[str, tuple[tuple[State, ...], str]] = {
    "sort": ((State.NEW, State.CLASSIFIED), "sign"),
    "decide": ((State.OBJECTED, State.DISPUTED), "arbitrate"),
    "approve": ((State.EXTENSION_ASKED, State.SUSPENSION_ASKED), "review"),
    "review": ((State.REPORTED,), "review"),
    "callback": ((State.CALLBACK,), "callback"),
    "supervise": ((State.SUPERVISED,), "supervise"),
}
"""What waits in which states, and which time of the pack it may take."""
BY: Mapping[str, tuple[tuple[State, ...], str]] = {
    "sign": ((State.DISPATCHED,), "sign_by"),
    "contact": ((State.DISPATCHED, State.SIGNED), "contact_by"),
}


def late_requests(calendar: WorkCalendar) -> Iterator[Late]:
    """Requests that wait too long for somebody, each once for each spell."""
    now = clock.now()
    for what, (states, column) in BY.items():
        rows = _unreminded(Request.objects.filter(state__in=states, **{f"{column}__lt": now}), what, column)
        for pk, moment in rows.values_list("pk", column):
            yield Late(pk, what, moment)
    for what, (states, time) in WAITS.items():
        rows = _unreminded(Request.objects.filter(state__in=states), what, "since")
        yield from _over(rows, what, words.time_for(time), calendar, now)
    suspended = Request.objects.filter(state=State.SUSPENDED, review_on__lte=clock.today())
    for pk, since in _unreminded(suspended, "look_again", "since").values_list("pk", "since"):
        yield Late(pk, "look_again", since)


def late_parts() -> Iterator[Late]:
    """Parts of other units that should be done."""
    rows = Part.objects.filter(state=PartState.OPEN, due_at__lt=clock.now())
    for pk, due in _unreminded(rows, "part", "due_at").values_list("pk", "due_at"):
        yield Late(pk, "part", due)


LATE_TURNS: Mapping[str, tuple[tuple[TurnState, ...], str]] = {
    "call_sign": ((TurnState.CALLED,), "sign_by"),
    "call_contact": ((TurnState.CALLED, TurnState.SIGNED), "contact_by"),
    "call_report": (tuple(CALLED_TO_WORK), "due_at"),
}


def late_turns() -> Iterator[Late]:
    """Units that were called and are behind."""
    now = clock.now()
    for what, (states, column) in LATE_TURNS.items():
        rows = Turn.objects.filter(state__in=states, call_out__state=CallState.OPEN, **{f"{column}__lt": now})
        for pk, moment in _unreminded(rows, what, column).values_list("pk", column):
            yield Late(pk, what, moment)


def _over(
    rows: QuerySet[Request], what: str, limit: Limit, calendar: WorkCalendar, now: datetime
) -> Iterator[Late]:
    shortest = timedelta(minutes=limit.minutes or limit.working_minutes)
    for pk, since in rows.filter(since__lt=now - shortest).values_list("pk", "since"):
        end = due_at(timezone.localtime(since), limit, calendar)
        if end is not None and end <= now:
            yield Late(pk, what, since)


def _unreminded(rows: QuerySet[Any], what: str, column: str) -> QuerySet[Any]:
    known = Reminder.objects.filter(subject=OuterRef("pk"), what=what, moment=OuterRef(column))
    return rows.filter(~Q(Exists(known)), **{f"{column}__isnull": False}).order_by(F(column))
