"""The programming interface of duties: the same rules as the pages."""

import json

import pytest
from tests.contexts.duties.desk import Desk

from linli.contexts.duties.commands.lists import take_example
from linli.contexts.duties.models import Opinion

API = "/api/v1/duties"


@pytest.fixture
def desk(world):
    desk = Desk(world)
    take_example(desk.street, world.subdistrict)
    return desk


def test_items_and_the_closest_of_them(desk) -> None:
    browser = desk.world.client("grid_worker", desk.world.grid1)
    assert len(browser.get(f"{API}/items").json()) == 65
    assert [i["number"] for i in browser.get(f"{API}/items?kind=excluded").json()][:2] == [
        "不承担1",
        "不承担2",
    ]
    found = browser.get(f"{API}/items/find", {"area": desk.world.community.code, "q": "无证养狗"}).json()
    assert found[0]["number"] == "协助34"
    assert browser.get(f"{API}/items/{found[0]['id']}").json() == found[0]


def test_applications_and_an_opinion(desk) -> None:
    row = desk.examined()
    browser = desk.world.client("community_manager")
    (told,) = browser.get(f"{API}/admissions?state=under_review").json()
    assert (told["number"], told["cells_a_year"]) == ("准入-2026-001", None)
    said = {"community": desk.world.community.code, "stance": "opposes", "words": "重复"}
    address = f"{API}/admissions/{row.pk}/opinion"
    assert browser.post(address, json.dumps(said), "application/json").status_code == 200
    assert Opinion.objects.get().words == "重复"
    elsewhere = {**said, "community": desk.world.other_community.code}
    assert browser.post(address, json.dumps(elsewhere), "application/json").status_code == 403
    wrong = {**said, "stance": "loves"}
    assert browser.post(address, json.dumps(wrong), "application/json").status_code == 422


def test_certificates(desk) -> None:
    browser = desk.world.client("counter_clerk")
    assert next(c["key"] for c in browser.get(f"{API}/certificates?q=单身证明").json()) == "marriage"
    assert len(browser.get(f"{API}/certificates").json()) == 21


def test_who_may_not_read(desk, client) -> None:
    assert client.get(f"{API}/items").status_code == 401
    auditor = desk.world.client("auditor")
    for address in ("items", "admissions", "certificates"):
        assert auditor.get(f"{API}/{address}").status_code == 403
    draft = desk.drafted()
    assert desk.world.client("community_manager").get(f"{API}/admissions/{draft.pk}").status_code == 404
