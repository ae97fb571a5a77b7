"""Sorting what came in: what it is about; answered at once, led elsewhere, merged, or given to a unit."""

from dataclasses import asdict

from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands.moving import Said, by, due_of, held, leave_trace, move
from linli.contexts.service_requests.models import Kind, Reporter, Request, State
from linli.contexts.service_requests.models.requests import OVER
from linli.contexts.service_requests.queries import words
from linli.engines.deadlines import Limit
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow
from linli.kernel.organisations.models import Organisation


@command("service_requests.classified", policies.may_dispatch)
def classify(
    actor: Actor, request: Request, /, *, category: str, kind: str, urgency: str, area: Area | None = None
) -> Request:
    """Say what a request is about; a person decides, whatever was suggested."""
    if category not in words.categories():
        raise BadInput(field="category")
    if kind not in Kind.values:
        raise BadInput(field="kind")
    if urgency not in words.urgencies():
        raise BadInput(field="urgency")
    row = held(request)
    return move(
        actor, row, "classify", category=category, kind=kind, urgency=urgency, area=_narrowed(row, area)
    )


def _narrowed(row: Request, area: Area | None) -> Area:
    """The place, put right within the same community."""
    if area is None:
        return row.area
    if area.code[:12] != row.area.code[:12]:
        raise BadInput(_("只能改到同一个社区里的地点。"), field="area")
    return area


@command("service_requests.answered", policies.may_dispatch)
def answer(actor: Actor, request: Request, /, *, answer: str) -> Request:
    """Answer an inquiry at once."""
    if len(answer.strip()) < 2:
        raise BadInput(_("请写明答复内容，诉求人会看到。"), field="answer")
    row = held(request)
    return move(actor, row, "answer", Said(answer, is_shown=True), answer=answer.strip())


@command("service_requests.diverted", policies.may_dispatch)
def divert(actor: Actor, request: Request, /, *, to: str, reason: str) -> Request:
    """Lead a request elsewhere, by one of the six classes, and tell the reporter where."""
    if to not in words.reasons("divert"):
        raise BadInput(field="to")
    said = Said(reason, is_shown=True)
    return move(actor, held(request), "divert", said, divert_to=to, answer=reason.strip())


@command("service_requests.dispatched", policies.may_dispatch)
def dispatch(actor: Actor, request: Request, /, *, unit: Organisation, words_to_unit: str = "") -> Request:
    """Give a request to the unit that leads; the reporter's clock starts now."""
    row = held(request)
    said = Said(words_to_unit, to_unit=unit.pk)
    return give(actor, row, "dispatch", said, unit)


def give(
    actor: Actor, row: Request, verb: str, said: Said, unit: Organisation, *, is_fresh: bool = True
) -> Request:
    """Put a request before a unit; a clock that runs is begun anew only when ``is_fresh``."""
    urgency = words.urgencies()[row.urgency]
    values: dict[str, object] = {
        "unit": unit, "sign_by": by(words.time_for("sign")), "contact_by": by(urgency.contact),
        "signed_at": None, "contacted_at": None,
    }  # fmt: skip
    if is_fresh or row.dispatched_at is None:
        limit = words.limit_of(row.category, row.urgency)
        row.dispatched_at, row.limit, row.extended_days = clock.now(), _as_data(limit), 0
        values |= {
            "dispatched_at": row.dispatched_at, "limit": row.limit, "due_at": due_of(row),
            "extended_days": 0, "rung": 0,
        }  # fmt: skip
    return move(actor, row, verb, said, **values)


def _as_data(limit: Limit) -> dict[str, int]:
    return {name: value for name, value in asdict(limit).items() if value}


@command("service_requests.merged", policies.may_merge)
def merge(actor: Actor, request: Request, lead: Request, /, *, words_to_reporters: str = "") -> Request:
    """The same matter: its reporters go over to the lead and hear what becomes of it there."""
    row, into = held(request), held(lead)
    if into.pk == row.pk or into.lead_id is not None or into.state in OVER:
        raise NotAllowedNow(_("这件事已经办结或并入别处，不能再并入。"))
    if row.area.code[:12] != into.area.code[:12]:
        raise BadInput(_("两件事不在同一个社区。"), field="lead")
    Reporter.objects.filter(request=row).update(request=into)
    for other in Request.objects.filter(lead=row):
        other.lead = into
        other.save(update_fields=["lead"])
    row = move(actor, row, "merge", Said(words_to_reporters, is_shown=True), lead=into, closed_at=clock.now())
    leave_trace(actor, into, into.state, "took_in", Said(row.number))
    return row


@command("service_requests.unmerged", policies.may_dispatch)
def unmerge(actor: Actor, request: Request, /, *, reason: str) -> Request:
    """Two matters after all: the request goes its own way again, with those who made it."""
    row = held(request)
    row = move(actor, row, "unmerge", Said(reason), lead=None, closed_at=None)
    Reporter.objects.filter(came_with=row).update(request=row)
    return row


@command("service_requests.shown", policies.may_dispatch)
def show(actor: Actor, request: Request, /, *, is_shown: bool) -> Request:
    """Let neighbours read the words and see the pictures, after a look that nothing personal is in them."""
    row = held(request)
    row.is_shown = is_shown
    row.save(update_fields=["is_shown"])
    note(target=row, area=row.area.code, number=row.number, shown=is_shown)
    return row


@command("service_requests.closed", policies.may_dispatch)
def close(actor: Actor, request: Request, /) -> Request:
    """It is done, and who could be asked was asked."""
    row = held(request)
    if row.state == State.CALLBACK and still_to_ask(row):
        raise NotAllowedNow(_("还有诉求人没有回访。请先回访，或记下联系不上。"))
    return move(actor, row, "close", closed_at=clock.now())


def still_to_ask(row: Request) -> int:
    """How many reporters have neither answered nor been called in vain often enough."""
    waiting = row.reporters.filter(answered_at=None, calls__lt=words.rule("callback_tries"))
    return sum(1 for one in waiting if one.is_reachable)
