"""The example of docs/algorithms/tally.md, worked by hand: every number on every page of an explanation."""

import pytest
from django.test import Client

from linli.contexts.budgeting.commands import proposals, rounds, voting
from linli.contexts.budgeting.models import Round
from linli.contexts.budgeting.queries import counting, explaining

pytestmark = pytest.mark.django_db
IDEAS = (("滑梯", 60_000), ("长椅", 30_000), ("扶手", 30_000))


class Example:
    """Ten voters, 1,000 yuan: six for slide and bench, four for the handrail."""

    def __init__(self, shares, **more) -> None:
        near = [shares.neighbour(f"邻{n}", f"{n}01") for n in range(2, 12)]
        one = shares.called(**{"pool": 100_000, "completion": "none", **more})
        rows = []
        for title, fen in IDEAS:
            told = {"title": title, "words": "大家用", "category": "sport", "place": "花园", "wish": fen}
            rows.append(proposals.propose(near[0], one, told=told))
        shares.until(one.call_until.replace(day=21))
        rounds.begin_screening(shares.manager, one)
        for row in rows:
            shares.passed(row)
        rounds.post_candidates(shares.manager, rounds.begin_deliberating(shares.manager, one))
        shares.until(one.vote_from)
        one = voting.open_vote(shares.manager, Round.objects.get(pk=one.pk))
        self.receipts = [shares.cast(one, who, "1", "2") for who in near[:6]]
        self.receipts += [shares.cast(one, who, "3") for who in near[6:]]
        self.round = shares.counted(one)
        self.page = f"/budgeting/open/{one.pk}/"


def test_equal_shares_by_hand(shares) -> None:
    told = Example(shares)
    story = told.round.story
    assert story["winners"] == ["2", "3"]
    assert (story["cost"], story["unspent"], story["share"]) == (60_000, 40_000, 10_000)
    assert (story["served"], story["served_by_votes"]) == (10, 6)
    assert (story["only_here"], story["only_by_votes"]) == (["3"], ["1"])
    slide, bench, rail = (story["projects"][key] for key in "123")
    assert (bench["each"], rail["each"]) == (5_000, 7_500)
    assert (slide["started"], slide["had"], slide["missing"]) == (60_000, 30_000, 30_000)
    assert slide["taken"] == [{"key": "2", "fen": 30_000}]
    first, seventh = (counting.own_share(told.round, told.receipts[at]) for at in (0, 6))
    assert (first.share, first.payments, first.left) == (10_000, (("2", 5_000),), 5_000)
    assert first.without == ("1",)
    assert (seventh.payments, seventh.left) == ((("3", 7_500),), 2_500)


def test_the_pages_say_just_that(shares) -> None:
    told = Example(shares)
    way = explaining.way(told.round)
    assert [turn.project.title for turn in way.turns] == ["长椅", "扶手"]
    assert [turn.left for turn in way.turns] == ["700 元", "400 元"]
    page = Client().get(f"{told.page}counting/").content.decode()
    assert "10 位投票人里，10 位至少有一个支持的项目选上；如果只按票数，是 6 位" in page
    slide = Client().get(f"{told.page}1/").content.decode()
    for words in ("份额加起来是 600 元，轮到它时还有 300 元", "还差 300 元", "长椅"):
        assert words in slide
    own = Client().post(f"{told.page}receipt/", {"code": told.receipts[6]}).content.decode()
    for words in ("您的一份是 100 元", "75 元", "没有用到的：25 元"):
        assert words in own


def test_raised_shares_leave_the_slide_six_short(shares) -> None:
    story = Example(shares, completion="add1u").round.story
    assert story["winners"] == ["2", "3"]
    assert story["share"] == 14_900
    assert story["projects"]["1"]["missing"] == 600


def test_by_votes_by_hand(shares) -> None:
    told = Example(shares, rule="greedy")
    assert told.round.story["winners"] == ["2", "1"]
    way = explaining.way(told.round)
    assert [(t.project.title, t.won, t.left) for t in way.turns] == [
        ("长椅", True, "700 元"), ("滑梯", True, "100 元"), ("扶手", False, "100 元"),
    ]  # fmt: skip
    assert "差 200 元" in Client().get(f"{told.page}counting/").content.decode()
    assert explaining.purse(told.round, told.round.proposals.get(number=1)) is None


def test_before_the_count_there_is_nothing_to_explain(shares) -> None:
    one = shares.called()
    assert Client().get(f"/budgeting/open/{one.pk}/counting/").status_code == 404
    assert explaining.way(one) is None


def test_small_buildings_are_told_together_only(world, shares) -> None:
    """Ten doors in one building took part, one in another: nobody learns what that one door did."""
    lone = shares.neighbour("独家", "101", building=world.building2)
    told = Example(shares)
    assert lone.homes
    names = [line["name"] for line in told.round.story["buildings"]]
    assert world.building2.name not in names
