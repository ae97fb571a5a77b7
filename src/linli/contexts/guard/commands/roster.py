"""Laying the roster of nights, giving a night to a colleague, taking one out."""

from datetime import date, timedelta

from django.db import IntegrityError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from linli.contexts.guard import policies
from linli.contexts.guard.models import Turn
from linli.contexts.guard.queries import people
from linli.contexts.guard.queries.rules import rules
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow
from linli.kernel.notices import post

LONGEST_DAYS = 62


@command("guard.turn_given", policies.may_lead)
def give(actor: Actor, community: Area, /, *, account_id: int, days: list[date]) -> int:
    """Put somebody on duty on some nights; nights that they have already are passed over."""
    if account_id not in people.holders_within(policies.RESPOND, community.code):
        raise BadInput(_("请从名单里选一位能接守护提醒的同事。"), field="account")
    if not days or min(days) < clock.today() or max(days) > clock.today() + timedelta(days=LONGEST_DAYS):
        raise BadInput(_("日期要在今天以后、两个月以内。"), field="first")
    held = Turn.objects.filter(community=community, on__in=days, ended_at=None)
    by_day: dict[date, set[int]] = {}
    for on, account in held.values_list("on", "account_id"):
        by_day.setdefault(on, set()).add(account)
    free = [day for day in days if account_id not in by_day.get(day, ())]
    if any(len(by_day.get(day, ())) >= int(rules()["roster"]["most"]) for day in free):
        raise BadInput(_("有一晚已经排满，请先减人。"), field="first")
    made = [
        Turn(
            community=community, on=d, account_id=account_id, made_by_id=actor.account_id, made_at=clock.now()
        )
        for d in free
    ]
    db.insert_all(Turn, made)
    note(target=community, area=community.code, nights=len(made))
    if made and account_id != actor.account_id:
        post.tell(
            [account_id], "guard.turn_given", _page(community), nights=len(made), first=min(free).isoformat()
        )
    return len(made)


@command("guard.turn_swapped", policies.may_swap)
def swap(actor: Actor, turn: Turn, /, *, account_id: int, reason: str = "") -> Turn:
    """A colleague takes the night; who had it stays on record."""
    row = db.lock_row(Turn, pk=turn.pk)
    _refuse_past(row)
    if account_id not in people.holders_within(policies.RESPOND, turn.community.code):
        raise BadInput(_("请从名单里选一位能接守护提醒的同事。"), field="account")
    if Turn.objects.filter(community=row.community_id, on=row.on, account=account_id, ended_at=None).exists():
        raise BadInput(_("这位同事这一晚已经在值班。"), field="account")
    _end(row, reason)
    try:
        made = Turn.objects.create(
            community_id=row.community_id, on=row.on, account_id=account_id, instead_of=row,
            made_by_id=actor.account_id, made_at=clock.now(),
        )  # fmt: skip
    except IntegrityError as twice:
        raise NotAllowedNow from twice
    note(target=made, area=turn.community.code, on=row.on)
    told = [key for key in (account_id, row.account_id) if key != actor.account_id]
    post.tell(told, "guard.turn_swapped", _page(turn.community), on=row.on.isoformat())
    return made


@command("guard.turn_ended", policies.may_swap)
def take_out(actor: Actor, turn: Turn, /, *, reason: str) -> Turn:
    """Nobody takes this night instead."""
    row = db.lock_row(Turn, pk=turn.pk)
    _refuse_past(row)
    _end(row, reason)
    note(target=row, area=turn.community.code, on=row.on, reason=reason)
    return row


def spread(first: date, nights: int, every: int) -> list[date]:
    """So many nights, each so many days after the one before."""
    return [first + timedelta(days=n * every) for n in range(nights)]


def _end(row: Turn, reason: str) -> None:
    row.ended_at, row.reason = clock.now(), reason.strip()[:100]
    row.save(update_fields=["ended_at", "reason"])


def _refuse_past(row: Turn) -> None:
    day = policies.duty_day(clock.now())
    if row.ended_at is not None or row.on < (day or clock.today()):
        raise NotAllowedNow


def _page(community: Area) -> str:
    return f"{reverse('guard:roster')}?place={community.code}"
