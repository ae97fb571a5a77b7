"""A roster as a file: in after a look at every line, out without telephones."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from tests.builders.after_school import BORN, child, opened
from tests.builders.cared import TEST

from linli.contexts.care.commands import room_days, rooms, rosters
from linli.contexts.care.models import Afternoon, Pupil, Room
from linli.contexts.registry import api as registry
from linli.kernel.errors import BadInput, OutsideYourArea


@pytest.fixture
def room(world, clock) -> Room:
    return opened(world)


def file(rows: list[list[str]], head: list[str] | None = None) -> SimpleUploadedFile:
    book, out = Workbook(), io.BytesIO()
    page = book.active
    page.append(["四点半课堂名单"])
    page.append(head or ["姓名", "门牌", "哪几天来", "监护人", "关系", "电话", "备注"])
    for row in rows:
        page.append(row)
    book.save(out)
    return SimpleUploadedFile("名单.xlsx", out.getvalue())


def test_a_roster_comes_in_after_a_look(world, room, clock) -> None:
    child(world, room, "张小明", "301")
    world.person("王小红", BORN, home=world.home(world.building1, 1, "302"))
    for number in ("401", "402"):
        world.person("李同名", BORN, home=world.home(world.building1, 1, number))
    world.person("赵大人", date(1980, 1, 1), home=world.home(world.building1, 1, "501"))
    rows = [
        ["张小明", "", "一三五", "张妈", "妈妈", "19900001111", ""],
        ["王小红", "", "一三五", "王爸", "爸爸", "19900002222", "哮喘"],
        ["王小红", "", "一三五", "王爸", "爸爸", "19900002222", ""],
        ["李同名", "", "周一", "李妈", "妈妈", "19900003333", ""],
        ["李同名", "1号楼1单元402", "1,2", "李妈", "妈妈", "19900003333", ""],
        ["没登记", "", "一", "谁", "妈妈", "199", ""],
        ["赵大人", "", "一", "谁", "妈妈", "199", ""],
        ["王小红", "", "啥时候", "王爸", "爸爸", "199", ""],
        ["王小红", "", "一", "", "", "", ""],
    ]
    clerk, form = world.client("counter_clerk"), reverse("care:roster_in", args=[room.pk])
    assert clerk.post(form, {}).status_code == 422
    assert clerk.post(form, {"file": SimpleUploadedFile("a.xlsx", b"no")}).status_code == 422
    assert clerk.post(form, {"file": file([["a"]], ["什么", "都", "不是"])}).status_code == 422
    page = clerk.post(form, {"file": file(rows)}).content.decode()
    said = "读到 9 行，2 个孩子可以报名 已经报过名了 同名的 没有找到这个孩子 是大人 看不懂 没有写监护人"
    assert "2 个孩子可以报名" in page
    for words in said.split()[4:]:
        assert words in page
    assert Pupil.objects.count() == 1  # nothing happened yet
    read = page.split('name="read" value="')[1].split('"')[0]
    assert clerk.post(form, {"read": read[:-2] + "xx"}).status_code == 422
    assert clerk.post(form, {"read": read}).status_code == 303
    assert clerk.post(form, {"read": read}).status_code == 422  # a double click
    found = {one.person.name: one for one in Pupil.objects.all()}
    assert set(found) == {"张小明", "王小红", "李同名"}
    assert found["李同名"].weekdays == [0, 1]
    assert found["王小红"].remarks.reveal() == "哮喘"
    assert sorted(one.is_waiting for one in found.values()) == [False, False, True]
    stranger = world.client("community_manager", world.other_community)
    assert stranger.post(form, {"read": read}).status_code == 404


def test_the_roster_goes_out_without_telephones(world, room, clock) -> None:
    child(world, room)
    clerk, form = world.client("counter_clerk"), reverse("care:roster_out", args=[room.pk])
    assert clerk.post(form, {"reason": ""}).status_code == 422
    made = clerk.post(form, {"reason": "给学校核对"})
    cells = [str(c.value) for line in load_workbook(io.BytesIO(made.content)).active for c in line]
    assert "张小明" in cells
    assert "19900001111" not in str(cells)
    assert "花生" not in str(cells)
    week = clerk.get(reverse("care:room_week", args=[room.pk]))
    cells = [str(c.value) for line in load_workbook(io.BytesIO(week.content)).active for c in line]
    assert "□" in cells
    room_days.change_room(
        TEST, room,
        told=rooms.Planned("课堂", 990, 1080, [6], 2, clock.today(), clock.today() + timedelta(days=2)),
    )  # fmt: skip
    assert clerk.get(reverse("care:room_week", args=[room.pk])).status_code == 303
    with pytest.raises(BadInput):
        rosters.take(TEST, room, lines=[])
    far = registry.card(TEST, world.person("远", BORN, home=world.home(world.building1, 1, "601")).pk)
    elsewhere = registry.Held(far.key, far.name, far.short_address, world.other_community.code)
    line = rosters.Line(elsewhere, rooms.Enrolled([6], "妈", [rooms.Fetcher("妈", "妈妈", "199")]))
    clerk_actor = world.actor("counter_clerk")
    with pytest.raises(OutsideYourArea):
        rosters.take(clerk_actor, room, lines=[line])
    assert not Afternoon.objects.exists()
