"""Agreeing to more time, or not; always somebody else than who asked."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands.moving import Said, due_of, held, move
from linli.contexts.service_requests.models import Pause, Request
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.commands import command
from linli.kernel.errors import NotAllowedNow


@command("service_requests.extension_granted", policies.may_approve)
def grant_extension(actor: Actor, request: Request, /, *, reason: str = "") -> Request:
    """More working days; the reporters read why."""
    row = _asked(actor, request, "extension")
    row.extended_days = int(row.asked["days"])
    said = Said(reason or row.asked["words"], is_shown=True)
    return move(
        actor, row, "grant_extension", said, extended_days=row.extended_days, due_at=due_of(row), asked={},
        rung=0,
    )  # fmt: skip


@command("service_requests.extension_refused", policies.may_approve)
def refuse_extension(actor: Actor, request: Request, /, *, reason: str) -> Request:
    """The time stays as it is."""
    return move(actor, _asked(actor, request, "extension"), "refuse_extension", Said(reason), asked={})


@command("service_requests.suspension_granted", policies.may_approve)
def grant_suspension(actor: Actor, request: Request, /, *, reason: str = "") -> Request:
    """The clock stands still until somebody looks again; the reporters read why."""
    row = _asked(actor, request, "suspension")
    asked = row.asked
    Pause.objects.create(
        request=row, since=clock.now(), reason=asked["why"], words=asked["words"], asked_by=asked["by"],
        approved_by=actor.account_id,
    )  # fmt: skip
    return move(
        actor, row, "grant_suspension", Said(reason or asked["words"], is_shown=True), due_at=None,
        review_on=date.fromisoformat(asked["review_on"]), asked={},
    )  # fmt: skip


@command("service_requests.suspension_refused", policies.may_approve)
def refuse_suspension(actor: Actor, request: Request, /, *, reason: str) -> Request:
    """The clock runs on."""
    return move(actor, _asked(actor, request, "suspension"), "refuse_suspension", Said(reason), asked={})


def end_pause(row: Request) -> dict[str, object]:
    """End the pause that lasts; the columns that change with it."""
    row.pauses.filter(until=None).update(until=clock.now())
    return {"due_at": due_of(row), "review_on": None, "rung": 0}


def _asked(actor: Actor, request: Request, what: str) -> Request:
    row = held(request)
    if row.asked.get("what") != what:
        raise NotAllowedNow
    if actor.account_id is not None and row.asked.get("by") == actor.account_id:
        raise NotAllowedNow(_("自己提出的申请不能自己批，请另一位有权限的同事决定。"))
    return row
