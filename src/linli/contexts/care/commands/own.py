"""Ordering and cancelling by residents themselves, and by a relative where the person agreed."""

from linli.contexts.care import policies
from linli.contexts.care.commands.orders import Wanted, cancel_day, place_order
from linli.contexts.care.commands.records import did
from linli.contexts.care.models import CareRecord, FamilyLink, Occasion, Offer, Order
from linli.contexts.care.queries import offers
from linli.contexts.registry import api as registry
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import NotAllowedNow, OutsideYourArea

BY_SELF, BY_FAMILY = "居民自己取消", "家人取消"


@command("care.ordered_own", policies.may_order_own)
def order(actor: Actor, offer: Offer, held: registry.Held, /, *, told: Wanted) -> Order:
    """A resident orders for himself or somebody of the household."""
    made, days = place_order(actor, offer, held, told)
    note(target=made, area=held.area_code, days=days)
    return made


@command("care.ordered_by_family", policies.is_linli)
def order_by_family(
    actor: Actor, link: FamilyLink, offer: Offer, held: registry.Held, /, *, told: Wanted
) -> Order:
    """A relative orders, because the person agreed to that."""
    row = db.lock_row(FamilyLink, pk=link.pk)
    if row.ended_at is not None or not row.may_order or row.until_on < clock.today():
        raise OutsideYourArea
    if held.key != link.record.person_id or not held.area_code.startswith(offer.area.code):
        raise OutsideYourArea
    made, days = place_order(actor, offer, held, told)
    note(target=made, area=held.area_code, days=days, link=str(link.pk))
    return made


@command("care.cancelled_own", policies.may_change_own)
def cancel(actor: Actor, order: Order, /, *, occasion: Occasion, by: str = BY_SELF) -> Occasion:
    """Not on this day; in time alone, afterwards one calls the community."""
    offer = db.lock_row(Offer, pk=order.offer_id)
    row = db.lock_row(Occasion, pk=occasion.pk, order=order)
    if row.on < clock.today() or offers.is_late(offer.kind, row.on):
        raise NotAllowedNow
    cancel_day(row, offer, by)
    note(target=row, area=order.area.code)
    return row


@command("care.cancelled_own", policies.may_change_own)
def end(actor: Actor, order: Order, /) -> Order:
    """No more from now on; what can no longer be cancelled still comes."""
    offer = db.lock_row(Offer, pk=order.offer_id)
    row = db.lock_row(Order, pk=order.pk)
    if row.ended_on:
        raise NotAllowedNow
    ahead = Occasion.objects.filter(
        order=row, on__gte=clock.today(), state__in=("waiting", "ordered", "accepted")
    )
    for one in ahead.order_by("on"):
        if not offers.is_late(offer.kind, one.on):
            cancel_day(one, offer, BY_SELF)
    row.ended_on = clock.today()
    row.save(update_fields=["ended_on"])
    note(target=row, area=order.area.code)
    return row


@command("care.family_ordering_set", policies.may_change)
def set_ordering(actor: Actor, record: CareRecord, /, *, link: FamilyLink, may: bool) -> FamilyLink:
    """The person agrees that a relative orders, or no longer does."""
    row = db.lock_row(FamilyLink, pk=link.pk)
    if row.ended_at is not None or row.may_order == may:
        raise NotAllowedNow
    row.may_order = may
    row.save(update_fields=["may_order"])
    did(actor, record, "family_may_order" if may else "family_no_order")
    note(target=row, area=record.area.code, may=may)
    return row
