"""The pages of a meeting: laid out, announced, held by phone and on the wall, written down, promised."""

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from tests.builders.assembly import voter
from tests.builders.meetings import announced, called, came, fresh, moved, planned, running, voted
from tests.builders.neighbours import browser
from tests.builders.promises import promise

from linli.contexts.assembly.commands import agenda
from linli.contexts.assembly.models import Attendee, Meeting, Motion, Promise
from linli.contexts.assembly.queries import meetings, slips
from linli.kernel import clock as now

pytestmark = pytest.mark.django_db
PHONE = "13800000001"


def text(answer) -> str:
    return answer.content.decode()


def test_a_manager_lays_it_out_and_everybody_reads_the_notice(world, clock) -> None:
    desk = world.client("community_manager")
    assert "这里还没有会议" in text(desk.get("/assembly/meetings/"))
    start = now.now() + timedelta(days=6)
    sent = {
        "area": world.community.code, "kind": "building", "title": "3 号楼楼栋会", "place": "3 号楼门厅",
        "starts_at": f"{start:%Y-%m-%dT%H:%M}", "entitled": 0, "chair_name": "周桂兰",
    }  # fmt: skip
    assert desk.get("/assembly/meetings/new/").status_code == 200
    for wrong in ({"chair_name": ""}, {"kind": "residents"}, {"starts_at": "2020-01-01T10:00"}):
        assert desk.post("/assembly/meetings/new/", {**sent, **wrong}).status_code == 422
    assert desk.post("/assembly/meetings/new/", sent).status_code == 303
    row = Meeting.objects.get()
    page = f"/assembly/meetings/{row.pk}/"
    assert desk.get(f"{page}change/").status_code == 200
    assert desk.post(f"{page}change/", {**sent, "place": "党群中心"}).status_code == 303
    assert "先写上要谈什么" in text(desk.post(f"{page}steps/announce/", follow=True))
    assert desk.get(f"{page}items/add/").status_code == 200
    assert desk.post(f"{page}items/add/", {"title": "电动车"}).status_code == 303
    assert desk.post(f"{page}items/add/", {"title": "记错的"}).status_code == 303
    item, wrong_item = row.items.order_by("number")
    assert desk.post(f"{page}items/{wrong_item.pk}/remove/").status_code == 303
    file = SimpleUploadedFile("plan.pdf", b"%PDF-1.7 plan", "application/pdf")
    assert desk.post(f"{page}items/{item.pk}/paper/", {"file": file}).status_code == 303
    assert Client().get(f"/assembly/meetings/read/{row.pk}/").status_code == 404
    assert desk.post(f"{page}steps/announce/").status_code == 303
    assert desk.get(f"{page}notice.pdf").content.startswith(b"%PDF")
    everybody = Client()
    assert "党群中心" in text(everybody.get(f"/assembly/meetings/open/{world.community.code}/"))
    shown = text(everybody.get(f"/assembly/meetings/read/{row.pk}/"))
    assert "plan.pdf" in shown
    assert "我到了" not in shown
    paper = item.papers.get()
    given = everybody.get(f"/assembly/meetings/read/{row.pk}/papers/{paper.file}/")
    assert given.content == b"%PDF-1.7 plan"
    assert everybody.get(f"/assembly/meetings/read/{row.pk}/papers/{row.pk}/").status_code == 404
    assert world.client("community_manager", world.other_community).get(page).status_code == 404
    assert desk.get(f"{page}steps/cancel/").status_code == 200
    assert desk.post(f"{page}steps/cancel/", {"reason": "门厅漏水"}).status_code == 303
    assert "门厅漏水" in text(desk.get(page))


def test_the_list_at_the_door(world, clock) -> None:
    person, row = world.person("王秀英"), announced(world)
    desk, page = world.client("counter_clerk"), f"/assembly/meetings/{row.pk}/attendance/"
    assert "王秀英" in text(desk.get(f"{page}?q={person.home.short_address}"))
    sent = {"q": person.home.short_address}
    assert desk.post(f"{page}in/{person.pk}/", sent).status_code == 303
    assert "已经在名单上" in text(desk.post(f"{page}in/{person.pk}/", sent, follow=True))
    assert desk.post(f"{page}in/{row.pk}/", sent).status_code == 404
    assert desk.get(f"{page}guest/").status_code == 200
    assert desk.post(f"{page}guest/", {"name": "街道 老周"}).status_code == 303
    assert "列席" in text(desk.get(page))
    one = Attendee.objects.get(person=person.pk)
    assert desk.post(f"{page}{one.pk}/leave/").status_code == 303
    assert desk.post(f"{page}{one.pk}/remove/").status_code == 303
    assert desk.post(f"{page}{one.pk}/remove/").status_code == 404
    assert world.client("grid_worker", world.grid1).get(page).status_code == 403


def test_what_goes_on_now_stands_first_and_many_matters_unfold(world, clock) -> None:
    voter(world, "王秀英", PHONE)
    running(world, clock, title="正在开的楼栋会")
    for n in range(4):
        announced(world, title=f"第 {n} 次会", starts_at=now.now() + timedelta(days=n + 6))
    hand = browser(PHONE)
    page = text(hand.get("/residents/"))
    assert page.index("正在开的楼栋会") < page.index("第 0 次会")
    assert "<details" not in page.split("报事")[0]
    announced(world, title="第 4 次会", starts_at=now.now() + timedelta(days=12))
    page = text(hand.get("/residents/"))
    places = [page.index(one) for one in ("正在开的楼栋会", "还有 2 件等着您", "第 4 次会", "报事")]
    assert places == sorted(places)


def test_the_chair_leads_by_phone_and_the_wall_follows(world, clock) -> None:
    voter(world, "王秀英", PHONE)
    row = running(world, clock, guests=2)
    desk, clerk, hand = world.client("community_manager"), world.client("counter_clerk"), browser(PHONE)
    page, here = f"/assembly/meetings/{row.pk}/", f"/assembly/meetings/here/{row.pk}/"
    assert "正在开" in text(hand.get("/residents/"))
    assert "报到码" in text(hand.get(here))
    assert hand.post(here, {"code": "0000"}).status_code == 422
    assert hand.post(here, {"code": row.code}).status_code == 303
    assert "现在没有在讨论的动议" in text(hand.get(here))
    sent = {"what": "换门锁", "who": "物业", "when": now.today() + timedelta(days=9), "where": "1 单元"}
    assert desk.get(f"{page}motions/new/").status_code == 200
    assert desk.post(f"{page}motions/new/", sent).status_code == 303
    motion = Motion.objects.get()
    lead = f"/assembly/motions/{motion.pk}/"
    assert "缺：花多少钱" in text(desk.post(f"{lead}steps/put/", follow=True))
    assert desk.get(lead).status_code == 200
    assert desk.post(lead, {**sent, "how_much": "900 元"}).status_code == 303
    assert desk.post(f"{lead}steps/put/").status_code == 303
    assert hand.post(f"/assembly/meetings/turn/{motion.pk}/", {"side": "for"}).status_code == 303
    assert desk.post(f"{lead}speakers/", {"name": "李大爷", "side": "against"}).status_code == 303
    assert desk.post(f"{lead}turn/next/").status_code == 303
    wall = text(desk.get(f"{page}wall/"))
    for words in ("换门锁", "王秀英", "李大爷", "2:00", row.code, "<svg"):
        assert words in wall
    part = text(desk.get(f"{page}wall/", headers={"HX-Request": "true"}))
    assert "<html" not in part
    waits = motion.speakers.get(name="李大爷")
    assert desk.post(f"{lead}speakers/{waits.pk}/drop/").status_code == 303
    assert desk.post(f"{lead}turn/stop/").status_code == 303
    assert desk.post(f"{lead}turn/dance/").status_code == 409
    assert "讨论完了" in text(desk.get(f"{page}chair/"))
    assert desk.post(f"{lead}steps/call_vote/").status_code == 303
    assert "帮忙数举手" in text(hand.get(here))
    assert desk.get(f"{lead}hands/").status_code == 200
    assert desk.post(f"{lead}hands/", {"votes_for": 3, "votes_against": 0, "abstained": 0}).status_code == 303
    count = f"/assembly/meetings/count/{motion.pk}/"
    assert hand.get(count).status_code == 200
    told = hand.post(count, {"votes_for": 3, "votes_against": 0, "abstained": 0}, follow=True)
    assert "有结果了" in text(told)
    assert Motion.objects.get().state == "passed"
    assert clerk.get(f"{page}chair/").status_code == 200
    assert world.client("grid_worker", world.grid1).get(f"{page}chair/").status_code in (403, 404)


def test_a_vote_without_names_from_the_chair_to_the_receipt(world, clock) -> None:
    motion, _resident = called(world, clock, guests=2)
    desk, clerk, hand = world.client("community_manager"), world.client("counter_clerk"), browser(PHONE)
    row, lead = motion.meeting, f"/assembly/motions/{motion.pk}/"
    page, here = f"/assembly/meetings/{row.pk}/", f"/assembly/meetings/here/{row.pk}/"
    slip, desk_slips = f"/assembly/meetings/slip/{motion.pk}/", f"{lead}slips/"
    assert "已投 0／应投 3" in text(desk.get(f"{page}wall/"))
    assert "投我的一票" in text(hand.get(here))
    assert "谁投了什么，谁也看不到" in text(hand.get(slip))
    assert hand.post(slip, {}).status_code == 422
    assert "确定，投出去" in text(hand.post(slip, {"choice": "for"}))
    cast = text(hand.post(slip, {"choice": "for", "sure": "1"}))
    code = re.search(r"vote-receipt\">([^<]+)<", cast)[1]
    assert hand.post(slip, {"choice": "for", "sure": "1"}).status_code == 409
    assert hand.post(f"{slip}receipt.pdf", {"code": code}).content[:5] == b"%PDF-"
    assert hand.get(f"{slip}receipt/").status_code == hand.get(f"{slip}ballots.json").status_code == 404
    keys = [one.key for one in slips.roll(motion) if not one.how]
    for key in keys:
        assert desk.post(f"{desk_slips}take/", {"key": key}).status_code == 303
    assert desk.post(f"{desk_slips}back/", {"key": keys[0]}).status_code == 303
    assert desk.post(f"{desk_slips}take/", {"key": keys[0]}).status_code == 303
    assert desk.post(f"{desk_slips}dance/", {"key": keys[0]}).status_code == 404
    assert "要另一个人确认" in text(desk.get(desk_slips))
    assert "确认这 2 张" in text(clerk.get(desk_slips))
    assert hand.post(f"{slip}confirm/").status_code == 303
    assert "已投 3／应投 3" in text(desk.get(f"{page}chair/"))
    told = {"votes_for": 0, "votes_against": 2, "abstained": 0, "spoiled": 0}
    assert desk.get(f"{desk_slips}count/").status_code == 200
    assert "还没数" in text(desk.post(f"{desk_slips}count/", {**told, "votes_against": 3}))
    assert "请另一个人数第二遍" in text(desk.post(f"{desk_slips}count/", told, follow=True))
    assert hand.get(f"{slip}count/").status_code == 200
    assert "都进了票箱" in text(hand.post(f"{slip}count/", told, follow=True))
    assert desk.post(f"{lead}steps/close_secret/").status_code == 303
    assert Motion.objects.get().state == "failed"
    assert "投票结束了" in text(desk.get(desk_slips))
    assert "赞成" in text(hand.post(f"{slip}receipt/", {"code": code}))
    assert hand.post(f"{slip}receipt/", {"code": "AAAA"}).status_code == 422
    assert hand.get(f"{slip}ballots.json").status_code == 200
    assert "无记名" in text(desk.get(page))
    assert world.client("community_manager", world.other_community).get(desk_slips).status_code == 404
    assert world.client("grid_worker", world.grid1).get(desk_slips).status_code == 404
    assert browser("13900009999").get(slip).status_code == 404


def test_minutes_go_from_draft_to_everybody(world, clock) -> None:
    person, _resident = voter(world, "王秀英", PHONE)
    row = running(world, clock)
    came(world, row, person)
    motion = voted(world, moved(world, row))
    desk, clerk = world.client("community_manager"), world.client("counter_clerk")
    page = f"/assembly/meetings/{row.pk}/"
    assert desk.post(f"{page}steps/close/").status_code == 303
    assert desk.get(f"{page}items/{row.items.get().pk}/notes/").status_code == 200
    assert desk.post(f"{page}items/{row.items.get().pk}/notes/", {"notes": "王：太窄"}).status_code == 303
    assert desk.post(f"{page}minutes/", {"words": "会前念了公约"}).status_code == 303
    assert "王：太窄" in text(desk.get(f"{page}minutes/"))
    assert "没有落实到人" in text(desk.post(f"{page}steps/submit/", follow=True))
    assign = f"/assembly/motions/{motion.pk}/assign/"
    assert "电动车停到北门车棚" in text(desk.get(assign))
    sent = {"title": "加充电口", "who": "物业", "due_on": now.today() + timedelta(days=9)}
    assert desk.post(assign, {**sent, "due_on": ""}).status_code == 422
    assert desk.post(assign, sent).status_code == 303
    assert desk.post(f"{page}steps/submit/").status_code == 303
    assert desk.post(f"{page}steps/agree/").status_code == 403
    assert clerk.get(f"{page}steps/send_back/").status_code == 200
    assert clerk.post(f"{page}steps/agree/").status_code == 303
    assert Client().get(f"/assembly/meetings/read/{row.pk}/minutes.pdf").status_code == 404
    assert desk.post(f"{page}steps/publish/").status_code == 303
    assert Client().get(f"/assembly/meetings/read/{row.pk}/minutes.pdf").content.startswith(b"%PDF")
    assert desk.get(f"{page}minutes.pdf").content.startswith(b"%PDF")
    word = Document(io.BytesIO(desk.get(f"{page}minutes.docx").content))
    assert any("会前念了公约" in one.text for one in word.paragraphs)
    assert desk.get(f"{page}minutes.odt").status_code == 404
    shown = text(Client().get(f"/assembly/meetings/read/{row.pk}/"))
    assert "加充电口" in shown
    assert "王：太窄" in shown
    hand = browser(PHONE)
    assert "加充电口" in text(hand.get("/assembly/promises/mine/"))
    assert Promise.objects.get().source_id == row.pk


def test_a_motion_goes_to_the_box(world, clock) -> None:
    desk, row = world.client("community_manager"), moved(world, running(world, clock))
    page, start = f"/assembly/motions/{row.pk}/ballot/", now.today() + timedelta(days=8)
    assert desk.get(page).status_code == 200
    sent = {"opens_on": start, "closes_on": start + timedelta(days=3)}
    assert desk.post(page, {**sent, "closes_on": start - timedelta(days=1)}).status_code == 422
    assert desk.post(page, sent).status_code == 303
    assert "改用投票表决" in text(desk.get(f"/assembly/meetings/{row.meeting_id}/"))
    assert desk.get(f"/assembly/motions/{row.pk}/steps/withdraw/").status_code == 200
    assert desk.post(f"/assembly/motions/{row.pk}/steps/withdraw/", {"reason": "收回"}).status_code == 422


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_queries_do_not_grow_with_rows(world, clock) -> None:
    desk = world.client("community_manager")
    row = running(world, clock, guests=1)
    came(world, row, world.person("王秀英"))
    page = f"/assembly/meetings/{row.pk}/"
    pages = ["/assembly/meetings/", page, f"{page}attendance/", f"{page}wall/"]
    few = [queries_of(desk, one) for one in pages]
    for n in range(4):
        planned(world, title=f"第{n}次会")
        came(world, row, world.person(f"邻居{n}"))
        agenda.add_item(world.actor("community_manager"), row, title=f"第{n}件")
    assert [queries_of(desk, one) for one in pages] == few
    assert meetings.there(fresh(row)) == 6


def test_programs_read_meetings_and_promises(world, clock) -> None:
    row = running(world, clock)
    voted(world, moved(world, row))
    desk, stranger = world.client("grid_worker", world.grid1), world.client("auditor", world.subdistrict)
    (line,) = desk.get("/api/v1/assembly/meetings?state=running").json()
    assert (line["title"], line["kind_name"]) == (row.title, "楼栋会")
    whole = desk.get(f"/api/v1/assembly/meetings/{row.pk}").json()
    assert (whole["present"], whole["motions"][0]["votes_for"], whole["agenda"]) == (3, 2, ["楼道里的电动车"])
    made = promise(world)
    assert [one["title"] for one in desk.get("/api/v1/assembly/promises?which=open").json()] == [made.title]
    assert desk.get(f"/api/v1/assembly/promises/{made.pk}").json()["steps"][0]["what"] == "made"
    assert stranger.get("/api/v1/assembly/meetings").status_code == 403
    elsewhere = world.client("community_manager", world.other_community)
    assert elsewhere.get(f"/api/v1/assembly/meetings/{row.pk}").status_code == 404
    assert Client().get("/api/v1/assembly/promises").status_code == 401
