"""One step of a request's life: hold the row, ask the table, write the hop, tell the others."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from linli.contexts.service_requests.models import Hop, Request
from linli.contexts.service_requests.models.requests import OVER
from linli.contexts.service_requests.states import HANDLE, LIFE
from linli.engines.deadlines import Limit, Pause, due_at
from linli.facts.service_requests import RequestClosed, RequestMoved, RequestReopened
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import note, publish
from linli.kernel.errors import ReasonNeeded
from linli.kernel.workdays.calendar import work_calendar


@dataclass(frozen=True, slots=True)
class Said:
    """What goes with a step."""

    words: str = ""
    clause: str = ""
    to_unit: int | None = None
    is_shown: bool = False
    """The reporters read the words."""
    unit: int | None = None
    """Whose step it is, when it is not the leading unit's."""


def held(request: Request) -> Request:
    """The row as it is now, ours until the transaction ends: of two at once the second sees it moved."""
    row = db.lock_row(Request, pk=request.pk)
    if row.area_id == request.area_id and Request.area.is_cached(request):
        row.area = request.area
    return row


def move(actor: Actor, row: Request, verb: str, said: Said | None = None, **values: Any) -> Request:
    """Take one step with a row that is ``held``; ``values`` are the columns that change with it."""
    said = said or Said()
    step = LIFE.step(verb, row.state)
    if step.reason and not said.words.strip():
        raise ReasonNeeded
    before, now = row.state, clock.now()
    if step.to != before:
        values |= {"state": step.to, "since": now}
    for name, value in values.items():
        setattr(row, name, value)
    if values:
        row.save(update_fields=list(values))
    leave_trace(actor, row, before, verb, said, step.needs)
    area = row.area.code
    note(target=row, area=area, verb=verb, state=row.state, number=row.number)
    if step.to != before:
        publish(RequestMoved(row.pk, area, verb, before, row.state, row.unit_id))
    if row.state in OVER:
        publish(RequestClosed(row.pk, area, row.category, row.state, row.origin, row.number))
        publish(*_ends_of_merged(row))
    elif before in OVER:
        publish(*_opened_again(row))
    return row


def _ends_of_merged(row: Request) -> list[RequestClosed]:
    """What was opened from elsewhere and merged into this one has come to its end, too."""
    return [
        RequestClosed(other.pk, other.area.code, other.category, row.state, other.origin, row.number)
        for other in _merged_from_elsewhere(row)
    ]


def _opened_again(row: Request) -> list[RequestReopened]:
    """Whoever heard of its end, or of the end of what was merged into it, hears that it is open again."""
    return [
        RequestReopened(one.pk, one.area.code, one.origin, row.number)
        for one in (row, *_merged_from_elsewhere(row))
    ]


def _merged_from_elsewhere(row: Request) -> list[Request]:
    return list(Request.objects.filter(lead=row).exclude(origin="").select_related("area"))


def leave_trace(actor: Actor, row: Request, before: str, verb: str, said: Said, needs: str = "") -> None:
    """Write the hop; who acts for a unit without people of its own acts in that unit's name."""
    unit_id = row.unit_id if needs == HANDLE else actor.organisation_id
    Hop.objects.create(
        request=row, at=clock.now(), verb=verb, from_state=before, to_state=row.state,
        account_id=actor.account_id, unit_id=said.unit or unit_id, to_unit_id=said.to_unit,
        words=said.words.strip(), clause=said.clause.strip(), is_shown=said.is_shown,
    )  # fmt: skip


def local_now() -> Any:
    """Now on the community's wall clock, which the calendar of working days goes by."""
    return timezone.localtime(clock.now())


def by(limit: Limit) -> Any:
    """The end of a limit that begins now."""
    return due_at(local_now(), limit, work_calendar())


def due_of(row: Request) -> Any:
    """The end of the reporter's clock, with what was added and pauses gave back; None while it waits."""
    if row.dispatched_at is None:
        return None
    calendar, local = work_calendar(), timezone.localtime
    pauses = [
        Pause(local(p.since), local(p.until) if p.until else None)
        for p in row.pauses.filter(since__gte=row.dispatched_at)
    ]
    end = due_at(local(row.dispatched_at), Limit(**row.limit), calendar, pauses)
    if end is None:
        return end
    if row.wanted_by and not row.reopened:
        end = min(end, local(row.wanted_by))
    if not row.extended_days:
        return end
    return due_at(end, Limit(working_days=row.extended_days), calendar)
