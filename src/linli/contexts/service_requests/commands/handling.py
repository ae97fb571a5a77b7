"""Handling a request: the first word, progress, parts for others, more time, the result."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands.granting import end_pause
from linli.contexts.service_requests.commands.moving import Said, held, move
from linli.contexts.service_requests.models import Part, PartState, Photo, Request, Stage
from linli.contexts.service_requests.queries import words
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow
from linli.kernel.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Result:
    """What was done, and how one sees it."""

    answer: str
    before: tuple[tuple[UUID, str], ...] = ()
    after: tuple[tuple[UUID, str], ...] = ()
    without: str = ""
    """Why there is no picture."""


@command("service_requests.contacted", policies.may_handle)
def contact(actor: Actor, request: Request, /, *, words_said: str) -> Request:
    """The first word with whoever reported; for an anonymous request, a first word on its page."""
    row = held(request)
    if len(words_said.strip()) < 2:
        raise BadInput(_("请记下联系的情况，例如约好的时间。"), field="words_said")
    return move(actor, row, "contact", Said(words_said, is_shown=True), contacted_at=clock.now())


@command("service_requests.told", policies.may_handle)
def tell(actor: Actor, request: Request, /, *, words_said: str, is_shown: bool) -> Request:
    """Write down how far it is; the reporters read it when ``is_shown``."""
    if len(words_said.strip()) < 2:
        raise BadInput(_("请写明进展。"), field="words_said")
    return move(actor, held(request), "tell", Said(words_said, is_shown=is_shown))


@command("service_requests.shared", policies.may_handle)
def share(actor: Actor, request: Request, /, *, unit: Organisation, task: str, due_at: datetime) -> Request:
    """Ask another unit for a part; whoever received the request first keeps the lead."""
    row = held(request)
    if unit.pk == row.unit_id:
        raise BadInput(_("协办单位不能是牵头单位自己。"), field="unit")
    if len(task.strip()) < 2:
        raise BadInput(_("请写明要协办什么。"), field="task")
    if due_at <= clock.now():
        raise BadInput(_("要求完成的时间已经过了。"), field="due_at")
    Part.objects.create(request=row, unit=unit, words=task.strip(), at=clock.now(), due_at=due_at)
    return move(actor, row, "share", Said(task, to_unit=unit.pk))


@command("service_requests.part_finished", policies.may_do_part)
def finish_part(actor: Actor, part: Part, /, *, result: str) -> Part:
    """The unit that was asked says what it did."""
    if len(result.strip()) < 2:
        raise BadInput(_("请写明办理结果。"), field="result")
    row, mine = held(part.request), _open_part(part)
    mine.state, mine.result, mine.done_at = PartState.DONE, result.strip(), clock.now()
    mine.save(update_fields=["state", "result", "done_at"])
    move(actor, row, "finish_part", Said(result, unit=mine.unit_id))
    return mine


@command("service_requests.part_taken_back", policies.may_take_back)
def take_back_part(actor: Actor, part: Part, /, *, reason: str) -> Part:
    """The lead no longer needs it."""
    row, theirs = held(part.request), _open_part(part)
    theirs.state, theirs.result, theirs.done_at = PartState.TAKEN_BACK, reason.strip(), clock.now()
    theirs.save(update_fields=["state", "result", "done_at"])
    move(actor, row, "take_back_part", Said(reason, to_unit=theirs.unit_id))
    return theirs


def _open_part(part: Part) -> Part:
    mine = db.lock_row(Part, pk=part.pk)
    if mine.state != PartState.OPEN:
        raise NotAllowedNow
    return mine


@command("service_requests.extension_asked", policies.may_handle)
def ask_extension(actor: Actor, request: Request, /, *, days: int, reason: str) -> Request:
    """Ask for more working days, once."""
    row, most = held(request), words.rule("longest_extension_days")
    if not 1 <= days <= most:
        raise BadInput(_("延期最多 %(most)s 个工作日。"), field="days", most=most)
    if row.extended_days:
        raise NotAllowedNow(_("已经延期过一次。仍办不完，请申请挂账并说明原因。"))
    asked = {"what": "extension", "days": days, "words": reason.strip(), "by": actor.account_id}
    return move(actor, row, "ask_extension", Said(reason), asked=asked)


@command("service_requests.suspension_asked", policies.may_handle)
def ask_suspension(actor: Actor, request: Request, /, *, why: str, reason: str, review_on: date) -> Request:
    """Ask that the clock stand still, with a day to look again."""
    if why not in words.reasons("suspend"):
        raise BadInput(field="why")
    today, most = clock.today(), words.rule("longest_suspension_days")
    if not today < review_on <= today + timedelta(days=most):
        raise BadInput(_("复核日期应在明天到 %(most)s 天之内。"), field="review_on", most=most)
    asked = {
        "what": "suspension", "why": why, "review_on": review_on.isoformat(), "words": reason.strip(),
        "by": actor.account_id,
    }  # fmt: skip
    return move(actor, held(request), "ask_suspension", Said(reason), asked=asked)


@command("service_requests.resumed", policies.may_handle)
def resume(actor: Actor, request: Request, /, *, words_said: str) -> Request:
    """The clock runs again."""
    row = held(request)
    return move(actor, row, "resume", Said(words_said, is_shown=True), **end_pause(row))


@command("service_requests.result_reported", policies.may_handle)
def report_result(actor: Actor, request: Request, /, *, result: Result) -> Request:
    """Say what was done, with pictures or with the reason why there are none."""
    row = held(request)
    if len(result.answer.strip()) < 4:
        raise BadInput(_("请写明办理结果，诉求人会看到。"), field="answer")
    if not result.after and len(result.without.strip()) < 2:
        raise BadInput(_("请附办理后的照片；没有照片时写明原因。"), field="without")
    if row.parts.filter(state=PartState.OPEN).exists():
        raise NotAllowedNow(_("还有协办没有完成。请先等协办单位办完，或收回协办。"))
    staged = [(Stage.BEFORE, result.before), (Stage.AFTER, result.after)]
    Photo.objects.bulk_create(
        [
            Photo(request=row, file_id=f, digest=d, stage=stage, at=clock.now())
            for stage, files in staged
            for f, d in files
        ],
        ignore_conflicts=True,
    )
    note(photos=len(result.before) + len(result.after))
    said = Said(result.answer, clause=result.without.strip(), is_shown=True)
    return move(actor, row, "report", said, answer=result.answer.strip(), reported_at=clock.now())
