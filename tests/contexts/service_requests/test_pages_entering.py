"""Writing down for somebody: the place is understood, a double click is one request, nothing is lost."""

from typing import Any

import pytest
from tests.builders.desk import Desk
from tests.contexts.service_requests.test_pages import at, browser, words_of

from linli.contexts.service_requests.models import Request, State
from linli.contexts.service_requests.queries import whereabouts


def told(**more: Any) -> dict[str, Any]:
    return {
        "words": "楼道灯不亮，晚上看不见台阶", "where": "3", "channel": "phone", "name": "王秀英",
        "phone": "19900012345", "nonce": "n1", **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ("3", "B003", ""),
        ("3号楼", "B003", ""),
        ("3号楼 · 梧桐苑", "B003", ""),
        ("3栋2单元", "B003E2", ""),
        ("3号楼1单元501", "B003E1", ""),
        ("北门岗亭", "", "北门岗亭"),
        ("99号楼", "", "99号楼"),
        ("", "", ""),
    ],
)
def test_the_place_is_understood_as_people_say_it(desk: Desk, typed: str, code: str, words: str) -> None:
    home = desk.world.home(desk.world.building3, 1, "501")
    found = whereabouts.understood(desk.clerk, desk.world.community, typed)
    assert found.area.code.endswith(code or desk.world.community.code)
    assert found.words == words
    assert (found.dwelling == home.pk) == ("501" in typed)


def test_a_double_click_writes_one_request_and_leads_to_it(desk: Desk) -> None:
    page = browser(desk.clerk)
    first, again = page.post(at("enter"), told()), page.post(at("enter"), told())
    row = Request.objects.get()
    assert first["Location"] == again["Location"] == f"{at('request', row.pk)}?entered=1"
    assert (row.area, row.channel, row.state) == (desk.world.building3, "phone", State.NEW)
    assert row.suggested["category"] == "lighting"
    assert "data-draft-done" in words_of(page.get(first["Location"]))


def test_what_was_typed_stays_when_something_is_at_fault(desk: Desk) -> None:
    answer = browser(desk.clerk).post(at("enter"), told(phone="12", name="李建国"))
    assert answer.status_code == 422
    assert "李建国" in words_of(answer)
    assert "电话号码不对" in words_of(answer)
    assert not Request.objects.exists()


def test_a_grid_worker_writes_down_in_the_own_grid_only(desk: Desk) -> None:
    page = browser(desk.worker)
    page.post(at("enter"), told(where="3", nonce="a"))
    page.post(at("enter"), told(where="1", nonce="b"))
    assert [row.area for row in Request.objects.order_by("pk")] == [desk.world.grid1, desk.world.building1]
    assert browser(desk.plumber).get(at("enter")).status_code == 403


def test_the_door_is_filled_in_and_the_request_stands_on_its_timeline(desk: Desk) -> None:
    home = desk.world.home(desk.world.building1, 1, "301")
    page = browser(desk.clerk)
    assert home.short_address in words_of(page.get(at("enter_at", home.pk)))
    page.post(at("enter"), told(where=home.short_address))
    assert Request.objects.get().dwelling_id == home.pk
    door = words_of(page.get(f"/registry/dwellings/{home.pk}/"))
    assert at("request", Request.objects.get().pk) in door
    assert at("enter_at", home.pk) in door


def test_hints_while_typing_name_place_category_and_the_same_nearby(desk: Desk) -> None:
    known = desk.report("3号楼一单元楼道灯不亮，晚上看不见", area=desk.world.building3)
    page = browser(desk.clerk)
    shown = words_of(page.post(at("enter_hints"), {"words": "楼道灯不亮，看不见台阶", "where": "3"}))
    assert "3号楼" in shown
    assert known.number in shown
    assert "路灯" in shown
    joined = page.post(at("join", known.pk), told())
    assert joined["Location"] == at("request", known.pk)
    assert known.reporters.count() == 1
    page.post(at("join", known.pk), told(phone="19900054321", nonce="n2"))
    assert known.reporters.count() == 2


def test_the_box_of_search_finds_by_number_and_words(desk: Desk) -> None:
    row = desk.report("北门的垃圾桶满了三天")
    assert row.number in words_of(browser(desk.clerk).get(f"/search/?q={row.number}"))
    assert row.number in words_of(browser(desk.clerk).get("/search/?q=垃圾桶"))
    assert row.number not in words_of(browser(desk.plumber).get("/search/?q=垃圾桶"))


@pytest.fixture
def drawn(desk: Desk) -> None:
    """The buildings stand somewhere."""
    for n, house in enumerate((desk.world.building1, desk.world.building3)):
        house.longitude, house.latitude = 120.15 + n / 100, 30.27
        house.save(update_fields=["longitude", "latitude"])


def _spot(area: Any) -> dict[str, str]:
    return {"longitude": f"{area.longitude + 0.00001:.6f}", "latitude": f"{area.latitude:.6f}"}


@pytest.mark.usefixtures("drawn")
def test_a_spot_on_the_map_is_kept_and_names_the_building_it_is_at(desk: Desk) -> None:
    page = browser(desk.clerk)
    page.post(at("enter"), told(where="", **_spot(desk.world.building1)))
    page.post(at("enter"), told(where="车棚旁边", nonce="n2", **_spot(desk.world.building1)))
    page.post(at("enter"), told(where="3", nonce="n3", **_spot(desk.world.building1)))
    first, second, third = Request.objects.order_by("number")
    assert (first.area, second.area, third.area) == (
        desk.world.building1, desk.world.building1, desk.world.building3,
    )  # fmt: skip
    assert (second.place, f"{third.longitude:.6f}") == ("车棚旁边", _spot(desk.world.building1)["longitude"])
    shown = words_of(
        page.post(at("enter_hints"), {"words": "灯", "where": "", **_spot(desk.world.building1)})
    )
    assert desk.world.building1.name in shown


@pytest.mark.parametrize("spot", [("181", "30"), ("120", "95"), ("here", "there")])
def test_a_spot_that_is_nowhere_is_refused_and_hints_go_on(desk: Desk, spot: tuple[str, str]) -> None:
    said = {"longitude": spot[0], "latitude": spot[1]}
    page = browser(desk.clerk)
    assert page.post(at("enter"), told(**said)).status_code == 422
    assert page.post(at("enter_hints"), {"words": "灯", "where": "3", **said}).status_code == 200


@pytest.mark.usefixtures("drawn")
def test_a_grid_worker_s_spot_counts_in_the_own_grid_only(desk: Desk) -> None:
    browser(desk.worker).post(at("enter"), told(where="", **_spot(desk.world.building3)))
    assert Request.objects.get().area == desk.world.grid1


def test_the_page_offers_position_and_map_of_each_community(desk: Desk) -> None:
    shown = words_of(browser(desk.clerk).get(at("enter")))
    assert "data-locate" in shown
    assert "data-map-opens" in shown
    assert "places.json" in shown
