"""What the time of keeping is over for goes, and the trail proves it."""

from datetime import date, timedelta

from django.db.models import Sum
from tests.builders.brought import TEST, meals, only, ordered, partner
from tests.builders.cared import grandmother
from tests.builders.vouched import gifted
from tests.builders.world import COMMUNITY

from linli.contexts.care import tasks
from linli.contexts.care.commands import forgetting, orders, rooms, settlements
from linli.contexts.care.models import Afternoon, Occasion, Order, PickUp, Pupil, Settlement, Voucher
from linli.contexts.registry import api as registry
from linli.kernel.audit.models import AuditEntry
from linli.kernel.upkeep.round import purge_rows


def proof(action: str) -> dict:
    return AuditEntry.objects.filter(action=action, area_code=COMMUNITY).order_by("-pk").first().detail


def test_orders_go_and_the_books_stay(world, clock) -> None:
    clock.forward(timedelta(hours=21))
    person, offer = grandmother(world), meals(world, weekdays=range(7))
    voucher = gifted(world, person, value_fen=700)
    row = ordered(offer, person, with_vouchers=True)
    meal = only(row)
    orders.step(TEST, meal, verb="hand_over")
    while clock.today().month == 3:
        clock.forward(timedelta(days=1))
    bill = settlements.draw(TEST, world.community, partner_id=partner().pk, month=date(2026, 3, 1))
    tasks.expire_vouchers()
    clock.forward(timedelta(days=365))
    fresh = ordered(offer, person, from_on=clock.today() + timedelta(days=1))
    assert tasks.forget_orders(clock.today() - timedelta(days=1095)) == 0
    assert tasks.forget_orders(clock.today() - timedelta(days=100)) == 3
    assert list(Order.objects.values_list("pk", flat=True)) == [fresh.pk]
    told = proof("care.orders_forgotten")
    assert (told["orders"], told["days"], told["vouchers"]) == (1, 1, 1)
    assert told["digest"] == forgetting.digest([row.pk, meal.pk])
    bill.refresh_from_db()
    sums = bill.lines.aggregate(a=Sum("own_fen"), b=Sum("voucher_fen"), c=Sum("public_fen"))
    assert (sums["a"], sums["b"], sums["c"]) == (800, 700, 0)
    assert bill.lines.get().occasion_id is None
    voucher = Voucher.objects.get(pk=voucher.pk)
    assert voucher.person_id is None
    assert voucher.entries.aggregate(n=Sum("fen"))["n"] == voucher.left_fen == 0


def test_children_and_their_afternoons_go(world, clock) -> None:
    told = rooms.Planned("课堂", 990, 1080, range(5), 5, clock.today(), clock.today() + timedelta(days=30))
    room = rooms.open_room(TEST, world.community, told=told)
    person = world.person("张小明", date(2017, 9, 1))
    given = rooms.Enrolled([0, 2], "妈妈", [rooms.Fetcher("妈妈", "母亲", "19900001111")])
    child = rooms.enrol(TEST, room, registry.card(TEST, person.pk), told=given)
    rooms.step(TEST, room, pupil=child, verb="arrive")
    clock.forward(timedelta(days=200))
    purge_rows()
    assert not Afternoon.objects.exists()
    assert Pupil.objects.exists()
    assert proof("care.afternoons_forgotten")["afternoons"] == 1
    clock.forward(timedelta(days=300))
    purge_rows()
    assert not Pupil.objects.exists()
    assert not PickUp.objects.exists()
    assert proof("care.pupils_forgotten")["pupils"] == 1
    assert proof("care.pupils_forgotten")["digest"] == forgetting.digest([child.pk])
    assert not Settlement.objects.exists()
    assert not Occasion.objects.exists()
