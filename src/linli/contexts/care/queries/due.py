"""What care wants done: cards to write or confirm, plans to talk over, families to see."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.care import policies
from linli.contexts.care.models import CareRecord, EmergencyCard
from linli.contexts.care.queries import concerns, holdings
from linli.contexts.care.queries.cards import due_on
from linli.contexts.care.queries.records import seen
from linli.contexts.care.queries.words import rules
from linli.kernel.actor import Actor
from linli.kernel.catalogue.manifest import Due

MOST = 1000
SOON = timedelta(days=7)
"""So early, work that can wait shows as coming."""


def due(actor: Actor, today: date, door: UUID | None = None) -> Iterator[Due]:
    """Cards and plans at the doors in one's area (at one door, when given); three queries."""
    if not actor.holds(policies.LOOK_AFTER):
        return
    rows = seen(actor, policies.LOOK_AFTER).filter(state="active", person__home__isnull=False)
    rows = rows.filter(person__home=door) if door else rows
    records = list(rows.order_by("review_on", "pk")[:MOST])
    cards = {
        card.record_id: card for card in EmergencyCard.objects.filter(record__in=records, closed_on=None)
    }
    for record in records:
        yield from _card(record, cards.get(record.pk), today)
        yield from _plan(record, today)
    yield from _held(actor, today, door)


def _card(record: CareRecord, card: EmergencyCard | None, today: date) -> Iterator[Due]:
    on = due_on(record, card)
    if on is None or on > today + SOON:
        return
    if card is None:
        why = _("%(name)s还没有应急联络卡：有急事找谁、钥匙在哪、吃什么药")
    elif card.doubted_on:
        why = _("走访时看到%(name)s的应急联络卡有不对的地方，请改过来")
    else:
        why = _("%(name)s的应急联络卡该再核对一次：都还对，点一下就好")
    yield _at_door(record, "card", _("应急联络卡"), why % {"name": record.person.name}, on, 40)


def _plan(record: CareRecord, today: date) -> Iterator[Due]:
    if record.review_on is None or record.review_on > today + SOON:
        return
    if record.plan:
        why = _("和%(name)s商量好的计划到日子了，看看哪些做到了、要不要改")
    else:
        why = _("刚开始照看%(name)s，商量一个计划：最想改变的一件小事是什么")
    yield _at_door(record, "plan", _("商量计划"), why % {"name": record.person.name}, record.review_on, 42)


def _at_door(record: CareRecord, what: str, title: str, why: str, on: date, priority: int) -> Due:
    home = record.person.home
    return Due(
        key=f"care-{what}:{record.pk}", title=title, why=why, due_on=on,
        address=reverse("care:record", args=[record.pk]), household=str(home.pk) if home else "",
        place=home.short_address if home else "", order=home.order if home else "",
        area_code=record.area.code, person=str(record.person_id), priority=priority,
    )  # fmt: skip


def _held(actor: Actor, today: date, door: UUID | None) -> Iterator[Due]:
    """Allowances to review and documents that expire; one query."""
    rows = holdings.seen(actor, policies.LOOK_AFTER).filter(holdings.soon(today), person__home__isnull=False)
    rows = rows.filter(person__home=door) if door else rows
    for row in rows.order_by("due_on")[:MOST]:
        words = {"name": row.person.name, "what": holdings.name_of(row.what)}
        why = (
            _("%(name)s的%(what)s该复核了，提前准备材料")
            if row.sort == "allowance"
            else _("%(name)s的%(what)s快到期，提醒换证")
        )
        home = row.person.home
        yield Due(
            key=f"care-held:{row.pk}", title=words["what"], why=why % words, due_on=row.due_on or today,
            address=reverse("care:holding_renew", args=[row.pk]), household=str(home.pk) if home else "",
            place=home.short_address if home else "", order=home.order if home else "",
            area_code=row.area.code, person=str(row.person_id), priority=44,
        )  # fmt: skip


def desk(actor: Actor, today: date) -> Iterator[Due]:
    """What cannot wait about a child; families who lost somebody: a quiet reminder to go and see them."""
    yield from concerns.desk(actor, today)
    since = today - timedelta(days=int(rules()["farewell"]["remind_days"]))
    rows = seen(actor, policies.LOOK_AFTER).filter(state="died", condoled_on=None, ended_on__gte=since)
    for record in rows.order_by("ended_on")[:MOST]:
        day = record.ended_on or today
        yield Due(
            key=f"care-farewell:{record.pk}", title=_("慰问%(name)s的家人") % {"name": record.person.name},
            why=_("我们照看的%(name)s走了，去看看家人，问问有什么要帮忙")
            % {"name": record.person.name},
            due_on=day + timedelta(days=3), address=reverse("care:record", args=[record.pk]),
        )  # fmt: skip
