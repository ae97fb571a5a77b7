"""Every project's story adds up, and names who was faster."""

from fractions import Fraction

from hypothesis import given, settings
from tests.engines.tally.elections import approvals, elections, real

from linli.engines.tally import Completion, Election, Utility, VoteType, equal_shares
from linli.engines.tally.explaining import Fate, project_accounts

# Ten voters, a hundred each; six want p (300) and r (500), four want q (400); nobody wants s.
TOWN = approvals({"p": 300, "q": 400, "r": 500, "s": 10, "t": 900}, 1000, "6 pr", "3 q", "1 qt")


def test_each_project_has_its_reason() -> None:
    stories = {one.project: one for one in project_accounts(equal_shares(TOWN))}
    assert {key: one.fate for key, one in stories.items()} == {
        "p": Fate.PAID_BY_SUPPORTERS,
        "q": Fate.PAID_BY_SUPPORTERS,
        "r": Fate.MONEY_SPENT_ON_OTHERS,
        "s": Fate.NO_SUPPORTERS,
        "t": Fate.TOO_DEAR_FROM_THE_START,
    }
    p, r, t = stories["p"], stories["r"], stories["t"]
    assert (p.place, p.price_per_point, p.least_price, p.supporters_had) == (1, 50, 50, 600)
    assert (r.supporters_started_with, r.supporters_had, r.missing) == (600, 300, 200)
    assert (r.overtaken_by, r.largest_taker, r.place, r.price_per_point) == ("p", "p", None, None)
    assert [(one.project, one.amount, one.left_before) for one in r.taken] == [("p", 300, 600)]
    assert (t.overtaken_by, t.missing) == ("", 900)
    assert t.largest_taker == "q"
    assert stories["s"].least_price is None


def test_what_was_added_with_the_rest_says_so() -> None:
    election = approvals({"a": 60, "b": 50, "c": 15, "f": 0}, 100, "5 a", "4 b", "1 cf")
    stories = {
        one.project: one for one in project_accounts(equal_shares(election, completion=Completion.GREEDY))
    }
    assert stories["f"].fate is Fate.FREE
    assert stories["a"].fate is Fate.ADDED_WITH_THE_REST
    assert (stories["a"].missing, stories["a"].place) == (Fraction(10), 2)


@given(elections(types=(VoteType.APPROVAL, VoteType.CUMULATIVE)))
@settings(max_examples=80)
def test_the_numbers_of_a_story_add_up(election: Election) -> None:
    utility = Utility.SCORE if election.vote_type is VoteType.CUMULATIVE else Utility.CARDINALITY
    outcome = equal_shares(election, utility=utility, completion=Completion.ADD1)
    for one in project_accounts(outcome):
        assert one.supporters_started_with == one.votes * outcome.share
        assert one.supporters_started_with - sum(taken.amount for taken in one.taken) == one.supporters_had
        assert (one.fate is Fate.PAID_BY_SUPPORTERS) == (one.project in outcome.winners)
        assert (one.missing == 0) == (one.project in outcome.winners)
        if one.fate is Fate.MONEY_SPENT_ON_OTHERS:
            assert one.overtaken_by in outcome.winners
            assert outcome.next_in_line is not None
        if one.fate is Fate.PAID_BY_SUPPORTERS:
            assert one.price_per_point is not None
            assert one.least_price is not None
            assert one.price_per_point >= one.least_price


def test_a_real_election_is_explained_project_by_project() -> None:
    election = real("Poland_Swiecie_2023")
    outcome = equal_shares(election, completion=Completion.ADD1)
    stories = project_accounts(outcome)
    assert {one.project for one in stories if one.place} == set(outcome.winners)
    assert all(one.overtaken_by for one in stories if one.fate is Fate.MONEY_SPENT_ON_OTHERS)
