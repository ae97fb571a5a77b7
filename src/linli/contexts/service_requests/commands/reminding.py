"""Reminders: who hears that time is running out, once for each limit, whichever worker comes first."""

from collections.abc import Iterable

from django.db import IntegrityError
from django.utils import timezone

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands.callouts import tell, tell_leaders
from linli.contexts.service_requests.commands.moving import held
from linli.contexts.service_requests.models import Part, Reminder, Request, Turn
from linli.contexts.service_requests.queries import people
from linli.contexts.service_requests.queries.addresses import page_of
from linli.contexts.service_requests.queries.clock import TICKING, Late, ladder, rungs_gone, share_gone
from linli.contexts.service_requests.states import APPROVE, ARBITRATE, DISPATCH, HANDLE, SUPERVISE
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.notices import post
from linli.kernel.workdays.calendar import work_calendar

HUNDRED = 100
DECIDES = {
    "sort": DISPATCH, "decide": DISPATCH, "approve": APPROVE, "review": DISPATCH, "callback": DISPATCH,
    "supervise": SUPERVISE,
}  # fmt: skip
"""Whose turn it is, when it is not the unit's."""


@command("service_requests.reminded", policies.is_linli)
def climb(actor: Actor, request: Request, /) -> int:
    """Climb the ladder as far as the clock says; each audience hears once of all rungs that went by."""
    row = held(request)
    note(target=row, area=row.area.code, number=row.number, rung=row.rung)
    if row.state not in TICKING or row.due_at is None:
        return 0
    share = share_gone(row, clock.now(), work_calendar())
    reached = rungs_gone(share)
    passed = ladder()[row.rung : reached]
    if not passed:
        return 0
    row.rung = reached
    row.save(update_fields=["rung"])
    for audience in dict.fromkeys(rung.tells for rung in passed):
        values = {"percent": int(share * HUNDRED), "due": f"{timezone.localtime(row.due_at):%m-%d %H:%M}"}
        _tell(_audience(row, audience), f"service_requests.ladder_{audience}", row, **values)
    note(rung=reached)
    return len(passed)


@command("service_requests.reminded", policies.is_linli)
def remind(actor: Actor, request: Request, /, *, late: Late) -> bool:
    """Remind of a request that waits, unless somebody else just did."""
    row = held(request)
    note(target=row, area=row.area.code, number=row.number, what=late.what)
    if not _first(late):
        return False
    if late.what in DECIDES:
        needs = ARBITRATE if row.state == "disputed" else DECIDES[late.what]
        _tell(people.nearest(needs, row.area.code), f"service_requests.late_{late.what}", row)
    else:
        told = _audience(row, "unit")
        told += people.nearest(DISPATCH, row.area.code) if late.what != "contact" else []
        _tell(told, f"service_requests.late_{late.what}", row)
    return True


@command("service_requests.reminded", policies.is_linli)
def remind_of_part(actor: Actor, part: Part, /, *, late: Late) -> bool:
    """Remind the unit that was asked, and the one that leads."""
    row = held(part.request)
    note(target=row, area=row.area.code, number=row.number, what=late.what)
    if not _first(late):
        return False
    told = _people_of(part.unit_id, row.area.code) + _audience(row, "unit")
    post.tell(told, "service_requests.late_part", page_of(row.pk), number=row.number, unit=part.unit.name)
    return True


@command("service_requests.reminded", policies.is_linli)
def remind_of_turn(actor: Actor, turn: Turn, /, *, late: Late) -> bool:
    """Remind a unit that was called; those who called hear it, too."""
    row = turn.call_out
    note(target=row, area=row.area.code, number=row.number, what=late.what)
    if not _first(late):
        return False
    message = f"service_requests.late_{late.what}"
    tell(people.holders(HANDLE, row.area.code, turn.unit_id), message, row, unit=turn.unit.name)
    tell_leaders(row, message, unit=turn.unit.name)
    return True


def _first(late: Late) -> bool:
    """True for the one worker that writes the reminder down."""
    try:
        with db.write():
            Reminder.objects.create(subject=late.subject, what=late.what, moment=late.moment, at=clock.now())
    except IntegrityError:
        return False
    return True


def _audience(row: Request, who: str) -> list[int]:
    code = row.area.code
    if who == "supervisor":
        return people.holders(SUPERVISE, code)
    if who == "dispatcher" or row.unit_id is None:
        return people.nearest(DISPATCH, code)
    return _people_of(row.unit_id, code)


def _people_of(unit_id: int, code: str) -> list[int]:
    """The unit's people; for a unit without any, whoever acts for it."""
    return people.holders(HANDLE, code, unit_id) or people.nearest(DISPATCH, code)


def _tell(accounts: Iterable[int], message: str, row: Request, **values: object) -> None:
    unit = row.unit.name if row.unit else ""
    post.tell(accounts, message, page_of(row.pk), number=row.number, unit=unit, **values)
