"""What a phone loads: my grid and nothing else, only what is needed, with as many queries as ever."""

import gzip
import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.contexts.registry import api as registry
from linli.contexts.today.commands import keep_route
from linli.contexts.visits.commands.plans import work_out
from linli.kernel.sync import devices
from linli.kernel.sync.models import Device

LOAD = reverse("visits:pocket_load")


@pytest.fixture
def home(world):
    return world.home(world.building1, 1, "501")


@pytest.fixture
def person(world, home):
    values = {"emergency_name": "李明"}
    return world.person("张国英", date(1943, 3, 20), "2", home=home, values=values, on=date(2019, 1, 1))


class Browser:
    """Someone who has signed in on a phone that is known."""

    def __init__(self, client, actor):
        self.client, self.actor = client, actor
        self.device = str(devices.add(actor, name="手机").pk)

    def get(self, address, asked=None, **more):
        return self.client.get(address, {"device": self.device, **(asked or {})}, **more)


def browser_of(world, role, area=None):
    return Browser(world.client(role, area), world.actor(role, area))


@pytest.fixture
def browser(world):
    return browser_of(world, "grid_worker", world.grid1)


def test_the_pack_holds_every_door_of_my_grid_with_who_lives_there_and_what_to_ask(
    world, browser, home, person
):
    work_out([home.pk])
    pack = browser.get(LOAD).json()
    [door] = pack["doors"]
    assert (door["key"], door["place"]) == (str(home.pk), home.short_address)
    [carried] = door["people"]
    assert (carried["name"], carried["about"]) == ("张国英", "户主 · 82 岁")
    asks = {key: (base, held) for key, base, held, _why in carried["asks"]}
    shown = registry.door(browser.actor, home.pk, ["emergency_name"]).residents[0].asks[0]
    assert asks["emergency_name"][0] == shown.base
    assert set(asks) <= set(pack["parts"]["asks"])


def test_sealed_values_and_numbers_of_identity_stay_on_the_server(browser, home, person):
    text = browser.get(LOAD).content.decode()
    assert person.id_number.reveal() not in text
    assert person.phone.reveal() not in text


def test_the_parts_tell_nothing_about_anybody_and_are_the_pages_own(browser, home, person):
    parts = browser.get(LOAD).json()["parts"]
    assert "张国英" not in json.dumps(parts, ensure_ascii=False)
    assert 'name="state:00000000-0000-0000-0000-000000000000"' in parts["person"]
    assert 'name="channel"' in parts["rest"]
    assert 'type="time" name="time" value=""' in parts["rest"]
    assert "⟦held⟧" in parts["asks"]["emergency_name"]


def test_another_grid_is_not_found_and_a_manager_chooses_one(world, browser, home, person):
    world.person("王强", home=world.home(world.building3, 1, "101"))
    assert browser.get(LOAD, {"grid": world.grid2.code}).status_code == 404
    manager = browser_of(world, "community_manager")
    told = manager.get(LOAD).json()
    assert (told["doors"], [code for code, _name in told["choices"]]) == (
        [],
        [world.grid1.code, world.grid2.code],
    )
    chosen = manager.get(LOAD, {"grid": world.grid2.code}).json()
    assert [p["name"] for d in chosen["doors"] for p in d["people"]] == ["王强"]


def test_what_the_phone_has_is_not_sent_again(browser, home, person):
    first = browser.get(LOAD).json()
    again = browser.get(LOAD, {"have": first["version"]}).json()
    assert "doors" not in again
    assert again["version"] == first["version"]


def test_it_is_packed_for_the_way(browser, home, person):
    answer = browser.get(LOAD, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(answer.content))["doors"]


def test_the_number_of_questions_does_not_grow_with_the_doors(world, browser):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(LOAD).status_code == 200
        return len(queries)

    def move_in(building, count: int) -> None:
        for number in range(count):
            home = world.home(building, 1 + number % 2, f"{number // 2 + 2}01")
            for name in ("张国英", "李明"):
                world.person(name, date(1943, 3, 20), home=home)
            work_out([home.pk])

    move_in(world.building1, 12)  # so many that something is due at one of them for certain
    few = asked()
    move_in(world.building2, 12)
    assert asked() == few


def test_hello_says_who_is_there_and_a_stranger_is_shown_the_door(world, browser, client):
    told = browser.get(reverse("visits:pocket_hello")).json()
    assert told["account"] == browser.actor.account_id
    assert told["token"]
    assert client.get(reverse("visits:pocket_hello")).status_code == 302
    auditor = world.client("auditor")
    assert auditor.get(LOAD).status_code == 403


def test_a_device_that_was_taken_away_or_is_somebody_elses_gets_nothing(world, browser, home, person):
    other = browser_of(world, "grid_worker", world.grid2)
    told = {"headers": {"Accept": "application/json"}}
    assert browser.get(LOAD, {"device": other.device}, **told).status_code == 404
    assert browser.get(LOAD, {"device": "x"}, **told).status_code == 422
    devices.revoke(browser.actor, Device.objects.get(pk=browser.device))
    refused = browser.get(LOAD, **told)
    assert (refused.status_code, refused.json()["code"]) == (410, "revoked")


def test_the_frame_is_open_to_anyone_and_holds_nothing_about_anybody(browser, client, home, person):
    page = client.get(reverse("visits:pocket"))
    assert page.status_code == 200
    assert "张国英" not in page.content.decode()
    assert browser.actor.name not in browser.get(reverse("visits:pocket")).content.decode()
    helper = client.get(reverse("visits:pocket_helper"))
    assert helper.headers["Content-Type"].startswith("text/javascript")


def test_doors_stand_as_one_walks_today_and_those_without_a_reason_come_after(world, browser, clock):
    homes = [world.home(world.building1, 1, f"{floor}01") for floor in (2, 3, 4, 5)]
    for number, home in enumerate(homes[:3]):
        world.person(f"张{number}", date(1940, 1, 1 + number), "2", home=home)
    work_out([home.pk for home in homes])
    clock.forward(timedelta(days=8))
    walked = [str(homes[at].pk) for at in (1, 2, 0)]
    keep_route(browser.actor, doors=walked)
    assert [door["key"] for door in browser.get(LOAD).json()["doors"]] == [*walked, str(homes[3].pk)]
