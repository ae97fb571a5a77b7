"""Your share paid for …: voters and groups, in money that adds up to the cost of what was bought."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.tally.elections import approvals, elections, real

from linli.engines.tally import Completion, Election, Utility, VoteType, equal_shares, greedy
from linli.engines.tally.explaining import (
    REST,
    banded,
    beside_greedy,
    group_accounts,
    served,
    voter_account,
)

# a: 4 voters pay 10 each and keep 15; b: price 20, so these four give their rest of 15 and two give 20.
BLOCK = approvals({"a": 40, "b": 100, "z": 999}, 150, "3 ab", "1 abz", "2 b")


def test_your_share_paid_for() -> None:
    outcome = equal_shares(BLOCK, utility=Utility.CARDINALITY)
    poor, rich = voter_account(BLOCK, outcome, 3), voter_account(BLOCK, outcome, 5)
    assert [(one.project, one.amount, one.gave_all) for one in poor.payments] == [
        ("a", 10, False),
        ("b", 15, True),
    ]
    assert (poor.voter, poor.share, poor.left, poor.without_success) == ("v3", 25, 0, ("z",))
    assert [(one.project, one.amount, one.gave_all) for one in rich.payments] == [("b", 20, False)]
    assert rich.left == 5


def test_who_paid_nothing_for_a_winner_still_has_it() -> None:
    election = approvals({"a": 60, "b": 50, "c": 15}, 100, "5 a", "4 b", "1 c")
    outcome = equal_shares(election, completion=Completion.GREEDY)
    account = voter_account(election, outcome, 0)
    assert (account.payments, account.other_winners, account.left) == ((), ("a",), 10)


def test_buildings_side_by_side() -> None:
    outcome = equal_shares(BLOCK, utility=Utility.CARDINALITY)
    east, west = group_accounts(BLOCK, outcome, ["east"] * 4 + ["west"] * 2)
    assert (east.paid, east.left) == ({"a": 40, "b": 60}, 0)
    assert (west.paid, west.left) == ({"b": 40}, 10)
    assert (east.served.voters, east.served.with_a_winner, east.served.winners_supported) == (4, 4, 8)
    assert east.share_of_voters == Fraction(2, 3)
    assert east.share_of_money == (40 + Fraction(200, 3)) / 140
    by_votes = group_accounts(BLOCK, greedy(BLOCK), ["east"] * 4 + ["west"] * 2)
    assert (by_votes[0].paid, by_votes[0].left) == ({}, None)


def test_groups_too_small_to_name_are_told_together() -> None:
    outcome = greedy(BLOCK)
    labels = ["a", "b", "c", "c", "d", "d"]
    told = group_accounts(BLOCK, outcome, labels, smallest=2)
    assert [(one.label, one.served.voters) for one in told] == [("c", 2), ("d", 2), (REST, 2)]
    # A single one left over would be told apart: it takes a neighbour along.
    told = group_accounts(BLOCK, outcome, ["a", "b", "b", "c", "c", "c"], smallest=2)
    assert [(one.label, one.served.voters) for one in told] == [("c", 3), (REST, 3)]


def test_the_greedy_rule_may_leave_a_minority_with_nothing() -> None:
    town = approvals({"p": 500, "q": 500, "r": 400}, 1000, "6 pq", "4 r")
    compared = beside_greedy(town, equal_shares(town))
    assert (compared.greedy.share_with_a_winner, compared.here.share_with_a_winner) == (Fraction(3, 5), 1)
    assert (compared.only_here, compared.only_greedy) == (("r",), ("q",))


def test_points_of_nothing_are_no_support() -> None:
    assert served(approvals({"a": 1}, 1), ["a"]).share_with_a_winner == 0
    election = approvals({"a": 4}, 4, "2 a", "1 ")
    assert served(election, ["a"]).money == 4
    assert served(election, ["a"], [0, 2]).money == 2


def test_ages_become_bands() -> None:
    assert banded(["17", "18", "59", "60", "104", "", "old"], [18, 60]) == (
        "<18", "18-59", "18-59", "60+", "60+", "", "",
    )  # fmt: skip
    assert banded(["5", "70"], [60]) == ("<60", "60+")


@given(elections(types=(VoteType.APPROVAL, VoteType.CUMULATIVE)), st.data())
@settings(max_examples=80)
def test_what_all_paid_is_what_it_cost(election: Election, data: st.DataObject) -> None:
    utility = Utility.SCORE if election.vote_type is VoteType.CUMULATIVE else Utility.COST
    outcome = equal_shares(election, utility=utility, completion=Completion.ADD1)
    labels = [data.draw(st.sampled_from("ab")) for _ in election.ballots]
    groups = group_accounts(election, outcome, labels)
    costs = {one.key: one.cost for one in election.projects}
    for key in outcome.winners:
        assert sum(one.paid.get(key, Fraction(0)) for one in groups) == costs[key]
    for label in set(labels):
        group = next(one for one in groups if one.label == label)
        single = [voter_account(election, outcome, at) for at, one in enumerate(labels) if one == label]
        assert sum(one.left for one in single) == group.left
        for key in outcome.winners:
            paid = sum(pay.amount for one in single for pay in one.payments if pay.project == key)
            assert paid == group.paid.get(key, 0)
    assert all(one.left is not None and one.left >= 0 for one in groups)


def test_a_real_election_serves_more_voters_than_greedy() -> None:
    election = real("Poland_Swiecie_2023")
    outcome = equal_shares(election, completion=Completion.ADD1)
    compared = beside_greedy(election, outcome)
    assert compared.here.share_with_a_winner > compared.greedy.share_with_a_winner
    bands = group_accounts(election, outcome, banded(election.attribute("age"), [18, 35, 60]), smallest=10)
    assert sum(one.served.voters for one in bands) == len(election.ballots)
    assert sum(one.share_of_money for one in bands) == 1
