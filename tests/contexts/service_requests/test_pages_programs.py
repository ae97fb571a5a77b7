"""The staff's programming interface: the same list, the same steps, the same refusals as the pages."""

import io
import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
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


def picture(colour: str = "khaki") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), colour).save(out, "JPEG")
    return SimpleUploadedFile("a.jpg", out.getvalue(), "image/jpeg")


def test_a_request_comes_with_photos_once_and_what_is_no_picture_is_refused(desk: Desk) -> None:
    page = browser(desk.clerk)
    told = {"words": "楼道灯不亮，看不见台阶", "area": desk.world.building1.code, "key": "p",
            "longitude": "120.1", "latitude": "30.2"}  # fmt: skip
    first = page.post(f"{ROOT}/with-photos", {**told, "photos": [picture(), picture("navy")]}).json()
    again = page.post(f"{ROOT}/with-photos", {**told, "photos": [picture()]}).json()
    assert (first["id"], len(first["photos"])) == (again["id"], 2)
    shot = page.get(f"{ROOT}/{first['id']}/photos/{first['photos'][0]['id']}")
    assert (shot["Content-Type"], shot.content[:2]) == ("image/jpeg", b"\xff\xd8")
    assert browser(desk.plumber).get(shot.request["PATH_INFO"]).status_code == 404
    fake = SimpleUploadedFile("a.jpg", b"MZ not a picture", "image/jpeg")
    bad = page.post(f"{ROOT}/with-photos", {**told, "key": "q", "photos": [fake]})
    assert (bad.status_code, "不是照片" in bad.json()["sentence"]) == (422, True)
    many = page.post(f"{ROOT}/with-photos", {**told, "key": "r", "photos": [picture() for _n in range(7)]})
    assert (many.status_code, "最多 6 张" in many.json()["sentence"]) == (422, True)
    huge = SimpleUploadedFile("a.jpg", b"\xff\xd8" + b"0" * (13 * 1024 * 1024), "image/jpeg")
    assert (
        "12 MB" in page.post(f"{ROOT}/with-photos", {**told, "key": "s", "photos": [huge]}).json()["sentence"]
    )
    assert Request.objects.count() == 1


def test_a_result_comes_with_pictures_or_a_reason(desk: Desk) -> None:
    row = desk.at(State.IN_PROGRESS)
    unit, path = browser(desk.plumber), f"{ROOT}/{row.pk}/result"
    bare = unit.post(path, {"answer": "已换新灯，试亮正常。"})
    assert (bare.status_code, "照片" in bare.json()["sentence"]) == (422, True)
    assert browser(desk.builder).post(path, {"answer": "已换新灯。"}).status_code == 404
    assert (
        browser(desk.worker).post(path, {"answer": "已换新灯，试亮正常。", "without": "夜间"}).status_code
        == 403
    )
    done = unit.post(
        path, {"answer": "已换新灯，试亮正常。", "before": [picture()], "after": [picture("navy")]}
    )
    assert (done.json()["state"], [p["stage"] for p in done.json()["photos"]]) == (
        State.REPORTED, ["before", "after"],
    )  # fmt: skip
    assert unit.post(path, {"answer": "再报一次。", "without": "夜间"}).status_code == 409


def test_a_part_is_finished_by_its_unit_and_taken_back_by_the_lead(desk: Desk) -> None:
    row = desk.at(State.IN_PROGRESS)
    lead, other = browser(desk.plumber), browser(desk.builder)
    for task in ("看外墙", "看屋面"):
        said = {"unit": desk.housing.pk, "task": task, "due_at": "2026-03-12T10:00"}
        assert ask(lead, f"/{row.pk}/steps/share", {"said": said}).status_code == 200
    first, second = (p["id"] for p in ask(lead, f"/{row.pk}").json()["parts"])
    assert ask(browser(desk.clerk), f"/parts/{first}/finish", {"words": "外墙没有裂缝"}).status_code == 403
    assert ask(other, f"/parts/{first}/finish", {"words": ""}).status_code == 422
    sent = {"words": "外墙没有裂缝", "key": "f"}
    for _n in range(2):
        done = ask(other, f"/parts/{first}/finish", sent)
        assert {p["id"]: p["state"] for p in done.json()["parts"]}[first] == "done"
    assert ask(other, f"/parts/{second}/take-back", {"words": "不用了"}).status_code == 403
    taken = ask(lead, f"/parts/{second}/take-back", {"words": "不用了"}).json()
    assert {p["id"]: p["state"] for p in taken["parts"]}[second] == "taken_back"
    assert ask(other, f"/parts/{second}/finish", {"words": "也看了"}).status_code == 409
    stranger = browser(desk.of("department_officer", desk.world.other_community, desk.property, "far"))
    assert ask(stranger, f"/parts/{first}/finish", {"words": "看了"}).status_code == 404


def test_calling_back_by_program(desk: Desk) -> None:
    row = desk.at(State.CALLBACK)
    page = browser(desk.clerk)
    (one,) = ask(page, "/callbacks").json()
    assert (one["number"], one["phone"]) == (row.number, "199****2345")
    path = f"/callbacks/{one['id']}"
    for _n in range(2):
        assert ask(page, f"{path}/not-reached", {"key": "n"}).json()["calls"] == 1
    bad = ask(page, path, {"solved": "maybe", "satisfied": "yes"})
    assert (bad.status_code, "solved" in bad.json()["sentence"]) == (422, True)
    said = {"solved": "no", "satisfied": "no", "remark": "还是不亮", "key": "j"}
    for _n in range(2):
        assert ask(page, path, said).json()["solved"] == "no"
    assert ask(page, "/callbacks").json() == []
    assert ask(page, f"{path}/leave-out", {"reason": "要求把路灯装进自己家里"}).json()["left_out_reason"]
    assert ask(page, f"{path}/left-out", {"agrees": True}).status_code == 403
    second = browser(desk.manager)
    assert [r["id"] for r in ask(second, "/callbacks?tab=left_out").json()] == [one["id"]]
    assert ask(second, f"{path}/left-out", {"agrees": True}).json()["is_left_out"]
    for actor, status in ((desk.plumber, 403), (desk.worker, 403)):
        assert ask(browser(actor), path, said).status_code == status
    far = browser(desk.of("counter_clerk", desk.world.other_community, desk.committee, "far"))
    assert ask(far, path, said).status_code == 404
