"""The staff's programming interface: the same list, the same steps, the same refusals as the pages."""

import json
from typing import Any

from django.test import Client
from tests.builders.desk import Desk
from tests.contexts.service_requests.test_pages import browser

from linli.contexts.service_requests.models import Request, State

ROOT = "/api/v1/service_requests"


def ask(page: Client, path: str, body: Any = None) -> Any:
    if body is None:
        return page.get(f"{ROOT}{path}")
    return page.post(f"{ROOT}{path}", json.dumps(body), content_type="application/json")


def test_list_and_one_hold_nobodys_name_and_stop_at_ones_area(desk: Desk) -> None:
    row = desk.at(State.DISPATCHED)
    listed = ask(browser(desk.clerk), "/?group=with_units")
    assert listed.json()["rows"][0]["number"] == row.number
    whole = ask(browser(desk.plumber), f"/{row.pk}")
    assert set(whole.json()["steps"]) == {"sign", "object"}
    assert "王秀英" not in listed.content.decode() + whole.content.decode()
    assert ask(browser(desk.builder), f"/{row.pk}").status_code == 404


def test_a_request_is_written_once_and_led_through_its_steps(desk: Desk) -> None:
    page = browser(desk.clerk)
    told = {"words": "楼道灯不亮，看不见台阶", "area": desk.world.building1.code, "key": "k"}
    first, again = ask(page, "/", told).json(), ask(page, "/", told).json()
    assert first["id"] == again["id"]
    path = f"/{first['id']}/steps"
    sorted_ = ask(
        page, f"{path}/classify", {"said": {"category": "lighting", "kind": "help", "urgency": "general"}}
    )
    assert sorted_.json()["state"] == State.CLASSIFIED
    given = ask(page, f"{path}/dispatch", {"said": {"unit": desk.water.pk}, "seen": sorted_.json()["seen"]})
    assert given.json()["state"] == State.DISPATCHED
    late = ask(browser(desk.manager), f"{path}/dispatch", {"said": {"unit": desk.housing.pk}})
    assert late.status_code == 409
    assert ask(browser(desk.plumber), f"{path}/sign", {}).json()["state"] == State.SIGNED
    bad = ask(browser(desk.plumber), f"{path}/object", {"said": {"why": "nonsense"}})
    assert bad.status_code == 422
    assert Request.objects.get().state == State.SIGNED


def test_without_permission_or_place_there_is_nothing(desk: Desk) -> None:
    told = {"words": "楼道灯不亮，看不见台阶", "area": desk.world.building1.code}
    assert ask(browser(desk.plumber), "/", told).status_code == 403
    assert ask(browser(desk.clerk), "/", {**told, "area": "000"}).status_code == 404
    assert ask(browser(desk.clerk), "/", {**told, "words": "啊"}).status_code == 422
    row = desk.report()
    assert ask(browser(desk.clerk), f"/{row.pk}/steps/nonsense", {}).status_code == 404
    assert ask(Client(), "/").status_code == 401
