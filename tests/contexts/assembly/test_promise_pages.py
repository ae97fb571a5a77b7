"""The pages of promises, from writing one down to saying that it was kept."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders.assembly import voter
from tests.builders.neighbours import browser
from tests.builders.promises import finished, promise
from tests.contexts.assembly.test_promises import picture

from linli.contexts.assembly.commands import promises as commands
from linli.contexts.assembly.commands.taking_part import Hearer
from linli.contexts.assembly.models import Participant, Promise
from linli.kernel import clock as now

pytestmark = pytest.mark.django_db
PHONE = "13800000001"


def text(answer) -> str:
    return answer.content.decode()


def test_a_manager_writes_down_a_promise_and_everybody_reads_it(world) -> None:
    desk, day = world.client("community_manager"), now.today() + timedelta(days=9)
    assert "这里没有承诺" in text(desk.get("/assembly/promises/"))
    assert desk.get("/assembly/promises/new/").status_code == 200
    sent = {
        "area": world.community.code, "source_kind": "other", "source_title": "现场接访", "title": "修好路灯",
        "who": "物业", "due_on": day, "means": "公共收益 2,400 元",
    }  # fmt: skip
    assert desk.post("/assembly/promises/new/", {**sent, "who": ""}).status_code == 422
    assert desk.post("/assembly/promises/new/", {**sent, "due_on": "2026-02-30"}).status_code == 422
    assert desk.post("/assembly/promises/new/", {**sent, "area": "339901001002"}).status_code == 422
    assert desk.post("/assembly/promises/new/", sent).status_code == 303
    row = Promise.objects.get()
    assert "修好路灯" in text(desk.get("/assembly/promises/?which=open&q=物业"))
    assert desk.get("/assembly/promises/export/?which=open").content[:2] == b"PK"
    stranger = Client()
    listed = text(stranger.get("/assembly/promises/open/", follow=True))
    assert "柳岸社区" in listed
    assert "修好路灯" in text(stranger.get(f"/assembly/promises/open/{world.community.code}/"))
    assert "公共收益" in text(stranger.get(f"/assembly/promises/read/{row.pk}/"))
    assert stranger.get("/assembly/promises/open/1/").status_code == 404
    assert stranger.get(f"/assembly/promises/read/{world.community.pk:032x}/").status_code == 404


def test_each_act_has_its_page(world) -> None:
    desk, row = world.client("community_manager"), promise(world)
    page, later = f"/assembly/promises/{row.pk}/", now.today() + timedelta(days=40)
    acts = [
        ("begin", {}), ("progress", {"words": "换了两盏"}), ("postpone", {"due_on": later, "reason": "缺货"}),
        ("hand_on", {"who": "电力公司", "reason": "归他们管"}), ("give_up", {"reason": "没有这种灯"}),
        ("take_up_again", {"due_on": later, "reason": "找到了"}), ("finish", {"words": "都亮了"}),
        ("send_back", {"reason": "还差一盏"}), ("finish", {"words": "这次都亮了"}),
        ("confirm", {"words": "看过了"}),
    ]  # fmt: skip
    for verb, said in acts:
        assert desk.get(f"{page}{verb}/").status_code == 200, verb
        if said:
            assert desk.post(f"{page}{verb}/", {}).status_code == 422, verb
        assert desk.post(f"{page}{verb}/", said).status_code == 303, verb
    shown = text(desk.get(page))
    assert "归他们管" in shown
    assert "确认兑现" in shown
    assert desk.post(f"{page}confirm/", {"words": "再点一次"}).status_code == 409
    assert desk.get(f"{page}fly/").status_code == 404
    assert world.client("community_manager", world.other_community).get(page).status_code == 404
    assert world.client("counter_clerk").post(f"{page}begin/").status_code in (403, 409)


def test_photos_are_shown_with_their_promise_alone(world) -> None:
    desk, row, other = world.client("community_manager"), promise(world), promise(world, title="换锁")
    sent = {"words": "换了两盏", "photo": SimpleUploadedFile("a.png", picture(), "image/png")}
    assert desk.post(f"/assembly/promises/{row.pk}/progress/", sent).status_code == 303
    wrong = {"words": "换了两盏", "photo": SimpleUploadedFile("a.png", b"not a picture", "image/png")}
    assert desk.post(f"/assembly/promises/{row.pk}/progress/", wrong).status_code == 422
    key = row.steps.get(what="progress").photo
    given = Client().get(f"/assembly/promises/read/{row.pk}/photos/{key}/")
    assert given.headers["Content-Type"] == "image/jpeg"
    assert Client().get(f"/assembly/promises/read/{other.pk}/photos/{key}/").status_code == 404


def test_a_resident_who_took_part_hears_and_speaks(world) -> None:
    person, _resident = voter(world, "王秀英", PHONE)
    row = finished(world, Hearer(person=person.pk))
    undone = promise(world, title="换锁")
    hand = browser(PHONE)
    assert "说做完了，请您看看" in text(hand.get("/residents/"))
    assert "新消息" in text(hand.get("/assembly/promises/mine/"))
    assert "新消息" not in text(hand.get("/assembly/promises/mine/"))
    page = f"/assembly/promises/read/{row.pk}/"
    assert "您看，做到了吗" in text(hand.get(page))
    assert hand.get(f"{page}say/").status_code == 200
    assert hand.post(f"{page}say/", {}).status_code == 422
    assert hand.post(f"{page}say/", {"is_kept": "yes", "words": "晚上亮堂了"}).status_code == 303
    assert "晚上亮堂了" in text(Client().get(page))
    assert hand.post(f"/assembly/promises/read/{undone.pk}/say/", {"is_kept": "yes"}).status_code == 422


def test_the_list_to_take_along(world, clock) -> None:
    person = world.person("王秀英")
    row = promise(world, Hearer(person=person.pk, door=person.home.short_address, area=person.home.area))
    clock.forward(timedelta(minutes=1))
    commands.finish(world.actor("community_manager"), row, words="灯都亮了")
    worker = world.client("grid_worker", world.grid1)
    assert "承诺的结果还要告诉：1" in text(worker.get("/assembly/desk/topics/tell/"))
    shown = text(worker.get("/assembly/promises/tell/"))
    assert "王秀英" in shown
    assert person.home.short_address in shown
    one = Participant.objects.get()
    stranger = world.client("grid_worker", world.grid2)
    assert stranger.post(f"/assembly/promises/tell/{one.pk}/").status_code == 404
    assert worker.post(f"/assembly/promises/tell/{one.pk}/").status_code == 303
    assert "都告诉了" in text(worker.get("/assembly/promises/tell/"))


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_queries_do_not_grow_with_rows(world, clock) -> None:
    desk, stranger = world.client("community_manager"), Client()
    pages = [
        (desk, "/assembly/promises/"), (desk, "/assembly/promises/tell/"),
        (stranger, f"/assembly/promises/open/{world.community.code}/"),
    ]  # fmt: skip
    people = [world.person(f"邻居{n}") for n in range(6)]
    promise(world, Hearer(person=people[0].pk))
    clock.forward(timedelta(minutes=1))
    commands.finish(world.actor("community_manager"), promise(world, title="先做的"), words="做完了")
    few = [queries_of(*one) for one in pages]
    for n in range(1, 6):
        promise(world, Hearer(person=people[n].pk), title=f"第{n}件事")
    assert [queries_of(*one) for one in pages] == few
