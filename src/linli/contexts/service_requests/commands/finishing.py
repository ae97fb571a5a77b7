"""After the result: review, the call back to every reporter, opening again, supervision."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands.moving import Said, held, move
from linli.contexts.service_requests.commands.sorting import give, still_to_ask
from linli.contexts.service_requests.models import Reporter, Request, Satisfied, Solved, State, Via
from linli.contexts.service_requests.queries import words
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded
from linli.kernel.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Judged:
    """What a reporter says of the result."""

    solved: str
    satisfied: str
    remark: str = ""


@command("service_requests.sent_back", policies.may_dispatch)
def send_back(actor: Actor, request: Request, /, *, reason: str) -> Request:
    """The result does not hold yet."""
    return move(actor, held(request), "send_back", Said(reason), reported_at=None)


@command("service_requests.accepted", policies.may_dispatch)
def accept(actor: Actor, request: Request, /) -> Request:
    """The result holds: ask those who reported."""
    return move(actor, held(request), "accept")


@command("service_requests.judged", policies.is_linli)
def judge(actor: Actor, reporter: Reporter, /, *, judged: Judged) -> Reporter:
    """A reporter answers for himself, through his link."""
    return _judge(actor, reporter, judged, Via.LINK)


@command("service_requests.judged", policies.may_call_back)
def judge_for(actor: Actor, reporter: Reporter, /, *, judged: Judged, via: str) -> Reporter:
    """Write down what a reporter said on the phone or at the counter."""
    if via not in (Via.PHONE, Via.COUNTER):
        raise BadInput(field="via")
    return _judge(actor, reporter, judged, via)


def _judge(actor: Actor, reporter: Reporter, judged: Judged, via: str) -> Reporter:
    if judged.solved not in Solved.values:
        raise BadInput(_("请选择问题是否解决。"), field="solved")
    if judged.satisfied not in Satisfied.values:
        raise BadInput(_("请选择是否满意。"), field="satisfied")
    row, mine = held(reporter.request), db.lock_row(Reporter, pk=reporter.pk)
    if row.state not in (State.CALLBACK, State.CLOSED, State.ANSWERED, State.DIVERTED):
        raise NotAllowedNow(_("这件事还在办理，办完后再请您评价。"))
    mine.solved, mine.satisfied, mine.via = judged.solved, judged.satisfied, via
    mine.remark, mine.answered_at = judged.remark.strip()[:500], clock.now()
    mine.save(update_fields=["solved", "satisfied", "via", "remark", "answered_at"])
    note(target=row, area=row.area.code, number=row.number, solved=judged.solved)
    if row.state == State.CALLBACK:
        _after_answers(actor, row)
    return mine


def _after_answers(actor: Actor, row: Request) -> None:
    """Nobody left to ask and everybody content: closed.  A "not solved" waits for a person to decide."""
    unsolved = row.reporters.filter(solved=Solved.NO, left_out_second=None).exists()
    if not unsolved and not still_to_ask(row):
        move(actor, row, "close", closed_at=clock.now())


@command("service_requests.not_reached", policies.may_call_back)
def not_reached(actor: Actor, reporter: Reporter, /) -> Reporter:
    """Called, nobody answered; after some calls it counts as not reached."""
    row, mine = held(reporter.request), db.lock_row(Reporter, pk=reporter.pk)
    if row.state != State.CALLBACK or mine.answered_at is not None:
        raise NotAllowedNow
    mine.calls += 1
    mine.save(update_fields=["calls"])
    note(target=row, area=row.area.code, number=row.number, calls=mine.calls)
    _after_answers(actor, row)
    return mine


@command("service_requests.reopened", policies.may_dispatch)
def reopen(actor: Actor, request: Request, /, *, reason: str) -> Request:
    """Not solved: once to the same unit with a new clock, the second time to the supervisor."""
    row = held(request)
    _still_open_to_doubt(row)
    if row.reopened:
        return move(actor, row, "supervise", Said(reason, is_shown=True), closed_at=None)
    if row.unit is None:
        raise NotAllowedNow(_("这件事没有派过单，请重新分类后派单。"))
    row.reporters.update(solved="", satisfied="", answered_at=None, via="", calls=0)
    row.reopened, row.closed_at, row.reported_at = 1, None, None
    row.save(update_fields=["reopened", "closed_at", "reported_at"])
    return give(actor, row, "reopen", Said(reason, to_unit=row.unit_id, is_shown=True), row.unit)


def _still_open_to_doubt(row: Request) -> None:
    days = words.rule("reopen_within_days")
    if row.closed_at is not None and clock.now() - row.closed_at > timedelta(days=days):
        raise NotAllowedNow(_("办结已超过 %(days)s 天。如果又出现了，请重新报事。"), days=days)


@command("service_requests.reconsidered", policies.may_dispatch)
def reconsider(actor: Actor, request: Request, /, *, reason: str) -> Request:
    """The answer did not do: it is sorted anew."""
    row = held(request)
    _still_open_to_doubt(row)
    return move(actor, row, "reconsider", Said(reason, is_shown=True), closed_at=None)


@command("service_requests.ordered", policies.may_supervise)
def order(actor: Actor, request: Request, /, *, unit: Organisation, reason: str) -> Request:
    """The supervisor says who does it, for good."""
    row = held(request)
    row.is_bound = True
    row.save(update_fields=["is_bound"])
    return give(actor, row, "order", Said(reason, to_unit=unit.pk), unit)


@command("service_requests.settled", policies.may_supervise)
def settle(actor: Actor, request: Request, /, *, reason: str) -> Request:
    """The supervisor explains to the reporters why no more can be done."""
    said = Said(reason, is_shown=True)
    return move(actor, held(request), "settle", said, answer=reason.strip(), closed_at=clock.now())


@command("service_requests.left_out", policies.may_call_back)
def leave_out(actor: Actor, reporter: Reporter, /, *, reason: str) -> Reporter:
    """Propose to leave an answer out of the rates (剔除); it holds once a second person agrees."""
    if len(reason.strip()) < 4:
        raise ReasonNeeded
    mine = db.lock_row(Reporter, pk=reporter.pk)
    if mine.left_out_second is not None:
        raise NotAllowedNow
    mine.left_out, mine.left_out_by = reason.strip()[:200], actor.account_id
    mine.save(update_fields=["left_out", "left_out_by"])
    note(target=mine.request, area=mine.request.area.code, number=mine.request.number, reason=mine.left_out)
    return mine


@command("service_requests.left_out_agreed", policies.may_agree)
def agree_leave_out(actor: Actor, reporter: Reporter, /, *, agrees: bool) -> Reporter:
    """The second person; not whoever proposed it."""
    mine = db.lock_row(Reporter, pk=reporter.pk)
    if not mine.left_out or mine.left_out_second is not None:
        raise NotAllowedNow
    if mine.left_out_by == actor.account_id:
        raise NotAllowedNow(_("自己提出的剔除不能自己同意，请另一位同事决定。"))
    if agrees:
        mine.left_out_second = actor.account_id
    else:
        mine.left_out, mine.left_out_by = "", None
    mine.save(update_fields=["left_out", "left_out_by", "left_out_second"])
    note(target=mine.request, area=mine.request.area.code, number=mine.request.number, agrees=agrees)
    return mine
