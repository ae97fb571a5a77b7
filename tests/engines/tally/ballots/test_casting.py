"""One vote each, whatever the channel: phone, paper at the counter, a call, a visit at the door."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.tally import RefusalCode, TallyRefused
from linli.engines.tally.ballots import AsideCode, Cast, Channel, Counts, Form, Per, count, fault

QUESTION = Form(("for", "against", "abstain"))
ROLL = ("chen", "li", "wang")


def cast(
    key: str, seat: str, *choices: str, at: int = 0, by: Channel = Channel.ONLINE, voter: str = ""
) -> Cast:
    return Cast(key, seat, voter or seat, by, at, choices)


def test_three_channels_one_vote() -> None:
    casts = [
        cast("1", "li", "for", at=1),
        cast("2", "li", "against", at=3, by=Channel.PAPER),
        cast("3", "li", "against", at=2, by=Channel.PHONE),
        cast("4", "wang", "for", at=9, by=Channel.DOOR),
    ]
    latest = count(casts, ROLL, QUESTION)
    assert [(one.seat, one.choices) for one in latest.ballots] == [("li", ("against",)), ("wang", ("for",))]
    assert [(one.key, one.reason, one.instead) for one in latest.set_aside] == [
        ("1", AsideCode.OTHER_COUNTS, "2"),
        ("3", AsideCode.SAME_AGAIN, "2"),
    ]
    assert [(one.seat, one.ballots, one.counted) for one in latest.conflicts] == [
        ("li", ("1", "3", "2"), "2")
    ]
    assert latest.conflicts[0].channels == (Channel.ONLINE, Channel.PHONE, Channel.PAPER)
    assert (latest.voted, latest.entitled) == (2, 3)
    assert latest.by_channel == {Channel.PAPER: 1, Channel.DOOR: 1}
    first = count(casts, ROLL, QUESTION, counts=Counts.FIRST)
    assert first.ballots[0].key == "1"


def test_the_same_again_is_no_conflict() -> None:
    counted = count([cast("1", "li", "for"), cast("2", "li", "for", at=5)], ROLL, QUESTION)
    assert counted.conflicts == ()
    assert [one.reason for one in counted.set_aside] == [AsideCode.SAME_AGAIN]


def test_an_invalid_later_ballot_does_not_push_out_a_valid_one() -> None:
    casts = [cast("1", "li", "for", at=1), cast("2", "li", "for", "against", at=2)]
    counted = count(casts, ROLL, QUESTION)
    assert [one.key for one in counted.ballots] == ["1"]
    assert [(one.key, one.reason) for one in counted.set_aside] == [("2", AsideCode.TOO_MANY_CHOICES)]


def test_a_household_has_one_vote_and_quarrels_are_listed() -> None:
    casts = [
        cast("1", "home 1", "for", at=1, voter="mother"),
        cast("2", "home 1", "against", at=2, voter="son"),
        cast("3", "home 9", "against", at=2, voter="stranger"),
    ]
    counted = count(casts, ["home 1", "home 2"], QUESTION, per=Per.HOUSEHOLD)
    assert counted.per is Per.HOUSEHOLD
    assert counted.conflicts[0].several_voters
    assert counted.set_aside[1].reason is AsideCode.NOT_ON_ROLL


def test_at_the_same_moment_the_smaller_key_counts_and_it_is_told() -> None:
    casts = [cast("b", "li", "for"), cast("a", "li", "against")]
    for counts in Counts:
        for order in (casts, casts[::-1]):
            counted = count(order, ROLL, QUESTION, counts=counts)
            assert counted.ballots[0].key == "a"
            assert counted.conflicts[0].same_moment


@pytest.mark.parametrize(
    ("choices", "points", "reason"),
    [
        (("for",), (), None),
        ((), (), AsideCode.TOO_FEW_CHOICES),
        (("yes",), (), AsideCode.UNKNOWN_OPTION),
        (("for", "for"), (), AsideCode.REPEATED_OPTION),
        (("for", "against"), (), AsideCode.TOO_MANY_CHOICES),
        (("for",), (1,), AsideCode.WRONG_POINTS),
    ],
)
def test_what_a_ballot_may_say(choices: tuple[str, ...], points: tuple[int, ...], reason: AsideCode) -> None:
    assert fault(Cast("1", "li", "li", Channel.PAPER, 0, choices, points), QUESTION) is reason


def test_points_come_from_a_purse() -> None:
    form = Form(("a", "b"), least=0, most=2, purse=5)
    for points, reason in (
        ((2, 3), None),
        ((3, 3), AsideCode.WRONG_POINTS),
        ((5,), AsideCode.WRONG_POINTS),
        ((5, 0), AsideCode.WRONG_POINTS),
    ):
        assert fault(Cast("1", "li", "li", Channel.PAPER, 0, ("a", "b"), points), form) is reason
    assert fault(Cast("1", "li", "li", Channel.PAPER, 0, ()), form) is None
    assert fault(Cast("1", "li", "li", Channel.PAPER, 0, (), spoiled=True), form) is AsideCode.SPOILED


def test_two_ballots_cannot_have_one_key() -> None:
    with pytest.raises(TallyRefused) as refused:
        count([cast("1", "li", "for"), cast("1", "wang", "for")], ROLL, QUESTION)
    assert refused.value.code is RefusalCode.REPEATED_BALLOT


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*ROLL, "stranger"]),
            st.sampled_from(["for", "against", "nonsense"]),
            st.integers(0, 3),
            st.sampled_from(list(Channel)),
        ),
        max_size=15,
    ),
    st.sampled_from(list(Counts)),
    st.randoms(use_true_random=False),
)
def test_no_vote_is_lost_and_none_counts_twice(said: list, counts: Counts, chance) -> None:
    casts = [cast(f"{key}", seat, word, at=at, by=by) for key, (seat, word, at, by) in enumerate(said)]
    counted = count(casts, ROLL, QUESTION, counts=counts)
    kept = [one.key for one in counted.ballots]
    assert sorted(kept + [one.key for one in counted.set_aside]) == sorted(one.key for one in casts)
    assert len({one.seat for one in counted.ballots}) == len(kept)
    assert {one.seat for one in counted.ballots} == {
        one.seat for one in casts if one.seat in ROLL and one.choices != ("nonsense",)
    }
    chance.shuffle(casts)
    assert count(casts, ROLL, QUESTION, counts=counts) == counted
