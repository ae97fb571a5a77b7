"""How content people are: asked seldom, answered in one tap, kept apart, few answers not shown."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders.brought import TEST, meals, only, ordered, partner, rider
from tests.builders.cared import grandmother

from linli.contexts.care import tasks
from linli.contexts.care.commands import opinions, orders
from linli.contexts.care.models import Asking, Opinion
from linli.contexts.care.queries import desk
from linli.contexts.care.queries import opinions as queries
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea


@pytest.fixture
def lunch(world, clock):
    clock.forward(timedelta(hours=21))
    return meals(world, weekdays=range(7))


def fed(world, clock, offer, many: int) -> list[Asking]:
    """So many who ate yesterday, and were asked this morning."""
    for n in range(many):
        row = ordered(offer, grandmother(world, f"李{n}", number=f"{n // 3 + 1}0{n % 3 + 1}"))
        orders.step(TEST, only(row), verb="hand_over")
    clock.forward(timedelta(days=1))
    tasks.ask_opinions()
    return list(Asking.objects.select_related("offer__community", "occasion", "person").order_by("pk"))


def test_a_low_mark_leads_to_a_call_and_is_then_nobodys(world, clock, lunch) -> None:
    asking = fed(world, clock, lunch, 1)[0]
    door, someone = reverse("care:opinion", args=[queries.key_of(asking)]), Client()
    page = someone.get(door)
    assert "李0" not in page.content.decode()
    assert page["X-Robots-Tag"].startswith("noindex")
    assert someone.post(door, {}).status_code == 422
    assert someone.post(door, {"mark": "9"}).status_code == 422
    assert (
        "谢谢您" in someone.post(door, {"mark": "1", "words": "送来凉了", "may_call": "on"}).content.decode()
    )
    assert "谢谢您" in someone.post(door, {"mark": "3"}).content.decode()  # a second time counts nothing
    row = Opinion.objects.get()
    assert (row.mark, row.month.day, row.call_id) == (1, 1, asking.person_id)
    assert "凉" not in str(Opinion.objects.values_list("words", flat=True)[0])
    # Neither the trail nor the one who brought it learns anything.
    heard = AuditEntry.objects.filter(action="care.opinion_heard")
    assert {entry.target for entry in heard} == {f"care.offer:{lunch.pk}"}
    browser = rider(world)
    assert browser.get(reverse("care:opinion_call", args=[row.pk])).status_code == 403
    assert "送来凉了" not in browser.get(reverse("care:opinions")).content.decode()
    assert world.client("grid_worker", world.grid1).get(
        reverse("care:opinion_call", args=[row.pk])
    ).status_code == 403  # fmt: skip
    counter = world.actor("counter_clerk")
    due = [one for one in desk.desk(counter, clock.today()) if one.key == f"care-opinion:{row.pk}"]
    assert "不太满意" in due[0].why
    clerk, call = world.client("counter_clerk"), reverse("care:opinion_call", args=[row.pk])
    assert clerk.get(call).content.decode().count("送来凉了") == 1  # not in the search box above the page
    number = clerk.post(reverse("care:opinion_phone", args=[row.pk])).content.decode()
    assert asking.person.phone.reveal() in number
    assert clerk.post(call, {"words": ""}).status_code == 422
    assert clerk.post(call, {"words": "换保温箱，早半小时送"}).status_code == 303
    row.refresh_from_db()
    assert row.call_id is None
    assert clerk.post(call, {"words": "再打一次"}).status_code == 404
    assert not [one for one in desk.desk(counter, clock.today()) if one.key.startswith("care-opinion")]


def test_few_answers_are_not_shown_and_nobody_is_compared(world, clock, lunch) -> None:
    other = meals(world, name="甲套餐", partner_id=partner("别家食堂").pk)
    rows = fed(world, clock, lunch, 6)
    manager = world.client("community_manager")
    for n, one in enumerate(rows[:4]):
        opinions.answer(TEST, one, said=opinions.Said(3 if n else 1, "咸了" if not n else ""))
    page = manager.get(reverse("care:opinions")).content.decode()
    assert "咸了" not in page
    assert "份，先不显示" in page
    opinions.answer(TEST, rows[4], said=opinions.Said(2))
    told = {one.offer.name: one for one in queries.heard(world.actor("community_manager"))}
    assert (told["午餐"].n, told["午餐"].good, told["午餐"].fair, told["午餐"].poor) == (5, 3, 1, 1)
    assert told["午餐"].percent == 60
    assert told[other.name].n is None
    assert "咸了" in manager.get(reverse("care:opinions")).content.decode()
    names = [one.offer.name for one in queries.heard(world.actor("community_manager"))]
    assert names == sorted(names)  # by name, never by marks
    own = rider(world).get(reverse("care:opinions")).content.decode()
    assert "60% 满意" in own
    assert "咸了" not in own
    assert "甲套餐" not in own


def test_asked_seldom_on_the_phone_or_on_paper(world, clock, lunch) -> None:
    asking = fed(world, clock, lunch, 2)[0]
    assert tasks.ask_opinions() == 0
    clerk = world.client("counter_clerk")
    page = clerk.get(reverse("care:opinions")).content.decode()
    assert queries.number_of(asking) in page
    printed = clerk.post(reverse("care:opinion_slips"))
    assert printed.content.startswith(b"%PDF")
    form = reverse("care:opinion_for_them", args=[asking.pk])
    assert clerk.post(form, {"mark": "2", "channel": "link"}).status_code == 422
    assert clerk.post(form, {"mark": "2", "channel": "phone", "words": "还行"}).status_code == 303
    assert clerk.post(form, {"mark": "2", "channel": "phone"}).status_code == 404
    assert Opinion.objects.get().channel == "phone"
    # Within a month nobody is asked about the same again; later one may.
    for days, asked in ((10, 0), (25, 1)):
        clock.forward(timedelta(days=days))
        orders.step(TEST, only(ordered(lunch, asking.person, from_on=clock.today())), verb="hand_over")
        clock.forward(timedelta(days=1))
        assert tasks.ask_opinions() == asked
    clock.forward(timedelta(days=70))
    assert tasks.drop_askings(clock.today() - timedelta(days=60)) == 3


def test_addresses_that_are_over_or_guessed(world, clock, lunch) -> None:
    asking = fed(world, clock, lunch, 1)[0]
    key = queries.key_of(asking)
    for wrong in ("x", key[:-1] + ("0" if key[-1] != "0" else "1"), asking.pk.hex, f"{asking.pk.hex}-"):
        assert Client().get(reverse("care:opinion", args=[wrong])).status_code == 404
    clock.forward(timedelta(days=15))
    assert Client().get(reverse("care:opinion", args=[key])).status_code == 404


@pytest.mark.parametrize(
    ("role", "place", "status"),
    [
        ("counter_clerk", "community", 200),
        ("community_manager", "community", 200),
        ("community_manager", "other_community", 404),
        ("grid_worker", "grid1", 403),
        ("auditor", "community", 403),
    ],
)
def test_who_may_hear(world, clock, lunch, role, place, status) -> None:
    asking = fed(world, clock, lunch, 1)[0]
    browser = world.client(role, getattr(world, place))
    assert browser.get(reverse("care:opinion_for_them", args=[asking.pk])).status_code == status
    if status != 200:
        with pytest.raises((NotAllowed, OutsideYourArea)):
            opinions.answer(world.actor(role, getattr(world, place)), asking, said=opinions.Said(3))


def test_what_cannot_be(world, clock, lunch) -> None:
    asking = fed(world, clock, lunch, 1)[0]
    with pytest.raises(BadInput):
        opinions.answer(TEST, asking, said=opinions.Said(0))
    row = opinions.answer(TEST, asking, said=opinions.Said(3, may_call=True))
    assert row.call_id is None  # content people are left in peace
    with pytest.raises(NotAllowedNow):
        opinions.answer(TEST, asking, said=opinions.Said(3))
    with pytest.raises(NotAllowedNow):
        opinions.tell_call(TEST, row, words="打过了")
    with pytest.raises(NotAllowedNow):
        opinions.show_phone(TEST, row)
