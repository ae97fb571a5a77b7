"""The most wanted first: what fits wins, and every turn is told with its numbers."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from tests.engines.tally.elections import approvals, elections, with_points

from linli.engines.tally import (
    BY_LIST,
    Caps,
    Election,
    Order,
    Overflow,
    RefusalCode,
    TallyRefused,
    TieRule,
    Ties,
    Verdict,
    VoteType,
    greedy,
    wanted_only,
)

THREE = approvals({"a": 50, "b": 40, "c": 30}, 80, "3 ab", "2 a", "1 c")


def test_what_does_not_fit_is_passed_over_and_told() -> None:
    outcome = greedy(THREE)
    assert outcome.winners == ("a", "c")
    assert (outcome.cost, outcome.unspent) == (80, 0)
    assert [(one.project, one.score, one.left, one.verdict) for one in outcome.steps] == [
        ("a", 5, 80, Verdict.WON),
        ("b", 3, 30, Verdict.DOES_NOT_FIT),
        ("c", 1, 30, Verdict.WON),
    ]
    assert [one.missing for one in outcome.steps] == [0, 10, 0]
    assert outcome.next_in_line is not None
    assert (outcome.next_in_line.project, outcome.next_in_line.missing) == ("b", Fraction(40))


def test_where_the_rule_stops_nothing_cheaper_wins_after() -> None:
    outcome = greedy(THREE, overflow=Overflow.STOP)
    assert outcome.winners == ("a",)
    assert [one.verdict for one in outcome.steps][1:] == [Verdict.DOES_NOT_FIT, Verdict.AFTER_STOP]
    named = replace(THREE, meta=(("rule", "greedy-no-skip"),))
    assert greedy(named).winners == ("a",)


def test_below_the_threshold_nothing_wins() -> None:
    outcome = greedy(THREE, threshold=2)
    assert outcome.winners == ("a",)
    assert outcome.steps[2].verdict is Verdict.BELOW_THRESHOLD
    assert greedy(replace(THREE, meta=(("min_project_score_threshold", "2"),))).threshold == 2


def test_votes_for_the_money_is_another_order() -> None:
    election = approvals({"b": 90, "s": 10}, 90, "3 b", "1 s")
    assert greedy(election).winners == ("b",)
    assert greedy(election, order=Order.SCORE_PER_COST).winners == ("s",)


def test_points_and_ballots_may_order_differently() -> None:
    election = with_points({"a": 1, "b": 1}, 1, {"a": 9}, {"b": 1}, {"b": 1})
    assert greedy(election).winners == ("a",)
    assert greedy(election, order=Order.VOTES).winners == ("b",)


def test_a_first_choice_counts_most_on_an_ordinal_ballot() -> None:
    base = approvals({"a": 1, "b": 1, "c": 1}, 1, "abc", "bca", "bac")
    outcome = greedy(replace(base, vote_type=VoteType.ORDINAL))
    assert outcome.winners == ("b",)
    assert {one.project: one.score for one in outcome.steps} == {"a": 6, "b": 8, "c": 4}


ALIKE = approvals({"a": 5, "b": 4, "c": 5}, 5, "2 abc")


@pytest.mark.parametrize(
    ("ties", "first", "decided"),
    [
        (BY_LIST, "a", TieRule.LIST),
        (Ties((TieRule.LOWER_COST,)), "b", TieRule.LOWER_COST),
        (Ties((TieRule.HIGHER_COST,)), "a", TieRule.LIST),
        (Ties((TieRule.MORE_SUPPORTERS, TieRule.LOWER_COST)), "b", TieRule.LOWER_COST),
        (Ties((TieRule.GIVEN,), ("c", "b", "a")), "c", TieRule.GIVEN),
    ],
)
def test_a_tie_is_decided_by_the_published_rule_and_logged(ties: Ties, first: str, decided: TieRule) -> None:
    outcome = greedy(ALIKE, ties=ties)
    assert outcome.winners == (first,)
    assert [(one.first, one.decided_by, set(one.projects)) for one in outcome.ties] == [
        (first, decided, {"a", "b", "c"})
    ]


def test_a_tie_that_changes_nothing_is_not_logged() -> None:
    assert greedy(replace(ALIKE, budget=14)).ties == ()


def test_a_drawn_order_must_name_every_project_once() -> None:
    with pytest.raises(TallyRefused) as refused:
        greedy(ALIKE, ties=Ties((TieRule.GIVEN,), ("a", "b")))
    assert refused.value.code is RefusalCode.WRONG_OPTION


def test_an_unwanted_project_can_be_kept_out() -> None:
    election = approvals({"a": 5, "z": 1}, 10, "a")
    assert greedy(election).winners == ("a", "z")
    assert greedy(wanted_only(election)).winners == ("a",)


def test_a_ballot_made_by_a_program_may_not_name_the_unknown_nor_repeat() -> None:
    for said, code in (("ax", RefusalCode.UNKNOWN_PROJECT), ("aa", RefusalCode.REPEATED_CHOICE)):
        with pytest.raises(TallyRefused) as refused:
            greedy(approvals({"a": 1}, 1, said))
        assert refused.value.code is code


def test_nobody_voting_still_gives_an_outcome() -> None:
    empty = approvals({"a": 5}, 4)
    assert greedy(empty).winners == ()
    assert greedy(approvals({}, 4)).winners == ()


CAPPED = replace(
    approvals({"a": 50, "b": 40, "c": 30}, 200, "3 a", "2 b", "1 c"),
    meta=(("categories", "green, street"), ("budget_per_category", "60,100"), ("leftover_budget", "greedy")),
    project_columns=("project_id", "cost", "category"),
)
CAPPED = replace(
    CAPPED,
    projects=tuple(
        replace(one, cells=(one.key, str(one.cost), said))
        for one, said in zip(CAPPED.projects, ("green", "green,street", "street"), strict=True)
    ),
)


def test_a_category_takes_only_its_part_and_the_rest_goes_on_with_what_is_left() -> None:
    assert greedy(CAPPED).winners == ("a", "b", "c")
    kept = greedy(CAPPED, caps=Caps.KEPT)
    assert kept.winners == ("a", "c", "b")
    assert [one.verdict for one in kept.steps][:3] == [Verdict.WON, Verdict.ABOVE_CAP, Verdict.WON]
    strict = replace(CAPPED, meta=CAPPED.meta[:2])
    assert greedy(strict, caps=Caps.KEPT).winners == ("a", "c")


@given(elections(types=(VoteType.APPROVAL, VoteType.CUMULATIVE, VoteType.ORDINAL)))
def test_whatever_the_election_the_budget_holds_and_nothing_that_fits_is_left_out(election: Election) -> None:
    outcome = greedy(election)
    costs = {one.key: one.cost for one in election.projects}
    assert outcome.cost == sum(costs[one] for one in outcome.winners) <= election.budget
    assert outcome.unspent == election.budget - outcome.cost
    assert all(cost > outcome.unspent for key, cost in costs.items() if key not in outcome.winners)
    assert greedy(election) == outcome


@given(elections())
def test_a_further_supporter_never_loses_a_winner(election: Election) -> None:
    before = greedy(election)
    for key in before.winners:
        more = approvals({}, 0, "").ballots[0]
        after = greedy(replace(election, ballots=(*election.ballots, replace(more, choices=(key,)))))
        assert key in after.winners
