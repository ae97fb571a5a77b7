"""The pages of devices, homes and sources, and the programming interface, as people use them."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.builders.guarded import EIGHT, deliver, device, message, source

from linli.contexts.guard.models import Consent, Device, Reading, Source, Trouble
from linli.contexts.guard.queries import devices as queries


def test_from_the_signed_form_to_the_removed_device(world) -> None:
    home, worker = world.home(world.building1), world.client("grid_worker", world.grid1)
    at_home = reverse("guard:home", args=[home.pk])
    assert "还没有守护设备" in worker.get(at_home).content.decode()
    form = worker.get(reverse("guard:consent_form", args=[home.pk])).content.decode()
    assert "不拍照，不录音" in form
    assert "15 天后清除" in form
    install = reverse("guard:install", args=[home.pk])
    entered = {"kind": "water", "number": "WM-1", "installed_on": "2026-03-10", "upload_minutes": "60"}
    assert worker.post(install, entered).status_code == 422
    signed = {**entered, "given_by": "李奶奶", "given_on": "2026-03-09"}
    assert worker.post(install, signed).status_code == 303
    assert worker.post(install, signed).status_code == 422  # the second click
    row = Device.objects.get()
    assert "李奶奶，2026年3月9日" in worker.get(reverse("guard:device", args=[row.pk])).content.decode()
    assert "WM-1" in worker.get(reverse("guard:devices")).content.decode()
    change = {"number": "WM-1", "upload_minutes": "1440", "spot": "厨房"}
    assert worker.post(reverse("guard:change", args=[row.pk]), change).status_code == 303
    swap = {"number": "WM-2", "on": "2026-03-11"}
    assert worker.post(reverse("guard:swap", args=[row.pk]), swap).status_code == 303
    new = Device.objects.get(removed_on=None)
    withdraw = reverse("guard:withdraw", args=[Consent.objects.get().pk])
    assert worker.post(withdraw, {"reason": ""}).status_code == 303
    assert "没有同意，读数不接收" in worker.get(at_home).content.decode()
    given = {"given_by": "李奶奶", "given_on": "2026-03-11"}
    assert worker.post(reverse("guard:give", args=[home.pk, "water"]), given).status_code == 303
    gone = {"on": "2026-03-11", "reason": "住户搬走"}
    assert worker.post(reverse("guard:remove", args=[new.pk]), gone).status_code == 303
    assert worker.post(reverse("guard:remove", args=[new.pk]), gone).status_code == 422
    assert Device.objects.filter(removed_on=None).count() == 0


STATES = [
    # upload period, hours since the newest point, battery, state
    (60, None, None, "never"),
    (60, 1, None, "good"),
    (60, 2, None, "stale"),
    (1440, 30, None, "good"),
    (1440, 37, None, "stale"),
    (60, 1, 3.0, "low"),
    (60, 1, 0, "low"),
    (60, 1, 3.6, "good"),
]


@pytest.mark.parametrize(("period", "ago", "battery", "state"), STATES)
def test_how_a_device_is(world, clock, period, ago, battery, state) -> None:
    row = device(world.home(world.building1), upload_minutes=period)
    if ago is not None:
        row.last_at = clock.now() - timedelta(hours=ago)
    row.battery = battery
    row.save()
    manager = world.actor("community_manager")
    assert queries.device(manager, row.pk).state == state
    assert queries.counts(manager) == {state: 1}


def test_another_grid_sees_nothing(world) -> None:
    row = device(world.home(world.building1))
    stranger = world.client("grid_worker", world.grid2)
    assert "WM-1" not in stranger.get(reverse("guard:devices")).content.decode()
    consent = Consent.objects.get()
    for name, key in (
        ("device", row.pk), ("change", row.pk), ("swap", row.pk), ("remove", row.pk),
        ("home", row.dwelling_id),
        ("install", row.dwelling_id), ("consent_form", row.dwelling_id), ("withdraw", consent.pk),
    ):  # fmt: skip
        assert stranger.get(reverse(f"guard:{name}", args=[key])).status_code == 404, name
    clerk = world.client("counter_clerk")
    assert clerk.get(reverse("guard:device", args=[row.pk])).status_code == 200
    assert clerk.get(reverse("guard:change", args=[row.pk])).status_code == 403
    assert clerk.get(reverse("guard:sources")).status_code == 403


def test_the_list_is_narrowed_exported_and_does_not_grow_in_queries(world) -> None:
    manager = world.client("community_manager")
    counted = []
    for first, last in ((1, 4), (4, 20)):
        for n in range(first, last):
            device(world.home(world.building1, 1, f"{n}01"), f"W{n}", "door" if n % 2 else "water")
        with CaptureQueriesContext(connection) as seen:
            assert manager.get(reverse("guard:devices")).status_code == 200
        counted.append(len(seen))
    assert counted[0] == counted[1]
    page = manager.get(reverse("guard:devices") + "?kind=door&q=W1&sort=number").content.decode()
    assert "W11" in page
    assert "W2<" not in page
    book = manager.get(reverse("guard:export") + "?kind=door")
    assert book.content[:2] == b"PK"


SHEET = """地址,设备类型,设备编号,安装日期,同意人,同意日期
1号楼1单元101,智能水表,WM-1,2026/3/1,李奶奶,2026年2月28日
1号楼1单元101,门磁,D-1,,李奶奶,2026.3.1
1号楼1单元102,门磁,D-2,,,
9号楼9单元999,门磁,D-3,,王爷爷,2026-03-01
1号楼1单元102,电饭锅,D-4,,王爷爷,2026-03-01
1号楼1单元102,烟感,WM-1,,王爷爷,2026-03-01
1号楼1单元102,烟感,S-1,2026-02-30,王爷爷,2026-03-01
"""


def test_a_list_of_devices_comes_in_with_a_reason_for_each_row_refused(world) -> None:
    world.home(world.building1)
    world.home(world.building1, 1, "102")
    manager = world.client("community_manager")
    address = reverse("guard:bring")
    sheet = SimpleUploadedFile("设备.csv", SHEET.encode())
    tried = manager.post(address, {"file": sheet, "community": world.community.code})
    page = tried.content.decode()
    assert tried.context["good"] == 2
    assert tried.context["refused"] == 4
    for words in ("没有同意人", "对不上一户", "看不出是什么设备", "安装日期看不懂", "已经登记过"):
        assert words in page
    kept = {"kept": str(tried.context["kept"].pk), "community": world.community.code, "take": "1"}
    assert manager.post(address, kept).status_code == 303
    assert set(Device.objects.values_list("number", "kind")) == {("WM-1", "water"), ("D-1", "door")}
    assert manager.post(address, kept).status_code == 422  # taken already
    assert manager.post(address, {"community": world.community.code}).status_code == 422
    wrong = SimpleUploadedFile("x.xlsx", b"no workbook at all")
    assert manager.post(address, {"file": wrong, "community": world.community.code}).status_code == 422


def test_a_source_gets_a_key_once_and_delivers_with_it(world) -> None:
    manager = world.client("community_manager")
    device(world.home(world.building1))
    page = manager.post(reverse("guard:add_source"), {"name": "供水公司", "community": world.community.code})
    key = page.context["key"]
    assert key not in manager.get(reverse("guard:sources")).content.decode()
    told = {"messages": [message("WM-1", 1, 2), message("X", 1)]}
    sent = Client().post(
        "/api/v1/guard/readings", json.dumps(told), content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )  # fmt: skip
    assert sent.json() == {"taken": 2, "repeated": 0, "refused": {"unknown": 1}}
    seen = Client().get("/api/v1/guard/devices", headers={"Authorization": f"Bearer {key}"})
    assert seen.status_code == 403
    again = manager.post(reverse("guard:add_source"), {"name": "供水公司", "community": world.community.code})
    assert again.status_code == 422
    found = Source.objects.get()
    assert manager.post(reverse("guard:rekey", args=[found.pk])).context["key"] != key
    assert manager.post(reverse("guard:stop", args=[found.pk]), {"reason": "合同到期"}).status_code == 303
    closed = Client().post(
        "/api/v1/guard/readings", json.dumps(told), content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )  # fmt: skip
    assert closed.status_code == 401


def test_someone_with_a_role_but_no_source_cannot_deliver(world) -> None:
    manager = world.client("community_manager")
    answer = manager.post(
        "/api/v1/guard/readings", json.dumps({"messages": []}), content_type="application/json"
    )
    assert answer.status_code in (401, 403, 404)


def test_readings_from_a_file_and_what_was_not_taken(world) -> None:
    manager, keyed = world.client("community_manager"), source(world)
    device(world.home(world.building1))
    text = (
        "设备编号,时间,读数,单位\nWM-1,2026-03-11 08:00,1.5,m3\n"
        "WM-1,2026-03-11 09:00,x,m3\nQ,2026-03-11 09:00,1,\n"
    )
    address = reverse("guard:readings", args=[keyed.source.pk])
    entered = {"file": SimpleUploadedFile("r.csv", text.encode()), "community": world.community.code}
    assert manager.post(address, entered).status_code == 303
    assert Reading.objects.get().value == 1_500_000
    bad = SimpleUploadedFile("r.csv", "甲,乙\n1,2\n".encode())
    assert manager.post(address, {"file": bad, "community": world.community.code}).status_code == 422
    page = manager.get(reverse("guard:troubles")).content.decode()
    assert "没有登记的设备" in page
    assert manager.get(reverse("guard:troubles") + "?why=unknown").context["page"].total == 1
    row = Trouble.objects.get(why="unknown")
    other = world.client("community_manager", world.other_community)
    assert other.post(reverse("guard:settle", args=[row.pk])).status_code == 404
    assert manager.post(reverse("guard:settle", args=[row.pk])).status_code == 303
    assert manager.get(reverse("guard:troubles") + "?why=unknown").context["page"].total == 0


def test_the_interface_lists_devices_without_readings(world) -> None:
    row = device(world.home(world.building1))
    deliver(source(world), message("WM-1", 1, since=EIGHT))
    worker = world.client("grid_worker", world.grid1)
    listed = worker.get("/api/v1/guard/devices?state=stale", headers={"X-Requested-With": "x"})
    if listed.status_code == 200:
        assert [d["number"] for d in listed.json()] == ["WM-1"]
        assert "value" not in listed.content.decode()
    stranger = world.client("grid_worker", world.grid2)
    assert stranger.get(f"/api/v1/guard/devices/{row.pk}").status_code == 404


def test_the_manager_sees_how_the_message_channel_is_and_where_to_send(world, clock) -> None:
    from linli.kernel.jobs import pulses

    manager, keyed = world.client("community_manager"), source(world)
    page = manager.get("/guard/sources/").content.decode()
    assert "还没有启动过" in page
    assert f"v1/{world.community.code}/{keyed.source.account.username}/" in page
    told = {
        "broker": "mqtt://127.0.0.1:1883", "connected": True, "since": clock.now().timestamp(), "messages": 7,
        "last_message": clock.now().timestamp(), "a_minute": 7, "waiting": 3, "trouble": "", "reconnects": 0,
    }  # fmt: skip
    pulses.beat("guard.listener", told)
    part = manager.get("/guard/sources/channel/", headers={"HX-Request": "true"}).content.decode()
    assert "消息通道正常" in part
    assert "mqtt://127.0.0.1:1883" in part
    key = manager.post(f"/guard/sources/{keyed.source.pk}/key/").content.decode()
    assert keyed.source.account.username in key
    type(keyed.source).objects.update(broker_mark="")
    assert "先换一把密钥" in manager.get("/guard/sources/").content.decode()
    assert world.client("grid_worker", world.grid1).get("/guard/sources/channel/").status_code == 403
