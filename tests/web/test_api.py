"""The programming interface: a key acts as its account, refusals are sentences, one key acts once."""

import json

import pytest
from django.test import Client
from tests.builders.forms import blank

from linli.contexts.registry.models import Statement
from linli.kernel.accounts import commands
from linli.kernel.accounts.models import Account


@pytest.fixture
def key(world) -> str:
    actor = world.actor("community_manager")
    return commands.make_key(actor, Account.objects.get(pk=actor.account_id), name="测试").text


def call(path: str, key: str, body: object = None):
    browser = Client(headers={"authorization": f"Bearer {key}"})
    if body is None:
        return browser.get(f"/api/v1{path}")
    return browser.post(f"/api/v1{path}", json.dumps(body), content_type="application/json")


def test_without_a_key_nothing_is_said(world) -> None:
    assert Client().get("/api/v1/registry/people").status_code == 401
    assert call("/registry/people", "wrong").status_code == 401


def test_a_session_without_its_token_cannot_write(world) -> None:
    person = world.person("张国英")
    signed_in = world.client("community_manager")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in.cookies
    answer = strict.post(
        f"/api/v1/registry/people/{person.pk}/amend",
        '{"values":{"occupation":"x"}}',
        content_type="application/json",
    )
    assert answer.status_code in (401, 403)
    assert strict.get("/api/v1/registry/people").status_code in (200, 401)


def test_finding_and_reading(world, key) -> None:
    person = world.person("张国英")
    found = call("/registry/search?q=zgy", key).json()
    assert [(f["kind"], f["title"]) for f in found] == [("people", "张国英")]
    assert [p["name"] for p in call("/registry/people?population=全部居民", key).json()] == ["张国英"]
    values = {v["field"]: v["value"] for v in call(f"/registry/people/{person.pk}", key).json()}
    assert values["name"] == "张国英"
    assert "*" in values["id_number"]


def test_amending_once(world, key) -> None:
    person = world.person("张国英")
    body = {"values": {"occupation": "裁缝"}, "source": "department", "key": "n-1"}
    path = f"/registry/people/{person.pk}/amend"
    assert [call(path, key, body).json()["repeated"] for _ in range(2)] == [False, True]
    assert Statement.objects.filter(person=person, source="department").count() == 1


def test_refusals_are_code_and_sentence(world, key) -> None:
    person = world.person("张国英")
    answer = call(f"/registry/people/{person.pk}/amend", key, {"values": {"age": "3"}})
    assert answer.status_code == 422
    assert answer.json()["code"] == "bad_input"
    assert "系统推算" in answer.json()["sentence"]
    missing = call("/registry/people/0190aaaa-0000-7000-8000-000000000000", key)
    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")


def test_a_form_is_read_and_filled(world, key) -> None:
    world.person("张国英", sex="2")
    browser = Client(headers={"authorization": f"Bearer {key}"})
    from django.core.files.uploadedfile import SimpleUploadedFile

    def form() -> SimpleUploadedFile:
        return SimpleUploadedFile("居民信息表.xlsx", blank("居民信息登记表", ["姓名", "性别", "星座"]))

    read = browser.post("/api/v1/forms/read", {"file": form()}).json()
    assert {c: v["field"] for c, v in read["sheets"][0]["columns"].items()} == {
        "A2": "姓名",
        "B2": "性别",
        "C2": None,
    }
    filled = browser.post("/api/v1/forms/fill", {"file": form(), "place": world.community.code})
    assert filled.status_code == 200
    assert filled.headers["Linli-Rows"] == "1"
    assert browser.post("/api/v1/forms/fill", {"file": form(), "place": "110"}).status_code == 404
    broken = browser.post("/api/v1/forms/read", {"file": SimpleUploadedFile("a.xlsx", b"x")})
    assert (broken.status_code, broken.json()["code"]) == (422, "not_a_form_format")


def test_other_areas_are_not_there(world) -> None:
    person = world.person("张国英", home=world.home(world.building3, 1, "101"))
    actor = world.actor("grid_worker", world.grid1)
    stranger = commands.make_key(actor, Account.objects.get(pk=actor.account_id), name="x").text
    assert call(f"/registry/people/{person.pk}", stranger).status_code == 404
    assert call("/registry/people", stranger).json() == []
