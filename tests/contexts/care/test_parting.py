"""When somebody who had help moves, dies or proves to be somebody else: quietly, and all concerned hear."""

from datetime import date, timedelta

import pytest
from tests.builders.brought import TEST, meals, only, ordered, rider
from tests.builders.cared import grandmother
from tests.builders.vouched import gifted

from linli.contexts.care.commands import orders, rooms
from linli.contexts.care.models import Afternoon, Occasion, Order, Pupil, Voucher
from linli.contexts.care.queries import orders as queries
from linli.contexts.registry import api as registry
from linli.contexts.registry.commands import merging, people
from linli.kernel.notices.models import Notice
from linli.kernel.outbox import delivery


@pytest.fixture
def lunch(world, clock):
    clock.forward(timedelta(hours=21))
    return meals(world, weekdays=range(7), capacity=1)


def for_days(lunch, person, clock, **more) -> Order:
    return ordered(lunch, person, rhythm="daily", until_on=clock.today() + timedelta(days=5), **more)


def test_after_a_death_nothing_is_brought_and_nobody_calls(world, clock, lunch) -> None:
    rider(world)
    person = grandmother(world)
    first = for_days(lunch, person, clock, remarks="少盐")
    waiting = for_days(lunch, grandmother(world, "王强", number="402"), clock)
    voucher = gifted(world, person)
    orders.step(TEST, only(first), verb="miss")
    worker = world.actor("grid_worker", world.grid1)
    assert queries.count_calls(worker) == 1
    registry.record_death(TEST, person.pk, on=clock.today())
    delivery.drain()
    assert queries.count_calls(worker) == 0
    first.refresh_from_db()
    assert first.ended_on == clock.today()
    states = dict(Occasion.objects.filter(order=first).values_list("on", "state"))
    assert set(states.values()) == {"missed", "cancelled"}
    assert only(waiting, clock.today() + timedelta(days=1)).state == "ordered"  # moved up
    voucher.refresh_from_db()
    assert (voucher.left_fen, voucher.returned_on) == (0, clock.today())
    told = Notice.objects.filter(account_id=world.accounts["rider"].pk, message="care.no_more_there")
    assert told.count() == 1
    assert "去世" not in str(told.get().values)
    delivery.drain()
    assert told.count() == 1


def test_help_follows_within_the_community_and_ends_beyond(world, clock, lunch) -> None:
    here = meals(world, name="本网格", weekdays=range(7), area_id=world.grid1.pk)
    person = grandmother(world)
    whole, grid = for_days(lunch, person, clock), for_days(here, person, clock)
    voucher = gifted(world, person)
    new = world.home(world.building3, 1, "202")
    registry_move(person, new, clock)
    for row in (whole, grid, voucher):
        row.refresh_from_db()
    assert whole.area_id == new.area_id
    assert set(Occasion.objects.filter(order=whole).values_list("area", flat=True)) == {new.area_id}
    assert grid.ended_on == clock.today()
    assert voucher.area_id == new.area_id
    registry.move_out(TEST, person.pk, on=clock.today())
    delivery.drain()
    whole.refresh_from_db()
    assert whole.ended_on == clock.today()
    assert Voucher.objects.get().returned_on is not None


def registry_move(person, home, clock) -> None:
    from linli.contexts.registry.commands import stays

    stays.move_in(TEST, home, person, on=clock.today(), source="visit")
    delivery.drain()


def test_a_child_leaves_the_room_and_the_next_moves_up(world, clock) -> None:
    duty = world.account("duty", ("counter_clerk", world.community))
    told = rooms.Planned(
        "四点半课堂", 990, 1080, range(5), 1, clock.today(), clock.today() + timedelta(days=60), duty.pk
    )
    room = rooms.open_room(TEST, world.community, told=told)
    first = pupil(world, room, "张小明", "301")
    second = pupil(world, room, "王小红", "302")
    assert second.is_waiting
    rooms.step(TEST, room, pupil=first, verb="arrive")
    Afternoon.objects.update(state="missing")
    registry.move_out(TEST, first.person_id, on=clock.today())
    delivery.drain()
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.left_on == clock.today()
    assert not second.is_waiting
    assert Afternoon.objects.get().state == "accounted"
    assert Notice.objects.filter(account_id=duty.pk, message="care.pupil_gone").count() == 1


def pupil(world, room, name, number) -> Pupil:
    person = world.person(name, date(2017, 9, 1), home=world.home(world.building1, 1, number))
    told = rooms.Enrolled([0, 2], "妈妈", [rooms.Fetcher("妈妈", "母亲", "19900001111")], "花生过敏")
    return rooms.enrol(TEST, room, registry.card(TEST, person.pk), told=told)


def test_two_records_that_were_one_person_eat_once(world, clock) -> None:
    clock.forward(timedelta(hours=21))
    lunch = meals(world, weekdays=range(7))
    kept, gone = grandmother(world), grandmother(world, "李秀瑛", number="402")
    for person in (kept, gone):
        for_days(lunch, person, clock)
    gifted(world, gone)
    merging.merge(TEST, kept, gone)
    delivery.drain()
    assert set(Order.objects.values_list("person", flat=True)) == {kept.pk}
    day = clock.today() + timedelta(days=1)
    assert Occasion.objects.filter(on=day).exclude(state="cancelled").count() == 1
    assert Voucher.objects.get().person_id == kept.pk


def test_erased_people_leave_days_and_sums_and_no_words(world, clock) -> None:
    clock.forward(timedelta(hours=21))
    person = grandmother(world)
    row = for_days(meals(world, weekdays=range(7)), person, clock, remarks="少盐")
    told = rooms.Planned("课堂", 990, 1080, range(5), 5, clock.today(), clock.today() + timedelta(days=60))
    room = rooms.open_room(TEST, world.community, told=told)
    child = pupil(world, room, "张小明", "501")
    rooms.step(TEST, room, pupil=child, verb="arrive")
    for one in (person, child.person):
        people.erase(TEST, one, reason="本人要求")
    delivery.drain()
    row.refresh_from_db()
    assert row.remarks.reveal() == ""
    assert not Pupil.objects.exists()
    assert not Afternoon.objects.exists()
    assert not Occasion.objects.filter(state="ordered").exists()
