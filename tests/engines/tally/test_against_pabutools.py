"""The public reference implementation of the same rules agrees on every option that both offer.

It is not among our dependencies: the test runs where somebody has installed it beside them.
"""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.tally.elections import elections

from linli.engines.tally import (
    BY_LIST,
    USUAL,
    Completion,
    Election,
    Order,
    TieRule,
    Ties,
    Utility,
    VoteType,
    equal_shares,
    greedy,
)

pe = pytest.importorskip("pabutools.election")
pr = pytest.importorskip("pabutools.rules")
pt = pytest.importorskip("pabutools.tiebreaking")

SATISFACTION = {
    Utility.COST: pe.Cost_Sat,
    Utility.CARDINALITY: pe.Cardinality_Sat,
    Utility.SCORE: pe.Additive_Cardinal_Sat,
}


class Oracle:
    """One election in the other program's terms."""

    def __init__(self, election: Election, ties: Ties) -> None:
        self.election = election
        known = {one.key: pe.Project(one.key, one.cost) for one in election.projects}
        self.instance = pe.Instance(known.values(), budget_limit=election.budget)
        if election.vote_type is VoteType.APPROVAL:
            said: Any = [pe.ApprovalBallot([known[key] for key in one.choices]) for one in election.ballots]
            self.profile = pe.ApprovalProfile(said, instance=self.instance)
        else:
            said = [
                pe.CardinalBallot({known[key]: at for key, at in zip(one.choices, one.points, strict=True)})
                for one in election.ballots
            ]
            self.profile = pe.CardinalProfile(said, instance=self.instance)
        # The other program runs every step: a few hundred are enough to meet.
        self.step = max(1, election.budget // (200 * len(election.ballots)))
        keys = self.keys(ties)
        self.ties = pt.TieBreakingRule(lambda _instance, _profile, project: keys[project.name])

    def keys(self, ties: Ties) -> dict[str, tuple[int, ...]]:
        found = {}
        for place, one in enumerate(self.election.projects):
            votes = sum(one.key in ballot.choices for ballot in self.election.ballots)
            said = {
                TieRule.LIST: place,
                TieRule.LOWER_COST: one.cost,
                TieRule.HIGHER_COST: -one.cost,
                TieRule.MORE_SUPPORTERS: -votes,
                TieRule.GIVEN: ties.order.index(one.key) if ties.order else 0,
            }
            found[one.key] = (*(said[rule] for rule in ties.rules), place)
        return found

    def options(self, utility: Utility) -> dict[str, Any]:
        options = {"sat_class": SATISFACTION[utility], "tie_breaking": self.ties}
        if self.election.vote_type is not VoteType.APPROVAL:
            options["binary_sat"] = False
        return options

    def shares(self, utility: Utility) -> Any:
        return pr.method_of_equal_shares(self.instance, self.profile, **self.options(utility))

    def raised(self, utility: Utility, *, exhaustive: bool) -> Any:
        return pr.exhaustion_by_budget_increase(
            self.instance,
            self.profile,
            rule=pr.method_of_equal_shares,
            rule_params=self.options(utility),
            budget_step=len(self.election.ballots) * self.step,
            exhaustive_stop=exhaustive,
        )

    def greedy(self, satisfaction: Any, start: Any = ()) -> Any:
        return pr.greedy_utilitarian_welfare(
            self.instance,
            self.profile,
            sat_class=satisfaction,
            tie_breaking=self.ties,
            initial_budget_allocation=start,
        )


def names(found: Any) -> tuple[str, ...]:
    return tuple(one.name for one in found)


@st.composite
def with_ties(draw: st.DrawFn, *types: VoteType) -> tuple[Election, Ties]:
    election = draw(elections(types=types))
    order = tuple(draw(st.permutations([one.key for one in election.projects])))
    rules = [
        BY_LIST,
        USUAL,
        Ties((TieRule.GIVEN,), order),
        Ties((TieRule.HIGHER_COST,)),
        Ties((TieRule.MORE_SUPPORTERS,)),
    ]
    return election, draw(st.sampled_from(rules))


@given(with_ties(VoteType.APPROVAL))
@settings(max_examples=60)
def test_greedy_agrees(made: tuple[Election, Ties]) -> None:
    election, ties = made
    oracle = Oracle(election, ties)
    by_votes = greedy(election, order=Order.VOTES, ties=ties)
    by_price = greedy(election, order=Order.SCORE_PER_COST, ties=ties)
    assert set(by_votes.winners) == set(names(oracle.greedy(pe.Cost_Sat)))
    assert set(by_price.winners) == set(names(oracle.greedy(pe.Cardinality_Sat)))


@given(with_ties(VoteType.APPROVAL, VoteType.CUMULATIVE))
@settings(max_examples=60)
def test_equal_shares_agree_in_winners_and_order(made: tuple[Election, Ties]) -> None:
    election, ties = made
    oracle = Oracle(election, ties)
    for utility in _utilities(election):
        assert equal_shares(election, utility=utility, ties=ties).winners == names(oracle.shares(utility))


@given(with_ties(VoteType.APPROVAL, VoteType.CUMULATIVE), st.booleans())
@settings(max_examples=40)
def test_raised_shares_agree(made: tuple[Election, Ties], exhaustive: bool) -> None:  # noqa: FBT001
    election, ties = made
    oracle = Oracle(election, ties)
    for utility in _utilities(election):
        ours = equal_shares(
            election,
            utility=utility,
            completion=Completion.ADD1,
            exhaustive=exhaustive,
            ties=ties,
            raise_by=oracle.step,
        )
        assert set(ours.winners) == set(names(oracle.raised(utility, exhaustive=exhaustive)))


@given(with_ties(VoteType.APPROVAL))
@settings(max_examples=40)
def test_completions_agree(made: tuple[Election, Ties]) -> None:
    election, ties = made
    oracle = Oracle(election, ties)
    for utility in (Utility.COST, Utility.CARDINALITY):
        for completion, start in (
            (Completion.GREEDY, oracle.shares(utility)),
            (Completion.ADD1U, oracle.raised(utility, exhaustive=False)),
        ):
            ours = equal_shares(
                election, utility=utility, completion=completion, ties=ties, raise_by=oracle.step
            )
            assert set(ours.winners) == set(names(oracle.greedy(pe.Cost_Sat, start)))


def _utilities(election: Election) -> tuple[Utility, ...]:
    both = (Utility.COST, Utility.CARDINALITY)
    return (*both, Utility.SCORE) if election.vote_type is VoteType.CUMULATIVE else both
