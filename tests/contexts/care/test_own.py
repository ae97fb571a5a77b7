"""Residents order for their own household on a phone, and a relative does where the person agreed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders.brought import TEST, meals, only, ordered
from tests.builders.cared import cared_for, grandmother
from tests.builders.neighbours import PHONE, browser, neighbour
from tests.builders.vouched import gifted

from linli.contexts.care.commands import family, own
from linli.contexts.care.commands.orders import Wanted
from linli.contexts.care.models import FamilyLink, Occasion, Order
from linli.contexts.care.queries import own as queries
from linli.contexts.registry import api as registry
from linli.kernel.errors import NotAllowedNow, OutsideYourArea


@pytest.fixture
def lunch(world, clock):
    clock.forward(timedelta(hours=21))  # seven in the morning
    return meals(world, weekdays=range(7), price_fen=1500)


@pytest.fixture
def li(world):
    person = grandmother(world)
    worker = world.actor("grid_worker", world.grid1)
    return person, neighbour(worker, person)


def test_from_the_tile_to_the_order_to_the_cancelled_day(world, clock, lunch, li) -> None:
    person, resident = li
    gifted(world, person, value_fen=2000)
    phone = browser(PHONE)
    assert "上门服务" in phone.get("/residents/").content.decode()
    mine = reverse("care:own")
    page = phone.get(mine).content.decode()
    assert "我自己" in page
    assert "午餐" in page
    assert "消费券还有 20 元" in page
    form = reverse("care:own_order", args=[person.pk, lunch.pk])
    assert "您付 9 元" in phone.get(form).content.decode()  # over eighty: six tenths
    told = {
        "rhythm": "daily", "from_on": clock.today(), "until_on": clock.today() + timedelta(days=3),
        "remarks": "少盐", "with_vouchers": "on",
    }  # fmt: skip
    assert phone.post(form, {**told, "from_on": "2026-02-31"}).status_code == 422
    assert phone.post(form, {**told, "from_on": "2020-01-01"}).status_code == 422
    assert phone.post(form, told).status_code == 303
    assert "已经订过了" in phone.post(form, told).content.decode()
    row = Order.objects.get()
    assert (row.channel, row.tariff, row.own_fen, row.with_vouchers) == ("online", "over_80", 900, True)
    today, tomorrow = Occasion.objects.order_by("on")[:2]
    assert "以前可以取消" in phone.get(mine).content.decode()
    assert phone.post(reverse("care:own_cancel", args=[tomorrow.pk])).status_code == 303
    tomorrow.refresh_from_db()
    assert tomorrow.state == "cancelled"
    clock.forward(timedelta(hours=4))  # eleven: the kitchen cooks
    phone.post(reverse("care:own_cancel", args=[today.pk]))
    today.refresh_from_db()
    assert today.state == "ordered"
    with pytest.raises(NotAllowedNow):
        own.cancel(resident, row, occasion=today)
    assert phone.post(reverse("care:own_end", args=[row.pk])).status_code == 303
    states = Occasion.objects.order_by("on").values_list("state", flat=True)
    assert list(states) == ["ordered", "cancelled", "cancelled", "cancelled"]
    with pytest.raises(NotAllowedNow):
        own.end(resident, row)


def test_only_for_those_of_the_household(world, clock, lunch, li) -> None:
    person, resident = li
    husband = world.person("王福", home=person.home, household=person.household)
    stranger = grandmother(world, "赵兰", number="402")
    phone = browser(PHONE)
    page = phone.get(reverse("care:own")).content.decode()
    assert "王福" not in page  # covered: one of us does not spell out the others
    assert phone.get(reverse("care:own_order", args=[husband.pk, lunch.pk])).status_code == 200
    assert phone.get(reverse("care:own_order", args=[stranger.pk, lunch.pk])).status_code == 404
    theirs = ordered(lunch, stranger)
    assert phone.post(reverse("care:own_cancel", args=[only(theirs).pk])).status_code == 404
    assert phone.post(reverse("care:own_end", args=[theirs.pk])).status_code == 404
    told = Wanted("once", clock.today(), clock.today(), "full")
    with pytest.raises(OutsideYourArea):
        own.order(resident, lunch, registry.card(TEST, stranger.pk), told=told)
    with pytest.raises(OutsideYourArea):
        own.cancel(resident, theirs, occasion=only(theirs))
    abroad = meals(world, name="隔壁网格的", area_id=world.grid2.pk)
    assert phone.get(reverse("care:own_order", args=[person.pk, abroad.pk])).status_code == 404
    assert Client().get(reverse("care:own")).status_code == 302


def test_queries_do_not_grow_with_days(world, clock, lunch, li) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    person, _resident = li
    phone = browser(PHONE)

    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            assert phone.get(reverse("care:own")).status_code == 200
        return len(found)

    ordered(lunch, person)
    few = cost()
    more = meals(world, weekdays=range(7), name="晚餐")
    ordered(more, person, rhythm="daily", until_on=clock.today() + timedelta(days=12))
    assert cost() == few


def relative(row, clock, **more) -> family.Given:
    told = {
        "name": "李梅", "relation": "女儿", "phone": "13900000001", "agreed_by": "本人",
        "agreed_on": clock.today(), **more,
    }  # fmt: skip
    return family.let_in(TEST, row, relative=family.Relative(**told))


def test_a_relative_orders_where_the_person_agreed(world, clock, lunch, monkeypatch) -> None:
    from tests.builders.neighbours import code_sent

    person, row = cared_for(world)
    given = relative(row, clock)
    someone, door = Client(), reverse("care:family", args=[given.key])
    assert someone.get(reverse("care:family_order", args=[given.key, lunch.pk])).status_code == 404
    someone.post(door, {"phone": "13900000001"})
    someone.post(reverse("care:family_prove", args=[given.key]), {"code": code_sent()})
    form = reverse("care:family_order", args=[given.key, lunch.pk])
    assert "上门服务" not in someone.get(door).content.decode()
    assert someone.get(form).status_code == 404
    worker = world.client("grid_worker", world.grid1)
    ordering = reverse("care:family_ordering", args=[row.pk, given.link.pk])
    assert world.client("grid_worker", world.grid2).post(ordering, {"may": "yes"}).status_code == 404
    assert worker.post(ordering, {"may": "yes"}).status_code == 303
    assert "可以代订服务" in worker.get(reverse("care:record", args=[row.pk])).content.decode()
    assert "午餐" in someone.get(door).content.decode()
    told = {"rhythm": "once", "from_on": clock.today() + timedelta(days=1)}
    assert someone.post(form, told).status_code == 303
    made = Order.objects.get()
    assert (made.channel, made.person_id) == ("family", person.pk)
    other = ordered(lunch, grandmother(world, "王强", number="402"))
    cancel = reverse("care:family_cancel", args=[given.key, only(other).pk])
    assert someone.post(cancel).status_code == 404
    assert someone.post(reverse("care:family_cancel", args=[given.key, only(made).pk])).status_code == 303
    assert only(made).state == "cancelled"
    # Withdrawn: the page shows nothing of it any more.
    assert worker.post(ordering, {"may": "no"}).status_code == 303
    assert someone.post(form, told).status_code == 404
    link = FamilyLink.objects.get()
    with pytest.raises(OutsideYourArea):
        own.order_by_family(
            TEST, link, lunch, queries.held(person.pk),
            told=Wanted("once", clock.today(), clock.today(), "full"),
        )  # fmt: skip
    with pytest.raises(NotAllowedNow):
        own.set_ordering(TEST, row, link=link, may=False)


def test_what_was_can_be_answered_from_ones_own_page(world, clock, lunch, li) -> None:
    from linli.contexts.care import tasks
    from linli.contexts.care.commands import opinions, orders

    person, resident = li
    orders.step(TEST, only(ordered(lunch, person)), verb="hand_over")
    clock.forward(timedelta(days=1))
    tasks.ask_opinions()
    phone = browser(PHONE)
    assert "评一评" in phone.get("/residents/").content.decode()
    assert "怎么样？" in phone.get(reverse("care:own")).content.decode()
    asking = queries.questions([person.pk])[0][0]
    assert opinions.answer(resident, asking, said=opinions.Said(3)).mark == 3
