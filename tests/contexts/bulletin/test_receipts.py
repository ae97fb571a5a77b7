"""Receipts by household: from the phone, at the door, on paper; who is left; small numbers hidden."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders.board import posted
from tests.builders.neighbours import browser, neighbour, resident

from linli.contexts.bulletin.commands import receipts
from linli.contexts.bulletin.models import Receipt
from linli.contexts.bulletin.queries.receipts import asked_of, came, reach, waiting_for
from linli.contexts.registry import api as registry
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea, ReasonNeeded

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(world):
    return world.actor("grid_worker", world.grid1)


@pytest.fixture
def notice(world, worker):
    return posted(worker, world.grid1, wants_receipts=True, receipts_until=date(2026, 3, 20))


def test_a_household_answers_once_whoever_of_it_speaks(world, worker, notice) -> None:
    mother = world.person("王秀英")
    son = world.person("王小军", home=mother.home, household=mother.household, relation="20")
    first = neighbour(worker, mother)
    second = neighbour(worker, son, phone="13900005678")
    receipts.acknowledge(first, notice, first.homes[0], remark="知道了")
    receipts.acknowledge(second, notice, second.homes[0])
    receipts.enter(worker, notice, registry.door(worker, mother.home_id), way="door")
    row = Receipt.objects.get()
    assert (row.way, row.remark.reveal()) == ("link", "知道了")
    assert waiting_for(second) == []


def test_who_is_left_stands_in_walking_order(world, worker, notice) -> None:
    for number in ("302", "101", "201"):
        world.person(f"住户{number}", home=world.home(world.building1, 1, number))
    world.person("别的网格", home=world.home(world.building3, 1, "101"))
    world.home(world.building1, 2, "601")
    how_far = reach(worker, notice)
    assert [door.place[-4:] for door in how_far.left] == ["101室", "201室", "302室"] or [
        door.place[-3:] for door in how_far.left
    ] == ["101", "201", "302"]
    receipts.enter(worker, notice, registry.door(worker, how_far.left[0].key), way="paper")
    now = reach(worker, notice)
    assert (now.doors, now.reached, len(now.left), now.share) == (3, 1, 2, 33)
    assert now.ways == [("交回纸条", 1)]
    assert len(came(worker, notice)) == 1


def test_bad_input_and_walls(world, worker, notice) -> None:
    person, far = world.person("王秀英"), world.person("远", home=world.home(world.building3, 1, "101"))
    manager = world.actor("community_manager")
    door = registry.door(worker, person.home_id)
    for way in ("", "link", "pigeon"):
        with pytest.raises(BadInput):
            receipts.enter(worker, notice, door, way=way)
    with pytest.raises(OutsideYourArea):
        receipts.enter(manager, notice, registry.door(manager, far.home_id), way="door")
    with pytest.raises(OutsideYourArea):
        receipts.enter(world.actor("grid_worker", world.grid2), notice, door, way="door")
    someone = neighbour(worker, person)
    with pytest.raises(OutsideYourArea):
        receipts.acknowledge(resident("13700000009"), notice, someone.homes[0])


def test_after_the_last_day_the_door_stays_open_for_paper_only(world, worker, notice, clock) -> None:
    someone = neighbour(worker, world.person("王秀英"))
    assert len(waiting_for(someone)) == 1
    clock.forward(timedelta(days=10))
    with pytest.raises(NotAllowedNow):
        receipts.acknowledge(someone, notice, someone.homes[0])
    assert waiting_for(someone) == []
    receipts.enter(worker, notice, registry.door(worker, someone.homes[0].dwelling), way="paper")


def test_a_notice_that_asks_for_none_takes_none(world, worker) -> None:
    plain = posted(worker, world.grid1)
    person = world.person("王秀英")
    with pytest.raises(NotAllowedNow):
        receipts.enter(worker, plain, registry.door(worker, person.home_id), way="door")
    assert asked_of(None, plain) is None


def test_a_wrong_door_is_taken_back_with_a_reason(world, worker, notice) -> None:
    person = world.person("王秀英")
    row = receipts.enter(worker, notice, registry.door(worker, person.home_id), way="door")
    row = Receipt.objects.select_related("dwelling__area", "notice").get(pk=row.pk)
    with pytest.raises(ReasonNeeded):
        receipts.take_back(worker, row, reason="")
    receipts.take_back(worker, row, reason="记错门了")
    assert not Receipt.objects.exists()
    someone = neighbour(worker, person)
    own = receipts.acknowledge(someone, notice, someone.homes[0])
    own = Receipt.objects.select_related("dwelling__area", "notice").get(pk=own.pk)
    with pytest.raises(NotAllowedNow):
        receipts.take_back(worker, own, reason="不是我记的")


def test_few_answers_are_not_counted_in_public(world, worker, notice) -> None:
    doors = [world.home(world.building1, 1, f"{n}01") for n in range(1, 11)]
    for n, home in enumerate(doors):
        world.person(f"住户{n}", home=home)
        assert asked_of(None, notice).heard is None
        receipts.enter(worker, notice, registry.door(worker, home.pk), way="door")
    assert asked_of(None, notice).heard == 10


def test_in_a_browser(world, worker, notice) -> None:
    person = world.person("王秀英")
    neighbour(worker, person)
    page = f"/bulletin/read/{notice.pk}/"
    assert "用手机号登录后回执" in Client().get(page).content.decode()
    own = browser()
    assert "请回执：停水通知" in own.get("/residents/").content.decode()
    assert "知道了" in own.get(page).content.decode()
    answer = f"{page}receipt/{person.home_id}/"
    assert Client().post(answer).url.startswith("/residents/sign-in/")
    assert browser("13700000009").post(answer).status_code == 404
    assert own.post(answer, {"remark": "家里有老人"}).status_code == 303
    assert "已经回执" in own.get(page).content.decode()
    desk = world.client("grid_worker", world.grid1)
    listed = f"/bulletin/notices/{notice.pk}/receipts/"
    assert "家里有老人" in desk.get(f"{listed}?tab=came").content.decode()
    other = world.person("李国强", home=world.home(world.building1, 1, "601"))
    assert other.home.short_address in desk.get(listed).content.decode()
    assert desk.get(f"{listed}slips.pdf").content.startswith(b"%PDF")
    assert desk.post(f"{listed}doors/{other.home_id}/", {"way": "door"}).status_code == 303
    assert desk.get(f"{listed}export/").content[:2] == b"PK"
    row = Receipt.objects.get(dwelling=other.home_id)
    assert desk.post(f"{listed}{row.pk}/take-back/", {"reason": "记错门"}).status_code == 303
    stranger = world.client("grid_worker", world.grid2)
    assert stranger.get(listed).status_code == 404


def test_more_doors_cost_no_more_questions(world, worker, notice) -> None:
    desk, counts = world.client("grid_worker", world.grid1), []
    for round_ in range(2):
        for n in range(3):
            world.person(f"住户{round_}{n}", home=world.home(world.building1, 1, f"{round_ * 3 + n + 1}01"))
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(f"/bulletin/notices/{notice.pk}/receipts/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
