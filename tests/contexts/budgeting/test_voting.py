"""One vote for each whatever the way, counted once by the rule that was published."""

from datetime import date

import pytest
from django.test import Client
from tests.builders.neighbours import browser

from linli.contexts.budgeting.commands import papers, voting
from linli.contexts.budgeting.queries import counting
from linli.engines.tally.ballots import recount
from linli.kernel.areas.models import Area, Kind
from linli.kernel.ballots.models import HandIn
from linli.kernel.ballots.refusals import AlreadyVoted, BoxShut, NotOnRoll, SecondMissing, WrongBallot
from linli.kernel.errors import BadInput

pytestmark = pytest.mark.django_db


def test_one_vote_each_whatever_the_way(world, shares) -> None:
    first, other = shares.neighbour("李一", "201"), shares.neighbour("王二", "301")
    one = shares.voting(first)
    with pytest.raises(WrongBallot):
        shares.cast(one, first, "9")
    with pytest.raises(WrongBallot):
        shares.cast(one, first)
    shares.cast(one, first, "1")
    with pytest.raises(AlreadyVoted):
        shares.cast(one, first, "2")
    with pytest.raises(NotOnRoll):
        voting.vote(other, one, key=first.homes[0].person, said=(("1",), ()))
    door, key = shares.door("301"), other.homes[0].person
    with pytest.raises(NotOnRoll):
        papers.hand_in(
            shares.worker, one, door, key=first.homes[0].person, asked={"way": "paper", "person": key}
        )
    row = papers.hand_in(shares.worker, one, door, key=key, asked={"way": "paper", "person": key})
    with pytest.raises(AlreadyVoted):
        papers.hand_in(shares.clerk, one, door, key=key, asked={"way": "paper", "person": key})
    shares.cast(one, other, "3")
    with pytest.raises(AlreadyVoted):
        papers.second(shares.clerk, one, row)
    shares.until(date(2026, 4, 1))
    with pytest.raises(BoxShut):
        papers.hand_in(shares.worker, one, door, key=key, asked={"way": "paper", "person": key})
    with pytest.raises(SecondMissing):
        voting.count_votes(shares.clerk, one)
    papers.set_aside(shares.clerk, one, row, reason="本人已用手机投过")
    one = voting.count_votes(shares.clerk, one)
    assert one.story["ballots"] == 2
    assert HandIn.objects.get().state == "aside"


@pytest.mark.parametrize("rule", ["greedy", "equal_shares"])
def test_points_are_counted_by_both_rules(shares, rule: str) -> None:
    near = shares.neighbour("李一", "201")
    one = shares.voting(near, rule=rule, vote_kind="points")
    receipt = voting.vote(near, one, key=near.homes[0].person, said=(("1", "3"), (7, 3)))
    one = shares.counted(one)
    assert one.story["projects"]["1"]["votes"] == 1
    assert recount(one.box.published).same
    assert counting.own_share(one, receipt).points == (7, 3)


def test_a_cap_of_a_category_binds_the_greedy_rule(shares) -> None:
    near = shares.neighbour("李一", "201")
    one = shares.voting(near, rule="greedy", caps={"sport": 5_000_000})
    shares.cast(one, near, "1")
    one = shares.counted(one)
    assert one.story["projects"]["1"]["why"] == "above_cap"
    assert "1" not in one.story["winners"]


def test_two_presses_are_one_vote_where_one_may_vote_for_two(world, shares) -> None:
    """Somebody with homes of two households presses twice: one vote is cast, and the other is still there."""
    near = shares.neighbour("李一", "201")
    one = shares.voting(near, unit="household")
    phone, page = browser("13800000001"), f"/budgeting/open/{one.pk}/vote/"
    said = {"choices": ["1"], "key": str(phone.post(page, {"choices": ["1"]}).context["key"])}
    assert phone.post(f"{page}confirm/", said).status_code == 200
    assert phone.post(f"{page}confirm/", said).status_code == 409
    assert one.box.slips.count() == 1


def test_points_are_shown_once_more_and_cast(world, shares) -> None:
    near = shares.neighbour("李一", "201")
    one = shares.voting(near, vote_kind="points")
    phone, page = browser("13800000001"), f"/budgeting/open/{one.pk}/vote/"
    assert phone.post(page, {"p1": "9", "p2": "9"}).status_code == 422
    shown = phone.post(page, {"p1": "7", "p3": "3"})
    assert "7 分" in shown.content.decode()
    said = {"p1": "7", "p3": "3", "key": str(shown.context["key"])}
    assert phone.post(f"{page}confirm/", said).status_code == 200
    assert one.box.slips.get().points == [7, 3]


def test_caps_of_a_category_and_of_a_compound_hold_together(world, shares) -> None:
    """The bench fits its category, and its compound has no room left for it: told with both numbers."""
    garden = Area.objects.create(
        code=f"{world.grid1.code}C01", kind=Kind.COMPOUND, name="梧桐花园", parent=world.grid1
    )
    world.building1.compound = garden
    world.building1.save(update_fields=["compound"])
    near = shares.neighbour("李一", "201")
    caps = {"caps": {"green": 9_000_000}, "place_caps": {garden.code: 6_500_000}, "pool": 20_000_000}
    with pytest.raises(BadInput):
        shares.planned(rule="greedy", place_caps={"000": 100})
    with pytest.raises(BadInput):
        shares.planned(place_caps={garden.code: 100})
    one = shares.voting(near, rule="greedy", **caps)
    one.proposals.filter(number__in=(1, 3)).update(area=world.building1)
    shares.cast(one, near, "1", "2", "3")
    one = shares.counted(one)
    told = one.story["projects"]["1"]
    assert one.story["winners"] == ["3", "2"]
    assert (told["why"], told["cap_place"], told["room"], told["missing"]) == (
        "above_cap", "梧桐花园", 3_500_000, 2_500_000,
    )  # fmt: skip
    page = Client().get(f"/budgeting/open/{one.pk}/counting/").content.decode()
    assert "“梧桐花园”的上限里只剩 35,000 元，差 25,000 元" in page
    assert recount(one.box.published).same
