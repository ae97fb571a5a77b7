"""The published file: anybody counts it again, and whoever changes it is noticed."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from tests.engines.tally.elections import approvals, elections, real

from linli.engines.tally import Caps, Completion, Election, Order, RefusalCode, TallyRefused, VoteType
from linli.engines.tally.ballots import (
    BudgetVote,
    Cast,
    Channel,
    Form,
    Marked,
    OptionsVote,
    OwnersVote,
    code,
    count,
    elect,
    fingerprint,
    found_by,
    marked,
    open_parts,
    record,
    recount,
    tag,
)
from linli.engines.tally.budget_rule import BudgetRule, RuleName, decide_budget
from linli.engines.tally.quorum import Choice, Matter, Part, decide_by_owners

PUMP = OptionsVote(("for", "against", "abstain"))
SALT = "pump 2026"


def three() -> list[Marked]:
    return [
        Marked(tag(code(bytes([at]) * 16), SALT), (said,))
        for at, said in enumerate(("for", "for", "against"))
    ]


def published() -> str:
    return record(PUMP, three(), title="A new pump?", salt=SALT)


def test_anybody_counts_again() -> None:
    again = recount(published())
    assert again.same
    assert again.result["votes"] == {"for": 2, "against": 1, "abstain": 0}
    assert again.ballots == 3


def test_from_ballots_of_three_channels_to_the_second_count() -> None:
    """An older voter by phone call, a paper ballot, one online; then the own ballot is found in the file."""
    casts = [
        Cast("a", "chen", "chen", Channel.PHONE, 1, ("for",)),
        Cast("b", "li", "li", Channel.PAPER, 2, ("against",)),
        Cast("c", "wang", "wang", Channel.ONLINE, 3, ("for",)),
        Cast("d", "wang", "wang", Channel.ONLINE, 4, ("against",)),
    ]
    counted = count(casts, ["chen", "li", "wang"], Form(PUMP.options))
    receipts = {one.key: code(one.key.encode() * 16) for one in counted.ballots}
    tags = {key: tag(receipt, SALT) for key, receipt in receipts.items()}
    text = record(PUMP, marked(counted, tags), title="A new pump?", salt=SALT)
    assert recount(text).result["votes"] == {"for": 1, "against": 2, "abstain": 0}
    mine = found_by(text, tag(receipts["a"].lower(), SALT))
    assert mine is not None
    assert mine.choices == ("for",)
    assert found_by(text, tag(code(b"z" * 16), SALT)) is None
    assert not any(word in text for word in ("chen", "wang", "phone", "paper", *receipts.values()))


def test_the_file_does_not_tell_in_which_order_people_voted() -> None:
    assert record(PUMP, three()[::-1], title="A new pump?", salt=SALT) == published()


def changed(deed: Any) -> str:
    told = json.loads(published())
    deed(told)
    return json.dumps(told)


def test_a_changed_ballot_or_result_is_noticed() -> None:
    turned = recount(changed(lambda told: told["ballots"][0].update(choices=["abstain"])))
    assert (turned.same, turned.different) == (False, ("votes",))
    lied = recount(changed(lambda told: told["result"]["votes"].update(against=9)))
    assert (lied.same, lied.different) == (False, ("votes",))
    stuffed = recount(changed(lambda told: told["ballots"].append({"tag": "x", "choices": ["for"]})))
    assert set(stuffed.different) == {"ballots", "votes"}
    greedy_ballot = recount(changed(lambda told: told["ballots"][0].update(choices=["for", "against"])))
    assert len(greedy_ballot.faulty) == 1
    assert not greedy_ballot.same
    assert fingerprint(published()) != fingerprint(published() + " ")


@pytest.mark.parametrize(
    "deed",
    [
        lambda told: told.pop("ballots"),
        lambda told: told["election"].update(format="other"),
        lambda told: told["election"].update(kind="other"),
        lambda told: told["election"].update(most=-1),
        lambda told: told["election"].update(places="many"),
        lambda told: told["ballots"][0].update(choices="for"),
        lambda told: told["ballots"][0].update(points=["1"]),
        lambda told: told.update(ballots=[3]),
        lambda told: told.update(result=[]),
    ],
)
def test_what_is_no_such_file_is_refused(deed: Any) -> None:
    with pytest.raises(TallyRefused) as refused:
        recount(changed(deed))
    assert refused.value.code is RefusalCode.NOT_A_RECORD


@pytest.mark.parametrize("text", ["", "no", "[]", "[" * 100_000, '{"election": null}'])
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(TallyRefused):
        recount(text)


def test_two_ballots_with_one_tag_are_refused() -> None:
    twice = [three()[0], three()[0]]
    with pytest.raises(TallyRefused):
        record(PUMP, twice, title="", salt=SALT)
    with pytest.raises(TallyRefused):
        recount(changed(lambda told: told["ballots"].append(told["ballots"][0])))
    with pytest.raises(TallyRefused):
        marked(count([Cast("a", "li", "li", Channel.PAPER, 0, ("for",))], ["li"], Form(PUMP.options)), {})


def test_an_election_to_places_leaves_a_tie_at_the_last_place_open() -> None:
    assert elect({"a": 5, "b": 4, "c": 3}, 2) == (["a", "b"], [])
    assert elect({"a": 5, "b": 4, "c": 4}, 2) == (["a"], ["b", "c"])
    assert elect({"a": 4, "b": 4, "c": 1}, 2) == (["a", "b"], [])
    assert elect({"a": 4, "b": 0}, 2) == (["a"], [])
    vote = OptionsVote(("a", "b"), places=1)
    text = record(vote, [Marked("1", ("a",)), Marked("2", ())], title="", salt="")
    assert recount(text).result["elected"] == ["a"]
    assert recount(text).result["empty"] == 1


# Owners.


def estate() -> tuple[list[Part], dict[str, Choice]]:
    parts = [
        Part("1-101", Decimal("89.50"), "li"),
        Part("1-102", Decimal("120.25"), "li"),
        Part("1-201", Decimal("89.50"), "wang"),
        Part("1-202", Decimal(100), "", held_by_developer=True),
        Part("2-101", Decimal(80), "chen", ballot_served=True),
    ]
    said = {"1-101": Choice.FOR, "1-102": Choice.FOR, "1-201": Choice.AGAINST, "1-202": Choice.FOR}
    return parts, said


def test_owners_votes_are_counted_again_by_area_and_heads() -> None:
    parts, said = estate()
    tags = {one.key: tag(code(one.key.encode() * 4), SALT) for one in parts}
    vote = OwnersVote(open_parts(parts, tags), Matter.REBUILDING)
    text = record(vote, [Marked(tags[key], (one.value,)) for key, one in said.items()], title="", salt=SALT)
    again = recount(text)
    decision = decide_by_owners(parts, said, Matter.REBUILDING)
    assert again.same
    assert again.result["failed"] == [one.value for one in decision.failed] == ["people_for"]
    assert not any(word in text for word in ('"li"', "wang", "chen", "1-101"))
    lied = json.loads(text)
    lied["election"]["parts"][0]["area"] = "1"
    assert not recount(json.dumps(lied)).same


def test_an_owner_s_ballot_says_one_thing_of_four() -> None:
    parts, _said = estate()
    tags = {one.key: one.key for one in parts}
    vote = OwnersVote(open_parts(parts, tags), Matter.MANAGER)
    for choices in ((), ("for", "against"), ("maybe",)):
        with pytest.raises(TallyRefused):
            record(vote, [Marked("1-101", choices)], title="", salt=SALT)
    with pytest.raises(TallyRefused):
        open_parts(parts, {})


# Money.


def budget_record(election: Election, rule: BudgetRule) -> tuple[str, Any]:
    ballots = [Marked(f"{at:04}", one.choices, one.points) for at, one in enumerate(election.ballots)]
    return record(BudgetVote(election, rule), ballots, title="", salt=""), decide_budget(election, rule)


@given(elections(types=(VoteType.APPROVAL, VoteType.CUMULATIVE, VoteType.ORDINAL)))
@settings(max_examples=40)
def test_a_budget_is_shared_out_again_to_the_same_end(election: Election) -> None:
    for rule in (
        BudgetRule(RuleName.GREEDY, order=Order.VOTES),
        BudgetRule(RuleName.EQUAL_SHARES),
        BudgetRule(RuleName.EQUAL_SHARES, completion=Completion.NONE),
    ):
        text, outcome = budget_record(election, rule)
        again = recount(text)
        assert again.same
        assert again.result["winners"] == list(outcome.winners)


def test_thresholds_and_caps_that_the_election_states_are_in_the_file() -> None:
    base = approvals({"a": 50, "b": 40, "c": 30}, 200, "3 a", "2 b", "1 c")
    election = replace(
        base,
        meta=(("min_project_score_threshold", "2"), ("categories", "green"), ("budget_per_category", "60")),
        project_columns=("category",),
        projects=tuple(replace(one, cells=("green",)) for one in base.projects),
    )
    text, outcome = budget_record(election, BudgetRule(RuleName.GREEDY, caps=Caps.KEPT))
    assert outcome.winners == ("a",)
    assert recount(text).same
    assert recount(text).result["winners"] == ["a"]


def test_a_real_election_can_be_published_and_counted_again() -> None:
    rule = BudgetRule(RuleName.EQUAL_SHARES, completion=Completion.ADD1)
    text, outcome = budget_record(real("Netherlands_Assen_2024"), rule)
    assert recount(text).same
    assert recount(text).result["winners"] == list(outcome.winners)
