"""When somebody who had help moves, dies, or proves to be somebody else: orders, vouchers and places in a
room follow or end quietly, and whoever would come to the door hears of it.
"""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse

from linli.contexts.care import policies
from linli.contexts.care.commands import vouchers
from linli.contexts.care.commands.orders import cancel_day
from linli.contexts.care.commands.rooms import give_place_to_next
from linli.contexts.care.models import (
    Afternoon,
    Asking,
    Occasion,
    Offer,
    Opinion,
    Order,
    PickUp,
    Pupil,
    Room,
    Texting,
    Voucher,
)
from linli.kernel import clock, db
from linli.kernel.access.queries import holders, in_force
from linli.kernel.access.roles import COMMUNITY_MANAGER, PARTNER_STAFF
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.notices import post

NO_MORE = "不再需要"
"""The same words whatever happened: it is nobody's business at the door."""
AHEAD = ("waiting", "ordered", "accepted")


@command("care.help_ended", policies.is_linli)
def end_help(actor: Actor, community: Area, /, *, person: UUID) -> int:
    """Somebody moved away or died: nothing is brought any more, nobody calls, the room keeps no place."""
    n = _end_orders(Order.objects.filter(person=person, ended_on=None))
    unsettled = Occasion.objects.filter(order__person=person, is_settled=False)
    unsettled.update(is_settled=True, outcome_at=clock.now(), outcome_words=NO_MORE)
    for row in Voucher.objects.filter(person=person, returned_on=None).order_by("pk"):
        vouchers.end(actor, db.lock_row(Voucher, pk=row.pk), NO_MORE)
    _forget_answers(person)
    for pupil in Pupil.objects.filter(person=person, left_on=None).select_related("room__community"):
        _end_place(pupil)
        n += 1
    note(target=community, area=community.code, rows=n)
    return n


@command("care.help_followed", policies.is_linli)
def follow(actor: Actor, community: Area, /, *, person: UUID, area: Area) -> int:
    """Somebody moved to another door of ours: what still reaches that door comes there, the rest ends."""
    rows = list(Order.objects.filter(person=person, ended_on=None).select_related("offer__area"))
    reached = [row.pk for row in rows if area.code.startswith(row.offer.area.code)]
    Order.objects.filter(pk__in=reached).update(area=area)
    ahead = Occasion.objects.filter(order__in=reached, on__gte=clock.today(), state__in=AHEAD)
    ahead.update(area=area)
    n = _end_orders(row for row in rows if row.pk not in set(reached))
    Voucher.objects.filter(person=person, returned_on=None).update(area=area)
    elsewhere = Pupil.objects.filter(person=person, left_on=None).select_related("room__community")
    for pupil in elsewhere:
        if not area.code.startswith(pupil.room.community.code):
            _end_place(pupil)
    note(target=community, area=area.code, rows=len(reached) + n)
    return len(reached)


@command("care.help_merged", policies.is_linli)
def merge(actor: Actor, community: Area, /, *, gone: UUID, kept: UUID) -> int:
    """Two records were one person: help follows, and nothing comes twice."""
    double = Order.objects.filter(person=gone, ended_on=None).filter(
        offer__in=Order.objects.filter(person=kept, ended_on=None).values("offer")
    )
    _end_orders(double)
    rooms = Pupil.objects.filter(person=kept, left_on=None).values("room")
    for pupil in Pupil.objects.filter(person=gone, left_on=None, room__in=rooms).select_related("room"):
        _leave(pupil)
    _forget_answers(gone)
    n = Order.objects.filter(person=gone).update(person=kept)
    n += Pupil.objects.filter(person=gone).update(person=kept)
    n += Voucher.objects.filter(person=gone).update(person=kept)
    note(target=community, area=community.code, rows=n)
    return n


def forget_person(person: UUID) -> None:
    """Inside the command of an erasure: what was said goes; days and sums stay with the empty row of the
    register, because partners are still paid for them.
    """
    _end_orders(Order.objects.filter(person=person, ended_on=None))
    for order in Order.objects.filter(person=person).exclude(remarks=""):
        order.remarks = ""
        order.save(update_fields=["remarks"])
    said = Occasion.objects.filter(order__person=person)
    said.update(reason="", outcome_words="", is_settled=True)
    _forget_answers(person)
    pupils = Pupil.objects.filter(person=person)
    for pupil in pupils.filter(left_on=None).select_related("room__community"):
        _end_place(pupil)
    Afternoon.objects.filter(pupil__in=pupils.values("pk")).delete()
    PickUp.objects.filter(pupil__in=pupils.values("pk")).delete()
    pupils.delete()


def _end_orders(rows: Iterable[Order]) -> int:
    """The partner hears which door is no longer on its round."""
    n = 0
    for order in rows:
        offer = db.lock_row(Offer, pk=order.offer_id)
        ahead = Occasion.objects.filter(order=order, on__gte=clock.today(), state__in=AHEAD)
        days = list(ahead.order_by("on"))
        for one in days:
            cancel_day(one, offer, NO_MORE)
        Order.objects.filter(pk=order.pk).update(ended_on=clock.today())
        if days:
            _tell_partner(order, offer)
        n += 1
    return n


def _tell_partner(order: Order, offer: Offer) -> None:
    code = offer.community.code
    found = in_force().filter(role=PARTNER_STAFF, account__organisation=offer.partner_id)
    above = [code[:n] for n in range(1, len(code) + 1)]
    accounts = set(found.filter(area__code__in=above).values_list("account_id", flat=True))
    place = order.person.home.short_address if order.person.home else offer.name
    post.tell(
        accounts, "care.no_more_there", reverse("care:round", args=[offer.pk]), place=place, offer=offer.name
    )


def _forget_answers(person: UUID) -> None:
    """Nobody asks, and nobody calls back."""
    Asking.objects.filter(person=person).delete()
    Texting.objects.filter(person=person).delete()
    Opinion.objects.filter(call=person).update(call=None)


def _leave(pupil: Pupil) -> None:
    """The place goes to whoever waits first; a child that was missed is not asked after any more."""
    room = db.lock_row(Room, pk=pupil.room_id)
    missed = Afternoon.objects.filter(pupil=pupil, state="missing")
    missed.update(state="accounted", words=NO_MORE)
    pupil.left_on = clock.today()
    pupil.save(update_fields=["left_on"])
    give_place_to_next(room, pupil)


def _end_place(pupil: Pupil) -> None:
    _leave(pupil)
    room = pupil.room
    managers = set(holders(COMMUNITY_MANAGER, room.community.code).values_list("account_id", flat=True))
    told = {room.on_duty_id} if room.on_duty_id else managers
    post.tell(
        {one for one in told if one}, "care.pupil_gone", reverse("care:room", args=[room.pk]), room=room.name
    )
