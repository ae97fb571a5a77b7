"""What neighbours reported nearby, while one is still typing; and joining it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders.desk import REPORTER
from tests.builders.world import COMMUNITY
from tests.contexts.service_requests.test_photos import picture

from linli.contexts.service_requests.commands import sorting
from linli.contexts.service_requests.commands.photos import keep_photos
from linli.contexts.service_requests.models import Reporter, Request, State
from linli.contexts.service_requests.queries import nearby

HERE = f"/service_requests/report/{COMMUNITY}/"
TYPED = "一单元楼道灯不亮了，晚上看不见"


def near(**more) -> str:
    return Client().post(f"{HERE}near/", {"words": TYPED, **more}).content.decode()


def test_the_same_matter_in_the_building_is_offered_without_its_words(desk, world) -> None:
    row = desk.at(State.DISPATCHED)
    page = near(building=world.building1.code)
    assert f"{HERE}join/{row.pk}/" in page
    assert "路灯、楼道灯" in page
    assert "老人摔跤" not in page


def test_words_and_picture_only_after_somebody_looked(desk, world) -> None:
    file_id, digest = keep_photos(REPORTER, [picture()], COMMUNITY)[0]
    row = desk.report(photos=((file_id, digest),))
    address = f"{HERE}photo/{file_id}/"
    assert Client().get(address).status_code == 404
    sorting.show(desk.clerk, row, is_shown=True)
    assert address in near(building=world.building1.code)
    assert "老人摔跤" in near()
    assert Client().get(address).status_code == 200
    assert Client().get(address.replace(COMMUNITY, f"{COMMUNITY[:-1]}2")).status_code == 404


def test_another_matter_an_old_one_a_closed_one_or_one_far_away_is_not(desk, world, clock) -> None:
    desk.report("小区门口有人乱停车，堵住了消防通道", category="parking")
    desk.at(State.CLOSED)
    desk.report(area=world.building3)
    assert "join" not in near(building=world.building1.code)
    desk.report()
    clock.forward(timedelta(days=31))
    assert "join" not in near(building=world.building1.code)


def test_a_point_finds_what_is_within_150_metres(desk, world) -> None:
    for house, east in ((world.building1, 0.0), (world.building3, 0.01)):
        house.longitude, house.latitude = 120.1 + east, 30.2
        house.save()
    close, far = desk.report(), desk.report(area=world.building3)
    on_the_way = desk.report(area=world.community, point=(120.1005, 30.2005))
    found = nearby.candidates(nearby.place_named(world.community, "", (120.1003, 30.2002)))
    assert {row.pk for row in found} == {close.pk, on_the_way.pk}
    assert far.pk not in {row.pk for row in found}


def test_joining_gives_a_code_of_ones_own_and_reports_nothing_anew(desk) -> None:
    row = desk.at(State.IN_PROGRESS)
    browser, nonce = Client(), str(uuid4())
    for _n in range(2):
        answer = browser.post(f"{HERE}join/{row.pk}/", {"name": "", "phone": "", "nonce": nonce})
        assert answer.status_code == 303
    assert (Request.objects.count(), row.reporters.count()) == (1, 2)
    mine = Reporter.objects.get(me_too=True)
    assert mine.tracking.reveal()[:5] in browser.get(answer.url).content.decode()


def test_what_is_over_or_elsewhere_cannot_be_joined(desk, world) -> None:
    row = desk.at(State.WITHDRAWN)
    assert Client().post(f"{HERE}join/{row.pk}/", {}).status_code == 422
    elsewhere = f"/service_requests/report/{world.other_community.code}/join/{row.pk}/"
    assert Client().get(elsewhere).status_code == 404
    assert Client().get(f"{HERE}join/{uuid4()}/").status_code == 404


@pytest.mark.parametrize("wrong", [{"longitude": "x", "latitude": "1"}, {"building": "999"}, {"words": ""}])
def test_what_makes_no_sense_finds_little_but_breaks_nothing(desk, wrong) -> None:
    assert Client().post(f"{HERE}near/", {"words": TYPED, **wrong}).status_code == 200


def test_the_map_of_a_community_holds_nobody(world) -> None:
    world.building1.longitude, world.building1.latitude = 120.1, 30.2
    world.building1.save()
    told = Client().get(f"{HERE}places.json").json()
    assert {f["properties"]["code"] for f in told["features"]} == {world.building1.code}


def test_hints_ask_equally_often_for_few_and_many(desk, world) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as said:
            nearby.likely(nearby.place_named(world.community, world.building1.code, None), TYPED)
        return len(said)

    desk.report()
    few = asked()
    for n in range(6):
        desk.report(f"一单元楼道灯不亮了{n}")
    assert asked() == few


def test_whoever_sorts_sees_the_same_matter_nearby_and_merges_it(desk, world) -> None:
    first = desk.report("一单元楼道灯不亮，晚上看不见台阶")
    again = desk.report("楼道灯不亮，晚上台阶看不见")
    elsewhere = desk.report("一单元楼道灯不亮，晚上看不见台阶", area=world.building3)
    browser = world.client("community_manager")
    page = browser.get(f"/service_requests/{again.pk}/alike/").content.decode()
    assert first.number in page
    assert elsewhere.number not in page
    assert again.number not in page.replace(f"/{again.pk}/", "").split("card-title")[1]
    assert f"/service_requests/{again.pk}/steps/merge/?lead={first.number}" in page
    other = world.client("community_manager", world.other_community)
    assert other.get(f"/service_requests/{again.pk}/alike/").status_code == 404
