"""The finest staircase: a jury decides, residents have a small say, nobody wins every year."""

from dataclasses import replace
from fractions import Fraction

import pytest

from linli.engines.tally import RefusalCode, TallyRefused
from linli.engines.tally.contest import (
    Contest,
    Criterion,
    ResidentVote,
    Sheet,
    Standing,
    VoteAsideCode,
    judge,
)

CLEAR, WALLS = Criterion("clear", 5), Criterion("walls", 5)
CONTEST = Contest(("1-1", "1-2", "2-1"), (CLEAR, WALLS), places=1)


def sheets(**marks: list[tuple[int, int]]) -> list[Sheet]:
    """Marks by entry (``e0`` is the first of the list), one pair for each juror."""
    return [
        Sheet(f"juror {at}", CONTEST.entries[int(name[1:])], {"clear": pair[0], "walls": pair[1]})
        for name, pairs in marks.items()
        for at, pair in enumerate(pairs)
    ]


THREE = sheets(e0=[(5, 4), (4, 4), (5, 5)], e1=[(3, 3)] * 3, e2=[(4, 5), (5, 5), (5, 4)])


def votes(*said: str) -> list[ResidentVote]:
    return [ResidentVote(f"v{at}", (one,)) for at, one in enumerate(said)]


def test_marks_are_means_and_every_number_is_told() -> None:
    outcome = judge(CONTEST, THREE)
    assert [one.jury for one in outcome.scores] == [Fraction(9, 10), Fraction(3, 5), Fraction(14, 15)]
    assert outcome.honoured == ("2-1",)
    assert outcome.scores[0].by_criterion == {"clear": Fraction(14, 15), "walls": Fraction(13, 15)}
    assert [one.standing for one in outcome.scores] == [
        Standing.TOOK_PART,
        Standing.TOOK_PART,
        Standing.HONOURED,
    ]


def test_weights_count_in_proportion() -> None:
    heavy = replace(CONTEST, criteria=(CLEAR, replace(WALLS, weight=3)))
    marks = sheets(e0=[(5, 1)] * 3, e1=[(1, 5)] * 3)
    assert judge(heavy, marks).scores[1].jury == Fraction(1 + 15, 20)


def test_residents_have_a_small_say() -> None:
    contest = replace(CONTEST, resident_weight=Fraction(1, 5))
    outcome = judge(contest, THREE, votes("1-1", "1-1", "2-1", "1-2"))
    assert outcome.scores[0].score == Fraction(4, 5) * Fraction(9, 10) + Fraction(1, 5)
    assert outcome.honoured == ("1-1",)
    with pytest.raises(TallyRefused):
        judge(replace(CONTEST, resident_weight=Fraction(1, 4)), THREE)


def test_a_vote_counts_once_and_never_for_the_own_house() -> None:
    contest = replace(CONTEST, resident_weight=Fraction(1, 10), most_choices=2)
    cast = [
        ResidentVote("li", ("1-1", "2-1"), own="1-1"),
        ResidentVote("li", ("1-1",)),
        ResidentVote("wang", ("1-1", "1-2", "2-1")),
        ResidentVote("wu", ("9-9",)),
        ResidentVote("zhao", ("2-1", "2-1")),
    ]
    outcome = judge(contest, THREE, cast)
    assert [one.votes for one in outcome.scores] == [0, 0, 2]
    assert outcome.votes_aside == (
        ("li", VoteAsideCode.OWN_ENTRY),
        ("li", VoteAsideCode.VOTED_BEFORE),
        ("wang", VoteAsideCode.TOO_MANY_CHOICES),
        ("wu", VoteAsideCode.UNKNOWN_ENTRY),
    )


def test_who_was_honoured_lately_makes_room_for_others() -> None:
    outcome = judge(replace(CONTEST, resting=frozenset({"2-1"})), THREE)
    assert outcome.honoured == ("1-1",)
    assert outcome.scores[2].standing is Standing.OUT_OF_COMPETITION
    assert outcome.scores[2].jury == Fraction(14, 15)


def test_from_five_sheets_on_the_extremes_are_left_out() -> None:
    outcome = judge(CONTEST, sheets(e0=[(0, 0), (3, 3), (3, 3), (3, 3), (5, 5)]))
    assert outcome.scores[0].jury == Fraction(3, 5)
    assert outcome.scores[0].sheets == 5
    four = judge(CONTEST, sheets(e0=[(0, 0), (3, 3), (3, 3), (5, 5)]))
    assert four.scores[0].jury == Fraction(11, 20)


def test_partial_and_incomplete_sheets_are_left_out_and_listed() -> None:
    given = [
        *THREE[:3],
        replace(THREE[3], is_partial=True),
        replace(THREE[4], marks={"clear": 5}),
        *THREE[5:],
    ]
    outcome = judge(CONTEST, given)
    assert outcome.scores[1].standing is Standing.TOO_FEW_SHEETS
    assert outcome.sheets_aside == (("juror 0", "1-2"), ("juror 1", "1-2"))


def test_at_equal_scores_the_jury_goes_first_and_the_alike_share() -> None:
    contest = replace(CONTEST, resident_weight=Fraction(1, 5))
    # 4/5 x 1 + 0 = 4/5 = 4/5 x 3/4 + 1/5: the same score in another way.
    marks = [
        Sheet(f"j{at}", entry, {"clear": mark})
        for entry, mark in (("1-1", 3), ("1-2", 4), ("2-1", 0))
        for at in range(3)
    ]
    by_jury = judge(replace(contest, criteria=(Criterion("clear", 4),)), marks, votes("1-1"))
    assert [one.score for one in by_jury.scores][:2] == [Fraction(4, 5)] * 2
    assert (by_jury.honoured, by_jury.decided_by_jury, by_jury.shared_last) == (("1-2",), True, ())
    alike = judge(CONTEST, sheets(e0=[(4, 4)] * 3, e1=[(4, 4)] * 3, e2=[(1, 1)] * 3))
    assert alike.honoured == alike.shared_last == ("1-1", "1-2")
    assert not alike.decided_by_jury


def test_fewer_entries_than_places_are_all_honoured() -> None:
    assert judge(replace(CONTEST, places=9), THREE).honoured == CONTEST.entries
    assert judge(CONTEST, []).honoured == ()


@pytest.mark.parametrize(
    ("contest", "given", "code"),
    [
        (CONTEST, sheets(e0=[(6, 0)]), RefusalCode.BAD_NUMBER),
        (CONTEST, [Sheet("j", "9-9", {})], RefusalCode.UNKNOWN_PROJECT),
        (CONTEST, [Sheet("j", "1-1", {"smell": 1})], RefusalCode.UNKNOWN_PROJECT),
        (CONTEST, [THREE[0], THREE[0]], RefusalCode.REPEATED_BALLOT),
        (replace(CONTEST, criteria=()), [], RefusalCode.WRONG_OPTION),
        (replace(CONTEST, places=0), [], RefusalCode.WRONG_OPTION),
        (replace(CONTEST, entries=("1", "1")), [], RefusalCode.WRONG_OPTION),
    ],
)
def test_what_cannot_be_judged_is_refused(contest: Contest, given: list[Sheet], code: RefusalCode) -> None:
    with pytest.raises(TallyRefused) as refused:
        judge(contest, given)
    assert refused.value.code is code
