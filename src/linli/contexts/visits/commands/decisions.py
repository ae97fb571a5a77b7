"""What people decide afterwards: conflicts, findings, promises, how often to look in."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.registry import api as registry
from linli.contexts.registry.api import Door
from linli.contexts.visits import policies
from linli.contexts.visits.commands.plans import work_out
from linli.contexts.visits.models import Conflict, DoorPlan, Finding, Promise
from linli.contexts.visits.queries.households import book
from linli.facts.visits import ProblemAnswered
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note, publish
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded


@command("visits.conflict_decided", policies.may_decide)
def decide(actor: Actor, conflict: Conflict, /, *, take: bool) -> Conflict:
    """Take what the visit said, or keep what is held; both stay in the history."""
    if conflict.decided_at is not None:
        raise NotAllowedNow(_("已经有人处理过了。"))
    if take:
        value = registry.read(conflict.field, conflict.said.reveal())
        reference = f"visits.visit:{conflict.visit_id}"
        registry.amend(
            actor, conflict.person_id, {conflict.field: value}, on=clock.today(), reference=reference
        )
    conflict.decided_at, conflict.decided_by, conflict.taken = clock.now(), actor.account_id, take
    conflict.save(update_fields=["decided_at", "decided_by", "taken"])
    note(target=conflict, area=conflict.area.code, field=conflict.field, taken=take)
    return conflict


@command("visits.finding_closed", policies.may_close)
def close_finding(actor: Actor, finding: Finding, /, *, answer: str) -> Finding:
    """Say what became of a problem or a need."""
    if not answer.strip():
        raise ReasonNeeded
    if finding.closed_on is not None:
        raise NotAllowedNow
    finding.closed_on, finding.closed_by = clock.today(), actor.account_id
    finding.answer = answer.strip()
    finding.save(update_fields=["closed_on", "closed_by", "answer"])
    note(area=finding.visit.area.code, kind=finding.kind)
    if finding.kind == Finding.Kind.PROBLEM:
        publish(ProblemAnswered(finding.pk, finding.visit.area.code))
    return finding


@command("visits.finding_passed_on", policies.is_linli)
def pass_on(actor: Actor, finding: Finding, /, *, request_id: UUID, number: str) -> Finding:
    """A request was opened for it; the visit leads there."""
    finding.request_id, finding.request_number = request_id, number
    finding.save(update_fields=["request_id", "request_number"])
    note(area=finding.visit.area.code, number=number)
    return finding


@command("visits.finding_closed", policies.is_linli)
def close_with_request(actor: Actor, finding: Finding, /, *, answer: str) -> Finding:
    """The request that was opened for it came to its end."""
    note(area=finding.visit.area.code, kind=finding.kind)
    if finding.closed_on is None:
        finding.closed_on, finding.answer = clock.today(), answer
        finding.save(update_fields=["closed_on", "answer"])
    return finding


@command("visits.finding_reopened", policies.is_linli)
def reopen_with_request(actor: Actor, finding: Finding, /, *, number: str) -> Finding:
    """The request that had answered it is open again; what a person wrote stays as it is."""
    note(area=finding.visit.area.code, number=number)
    if finding.closed_on is not None and finding.closed_by is None:
        finding.closed_on, finding.answer = None, ""
        finding.save(update_fields=["closed_on", "answer"])
    return finding


@command("visits.promise_kept", policies.may_keep)
def keep_promise(actor: Actor, promise: Promise, /) -> Promise:
    """What was promised has been done."""
    if promise.kept_on is not None:
        raise NotAllowedNow
    promise.kept_on, promise.kept_by = clock.today(), actor.account_id
    promise.save(update_fields=["kept_on", "kept_by"])
    note(area=promise.visit.area.code)
    return promise


@command("visits.promise_moved", policies.may_keep)
def move_promise(actor: Actor, promise: Promise, /, *, due_on: date, reason: str) -> Promise:
    """It will take longer."""
    if not reason.strip():
        raise ReasonNeeded
    if due_on < clock.today() or promise.kept_on is not None:
        raise BadInput(_("日期已经过了，或已经办完。"), field="due_on")
    promise.due_on = due_on
    promise.save(update_fields=["due_on"])
    note(area=promise.visit.area.code, reason=reason.strip())
    return promise


@command("visits.colour_chosen", policies.may_choose_colour)
def choose_colour(actor: Actor, area: Area, /, *, door: Door, colour: str, reason: str) -> DoorPlan:
    """Say how often one should look in; empty to have it worked out again."""
    if colour and colour not in {key for key, _when in book().classes}:
        raise BadInput(field="colour")
    if colour and not reason.strip():
        raise ReasonNeeded(field="reason")
    work_out([door.key])
    plan = DoorPlan.objects.get(dwelling_id=door.key)
    plan.chosen_colour, plan.chosen_why = colour, reason.strip() if colour else ""
    plan.save(update_fields=["chosen_colour", "chosen_why"])
    work_out([door.key])
    note(target=plan, area=area.code, colour=colour, reason=reason.strip())
    return DoorPlan.objects.get(pk=plan.pk)
