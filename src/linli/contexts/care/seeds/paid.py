"""Vouchers that some neighbours pay with, and the settlements of last month."""

from collections.abc import Sequence
from datetime import timedelta

from linli.contexts.care.commands import settlements, vouchers
from linli.contexts.care.models import Occasion, Order
from linli.contexts.care.queries.settlements import month_before, partners_of
from linli.contexts.care.queries.vouchers import left_of
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area

PAYING = 6
"""So many neighbours were given vouchers."""


def paid(place: Area, actor: Actor, eaters: Sequence[registry.Held]) -> None:
    """Meal vouchers since some weeks, some for bathing; last month settled with one partner, nearly so with
    another.
    """
    today, given_on = clock.today(), clock.today() - timedelta(days=40)
    people = [one.key for one in eaters[:PAYING]]
    with clock.standing_at(clock.at_noon(given_on)):
        until = today + timedelta(days=9)
        meals = vouchers.Gift("助餐券", "区民政局助餐补贴", 15000, until, ("meals",))
        vouchers.give(actor, place, told=meals, people=people)
        bath = vouchers.Gift("助浴券", "社区慈善基金", 12000, today + timedelta(days=40), ("bathing",))
        vouchers.give(actor, place, told=bath, people=people[:2])
    Order.objects.filter(person__in=people, offer__kind="meals").update(with_vouchers=True)
    done = Occasion.objects.filter(order__person__in=people, state="done", on__gte=given_on, on__lt=today)
    for row in done.select_related("offer", "order").order_by("on", "pk"):
        with clock.standing_at(clock.at_noon(row.on)):
            if left_of([row.order.person_id], row.offer.kind, row.on):
                vouchers.pay(actor, row)
    month = month_before(today)
    for number, (partner, _name) in enumerate(partners_of(place.code)):
        row_of = settlements.draw(actor, place, partner_id=partner, month=month)
        if number < 2:
            settlements.agree(actor, row_of, signed_by="王经理")
        if number == 0:
            settlements.approve(actor, row_of)
