"""Putting off, handing over, standing in, walking in an order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from linli.contexts.today import policies
from linli.contexts.today.models import Handover, Leave, Postponement, Route
from linli.kernel import clock
from linli.kernel.access import commands as access
from linli.kernel.access.roles import GRID_WORKER
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor, linli
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded

COVER = "代班"
LONGEST = 60
"""Days for which something may be put off when its plan says nothing."""


@dataclass(frozen=True, slots=True)
class Later:
    """What is put off, and how far it may be."""

    key: str
    household: str
    most_days: int | None = None


@command("today.postponed", policies.may_postpone)
def postpone(actor: Actor, area_code: str, /, *, what: Later, until: date, reason: str) -> Postponement:
    """Put one thing off; it shows again on that day."""
    if not reason.strip():
        raise ReasonNeeded(field="more")
    today, most = clock.today(), what.most_days or LONGEST
    if until <= today:
        raise BadInput(_("请选今天以后的日期。"), field="until")
    if until > today + timedelta(days=most):
        raise BadInput(_("这件事最多推后 %(days)s 天。"), field="until", days=most)
    row, _made = Postponement.objects.update_or_create(
        key=what.key,
        defaults={
            "household": what.household, "area_code": area_code, "until": until, "at": clock.now(),
            "reason": reason.strip(), "account_id": actor.account_id,
        },
    )  # fmt: skip
    note(target=row, area=area_code, reason=reason.strip(), until=until)
    return row


@command("today.postponement_undone", policies.may_take_back)
def take_back(actor: Actor, postponement: Postponement, /) -> None:
    """Show it again now."""
    note(target=postponement, area=postponement.area_code)
    postponement.delete()


@dataclass(frozen=True, slots=True)
class Handed:
    """A door, and who goes there how long."""

    household: str
    to: Account
    until_on: date
    reason: str


@command("today.handed_over", policies.may_postpone)
def hand_over(actor: Actor, area_code: str, /, *, handed: Handed) -> Handover:
    """A colleague goes to a door until a day."""
    if not handed.reason.strip():
        raise ReasonNeeded
    today = clock.today()
    if not today <= handed.until_on <= today + timedelta(days=LONGEST):
        raise BadInput(_("请选今天起 %(days)s 天内的日期。"), field="until_on", days=LONGEST)
    if handed.to.pk == actor.account_id:
        raise BadInput(_("不用交给自己。"), field="to")
    Handover.objects.filter(household=handed.household, ended_at=None).update(ended_at=clock.now())
    row = Handover.objects.create(
        household=handed.household, area_code=area_code, to=handed.to, by_id=actor.account_id or 0,
        reason=handed.reason.strip(), from_on=today, until_on=handed.until_on, at=clock.now(),
    )  # fmt: skip
    note(target=row, area=area_code, reason=row.reason, until=handed.until_on)
    return row


@command("today.handed_back", policies.may_end_handover)
def hand_back(actor: Actor, handover: Handover, /) -> Handover:
    """The door is its own worker's again."""
    if handover.ended_at is not None:
        raise NotAllowedNow
    handover.ended_at = clock.now()
    handover.save(update_fields=["ended_at"])
    note(area=handover.area_code)
    return handover


@dataclass(frozen=True, slots=True)
class Away:
    """Who is away when, and who stands in."""

    account: Account
    from_on: date
    until_on: date
    cover: Account | None = None


@command("today.leave_planned", policies.may_plan_leave)
def plan_leave(actor: Actor, area: Area, /, *, away: Away) -> Leave:
    """Somebody is away from a grid; whoever stands in is granted the grid for these days."""
    if away.until_on < away.from_on or away.until_on < clock.today():
        raise BadInput(_("结束日期要在开始日期之后，也不能早于今天。"), field="until_on")
    if away.cover is not None and away.cover.pk == away.account.pk:
        raise BadInput(_("代班的人不能是本人。"), field="cover")
    row = Leave.objects.create(
        account=away.account, area=area, cover=away.cover, from_on=away.from_on, until_on=away.until_on,
        at=clock.now(),
    )  # fmt: skip
    if away.cover is not None:
        days = (away.from_on, away.until_on)
        access.cover(linli("today"), away.cover.pk, area, role=GRID_WORKER, days=days, reason=COVER)
    note(target=row, area=area.code, from_on=away.from_on, until_on=away.until_on)
    return row


@command("today.leave_ended", policies.may_end_leave)
def end_leave(actor: Actor, leave: Leave, /) -> Leave:
    """Back sooner, or written down by mistake; whoever stood in no longer does."""
    if leave.ended_at is not None:
        raise NotAllowedNow
    leave.ended_at = clock.now()
    leave.save(update_fields=["ended_at"])
    if leave.cover_id is not None:
        access.end_cover(linli("today"), leave.cover_id, leave.area, from_on=leave.from_on)
    note(area=leave.area.code)
    return leave


@command("today.route_kept", policies.may_order)
def keep_route(actor: Actor, /, *, doors: Sequence[str], comes_back: bool = True) -> Route:
    """Remember the order of today's doors; how far that is, nobody keeps."""
    row = _kept(actor.account_id or 0, doors, comes_back=comes_back)
    note(target=row, doors=len(doors))
    return row


@command("today.route_laid", policies.is_linli)
def lay_route(actor: Actor, account_id: int, /, *, doors: Sequence[str], comes_back: bool = True) -> Route:
    """Lay a worker's doors in walking order before the day begins; the worker may change it."""
    row = _kept(account_id, doors, comes_back=comes_back)
    note(target=row, doors=len(doors))
    return row


def _kept(account_id: int, doors: Sequence[str], *, comes_back: bool) -> Route:
    row, _made = Route.objects.update_or_create(
        account_id=account_id,
        defaults={"on": clock.today(), "doors": list(doors), "comes_back": comes_back},
    )
    return row
