"""Signing, saying "not ours", and deciding who answers for a request."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands.moving import Said, held, move
from linli.contexts.service_requests.commands.sorting import give
from linli.contexts.service_requests.models import Hop, Request
from linli.contexts.service_requests.queries import words
from linli.engines.deadlines import due_at
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.commands import command
from linli.kernel.errors import BadInput, NotAllowedNow
from linli.kernel.organisations.models import Organisation
from linli.kernel.workdays.calendar import work_calendar

OBJECTIONS = ("object", "object_again")
GIVING = ("dispatch", "redirect", "arbitrate", "reopen", "order")


@command("service_requests.signed", policies.may_handle)
def sign(actor: Actor, request: Request, /) -> Request:
    """The unit has seen it."""
    return move(actor, held(request), "sign", signed_at=clock.now())


@command("service_requests.objected", policies.may_handle)
def object_to(
    actor: Actor, request: Request, /, *, why: str, words_of_unit: str, clause: str, proposed: Organisation
) -> Request:
    """Say "not ours", with the clause and the unit that should have it; next time an arbiter decides."""
    if why not in words.reasons("object"):
        raise BadInput(field="why")
    if len(clause.strip()) < 2:
        raise BadInput(_("请写明依据的条款，例如职责清单第几项。"), field="clause")
    row = held(request)
    if row.is_bound:
        raise NotAllowedNow(_("承办单位已经裁定，不能再退。确有困难请申请挂账或协办。"))
    if proposed.pk == row.unit_id:
        raise BadInput(_("请写明应当由哪个单位办理，不能是本单位。"), field="proposed")
    if clock.now() > returnable_until(row):
        raise NotAllowedNow(_("退单时限已过。请继续办理；需要时可以请其他单位协办。"))
    mine = row.hops.filter(verb__in=OBJECTIONS, unit_id=row.unit_id).count()
    if mine >= words.rule("returns_per_unit"):
        raise NotAllowedNow(_("每个单位对同一件事只能提一次异议。"))
    verb = "object_again" if row.hops.filter(verb__in=OBJECTIONS).exists() else "object"
    label = words.reasons("object")[why].name
    return move(actor, row, verb, Said(f"{label}：{words_of_unit.strip()}", clause, proposed.pk))


def returnable_until(row: Request) -> datetime:
    """Until when the unit that has it now may object: some working hours after it was given it."""
    given: Hop | None = row.hops.filter(verb__in=GIVING).order_by("-at", "-pk").first()
    since = timezone.localtime(given.at if given else row.since)
    end = due_at(since, words.time_for("return"), work_calendar())
    return end or since


@command("service_requests.redirected", policies.may_dispatch)
def redirect(
    actor: Actor, request: Request, /, *, unit: Organisation, reason: str, is_fresh: bool = False
) -> Request:
    """The objection holds: another unit; the reporter's clock runs on unless a person begins it anew."""
    said = Said(reason, to_unit=unit.pk)
    return give(actor, held(request), "redirect", said, unit, is_fresh=is_fresh)


@command("service_requests.upheld", policies.may_dispatch)
def uphold(actor: Actor, request: Request, /, *, reason: str, clause: str = "") -> Request:
    """The objection does not hold: the unit keeps it, and it counts as signed."""
    row = held(request)
    return move(actor, row, "uphold", Said(reason, clause), signed_at=row.signed_at or clock.now())


@command("service_requests.arbitrated", policies.may_arbitrate)
def arbitrate(actor: Actor, request: Request, /, *, unit: Organisation, reason: str, clause: str) -> Request:
    """Decide who answers for it, for good; not by whoever gave it out before."""
    row = held(request)
    if row.hops.filter(verb__in=("dispatch", "redirect"), account_id=actor.account_id).exists():
        raise NotAllowedNow(_("派单的人不能自己裁定，请另一位有裁定权限的同事决定。"))
    if len(clause.strip()) < 2:
        raise BadInput(_("请写明裁定依据。"), field="clause")
    row.is_bound = True
    row.save(update_fields=["is_bound"])
    return give(actor, row, "arbitrate", Said(reason, clause, unit.pk), unit, is_fresh=False)
