"""One alarm with its ladder: who is called next, one tap for each step and for the result."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.guard import policies
from linli.contexts.guard.commands import alarms as commands
from linli.contexts.guard.commands import calls
from linli.contexts.guard.forms.alarms import CloseForm
from linli.contexts.guard.models import Alarm, Call
from linli.contexts.guard.queries import alarms as queries
from linli.contexts.guard.queries import ladder
from linli.contexts.guard.queries.words import GUIDANCE
from linli.contexts.guard.states import ALARM, TAKES
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.accounts.models import Account
from linli.kernel.errors import NotAllowed, OutsideYourArea, Refusal
from linli.web.htmx import part, see_other


@requires("guard.respond")
def alarm(request: ActedRequest, alarm_id: UUID) -> HttpResponse:
    """Why it rang, whom to call, what was done, what may be done next."""
    row = queries.alarm(request.actor, alarm_id)
    people = ladder.lines(row)
    is_open = row.closed_at is None
    values = {
        "alarm": row,
        "sentence": queries.sentence(row),
        "state": ALARM.label(row.state),
        "bars": queries.bars(row),
        "history": queries.history(row),
        "steps": ladder.steps(row, people) if is_open else [],
        "rungs": ladder.rungs(row, people),
        "causes": queries.causes(row),
        "door": registry.door(ladder.READER, row.dwelling_id),
        "is_mine": request.actor.may("registry.view", row.area.code),
        "guidance": GUIDANCE[Alarm.Kind(row.kind)],
        "is_urgent": row.kind in commands.URGENT,
        "taken_by": Account.objects.filter(pk=row.taken_id or 0).values_list("name", flat=True).first(),
        "may": policies.may_respond(request.actor, row) and is_open,
        "now": clock.now(),
    }
    return render(request, "guard/alarm.html", values)


def _try(request: ActedRequest, act: Callable[[], Any]) -> bool:
    """Do it; a refusal becomes a sentence on the next page."""
    try:
        act()
    except (NotAllowed, OutsideYourArea):
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return False
    return True


@requires("guard.respond")
@require_POST
def step(request: ActedRequest, alarm_id: UUID, verb: str) -> HttpResponse:
    """One rung."""
    row = queries.alarm(request.actor, alarm_id)
    if verb not in {s.verb for s in ALARM.steps} - TAKES:
        raise OutsideYourArea
    _try(request, lambda: commands.step(request.actor, row, verb=verb))
    return see_other(request, "guard:alarm", row.pk)


@requires("guard.respond")
@require_POST
def take(request: ActedRequest, alarm_id: UUID) -> HttpResponse:
    """I look after it."""
    row = queries.alarm(request.actor, alarm_id)
    _try(request, lambda: commands.take(request.actor, row))
    return see_other(request, "guard:alarm", row.pk)


@requires("guard.respond")
@require_POST
def call(request: ActedRequest, alarm_id: UUID, whom: UUID) -> HttpResponse:
    """The number to dial, and what came of it in one tap."""
    row = queries.alarm(request.actor, alarm_id)
    try:
        made = calls.call(request.actor, row, whom=whom)
    except (NotAllowed, OutsideYourArea):
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return see_other(request, "guard:alarm", row.pk)
    answers = [(result, result.label) for result in calls.ANSWERS]
    values = {"alarm": row, "call": made.call, "number": made.number, "answers": answers}
    return part(request, "guard/_calling.html", values)


@requires("guard.respond")
@require_POST
def end_call(request: ActedRequest, call_id: UUID, result: str) -> HttpResponse:
    """What came of a call."""
    made = Call.objects.filter(pk=call_id).select_related("alarm__area", "alarm__drill").first()
    if made is None or result not in calls.ANSWERS:
        raise OutsideYourArea
    done = _try(request, lambda: calls.end(request.actor, made, result=result))
    if done and result == Call.Result.WELL:
        is_over = Alarm.objects.filter(pk=made.alarm_id).exclude(closed_at=None).exists()
        words = _("本人平安，已了结。") if is_over else _("已记下。请点一个结果了结，或继续联系。")
        messages.success(request, words)
    return see_other(request, "guard:alarm", made.alarm_id)


@requires("guard.respond")
@require_POST
def close(request: ActedRequest, alarm_id: UUID) -> HttpResponse:
    """What it turned out to be."""
    row = queries.alarm(request.actor, alarm_id)
    form = CloseForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请选一个结果。"))
        return see_other(request, "guard:alarm", row.pk)
    if _try(request, lambda: commands.close(request.actor, row, **form.cleaned_data)):
        messages.success(request, _("已记下结果。"))
        return see_other(request, "guard:alarms")
    return see_other(request, "guard:alarm", row.pk)


@requires("guard.respond")
@require_POST
def reopen(request: ActedRequest, alarm_id: UUID) -> HttpResponse:
    """The result was a slip."""
    row = queries.alarm(request.actor, alarm_id)
    _try(request, lambda: commands.reopen(request.actor, row))
    return see_other(request, "guard:alarm", row.pk)
