"""A round in browsers: at the desk, on a phone, and by anybody without an account."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders.neighbours import browser

from linli.contexts.budgeting.commands import objections, proposals, rounds, voting, works
from linli.contexts.budgeting.models import Proposal, Round
from linli.engines.tally.ballots import recount

pytestmark = pytest.mark.django_db
PHONE = "13800000001"
PLAN = {
    "title": "为民微实事", "words": "社区保障资金", "pool": "100000", "unit": "adult", "rule": "equal_shares",
    "utility": "cost", "completion": "add1u", "vote_kind": "approval", "most": 3, "purse": 10,
    "call_until": "2026-03-20", "vote_from": "2026-03-26", "vote_until": "2026-03-31", "candidate_days": 3,
    "publicity_days": 3,
}  # fmt: skip
IDEA = {
    "title": "儿童滑梯换新",
    "words": "旧的裂了",
    "category": "sport",
    "place": "中心花园",
    "wish": "60000",
}


def test_a_plan_is_written_and_stepped_at_the_desk(world) -> None:
    desk = world.client("community_manager")
    assert desk.get("/budgeting/").status_code == 200
    assert desk.get("/budgeting/new/").status_code == 200
    assert desk.post("/budgeting/new/", {**PLAN, "pool": "0"}).status_code == 422
    page = desk.post("/budgeting/new/", PLAN).url
    one = Round.objects.get()
    assert one.pool == 10_000_000
    assert desk.get(page).status_code == 200
    assert Client().get(f"/budgeting/open/{one.pk}/").status_code == 404
    assert desk.get(f"{page}steps/open_call/").status_code == 200
    assert desk.post(f"{page}steps/open_call/").status_code == 303
    assert Client().get(f"/budgeting/open/{one.pk}/").status_code == 200
    assert world.client("community_manager", world.other_community).get(page).status_code == 404
    assert desk.post(f"{page}edit/", {**PLAN, "vote_until": "2026-04-02"}).status_code == 303
    assert desk.get(f"{page}steps/dance/").status_code == 404


def test_by_phone_from_wish_to_receipt(world, shares) -> None:
    who = shares.neighbour("李一", "201")
    one = shares.called()
    phone, anybody, page = browser(PHONE), Client(), f"/budgeting/open/{one.pk}/"
    assert phone.get(f"{page}propose/").status_code == 200
    assert phone.post(f"{page}propose/", {**IDEA, "title": ""}).status_code == 422
    assert phone.post(f"{page}propose/", IDEA).status_code == 303
    assert "儿童滑梯换新" in phone.get(f"{page}mine/").content.decode()
    shares.propose(one, who, 1)
    shares.until(date(2026, 3, 21))
    rounds.begin_screening(shares.manager, one)
    rows = list(Proposal.objects.order_by("number"))
    desk = world.client("community_manager")
    for row in rows:
        assert desk.get(f"/budgeting/proposals/{row.pk}/").status_code == 200
        shares.passed(row)
    one = rounds.post_candidates(shares.manager, rounds.begin_deliberating(shares.manager, one))
    assert phone.get(f"{page}object/").status_code == 200
    shares.until(date(2026, 3, 26))
    one = voting.open_vote(shares.manager, Round.objects.get(pk=one.pk))
    assert anybody.get(f"{page}vote/").status_code == 302
    assert phone.get("/residents/").content.decode().count("请您投票") == 1
    assert phone.post(f"{page}vote/", {}).status_code == 422
    said = {"choices": ["1", "2"]}
    assert phone.post(f"{page}vote/", {"choices": ["1", "2", "3", "4"]}).status_code == 422
    once_more = phone.post(f"{page}vote/", said)
    assert "请再看一遍" in once_more.content.decode()
    assert "checked" in phone.post(f"{page}vote/", {**said, "again": "1"}).content.decode()
    assert phone.post(f"{page}vote/confirm/", {"choices": ["9"]}).status_code == 409
    assert phone.post(f"{page}vote/confirm/", said).status_code == 409
    said["key"] = str(once_more.context["key"])
    cast = phone.post(f"{page}vote/confirm/", said)
    code = cast.context["code"]
    assert cast.headers["Cache-Control"] == "no-store"
    again = phone.post(f"{page}vote/confirm/", said)
    assert again.status_code == 409
    assert "已经投过" in again.content.decode()
    assert "已经投过票" in phone.get(f"{page}vote/").content.decode()
    assert phone.post(f"{page}vote/", {"choices": ["1"]}).status_code == 422
    one = shares.counted(one)
    seen = anybody.get(page).content.decode()
    assert "选上了" in seen
    assert one.box.fingerprint in seen
    assert "您的一份钱用在了" in anybody.post(f"{page}receipt/", {"code": code}).content.decode()
    assert anybody.post(f"{page}receipt/", {"code": "ABC"}).status_code == 422
    assert recount(anybody.get(f"{page}files/ballots/").content.decode()).same
    assert anybody.get(f"{page}files/pb/").content.decode().startswith("META")
    assert anybody.get(f"{page}files/json/").json()["winners"] == ["2", "1"]
    assert anybody.get(f"{page}files/else/").status_code == 404
    assert anybody.get(f"/budgeting/of/{world.community.code}/").status_code == 200
    shares.confirmed(one)
    row = Proposal.objects.get(number=1)
    shares.built(row)
    row.refresh_from_db()
    idea = f"/budgeting/proposals/{row.pk}/"
    assert desk.post(f"{idea}milestones/", {"words": "安装", "due_on": "2026-04-20"}).status_code == 303
    told = {"kind": "contract", "amount": "59800.50", "on": "2026-04-05", "words": "合同"}
    assert desk.post(f"{idea}account/", told).status_code == 303
    assert desk.post(f"{idea}account/", {**told, "amount": "90000"}).status_code == 422
    step = row.milestones.get()
    assert desk.post(f"{idea}milestones/{step.pk}/", {"on": "2026-04-05"}).status_code == 303
    works.ask_acceptance(shares.manager, row)
    assert "59,800.50" in anybody.get(f"{page}1/").content.decode()
    assert phone.get(f"{page}1/score/").status_code == 200
    assert phone.post(f"{page}1/score/", {"stars": "5"}).status_code == 303
    assert desk.get(idea).status_code == 200


def test_papers_are_taken_and_read_by_two_in_browsers(world, shares) -> None:
    near = shares.neighbour("李一", "201")
    one = shares.voting(near)
    first, second = world.client("grid_worker", world.grid1), world.client("counter_clerk")
    door, key = shares.door("201"), near.homes[0].person
    assert first.get(f"/budgeting/doors/{door.key}/").status_code == 200
    take = f"/budgeting/doors/{door.key}/rounds/{one.pk}/vote/"
    assert first.get(take).status_code == 200
    assert first.post(take, {"person": str(key), "way": "paper"}).status_code == 303
    papers = f"/budgeting/rounds/{one.pk}/papers/"
    row = one.box.hand_ins.get()
    assert world.client("grid_worker", world.grid2).get(f"/budgeting/doors/{door.key}/").status_code == 404
    assert second.post(f"{papers}{row.pk}/second/").status_code == 303
    assert first.get(papers).status_code == 200
    said = {"number": 1, "choices": ["1"]}
    assert first.post(papers, said).status_code == 303
    assert first.post(papers, said).status_code == 422
    assert second.post(papers, said).status_code == 303
    assert one.box.slips.count() == 1


def test_on_paper_a_proposal_its_objection_and_its_score(world, shares) -> None:
    near = shares.neighbour("李一", "201")
    one = shares.called()
    worker, door = world.client("grid_worker", world.grid1), shares.door("201")
    who = {"person": str(near.homes[0].person), "way": "paper"}
    base = f"/budgeting/doors/{door.key}/"
    assert worker.post(f"{base}rounds/{one.pk}/propose/", {**IDEA, **who}).status_code == 303
    row = Proposal.objects.get()
    shares.until(date(2026, 3, 21))
    rounds.begin_screening(shares.manager, one)
    proposals.refuse(shares.clerk, row, clause="responsible", reason="在保修期内")
    assert "保修期" in Client().get(f"/budgeting/open/{one.pk}/").content.decode()
    told = world.client("counter_clerk").post(f"/budgeting/proposals/{row.pk}/told/")
    assert told.status_code == 303
    ask = f"{base}proposals/{row.pk}/object/"
    assert worker.get(ask).status_code == 200
    assert worker.post(ask, {"words": "已经过保", **who}).status_code == 303
    said = one.objections.get()
    page = f"/budgeting/rounds/{one.pk}/objections/{said.pk}/"
    desk = world.client("community_manager")
    assert desk.post(page, {"words": "确实过保", "upheld": "yes"}).status_code == 303
    row.refresh_from_db()
    assert row.state == "eligible"


def test_the_lists_ask_no_more_for_more_rows(world, shares) -> None:
    near = [shares.neighbour(f"邻{n}", f"{n}01") for n in (2, 3)]
    one, desk = shares.called(), world.client("community_manager")
    found = []
    for who in near:
        for _each in range(4):
            shares.propose(one, who)
        for client, page in (
            (desk, f"/budgeting/rounds/{one.pk}/"),
            (Client(), f"/budgeting/open/{one.pk}/"),
        ):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get(page).status_code == 200
            found.append(len(asked))
    assert found[:2] == found[2:]


def test_objections_are_for_those_who_belong(world, shares) -> None:
    one = shares.called()
    shares.neighbour("李一", "201")
    assert browser(PHONE).post(f"/budgeting/open/{one.pk}/object/", {"words": "早了"}).status_code == 422
    stranger = browser("13900009999")
    assert stranger.get(f"/budgeting/open/{one.pk}/object/").status_code == 404
    assert objections.OPEN
