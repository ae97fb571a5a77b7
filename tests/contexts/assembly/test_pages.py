"""The pages of a vote, from laying it out to checking a receipt, and the walls around them."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders.assembly import fresh, over, rolled, running, seat_of, voter
from tests.builders.neighbours import browser

from linli.contexts.assembly.commands import casting
from linli.contexts.assembly.models import About, Ballot, Kind
from linli.kernel import clock as now
from linli.kernel.ballots.models import HandIn

pytestmark = pytest.mark.django_db
PHONE = "13800000001"


def text(answer) -> str:
    return answer.content.decode()


def test_a_manager_lays_out_a_vote_and_leads_it(world, clock) -> None:
    person, desk = world.person("王秀英"), world.client("community_manager")
    assert "还没有表决" in text(desk.get("/assembly/ballots/"))
    assert desk.get("/assembly/ballots/new/").status_code == 200
    start = now.today() + timedelta(days=2)
    sent = {
        "area": world.community.code, "title": "北门几点关门", "kind": "question", "per": "adult", "most": 1,
        "places": 0, "options": "十点\n十一点", "opens_on": start, "closes_on": start + timedelta(days=3),
        "secret": "on",
    }  # fmt: skip
    assert desk.post("/assembly/ballots/new/", {**sent, "options": "十点"}).status_code == 422
    assert desk.post("/assembly/ballots/new/", sent).status_code == 303
    row = Ballot.objects.get()
    page = f"/assembly/ballots/{row.pk}/"
    assert desk.get(f"{page}change/").status_code == 200
    assert desk.post(f"{page}change/", {**sent, "title": "北门夜里几点关门"}).status_code == 303
    for verb in ("make_roll", "announce"):
        assert desk.post(f"{page}steps/{verb}/").status_code == 303
    assert "名册公示" in text(desk.get(page))
    assert desk.post(f"{page}steps/open/", follow=True).status_code == 200
    assert fresh(row).state == "announced"
    assert "王秀英" in text(desk.get(f"{page}roll/?q={person.home.short_address}"))
    assert desk.get(f"{page}steps/cancel/").status_code == 200
    assert desk.post(f"{page}steps/cancel/", {"reason": "方案要重做"}).status_code == 303
    assert "方案要重做" in text(desk.get(page))
    assert desk.get("/assembly/ballots/?state=cancelled&q=北门").status_code == 200


def test_the_roll_is_put_right_on_its_pages(world) -> None:
    world.home(world.building1, 1, "101")
    desk = world.client("community_manager")
    row = rolled(world, world.building1, kind=Kind.OWNERS, matter=About.USE)
    page, seat = f"/assembly/ballots/{row.pk}/", row.box.seats.get()
    assert "缺面积" in text(desk.get(f"{page}roll/?which=no_area"))
    assert "去补面积" in text(desk.get(page))
    assert desk.get(f"{page}roll/{seat.key}/correct/").status_code == 200
    sent = {"floor_area": "88.5", "reason": "登记簿"}
    assert desk.post(f"{page}roll/{seat.key}/correct/", {**sent, "floor_area": "0"}).status_code == 422
    assert desk.post(f"{page}roll/{seat.key}/correct/", sent).status_code == 303
    assert desk.post(f"{page}roll/{seat.key}/strike/", {"reason": "不是住宅"}).status_code == 303
    assert desk.get(f"{page}roll/add/?door={seat.door}").status_code == 200
    add = {"door": seat.door, "key": seat.key, "reason": ""}
    assert desk.post(f"{page}roll/add/", add).status_code == 422
    assert desk.post(f"{page}roll/add/", {**add, "reason": "核对过是住宅"}).status_code == 303
    assert "核对过是住宅" in text(desk.get(f"{page}roll/"))
    assert desk.get(f"{page}roll/export/").content[:2] == b"PK"


def test_a_resident_votes_keeps_the_receipt_and_checks_it(world, clock) -> None:
    own, _resident = voter(world, "王秀英", PHONE)
    row = running(world, clock, roll_shown=True)
    hand, page = browser(PHONE), f"/assembly/votes/{row.pk}/"
    assert "东北角空地" in text(hand.get("/residents/"))
    assert "东北角空地" in text(hand.get("/assembly/votes/"))
    assert "还没投" in text(hand.get(page))
    asked = text(hand.get(f"{page}vote/"))
    assert own.home.short_address in asked
    assert hand.post(f"{page}vote/", {"key": str(own.pk)}).status_code == 422
    assert "再看一遍" in text(hand.post(f"{page}vote/", {"key": str(own.pk), "choice": "2"}))
    assert "checked" in text(hand.post(f"{page}vote/", {"key": str(own.pk), "choice": "2", "again": "1"}))
    given = hand.post(f"{page}vote/confirm/", {"key": str(own.pk), "choice": "2"})
    assert given.headers["Cache-Control"] == "no-store"
    code = re.search(r'vote-receipt">([^<]+)<', text(given)).group(1)
    assert hand.post(f"{page}receipt.pdf", {"code": code}).content.startswith(b"%PDF")
    assert hand.post(f"{page}receipt.pdf", {"code": "x"}).status_code == 422
    again = hand.post(f"{page}vote/confirm/", {"key": str(own.pk), "choice": "1"})
    assert again.status_code == 409
    assert "已经投过了" in text(hand.get(f"{page}vote/"))
    assert own.home.short_address in text(hand.get(f"{page}doors/"))
    assert Client().get(f"{page}receipt/").status_code == 404
    row = over(world, clock, row)
    seen = Client()
    assert "沙坑" in text(seen.get(page))
    assert row.box.fingerprint in text(seen.get(page))
    assert text(seen.get(f"{page}ballots.json")) == row.box.published
    assert "沙坑" in text(seen.post(f"{page}receipt/", {"code": code.lower()}))
    assert seen.post(f"{page}receipt/", {"code": "7K2QD-AAAAA"}).status_code == 422


def test_papers_are_printed_taken_in_and_read_twice(world, clock) -> None:
    person = world.person("李大爷")
    row = running(world, clock)
    worker, clerk = world.client("grid_worker", world.grid1), world.client("counter_clerk")
    page = f"/assembly/ballots/{row.pk}/"
    assert "代收一票" in text(worker.get(page))
    assert "李大爷" in text(worker.get(f"{page}left/"))
    assert worker.get(f"{page}left/export/").content[:2] == b"PK"
    for sent in ({"which": "blank", "blank": "3"}, {"which": "doors"}):
        assert worker.post(f"{page}papers.pdf", sent).content.startswith(b"%PDF")
    assert worker.post(f"{page}papers.pdf", {"blank": "x"}).status_code == 422
    assert "李大爷" in text(worker.get(f"{page}take/?q={person.home.short_address}"))
    key = seat_of(row, person).key
    assert worker.post(f"{page}take/{key}/", {"channel": "owl"}).status_code == 422
    assert worker.post(f"{page}take/{key}/", {"channel": "phone"}).status_code == 303
    taken = HandIn.objects.get()
    assert "另一个人确认" in text(worker.get(f"{page}take/"))
    worker.post(f"/assembly/taken/{taken.pk}/confirm/")
    assert HandIn.objects.get().state == "waiting"
    clerk.post(f"/assembly/taken/{taken.pk}/confirm/")
    assert HandIn.objects.get().state == "held"
    assert worker.post(f"{page}read/", {"number": 1, "marks": "9"}).status_code == 422
    assert "录好第一遍" in text(worker.post(f"{page}read/", {"number": 1, "marks": "2"}, follow=True))
    assert "不一样" in text(clerk.post(f"{page}read/", {"number": 1, "marks": "0"}, follow=True))
    worker.post(f"{page}read/", {"number": 1, "marks": "2"})
    assert "投进票箱" in text(clerk.post(f"{page}read/", {"number": 1, "marks": "2"}, follow=True))
    assert clerk.get(f"/assembly/taken/{taken.pk}/withdraw/").status_code == 200


def test_owners_see_that_it_is_a_consultation_and_papers_bear_the_door(world, clock) -> None:
    world.home(world.building1, 1, "101", floor_area=80)
    row = running(world, clock, world.building1, kind=Kind.OWNERS, matter=About.USE)
    page, worker = f"/assembly/ballots/{row.pk}/", world.client("grid_worker", world.grid1)
    assert "征询意见" in text(Client().get(f"/assembly/votes/{row.pk}/"))
    seat = row.box.seats.get()
    worker.post(f"{page}take/{seat.key}/", {"channel": "paper"})
    clerk = world.client("counter_clerk")
    clerk.post(f"/assembly/taken/{HandIn.objects.get().pk}/confirm/")
    assert seat.door in text(worker.get(f"{page}read/"))
    worker.post(f"{page}read/", {"number": 1, "key": seat.key, "marks": "1"})
    clerk.post(f"{page}read/", {"number": 1, "marks": "1"})
    row = over(world, clock, row)
    assert "通过" in text(Client().get(f"/assembly/votes/{row.pk}/"))


def test_walls(world, clock) -> None:
    own, resident = voter(world, "王秀英", PHONE)
    row = running(world, clock)
    casting.take_in(world.actor("grid_worker", world.grid1), seat_of(row, own), ballot=row, channel="paper")
    taken, page = HandIn.objects.get(), f"/assembly/ballots/{row.pk}/"
    other = world.client("community_manager", world.other_community)
    for path in ("", "roll/", "left/", "take/", "read/", "change/"):
        assert other.get(page + path).status_code == 404, path
    for path in ("steps/close/", "papers.pdf"):
        assert other.post(page + path).status_code == 404, path
    neighbour_grid = world.client("grid_worker", world.grid2)
    assert neighbour_grid.get(page).status_code == 200
    assert "王秀英" not in text(neighbour_grid.get(f"{page}roll/"))
    assert neighbour_grid.post(f"/assembly/taken/{taken.pk}/confirm/").status_code == 404
    assert neighbour_grid.get(f"/assembly/taken/{taken.pk}/withdraw/").status_code == 404
    stranger, vote = browser("13900005678"), f"/assembly/votes/{row.pk}/"
    assert stranger.get(f"{vote}vote/").status_code == 404
    assert stranger.post(f"{vote}vote/confirm/", {"key": str(own.pk), "choice": "1"}).status_code == 404
    assert stranger.get(f"{vote}doors/").status_code == 404
    assert Client().get(f"{vote}vote/").status_code == 302
    assert Client().get(f"{vote}ballots.json").status_code == 404
    assert Client().get(f"/assembly/votes/{rolled(world).pk}/").status_code == 404
    assert resident.homes


def test_lists_do_not_ask_more_for_more(world, clock) -> None:
    counts = []
    desk = world.client("community_manager")
    for size in (2, 12):
        for n in range(size):
            world.person(f"居民{size}{n}")
        row = running(world, clock)
        page = f"/assembly/ballots/{row.pk}/"
        desk.get(page)
        counts.append([])
        for path in ("", "roll/", "left/"):
            with CaptureQueriesContext(connection) as asked:
                assert desk.get(page + path).status_code == 200
            counts[-1].append(len(asked))
    assert all(later <= first for first, later in zip(*counts, strict=True))
