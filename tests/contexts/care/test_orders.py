"""Ordering, the days that follow, the round at the doors, and the call after a closed door."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.builders.brought import TEST, meals, next_workday, only, ordered, partner, rider
from tests.builders.cared import grandmother

from linli.contexts.care import policies
from linli.contexts.care.commands import orders
from linli.contexts.care.models import Occasion, Order
from linli.contexts.care.queries import offers as offering
from linli.contexts.care.queries import orders as queries
from linli.contexts.registry.models import Person
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea, ReasonNeeded
from linli.kernel.notices import post


@pytest.fixture
def monday(clock):
    """Monday, 7:00 on the wall: before the hour of ordering."""
    while clock.today().weekday() or offering.is_late("meals", clock.today()):
        clock.forward(timedelta(hours=1))
    return clock


def test_a_meal_from_the_order_to_the_closed_door_to_the_call(world, monday) -> None:
    person, offer = grandmother(world), meals(world)
    worker = world.client("grid_worker", world.grid1)
    door = worker.get(reverse("care:door_orders", args=[person.home_id])).content.decode()
    assert "今天剩 40" in door
    form = reverse("care:order", args=[person.pk, offer.pk])
    assert 'value="over_80" selected' in worker.get(form).content.decode()
    today = monday.today()
    told = {
        "rhythm": "daily", "from_on": today, "until_on": today + timedelta(days=10), "tariff": "over_80",
        "channel": "door", "remarks": "软饭少盐",
    }  # fmt: skip
    assert worker.post(form, {**told, "from_on": "2026-02-31"}).status_code == 422
    assert worker.post(form, told).status_code == 303
    assert "已经订过了" in worker.post(form, told).content.decode()
    row = Order.objects.get()
    assert (row.own_fen, row.price_fen) == (900, 1500)
    assert "软饭" not in str(Order.objects.values_list("remarks", flat=True)[0])
    # The partner sees it, with the door and the remark, prepares and brings it.
    browser, today_meal = rider(world), only(row)
    page = browser.get(reverse("care:round", args=[offer.pk])).content.decode()
    assert "李秀英" in page
    assert "软饭少盐" in page
    assert "收 9 元" in page
    assert browser.post(reverse("care:accept_day", args=[today_meal.pk])).status_code == 303
    shown = browser.post(reverse("care:occasion_phone", args=[today_meal.pk])).content.decode()
    assert person.phone.reveal() in shown
    assert browser.get(reverse("registry:person", args=[person.pk])).status_code in (403, 404)
    assert browser.get(reverse("care:orders")).status_code == 403
    # Nobody opens: the worker of the grid hears of it at once and finds it in Today.
    assert browser.post(reverse("care:tick", args=[today_meal.pk, "miss"])).status_code == 303
    actor = world.actor("grid_worker", world.grid1)
    assert post.unread(actor.account_id) == 1
    due = [one for one in queries.due(actor, today) if one.key == f"care-call:{today_meal.pk}"]
    assert due[0].priority == 98
    assert "没有开门" in due[0].why
    call = reverse("care:call", args=[today_meal.pk])
    assert browser.get(call).status_code == 403
    assert "先打给谁" in worker.get(call).content.decode()
    assert worker.post(call, {"outcome": ""}).status_code == 422
    assert worker.post(call, {"outcome": "no_answer"}).status_code == 303
    assert "请去看看" in next(queries.due(actor, today)).why
    assert "要上门" in worker.get(reverse("care:services")).content.decode()
    assert worker.post(call, {"outcome": "helped", "words": "在阳台没听见"}).status_code == 303
    assert not [one for one in queries.due(actor, today) if one.key.startswith("care-call")]
    assert "已经有人跟进好了" in worker.get(call).content.decode()
    assert worker.post(call, {"outcome": "well"}).status_code == 422


def test_a_tick_is_taken_back_and_a_late_meal_still_counts(world, monday) -> None:
    row = only(ordered(meals(world), grandmother(world)))
    orders.step(TEST, row, verb="set_out")
    orders.step(TEST, row, verb="miss")
    orders.step(TEST, row, verb="take_back")
    row.refresh_from_db()
    assert (row.state, row.is_settled, row.at) == ("under_way", True, None)
    orders.step(TEST, row, verb="miss")
    orders.step(TEST, row, verb="hand_over")
    row.refresh_from_db()
    assert (row.state, row.is_settled) == ("done", True)
    with pytest.raises(NotAllowedNow):
        orders.step(TEST, row, verb="hand_over")
    with pytest.raises(NotAllowedNow):
        orders.step(TEST, row, verb="move_up")
    monday.forward(timedelta(days=1))
    with pytest.raises(NotAllowedNow):
        orders.step(TEST, row, verb="take_back")


def test_a_full_day_waits_in_line_and_moves_up(world, monday) -> None:
    offer = meals(world, capacity=1)
    day = next_workday(monday.today())
    first = ordered(offer, grandmother(world), from_on=day)
    second = ordered(offer, grandmother(world, "王强", number="302"), from_on=day)
    assert (only(first).state, only(second).state) == ("ordered", "waiting")
    room = offering.rooms([offer], day)[0]
    assert (room.left, room.waiting) == (0, 1)
    with pytest.raises(ReasonNeeded):
        orders.cancel(TEST, only(first), reason=" ")
    orders.cancel(TEST, only(first), reason="去女儿家")
    assert (only(first).state, only(second).state) == ("cancelled", "ordered")
    orders.end_order(TEST, second, reason="住院")
    assert only(second).state == "cancelled"
    with pytest.raises(NotAllowedNow):
        orders.end_order(TEST, second, reason="住院")


def test_holidays_weekends_late_hours_and_impossible_days(world, monday) -> None:
    from linli.kernel.workdays.models import SpecialDay

    offer, person, today = meals(world), grandmother(world), monday.today()
    SpecialDay.objects.create(day=today + timedelta(days=2), kind="holiday", name="端午")
    row = ordered(offer, person, rhythm="daily", until_on=today + timedelta(days=6))
    days = [one.on - today for one in queries.days_of(row)]
    assert [gap.days for gap in days] == [0, 1, 3, 4]
    other = grandmother(world, "王强", number="302")
    weekly = ordered(offer, other, rhythm="weekly", until_on=today + timedelta(days=21))
    assert [(one.on - today).days for one in queries.days_of(weekly)] == [0, 7, 14, 21]
    for wrong in (
        {"from_on": today - timedelta(days=1)}, {"from_on": today + timedelta(days=5)}, {"tariff": "gift"},
        {"rhythm": "daily", "until_on": today + timedelta(days=200)}, {"rhythm": "hourly"},
    ):  # fmt: skip
        with pytest.raises(BadInput):
            ordered(offer, grandmother(world, "张三", number="401"), **wrong)
    while not offering.is_late("meals", today):
        monday.forward(timedelta(hours=1))
    with pytest.raises(BadInput):
        ordered(offer, grandmother(world, "张四", number="402"))
    # What the kitchen has begun still comes when the order ends.
    orders.end_order(TEST, row, reason="住院")
    assert [one.state for one in queries.days_of(row)][:2] == ["ordered", "cancelled"]


ROLES = [
    # role, area, sees and attends, settles
    ("grid_worker", "grid1", True, True),
    ("grid_worker", "grid2", False, False),
    ("counter_clerk", "community", True, True),
    ("community_manager", "community", True, True),
    ("community_manager", "other_community", False, False),
    ("subdistrict_officer", "subdistrict", False, False),
    ("auditor", "community", False, False),
]


@pytest.mark.parametrize(("role", "granted", "sees", "settles"), ROLES)
def test_who_sees_an_order(world, monday, role, granted, sees, settles) -> None:
    row = only(ordered(meals(world), grandmother(world)))
    actor = world.actor(role, getattr(world, granted))
    assert queries.occasions(actor).exists() is sees
    if sees:
        assert policies.may_attend(actor, row)
        assert policies.may_settle(actor, row) is settles
    else:
        with pytest.raises(OutsideYourArea):
            policies.may_attend(actor, row)
        with pytest.raises(OutsideYourArea):
            policies.may_end_order(actor, row.order)


def test_another_partner_and_another_grid_find_nothing(world, monday) -> None:
    offer, person = meals(world), grandmother(world)
    row = only(ordered(offer, person))
    other = rider(world, partner("另一家食堂"), "other")
    assert other.get(reverse("care:round", args=[offer.pk])).status_code == 404
    assert other.post(reverse("care:tick", args=[row.pk, "hand_over"])).status_code == 404
    assert other.post(reverse("care:occasion_phone", args=[row.pk])).status_code == 404
    stranger = world.client("grid_worker", world.grid2)
    for name, key in (
        ("care:order_page", row.order_id), ("care:order_end", row.order_id), ("care:call", row.pk),
        ("care:occasion_cancel", row.pk), ("care:door_orders", person.home_id),
    ):  # fmt: skip
        assert stranger.get(reverse(name, args=[key])).status_code == 404, name
    assert "李秀英" not in stranger.get(reverse("care:round", args=[offer.pk])).content.decode()


def test_lists_and_rounds_ask_as_much_for_many_as_for_few(world, monday) -> None:
    offer, manager = meals(world), world.client("community_manager")
    for n in range(2):
        ordered(offer, grandmother(world, f"张{n}", number=f"{n + 1}02"), remarks="少盐" if n else "")
    pages = [reverse("care:orders"), reverse("care:round", args=[offer.pk]), reverse("care:services")]
    counted = []
    for _turn in range(2):
        with CaptureQueriesContext(connection) as asked:
            texts = [manager.get(page).content.decode() for page in pages]
        counted.append(len(asked))
        for n in range(2, 8):
            if not Person.objects.filter(name=f"张{n}").exists():
                ordered(
                    offer, grandmother(world, f"张{n}", home=world.home(world.building2, 1, f"{n - 1}01"))
                )
    assert counted[0] == counted[1]
    assert "少盐" in texts[1]
    listed = manager.get(pages[0], {"q": "张3", "kind": "meals"}).content.decode()
    assert "张3" in listed
    assert "张4" not in listed
    assert "张3" not in manager.get(pages[0], {"state": "over"}).content.decode()
    assert manager.get(pages[1], {"as": "xlsx"}).content[:2] == b"PK"
    assert manager.post(reverse("care:orders_export"), {"reason": "和食堂对账"}).content[:2] == b"PK"
    assert manager.get(reverse("care:order_page", args=[Order.objects.first().pk])).status_code == 200
    assert (
        manager.get(reverse("care:person_orders", args=[Person.objects.get(name="张1").pk])).status_code
        == 200
    )


def test_the_hand_reaches_no_other_day(world, monday) -> None:
    day = next_workday(monday.today())
    row = only(ordered(meals(world), grandmother(world), from_on=day))
    with pytest.raises(BadInput):
        orders.step(TEST, row, verb="hand_over")
    worker = world.client("grid_worker", world.grid1)
    assert worker.post(reverse("care:tick", args=[row.pk, "hand_over"])).status_code == 303
    assert Occasion.objects.get(pk=row.pk).state == "ordered"
    assert date.fromisoformat(f"{row.on}") == day
