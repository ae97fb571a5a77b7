"""Vouchers: given, spent at the door, refunded, ended, taken back; a ledger that adds up to the fen."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders.brought import TEST, meals, only, ordered, rider
from tests.builders.cared import grandmother, looked_after
from tests.builders.vouched import gift, gifted

from linli.contexts.care import tasks
from linli.contexts.care.commands import orders
from linli.contexts.care.commands import vouchers as commands
from linli.contexts.care.models import Occasion, Voucher, VoucherEntry, VoucherRun
from linli.contexts.care.queries import vouchers as queries
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea, ReasonNeeded


def adds_up(row: Voucher) -> bool:
    row.refresh_from_db()
    total = row.entries.aggregate(n=Sum("fen"))["n"]
    return total == row.left_fen >= 0


def served(offer, person, **more) -> Occasion:
    row = only(ordered(offer, person, **more))
    orders.step(TEST, row, verb="hand_over")
    row.refresh_from_db()
    return row


@pytest.fixture
def lunch(world):
    return meals(world, weekdays=range(7), price_fen=1500)


@pytest.fixture(autouse=True)
def early(request):
    """Seven in the morning: before the hour of ordering."""
    if "committed_world" not in request.fixturenames:
        clock = request.getfixturevalue("clock")
        clock.forward(timedelta(hours=21))


def test_from_giving_to_the_door_to_the_last_fen(world, clock, lunch) -> None:
    person = grandmother(world)
    looked_after(person)
    other = grandmother(world, "王强", number="302")
    looked_after(other)
    manager = world.client("community_manager")
    form = reverse("care:vouchers_give", args=[world.community.code])
    told = {
        "name": "助餐券", "value": "20", "until_on": clock.today() + timedelta(days=10), "payer": "区民政局",
        "classes": ["alone_80"], "kinds": ["meals"], "nonce": "n-1",
    }  # fmt: skip
    page = manager.post(form, {**told, "look": "1"}).content.decode()
    assert "名单上 2 位" in page
    assert "王强" in page
    assert not Voucher.objects.exists()
    sent = {**told, "give": "1", "people": [str(person.pk)]}
    assert manager.post(form, sent).status_code == 303
    assert manager.post(form, sent).status_code == 303  # a double click gives once
    row = Voucher.objects.get()
    assert (row.person_id, row.left_fen) == (person.pk, 2000)
    # Ordered with vouchers: the first meal is paid wholly, the second in part, the rest at the door.
    worker = world.client("grid_worker", world.grid1)
    door = worker.get(reverse("care:door_orders", args=[person.home_id])).content.decode()
    assert "消费券还有 20 元" in door
    asked = reverse("care:order", args=[person.pk, lunch.pk])
    assert "现在能用的券还有 20 元" in worker.get(asked).content.decode()
    days = {
        "rhythm": "daily", "from_on": clock.today(), "until_on": clock.today() + timedelta(days=2),
        "tariff": "full", "channel": "door", "with_vouchers": "on",
    }  # fmt: skip
    assert worker.post(asked, days).status_code == 303
    browser = rider(world)
    round_page = reverse("care:round", args=[lunch.pk])
    assert "券付 15 元" in browser.get(round_page).content.decode()
    first = Occasion.objects.order_by("on").first()
    assert browser.post(reverse("care:tick", args=[first.pk, "hand_over"])).status_code == 303
    assert adds_up(row)
    assert row.left_fen == 500
    # A slip of the finger: the money is back, and spent again.
    browser.post(reverse("care:tick", args=[first.pk, "take_back"]))
    assert adds_up(row)
    assert row.left_fen == 2000
    browser.post(reverse("care:tick", args=[first.pk, "hand_over"]))
    clock.forward(timedelta(days=1))
    second = Occasion.objects.order_by("on")[1]
    page = browser.get(round_page).content.decode()
    assert "收 10 元" in page
    assert "券付 5 元" in page
    browser.post(reverse("care:tick", args=[second.pk, "hand_over"]))
    assert adds_up(row)
    assert row.left_fen == 0
    second.refresh_from_db()
    assert second.voucher_fen == 500
    ledger = manager.get(reverse("care:voucher", args=[row.pk])).content.decode()
    for words in ("发放", "付了服务", "没有服务成，退回券里", "余 0 元"):
        assert words in ledger
    listed = manager.get(reverse("care:vouchers"), {"state": "used"}).content.decode()
    assert "发出 20 元 = 用掉 20 元 + 作废或收回 0 元 + 还剩 0 元" in listed


def test_shown_on_paper_after_the_meal(world, clock, lunch) -> None:
    person = grandmother(world)
    row = gifted(world, person, value_fen=800)
    meal = served(lunch, person)
    assert meal.voucher_fen == 0
    browser = rider(world)
    pay = reverse("care:occasion_voucher", args=[meal.pk, "pay"])
    assert browser.post(pay).status_code == 303
    meal.refresh_from_db()
    assert meal.voucher_fen == 800
    assert "没有能付" in browser.post(pay, follow=True).content.decode()
    assert browser.post(reverse("care:occasion_voucher", args=[meal.pk, "unpay"])).status_code == 303
    assert adds_up(row)
    assert row.left_fen == 800
    assert browser.post(reverse("care:occasion_voucher", args=[meal.pk, "burn"])).status_code == 404
    stranger = world.client("grid_worker", world.grid2)
    assert stranger.post(pay).status_code == 404
    printed = world.client("grid_worker", world.grid1).post(
        reverse("care:voucher_slips"), {"voucher": str(row.pk)}
    )
    assert printed["Content-Type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF")
    assert stranger.post(reverse("care:voucher_slips"), {"voucher": str(row.pk)}).status_code == 303
    assert stranger.post(reverse("care:voucher_slips"), {"voucher": "x"}).status_code == 404


def test_only_for_its_kinds_in_its_time_the_soonest_end_first(world, clock, lunch) -> None:
    person = grandmother(world)
    late = gifted(world, person, value_fen=1000, until_on=clock.today() + timedelta(days=20))
    soon = gifted(world, person, value_fen=1000, until_on=clock.today() + timedelta(days=1))
    gifted(world, person, value_fen=1000, kinds=["bathing"])
    served(lunch, person, with_vouchers=True)
    for row in (late, soon):
        assert adds_up(row)
    assert (soon.left_fen, late.left_fen) == (0, 500)
    clock.forward(timedelta(days=21))
    assert tasks.expire_vouchers() == 1
    assert tasks.expire_vouchers() == 0
    assert adds_up(late)
    assert late.left_fen == 0
    assert queries.left_of([person.pk], "meals", clock.today()) == {}
    books = queries.books(Voucher.objects.all())
    assert books.given == books.spent + books.ended + books.left == 3000


def test_taken_back_with_a_reason(world, clock, lunch) -> None:
    person = grandmother(world)
    row = gifted(world, person, value_fen=2000)
    served(lunch, person, with_vouchers=True)
    page = reverse("care:voucher_return", args=[row.pk])
    assert world.client("grid_worker", world.grid1).get(page).status_code == 403
    manager = world.client("community_manager")
    assert manager.post(page, {"reason": ""}).status_code == 422
    assert manager.post(page, {"reason": "本人不需要"}).status_code == 303
    assert adds_up(row)
    assert (row.left_fen, row.returned_on) == (0, clock.today())
    with pytest.raises(NotAllowedNow):
        commands.take_back(TEST, row, reason="再来一次")
    with pytest.raises(ReasonNeeded):
        commands.take_back(TEST, row, reason=" ")
    # A refund goes back into it even so, and nothing is lost.
    meal = Occasion.objects.get()
    orders.step(TEST, meal, verb="take_back")
    assert adds_up(row)


def test_what_cannot_be_given(world, clock) -> None:
    person = grandmother(world)
    for wrong in (
        {"name": " "}, {"value_fen": 0}, {"value_fen": 80_001},
        {"until_on": clock.today() - timedelta(days=1)},
        {"until_on": clock.today() + timedelta(days=800)}, {"kinds": ["gold"]},
    ):  # fmt: skip
        with pytest.raises(BadInput):
            commands.give(TEST, world.community, told=gift(**wrong), people=[person.pk])
    with pytest.raises(BadInput):
        commands.give(TEST, world.community, told=gift(), people=[])
    with pytest.raises(BadInput):
        commands.give(TEST, world.other_community, told=gift(), people=[person.pk])
    commands.give(TEST, world.community, told=gift(value_fen=50_000), people=[person.pk])
    with pytest.raises(BadInput):  # more than a month allows
        commands.give(TEST, world.community, told=gift(value_fen=40_000), people=[person.pk])
    clock.forward(timedelta(days=31))
    commands.give(TEST, world.community, told=gift(value_fen=40_000), people=[person.pk])
    assert VoucherRun.objects.count() == 2
    form = reverse("care:voucher_give_one", args=[person.pk])
    manager = world.client("community_manager")
    told = {"name": "券", "value": "10", "until_on": "2026-02-31", "payer": "街道", "nonce": "a"}
    assert manager.post(form, told).status_code == 422
    assert manager.post(form, {**told, "until_on": clock.today(), "value": "9000"}).status_code == 422
    assert manager.post(form, {**told, "until_on": clock.today()}).status_code == 303
    assert Voucher.objects.count() == 3


ROLES = [
    ("community_manager", "community", 200, 200),
    ("counter_clerk", "community", 200, 403),
    ("grid_worker", "grid1", 200, 403),
    ("grid_worker", "grid2", 404, 403),
    ("community_manager", "other_community", 404, 404),
    ("subdistrict_officer", "subdistrict", 403, 403),
    ("auditor", "community", 403, 403),
]


@pytest.mark.parametrize(("role", "place", "look", "give"), ROLES)
def test_who_sees_and_who_gives(world, role, place, look, give) -> None:
    row = gifted(world, grandmother(world))
    browser = world.client(role, getattr(world, place))
    assert browser.get(reverse("care:voucher", args=[row.pk])).status_code == look
    assert browser.get(reverse("care:vouchers_give", args=[world.community.code])).status_code == give
    assert browser.get(reverse("care:voucher_return", args=[row.pk])).status_code == give
    actor = world.actor(role, getattr(world, place))
    if give != 200:
        with pytest.raises((NotAllowed, OutsideYourArea)):
            commands.take_back(actor, row, reason="不需要")


def test_the_list_costs_the_same_with_more_rows(world, lunch) -> None:
    browser = world.client("community_manager")

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert browser.get(reverse("care:vouchers")).status_code == 200
            assert browser.get(reverse("care:round", args=[lunch.pk])).status_code == 200
        return len(found)

    def more(n: int) -> None:
        person = grandmother(world, f"李{n}", number=f"{n}01")
        gifted(world, person)
        ordered(lunch, person, with_vouchers=True)

    more(3)
    few = cost()
    for n in range(4, 9):
        more(n)
    assert cost() == few


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["spend", "refund", "end"])), max_size=12))
def test_whatever_happens_the_ledger_adds_up(world, clock, lunch, deeds) -> None:
    from linli.kernel import db

    VoucherEntry.objects.all().delete()
    Voucher.objects.all().delete()
    Occasion.objects.all().delete()
    person = grandmother(world, f"李{len(Voucher.objects.all())}", number="501")
    rows = [gifted(world, person, value_fen=700 + 300 * n) for n in range(3)]
    row = ordered(lunch, person, until_on=clock.today() + timedelta(days=2), rhythm="daily")
    meals_of_days = list(Occasion.objects.filter(order=row).order_by("on"))
    Occasion.objects.filter(order=row).update(state="done")
    for at, deed in deeds:
        with db.write():
            meal = Occasion.objects.select_related("order", "offer").get(pk=meals_of_days[at].pk)
            if deed == "spend":
                commands.spend(TEST, meal)
            elif deed == "refund":
                commands.refund(TEST, meal)
            elif deed == "end":
                commands.end(TEST, Voucher.objects.get(pk=rows[at].pk), "试")
    for one in rows:
        assert adds_up(one)
    spent = -sum(e.fen for e in VoucherEntry.objects.filter(kind__in=("spent", "refunded"), voucher__in=rows))
    assert spent == sum(one.voucher_fen for one in Occasion.objects.filter(order=row))


def test_the_database_itself_refuses_less_than_nothing(world) -> None:
    row = gifted(world, grandmother(world), value_fen=500)
    with pytest.raises(IntegrityError):
        Voucher.objects.filter(pk=row.pk).update(left_fen=501)


def test_two_doors_at_once_never_spend_the_same_fen(committed_world) -> None:
    from linli.kernel import clock

    world = committed_world
    offer = meals(world, weekdays=range(7), price_fen=1500)
    other = meals(world, weekdays=range(7), price_fen=1500, name="晚餐")
    person = grandmother(world)
    row = gifted(world, person, value_fen=2000)
    day = clock.today() + timedelta(days=1)
    found = [only(ordered(one, person, from_on=day, until_on=day)) for one in (offer, other)]
    Occasion.objects.update(state="done")
    gate, faults = threading.Barrier(2), []
    now = clock.now()

    def go(meal: Occasion) -> None:
        try:
            gate.wait(timeout=20)
            with clock.standing_at(now):
                commands.pay(TEST, meal)
        except Exception as fault:  # told below
            faults.append(fault)
        finally:
            connection.close()

    both = [threading.Thread(target=go, args=[meal]) for meal in found]
    for one in both:
        one.start()
    for one in both:
        one.join(timeout=60)
    assert not faults
    assert adds_up(row)
    assert row.left_fen == 0
    assert sorted(Occasion.objects.values_list("voucher_fen", flat=True)) == [500, 1500]
