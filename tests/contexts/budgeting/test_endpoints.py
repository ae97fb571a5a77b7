"""Rounds for programs: open to everybody without an account, and behind a key with what is in setup."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.contexts.budgeting.test_past import FILE

from linli.contexts.budgeting.commands import works
from linli.contexts.budgeting.imports.pabulib import take
from linli.contexts.budgeting.models import Proposal, Round

pytestmark = pytest.mark.django_db


def test_everybody_reads_all_of_a_round_and_no_names(world, shares) -> None:
    near = shares.neighbour("李一", "201")
    one = shares.voting(near)
    shares.cast(one, near, "1")
    one = shares.confirmed(shares.counted(one))
    row = Proposal.objects.select_related("round__community").get(number=1)
    shares.built(row)
    row.refresh_from_db()
    works.plan_milestone(shares.manager, row, words="安装", due_on=one.vote_until)
    told = {"kind": "contract", "fen": 5_980_050, "on": one.vote_until, "words": "合同"}
    works.write_line(shares.manager, row, told=told)
    listed = Client().get(f"/budgeting/of/{world.community.code}/rounds.json").json()
    assert listed["total"] == 1
    answer = Client().get(listed["rounds"][0]["whole"])
    found = answer.json()
    first = found["proposals"][0]
    assert (first["contract"], first["account"][0]["amount"]) == ("59800.50", "59800.50")
    assert first["milestones"][0]["words"] == "安装"
    assert first["counted"]["votes"] == 1
    assert found["buildings"] == [] or "name" in found["buildings"][0]
    assert "李一" not in answer.content.decode()
    assert Client().get("/budgeting/of/000/rounds.json").status_code == 404


def test_with_a_key_inside_ones_area(world, shares) -> None:
    one = shares.planned()
    row = take(shares.manager, world.community, FILE.encode(), "old.pb")
    desk = world.client("counter_clerk")
    assert desk.get("/api/v1/budgeting/rounds").json()[0]["state"] == "setup"
    assert desk.get("/api/v1/budgeting/rounds", {"state": "vote"}).json() == []
    assert desk.get(f"/api/v1/budgeting/rounds/{one.pk}").json()["proposals"] == []
    assert desk.get("/api/v1/budgeting/past", {"q": "微实事"}).json()[0]["ballots"] == 4
    assert desk.get(f"/api/v1/budgeting/past/{row.pk}").json()["rules"]["greedy"]["winners"] == ["a", "c"]
    elsewhere = world.client("counter_clerk", world.other_community)
    assert elsewhere.get("/api/v1/budgeting/rounds").json() == []
    assert elsewhere.get(f"/api/v1/budgeting/rounds/{one.pk}").status_code == 404
    assert elsewhere.get(f"/api/v1/budgeting/past/{row.pk}").status_code == 404
    assert Client().get("/api/v1/budgeting/rounds").status_code == 401


def test_the_whole_asks_no_more_for_more_rows(shares) -> None:
    near = [shares.neighbour(f"邻{n}", f"{n}01") for n in (2, 3)]
    one, found = shares.called(), []
    for who in near:
        for _each in range(4):
            shares.propose(one, who)
        with CaptureQueriesContext(connection) as asked:
            assert Client().get(f"/budgeting/open/{one.pk}/files/json/").status_code == 200
        found.append(len(asked))
    assert found[0] == found[1]
    assert Round.objects.get().proposals.count() == 8
