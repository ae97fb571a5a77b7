"""Allowances and documents: taken down, renewed, ended."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.care import policies
from linli.contexts.care.models import Holding
from linli.contexts.care.queries.words import rules
from linli.contexts.registry import api as registry
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.areas.queries import community_of
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded


@dataclass(frozen=True, slots=True)
class HoldingTold:
    """What somebody holds."""

    what: str
    amount: Decimal | None = None
    since_on: date | None = None
    due_on: date | None = None


@command("care.holding_noted", policies.may_take_up)
def hold(actor: Actor, held: registry.Held, /, *, told: HoldingTold) -> Holding:
    """Take down an allowance or a document."""
    sort = _sort(told.what)
    if Holding.objects.filter(person=held.key, what=told.what, ended_on=None).exists():
        raise BadInput(_("已经登记过了，请在原来那条上改。"), field="what")
    if told.since_on is not None and told.since_on > clock.today():
        raise BadInput(_("开始日期要在今天以前。"), field="since_on")
    made = Holding.objects.create(
        person_id=held.key, community=community_of(held.area_code),
        area=Area.objects.get(code=held.area_code), sort=sort, what=told.what,
        amount=told.amount if sort == Holding.Sort.ALLOWANCE else None, since_on=told.since_on,
        due_on=told.due_on, account_id=actor.account_id,
    )  # fmt: skip
    note(target=made, area=held.area_code, what=told.what)
    return made


@command("care.holding_renewed", policies.may_change_holding)
def renew(
    actor: Actor, holding: Holding, /, *, due_on: date | None, amount: Decimal | None = None
) -> Holding:
    """It was reviewed, or renewed: the next day on which to look at it."""
    row = _open(holding)
    if due_on is not None and due_on <= clock.today():
        raise BadInput(_("下一次日期要在今天以后。"), field="due_on")
    row.due_on, row.account_id = due_on, actor.account_id
    row.amount = amount if row.sort == Holding.Sort.ALLOWANCE else None
    row.save(update_fields=["due_on", "amount", "account_id"])
    note(target=row, area=holding.area.code, what=row.what)
    return row


@command("care.holding_ended", policies.may_change_holding)
def end(actor: Actor, holding: Holding, /, *, on: date, reason: str) -> Holding:
    """It is held no longer."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    row = _open(holding)
    if on > clock.today() or (row.since_on is not None and on < row.since_on):
        raise BadInput(_("结束日期要在开始之后、今天以前。"), field="on")
    row.ended_on, row.reason = on, reason.strip()
    row.save(update_fields=["ended_on", "reason"])
    note(target=row, area=holding.area.code, reason=reason.strip(), what=row.what)
    return row


@command("care.holdings_ended", policies.is_linli)
def part_with(actor: Actor, community: Area, /, *, person: UUID, on: date, why: str) -> int:
    """What somebody held who moved away or died."""
    ended = Holding.objects.filter(person=person, ended_on=None).update(ended_on=on, reason=why[:100])
    note(target=community, area=community.code, rows=ended)
    return ended


@command("care.holdings_followed", policies.is_linli)
def follow(actor: Actor, area: Area, /, *, person: UUID, kept: UUID | None = None) -> int:
    """Somebody moved to another door of ours, or proved to be somebody else of the register."""
    rows = Holding.objects.filter(person=person)
    if kept is None:
        moved = rows.update(area=area, community=community_of(area.code))
    else:
        double = Holding.objects.filter(person=kept, ended_on=None).values("what")
        rows.filter(ended_on=None, what__in=double).update(ended_on=clock.today(), reason=MERGED)
        moved = rows.update(person=kept)
    note(target=area, area=area.code, rows=moved)
    return moved


MERGED = "两份居民记录合并"
"""Kept with the row, in the language of its papers."""


def _open(holding: Holding) -> Holding:
    row = db.lock_row(Holding, pk=holding.pk)
    if row.ended_on is not None:
        raise NotAllowedNow
    return row


def _sort(what: str) -> str:
    pack = rules()
    for sort in Holding.Sort.values:
        if what in pack[sort]:
            return sort
    raise BadInput(_("请选一种待遇或证件。"), field="what")
