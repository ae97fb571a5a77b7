"""Alarms by the programming interface: list, acknowledge, outcome, each within one's area."""

import json

import pytest
from tests.contexts.guard.test_calls import rung

from linli.contexts.guard.models import Alarm

AT = "/api/v1/guard/alarms"


@pytest.fixture
def row(world) -> Alarm:
    return rung(world.person("李奶奶", home=world.home(world.building1, 1, "301")))


def post(browser, address: str, **told):
    token = browser.get("/").wsgi_request.META.get("CSRF_COOKIE", "")
    return browser.post(
        address, json.dumps(told), content_type="application/json", headers={"X-CSRFToken": token}
    )


def test_list_acknowledge_and_say_what_it_was(world, row) -> None:
    worker = world.client("grid_worker", world.grid1)
    listed = worker.get(AT).json()
    assert [(one["id"], one["acknowledged"]) for one in listed] == [(str(row.pk), False)]
    assert "没有用水" in listed[0]["sentence"]
    assert "李奶奶" not in str(listed)
    taken = post(worker, f"{AT}/{row.pk}/acknowledge")
    assert taken.json()["acknowledged"] is True
    assert post(worker, f"{AT}/{row.pk}/acknowledge").status_code == 409
    assert post(worker, f"{AT}/{row.pk}/outcome", cause="nonsense").status_code == 422
    assert post(worker, f"{AT}/{row.pk}/outcome", cause="well", words="在家").json()["cause"] == "well"
    assert post(worker, f"{AT}/{row.pk}/outcome", cause="well").status_code == 409
    assert worker.get(AT).json() == []
    assert len(worker.get(f"{AT}?state=closed").json()) == 1
    assert worker.get(f"{AT}?state=closed&area=9").json() == []


WHO = [
    ("grid_worker", "grid2", 404),
    ("counter_clerk", "community", 403),
    ("community_manager", "community", 200),
    ("community_manager", "other_community", 404),
    ("subdistrict_officer", "subdistrict", 403),
]


@pytest.mark.parametrize(("role", "granted", "status"), WHO)
def test_who_may(world, row, role, granted, status) -> None:
    browser = world.client(role, getattr(world, granted))
    assert browser.get(f"{AT}/{row.pk}").status_code == status
    assert post(browser, f"{AT}/{row.pk}/acknowledge").status_code == status
