"""Equal shares: worked by hand, and what must hold whatever the election."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from tests.engines.tally.elections import approvals, elections, with_points

from linli.engines.tally import (
    BY_LIST,
    USUAL,
    Completion,
    Election,
    RefusalCode,
    TallyRefused,
    TieRule,
    Ties,
    Utility,
    VoteType,
    Why,
    equal_shares,
)

# Ten voters, a hundred each.  p: 6 voters want it at 300 (50 each).  q: 4 voters at 400 (100 each).
# r: the six of p at 500: they have 50 each left, 300, which is not enough.
TOWN = approvals({"p": 300, "q": 400, "r": 500}, 1000, "6 pr", "4 q")


def test_a_minority_spends_its_own_share() -> None:
    outcome = equal_shares(TOWN)
    assert outcome.winners == ("p", "q")
    assert (outcome.cost, outcome.unspent, outcome.share) == (700, 300, 100)
    assert [(one.project, one.price, one.per_utility) for one in outcome.rounds] == [
        ("p", Fraction(50), Fraction(50, 300)),
        ("q", Fraction(100), Fraction(100, 400)),
    ]
    assert outcome.next_in_line is not None
    assert (outcome.next_in_line.project, outcome.next_in_line.missing) == ("r", Fraction(200))


def test_the_rounds_say_who_paid_in_full_and_who_gave_the_rest() -> None:
    # a: 4 voters, 100 each have 25; b: voters of a and two fresh ones.
    outcome = equal_shares(approvals({"a": 60, "b": 80}, 150, "4 ab", "2 b"), utility=Utility.CARDINALITY)
    # b for 80/6 each, a for 15 of the 25-40/3 = 35/3 that is left: they have 140/3 < 60.
    assert outcome.winners == ("b",)
    assert (outcome.rounds[0].kept_money, outcome.rounds[0].gave_all) == (6, 0)
    second = equal_shares(approvals({"a": 40, "b": 100}, 150, "4 ab", "2 b"), utility=Utility.CARDINALITY)
    # a: 10 each, leaving 15; b: price p with 4 min(15, p) + 2 min(25, p) = 100: p = 20.
    assert second.winners == ("a", "b")
    assert second.rounds[1].price == 20
    assert (second.rounds[1].kept_money, second.rounds[1].gave_all) == (2, 4)


def test_cost_and_number_are_different_measures_of_being_served() -> None:
    # Ten voters, 10 each.  Dear: 80 wanted by nine (a unit of cost for 1/9).  Cheap: 20 wanted by eight of
    # them (1/8 for a unit of cost; but 2.5 for one project against 8.9).
    election = approvals({"d": 80, "c": 20}, 100, "8 dc", "1 d", "1 ")
    assert equal_shares(election, utility=Utility.COST).winners == ("d",)
    assert equal_shares(election, utility=Utility.CARDINALITY).winners == ("c",)


def test_points_pay_in_proportion_where_points_count() -> None:
    election = with_points({"a": 30}, 40, {"a": 2}, {"a": 1})
    outcome = equal_shares(election, utility=Utility.SCORE)
    assert outcome.winners == ("a",)
    assert outcome.rounds[0].price == 10
    with pytest.raises(TallyRefused) as refused:
        equal_shares(TOWN, utility=Utility.SCORE)
    assert refused.value.code is RefusalCode.WRONG_OPTION


def test_shares_are_raised_until_the_next_outcome_would_cost_too_much() -> None:
    # r needs 84 more for each of its six voters beyond their 50: with 134 each its outcome costs 1200 > 1000.
    outcome = equal_shares(TOWN, completion=Completion.ADD1)
    assert outcome.winners == ("p", "q")
    assert outcome.went_over
    # 6 voters: 300 + 500 = 800 of 6 x share; the share of 133 is the last that does not pay it.
    assert (outcome.raises, outcome.share) == (33, 133)


def test_raising_may_serve_more_and_greedy_fills_up() -> None:
    election = approvals({"a": 60, "b": 50, "c": 15}, 100, "5 a", "4 b", "1 c")
    assert equal_shares(election).winners == ()
    raised = equal_shares(election, completion=Completion.ADD1)
    assert raised.winners == ("a",)
    filled = equal_shares(election, completion=Completion.ADD1U)
    assert filled.winners == ("a", "c")
    assert filled.rounds[-1].why is Why.COMPLETION
    assert equal_shares(election, completion=Completion.GREEDY).winners == ("a", "c")


def test_exhaustive_stops_where_nothing_more_fits() -> None:
    election = approvals({"a": 60, "b": 50}, 100, "6 a", "4 b")
    assert equal_shares(election, completion=Completion.ADD1, exhaustive=True).raises == 0
    assert equal_shares(election, completion=Completion.ADD1).raises > 0


def test_a_step_may_be_chosen_but_not_be_nothing() -> None:
    assert equal_shares(TOWN, completion=Completion.ADD1, raise_by=5).share == 130
    with pytest.raises(TallyRefused):
        equal_shares(TOWN, completion=Completion.ADD1, raise_by=0)


def test_the_step_is_one_unit_of_money_whatever_the_smallest_part() -> None:
    cents = replace(
        TOWN,
        budget=100_000,
        decimals=2,
        projects=tuple(replace(one, cost=one.cost * 100) for one in TOWN.projects),
    )
    assert equal_shares(cents, completion=Completion.ADD1).share == 133_00


def test_what_costs_nothing_is_funded_when_somebody_wants_it() -> None:
    outcome = equal_shares(approvals({"a": 0, "b": 0, "c": 5}, 5, "ac"))
    assert outcome.winners == ("a", "c")
    assert outcome.rounds[0].why is Why.FREE


def test_without_voters_or_projects_nothing_is_bought() -> None:
    assert equal_shares(approvals({"a": 5}, 50), completion=Completion.ADD1).winners == ()
    assert equal_shares(approvals({}, 50, "", ""), completion=Completion.ADD1).winners == ()
    assert equal_shares(approvals({"a": 5}, 0, "a"), completion=Completion.ADD1).winners == ()


@pytest.mark.parametrize(
    ("ties", "winner", "decided"),
    [
        (BY_LIST, "a", TieRule.LIST),
        (USUAL, "a", TieRule.LIST),
        (Ties((TieRule.GIVEN,), ("b", "a")), "b", TieRule.GIVEN),
    ],
)
def test_a_tie_is_decided_by_the_published_rule(ties: Ties, winner: str, decided: TieRule) -> None:
    outcome = equal_shares(approvals({"a": 10, "b": 10}, 10, "2 ab"), ties=ties)
    assert outcome.winners == (winner,)
    assert [(one.first, one.decided_by) for one in outcome.ties] == [(winner, decided)]


def test_thirds_are_no_trouble() -> None:
    # Three voters of 7 have 7/3 each; what costs 7 takes exactly all of it.
    outcome = equal_shares(approvals({"a": 7}, 7, "3 a"))
    assert outcome.winners == ("a",)
    assert outcome.rounds[0].price == Fraction(7, 3)
    assert equal_shares(approvals({"a": 7}, 7, "2 a", "1 ")).winners == ()


def _paid(election: Election, winners_prices: list[tuple[str, Fraction]], share: Fraction) -> list[Fraction]:
    """Purses after the purchases, one by one: the definition of the rule, slowly."""
    purses = [share] * len(election.ballots)
    costs = {one.key: one.cost for one in election.projects}
    for key, price in winners_prices:
        paid = Fraction(0)
        for at, ballot in enumerate(election.ballots):
            points = dict(zip(ballot.choices, ballot.points or (1,) * len(ballot.choices), strict=True))
            given = min(purses[at], price * points.get(key, 0))
            purses[at] -= given
            paid += given
        assert paid == costs[key]
    return purses


@given(elections(types=(VoteType.APPROVAL, VoteType.CUMULATIVE)))
@settings(max_examples=150)
def test_a_price_system_supports_the_outcome(election: Election) -> None:
    """Priceability (Peters and Skowron 2020): equal purses, only supporters pay, nothing else affordable."""
    utility = Utility.SCORE if election.vote_type is VoteType.CUMULATIVE else Utility.COST
    for completion in (Completion.NONE, Completion.ADD1):
        outcome = equal_shares(election, utility=utility, completion=completion)
        left = _paid(election, [(one.project, one.price) for one in outcome.rounds], outcome.share)
        assert all(one >= 0 for one in left)
        assert outcome.cost <= election.budget
        for project in election.projects:
            held = sum(
                purse
                for purse, ballot in zip(left, election.ballots, strict=True)
                if project.key in ballot.choices
            )
            assert project.key in outcome.winners or held < project.cost


@given(elections())
@settings(max_examples=100)
def test_the_order_of_ballots_decides_nothing(election: Election) -> None:
    turned = replace(election, ballots=election.ballots[::-1])
    for utility in (Utility.COST, Utility.CARDINALITY):
        assert equal_shares(election, utility=utility) == equal_shares(turned, utility=utility)


@given(elections())
@settings(max_examples=100)
def test_a_group_that_agrees_gets_what_its_share_pays(election: Election) -> None:
    """Those who want one project alone and hold its cost together get it (a simple case of EJR)."""
    key = election.projects[0].key
    alone = replace(election.ballots[0], choices=(key,))
    supporters = (alone,) * (len(election.ballots) + 1)
    bigger = replace(election, ballots=(*election.ballots, *supporters))
    outcome = equal_shares(bigger)
    enough = Fraction(bigger.budget, len(bigger.ballots)) * len(supporters) >= bigger.projects[0].cost
    assert not enough or key in outcome.winners
