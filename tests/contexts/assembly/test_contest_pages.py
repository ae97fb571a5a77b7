"""A contest as people meet it: the desk, a neighbour's phone, the jury's door; and the walls around it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders.contests import (
    POINTS,
    fresh,
    judging,
    marked,
    nominating,
    published,
    put_forward,
    stairway,
    voted,
)
from tests.builders.neighbours import browser, neighbour
from tests.contexts.assembly.test_space_notes import picture

from linli.contexts.assembly.commands import contest_entries, contests
from linli.contexts.assembly.models.contests import Contest
from linli.contexts.assembly.queries.contests import secret_of
from linli.kernel import clock as now

pytestmark = pytest.mark.django_db
PHONE = "13800001234"


def text(answer) -> str:
    return answer.content.decode()


def test_a_manager_lays_out_a_contest_and_leads_it(world) -> None:
    desk = world.client("community_manager")
    assert "这里还没有评选" in text(desk.get("/assembly/contests/"))
    assert "没有堆物" in text(desk.get("/assembly/contests/new/"))
    sent = {
        "area": world.community.code, "kind": "stairway", "title": "三月最美楼道", "percent": 0, "honours": 1,
        "picks": 2, "until": now.today() + timedelta(days=7),
    }  # fmt: skip
    for wrong in ({"percent": 50}, {"until": "2020-01-01"}, {"kind": "person"}, {"honours": ""}):
        assert desk.post("/assembly/contests/new/", {**sent, **wrong}).status_code == 422, wrong
    assert desk.post("/assembly/contests/new/", sent).status_code == 303
    contest = Contest.objects.get()
    page = f"/assembly/contests/{contest.pk}/"
    assert desk.get(f"{page}change/").status_code == 200
    assert desk.post(f"{page}change/", {**sent, "title": "春天最美楼道"}).status_code == 303
    desk.post(f"{page}steps/call/")
    assert "还没有推荐" in text(desk.get(page))
    assert desk.get(f"{page}places/new/").status_code == 200
    for n, building in enumerate((world.building1, world.building2)):
        place = {"area": str(stairway(building).pk), "why": "干净亮堂，有人浇花"}
        assert desk.post(f"{page}places/new/", {**place, "why": ""}).status_code == 422
        assert desk.post(f"{page}places/new/", place).status_code == 303
        entry = contest.entries.get(number=n + 1)
        step = f"/assembly/contest-places/{entry.pk}/"
        assert desk.get(f"{step}decline/").status_code == 200
        assert desk.post(f"{step}decline/", {"reason": "再看看"}).status_code == 303
        assert "参加评选" in text(desk.post(f"{step}accept/", follow=True))
    for name in ("居民代表 何大姐", "物业 刘工", "美术老师"):
        assert desk.get(f"{page}jurors/new/").status_code == 200
        assert desk.post(f"{page}jurors/new/", {"name": name}).status_code == 303
    assert desk.post(f"{page}jurors/3/drop/").status_code == 303
    assert desk.get(f"{page}sheets.pdf").status_code == 422
    desk.post(f"{page}steps/judge/")
    assert desk.get(f"{page}sheets.pdf").content.startswith(b"%PDF")
    assert "还差" in text(desk.post(f"{page}steps/count/", follow=True))
    for juror in (1, 2):
        assert "还有 2 处" in text(desk.get(f"{page}jurors/{juror}/"))
        for place in (1, 2):
            where = f"{page}jurors/{juror}/{place}/"
            assert desk.get(where).status_code == 200
            assert desk.post(where, {**POINTS, "clear": 99}).status_code == 422
            assert desk.post(where, {**POINTS, "clear": 20 - place}).status_code == 303
    desk.post(f"{page}steps/count/")
    assert "80.00" in text(desk.get(page)) or "81.00" in text(desk.get(page))
    assert desk.get(f"{page}count.xlsx").content[:2] == b"PK"
    desk.post(f"{page}steps/publish/")
    best = contest.entries.get(state="honoured")
    step = f"/assembly/contest-places/{best.pk}/"
    assert desk.get(f"{step}certificate.pdf").content.startswith(b"%PDF")
    assert desk.get(f"{page}poster.pdf").content.startswith(b"%PDF")
    assert desk.get(f"{step}revoke/").status_code == 200
    assert desk.post(f"{step}revoke/", {"reason": "又堆满了"}).status_code == 303
    assert desk.get(f"{step}certificate.pdf").status_code == 404
    seen = text(Client().get(f"/assembly/contests/open/{contest.pk}/"))
    assert "又堆满了" in seen
    assert "2号楼1单元" not in seen
    assert desk.get("/assembly/contests/?state=published&q=春天").status_code == 200
    assert desk.get(f"{page}steps/cancel/").status_code == 200
    assert desk.post(f"{page}steps/cancel/", {"reason": "太晚"}).status_code == 422


def test_a_neighbour_puts_a_stairway_forward_and_hears_what_became_of_it(world) -> None:
    neighbour(world.actor("community_manager"), world.person("王秀英"), phone=PHONE)
    contest = nominating(world)
    hand, page = browser(PHONE), f"/assembly/contests/open/{contest.pk}/"
    assert contest.title in text(hand.get("/residents/"))
    assert "用手机号登录后推荐" in text(Client().get(page))
    assert Client().get(f"{page}propose/").status_code == 302
    form = text(hand.get(f"{page}propose/"))
    assert form.index("1号楼1单元") < form.index("1号楼2单元")
    photo = SimpleUploadedFile("stairs.png", picture(), "image/png")
    sent = {"area": str(stairway(world.building2).pk), "why": "每层都有人浇花", "photo": photo}
    assert hand.post(f"{page}propose/", sent).status_code == 303
    row = contest.entries.get()
    assert "正在核对" in text(hand.get(page))
    assert Client().get(f"{page}photos/{row.photo}/").status_code == 404
    contest_entries.accept(world.actor("counter_clerk"), row)
    assert Client().get(f"{page}photos/{row.photo}/").headers["Content-Type"] == "image/jpeg"
    assert "每层都有人浇花" in text(Client().get(page))
    contest_entries.decline(world.actor("counter_clerk"), row, reason="正在维修")
    assert "正在维修" in text(hand.get(page))
    assert "正在维修" not in text(Client().get(page))
    assert browser("13900005678").get(f"{page}propose/").status_code == 404


def test_a_contest_stands_on_ones_own_page_while_there_is_something_to_do_or_to_hear(world, clock) -> None:
    neighbour(world.actor("community_manager"), world.person("王秀英"), phone=PHONE)
    hand, desk, manager = browser(PHONE), world.client("community_manager"), world.actor("community_manager")
    every = f"/assembly/contests/open/{world.community.code}/"
    assert "这里还没有评选" in text(hand.get(every))
    assert every not in text(hand.get("/residents/"))
    contest = marked(world)
    page, own = f"/assembly/contests/{contest.pk}/", f"/assembly/contests/open/{contest.pk}/"
    for path in (page, own, "/assembly/contests/", every):
        assert "推荐到" not in text(desk.get(path)), path
    seen = text(hand.get("/residents/"))
    assert own not in seen
    assert every in seen
    contests.publish(manager, contests.count(manager, contest))
    clock.forward(timedelta(days=29))
    assert own in text(hand.get("/residents/"))
    clock.forward(timedelta(days=1))
    seen = text(hand.get("/residents/"))
    assert own not in seen
    assert every in seen
    assert "公布" in text(hand.get(every))
    assert own in text(hand.get(every))
    assert hand.get("/assembly/contests/open/000000000000/").status_code == 404


def test_a_juror_comes_with_the_sheet_and_without_an_account(world) -> None:
    contest = judging(world)
    juror = contest.jurors.get(number=1)
    hand, page = Client(), f"/assembly/contests/open/{contest.pk}/jury/"
    assert hand.get(page).status_code == 303
    assert hand.get(f"{page}1/").status_code == 303
    secret = secret_of(juror)
    assert f'value="{secret}"' in text(hand.get(f"{page}door/?n=1&k={secret}"))
    assert hand.post(f"{page}door/", {"number": 2, "secret": secret}).status_code == 422
    assert "何大姐" in text(hand.post(f"{page}door/", {"number": 1, "secret": secret}, follow=True))
    assert hand.get(f"{page}1/").status_code == 200
    assert hand.get(f"{page}9/").status_code == 404
    assert hand.post(f"{page}1/", {**POINTS, "walls": ""}).status_code == 422
    assert "的分记下了" in text(hand.post(f"{page}1/", POINTS, follow=True))
    assert "回避" in text(hand.post(f"{page}2/", {"is_aside": "on"}, follow=True))
    assert "都打好了" in text(hand.post(f"{page}3/", POINTS, follow=True))
    contests.cancel(world.actor("community_manager"), contest, reason="人手不够")
    assert hand.get(page).status_code == 404


def test_the_vote_shows_no_numbers_of_its_own_and_leads_to_the_contest(world, clock) -> None:
    for n in range(2):
        world.person(f"居民{n}", home=world.home(world.building1, 1, f"{n + 1}01"))
    contest = marked(world, percent=20)
    assert "发起居民投票" in text(world.client("community_manager").get(f"/assembly/contests/{contest.pk}/"))
    contest = voted(world, clock, contest, [("2",), ("2", "1")])
    seen = text(Client().get(f"/assembly/votes/{contest.ballot_id}/"))
    assert "这次投票是评选的一部分" in seen
    assert "<progress" not in seen
    assert "自己查，自己数" in seen
    assert "选票文件" in text(Client().get(f"/assembly/contests/open/{contest.pk}/"))
    desk, page = world.client("community_manager"), f"/assembly/contests/{contest.pk}/"
    for verb in ("count", "publish"):
        desk.post(f"{page}steps/{verb}/")
    assert "有效选票 2 张" in text(Client().get(f"/assembly/contests/open/{contest.pk}/"))


def test_walls(world) -> None:
    contest, draft = published(world), nominating(world)
    other = world.client("community_manager", world.other_community)
    page, entry = f"/assembly/contests/{contest.pk}/", contest.entries.get(state="honoured")
    for path in ("", "change/", "places/new/", "jurors/new/", "jurors/1/", "jurors/1/1/", "sheets.pdf",
                 "poster.pdf", "count.xlsx"):  # fmt: skip
        assert other.get(page + path).status_code == 404, path
    for path in ("steps/count/", "jurors/1/drop/"):
        assert other.post(page + path).status_code == 404, path
    for path in ("revoke/", "decline/", "certificate.pdf"):
        assert other.get(f"/assembly/contest-places/{entry.pk}/{path}").status_code == 404, path
    helper = world.client("grid_worker", world.grid1)
    assert helper.get(page).status_code == 200
    assert helper.get("/assembly/contests/new/").status_code == 403
    assert helper.get(f"{page}count.xlsx").status_code == 403
    assert (
        helper.post(f"/assembly/contest-places/{entry.pk}/revoke/", {"reason": "试一试"}).status_code == 404
    )
    assert Client().get(page).status_code == 302
    contests.cancel(world.actor("community_manager"), draft, reason="人手不够")
    assert "人手不够" in text(Client().get(f"/assembly/contests/open/{draft.pk}/"))
    assert Client().get(f"/assembly/contests/open/{draft.pk}/propose/").status_code == 302
    assert Client().get(f"/assembly/contests/open/{draft.pk}/jury/").status_code == 404
    assert helper.get(f"/assembly/contests/{draft.pk}/poster.pdf").status_code == 404


def test_pages_do_not_ask_more_for_more(world) -> None:
    desk, counts = world.client("community_manager"), []
    for size in (2, 5):
        contest = nominating(world)
        manager = world.actor("community_manager")
        places = [(b, n) for b in (world.building1, world.building2, world.building3) for n in (1, 2)]
        for building, number in places[:size]:
            contest_entries.accept(manager, put_forward(world, contest, building, number))
        contest = fresh(contests.judge(manager, contest))
        page = f"/assembly/contests/{contest.pk}/"
        desk.get(page)
        counts.append([])
        for path in (page, f"/assembly/contests/open/{contest.pk}/", "/assembly/contests/"):
            with CaptureQueriesContext(connection) as asked:
                assert desk.get(path).status_code == 200
            counts[-1].append(len(asked))
    assert all(later <= first for first, later in zip(*counts, strict=True)), counts
