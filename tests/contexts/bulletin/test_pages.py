"""The board in a browser: written, read by a second person, posted, corrected, on paper."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders.board import draft, posted, publicity, told
from tests.builders.neighbours import browser, neighbour

from linli.contexts.bulletin.models import Attachment, Notice

pytestmark = pytest.mark.django_db


def sent(world, **more):
    said = {k: v for k, v in told(**more).items() if v is not None and v is not False}
    return {**said, "area": world.grid1.code}


def test_from_draft_to_the_board(world) -> None:
    desk, second, anybody = world.client("grid_worker", world.grid1), world.client("counter_clerk"), Client()
    assert desk.get("/bulletin/new/").status_code == 200
    assert desk.post("/bulletin/new/", sent(world, title="")).status_code == 422
    made = desk.post("/bulletin/new/", sent(world, kind="publicity", title="低保初审公示"))
    row = Notice.objects.get()
    page = f"/bulletin/notices/{row.pk}/"
    assert made.url == page
    assert anybody.get(f"/bulletin/read/{row.pk}/").status_code == 404
    assert (
        desk.post(f"{page}edit/", sent(world, kind="publicity", title="低保初审结果公示")).status_code == 303
    )
    assert "张贴</a>" not in desk.get(page).content.decode()
    assert desk.post(f"{page}steps/post/").status_code == 422
    assert desk.post(f"{page}steps/submit/").status_code == 303
    assert desk.post(f"{page}steps/approve/").status_code == 403
    assert "等人复核" in second.get("/bulletin/?state=in_review").content.decode()
    assert second.post(f"{page}steps/approve/").status_code == 303
    read = anybody.get(f"/bulletin/read/{row.pk}/").content.decode()
    assert "低保初审结果公示" in read
    assert "刚张贴，从下一天起算，到 2026年3月18日 满" in read
    assert "低保初审结果公示" in anybody.get(f"/bulletin/board/{world.community.code}/").content.decode()


def test_a_correction_is_shown_with_its_reason_and_the_first_words(world) -> None:
    desk = world.client("grid_worker", world.grid1)
    row = posted(world.actor("grid_worker", world.grid1), world.grid1)
    page = f"/bulletin/notices/{row.pk}/"
    said = {"title": row.title, "words": "改到3月19日停水。", "reason": "检修改期"}
    assert desk.post(f"{page}correct/", {**said, "reason": ""}).status_code == 422
    assert desk.post(f"{page}correct/", said).status_code == 303
    read = Client().get(f"/bulletin/read/{row.pk}/").content.decode()
    for words in ("检修改期", "改到3月19日停水", "请提前备水", "这是第 2 版"):
        assert words in read


def test_search_filter_archive_and_feed(world, clock) -> None:
    worker, manager = world.actor("grid_worker", world.grid1), world.actor("community_manager")
    posted(worker, world.grid1)
    publicity(worker, manager, world.grid1)
    board, anybody = f"/bulletin/board/{world.community.code}/", Client()
    assert "低保初审公示" not in anybody.get(board, {"q": "停水通知"}).content.decode()
    assert "停水通知" not in anybody.get(board, {"kind": "publicity"}).content.decode()
    assert "没有找到公告" in anybody.get(board, {"q": "没有的词"}).content.decode()
    assert "没有找到公告" in anybody.get(board, {"old": "1"}).content.decode()
    from datetime import timedelta

    clock.forward(timedelta(days=100))
    assert "停水通知" in anybody.get(board, {"old": "1"}).content.decode()
    feed = anybody.get(f"{board}feed.xml")
    assert feed.headers["Content-Type"].startswith("application/rss+xml")
    assert anybody.get("/bulletin/board/000000000000/").status_code == 404


def test_the_feed_is_well_formed_and_names_what_hangs(world) -> None:
    posted(world.actor("grid_worker", world.grid1), world.grid1, title="A & B <停水>")
    feed = Client().get(f"/bulletin/board/{world.community.code}/feed.xml")
    told = feed.content.decode()
    assert "<title>A &amp; B &lt;停水&gt;</title>" in told
    assert told.count("<item>") == 1


@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_posters(world, paper: str) -> None:
    desk = world.client("grid_worker", world.grid1)
    row = posted(world.actor("grid_worker", world.grid1), world.grid1)
    made = desk.get(f"/bulletin/notices/{row.pk}/poster-{paper}.pdf")
    assert made.content.startswith(b"%PDF")
    assert desk.get(f"/bulletin/notices/{row.pk}/poster-a0.pdf").status_code == 404
    begun = draft(world.actor("grid_worker", world.grid1), world.grid1)
    assert desk.get(f"/bulletin/notices/{begun.pk}/poster-a4.pdf").status_code == 404
    assert "三月十八日" in desk.get(f"/bulletin/notices/{row.pk}/broadcast.txt").content.decode()


def test_files_are_as_public_as_their_notice(world) -> None:
    desk = world.client("grid_worker", world.grid1)
    row = draft(world.actor("grid_worker", world.grid1), world.grid1)
    page = f"/bulletin/notices/{row.pk}/"
    wrong = SimpleUploadedFile("a.pdf", b"MZ not a pdf")
    assert desk.post(f"{page}attach/", {"file": wrong}).status_code == 422
    right = SimpleUploadedFile("说明.pdf", b"%PDF-1.4 words")
    assert desk.post(f"{page}attach/", {"file": right}).status_code == 303
    kept = Attachment.objects.get()
    public = f"/bulletin/read/{row.pk}/files/{kept.pk}/"
    assert Client().get(public).status_code == 404
    assert desk.get(f"{page}files/{kept.pk}/").content == b"%PDF-1.4 words"
    desk.post(f"{page}steps/post/")
    answer = Client().get(public)
    assert answer.content == b"%PDF-1.4 words"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert desk.post(f"{page}files/{kept.pk}/remove/").status_code == 409


def test_walls(world) -> None:
    row = draft(world.actor("grid_worker", world.grid1), world.grid1)
    stranger, page = world.client("grid_worker", world.grid2), f"/bulletin/notices/{row.pk}/"
    for path in ("", "edit/", "correct/", "attach/", "steps/submit/", "broadcast.txt", "poster-a4.pdf"):
        assert stranger.get(page + path).status_code == 404, path
    officer = world.client("subdistrict_officer", world.subdistrict)
    assert officer.get(page).status_code == 200
    assert officer.get(f"{page}edit/").status_code == 403
    assert officer.post(f"{page}steps/submit/").status_code == 403


def test_a_resident_finds_the_board_on_his_own_page(world) -> None:
    manager = world.actor("community_manager")
    publicity(world.actor("grid_worker", world.grid1), manager, world.grid1)
    neighbour(manager, world.person("王秀英"))
    page = browser().get("/residents/").content.decode()
    assert "1 件正在公示" in page
    assert f"/bulletin/board/{world.community.code}/" in page


def test_lists_ask_no_more_for_more_notices(world) -> None:
    worker, counts = world.actor("grid_worker", world.grid1), []
    desk, manager = world.client("grid_worker", world.grid1), world.actor("community_manager")
    for _round in range(2):
        for _n in range(4):
            posted(worker, world.grid1)
            publicity(worker, manager, world.grid1)
        for client, path in ((desk, "/bulletin/"), (Client(), f"/bulletin/board/{world.community.code}/")):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(path).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]


def test_the_day_of_the_clock_is_the_communitys(world) -> None:
    row = posted(world.actor("grid_worker", world.grid1), world.grid1)
    assert row.counted_from == date(2026, 3, 11)
