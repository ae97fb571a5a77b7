"""Civil Code art. 278 by hand: two thirds take part, half or three quarters say yes, by area and by heads."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.tally import RefusalCode, TallyRefused
from linli.engines.tally.quorum import (
    SPECIAL,
    Choice,
    ConditionCode,
    InvalidBallots,
    Matter,
    OwnersDecision,
    Part,
    Silence,
    decide_by_owners,
    support_asked_for,
    votes_of_owners,
)

AREA, HEADS = ConditionCode.AREA_TAKING_PART, ConditionCode.PEOPLE_TAKING_PART
AREA_FOR, HEADS_FOR = ConditionCode.AREA_FOR, ConditionCode.PEOPLE_FOR
ORDINARY, SPECIAL_MATTER = Matter.MANAGER, Matter.REBUILDING
WORDS = {"f": Choice.FOR, "a": Choice.AGAINST, "o": Choice.ABSTAIN, "i": Choice.INVALID}


def held(*blocks: tuple[str, str]) -> tuple[list[Part], dict[str, Choice]]:
    """Parts of one owner each: an area, and a letter for each part of this area."""
    parts, votes = [], {}
    for area, said in blocks:
        for letter in said:
            key = f"{len(parts) + 1}"
            parts.append(Part(key, Decimal(area), owner=f"owner {key}"))
            if letter != ".":
                votes[key] = WORDS[letter]
    return parts, votes


def decided(matter: Matter, *blocks: tuple[str, str]) -> OwnersDecision:
    parts, votes = held(*blocks)
    return decide_by_owners(parts, votes, matter)


TABLE: list[tuple[str, Matter, tuple[tuple[str, str], ...], set[ConditionCode]]] = [
    # Who takes part: at least two thirds of area and of people, the number itself included.
    ("all vote, all for", ORDINARY, (("100", "fff"),), set()),
    ("exactly two thirds of three take part", ORDINARY, (("100", "ff."),), set()),
    ("one of three", ORDINARY, (("100", "f.."),), {AREA, HEADS}),
    ("nobody votes", ORDINARY, (("100", "..."),), {AREA, HEADS, AREA_FOR, HEADS_FOR}),
    ("nobody votes on a special matter", SPECIAL_MATTER, (("9", "."),), {AREA, HEADS, AREA_FOR, HEADS_FOR}),
    ("exactly six of nine", ORDINARY, (("80", "ffffff..."),), set()),
    ("five of nine", ORDINARY, (("80", "fffff...."),), {AREA, HEADS}),
    ("two thirds of the heads, less of the area", ORDINARY, (("50", "ff"), ("101", ".")), {AREA}),
    ("two thirds of the heads, exactly of the area", ORDINARY, (("100", "ff"), ("100", ".")), set()),
    ("two thirds of the area, fewer heads", ORDINARY, (("200", "f"), ("50", "..")), {HEADS}),
    ("a hundredth of a square metre too little", ORDINARY, (("66.66", "ff"), ("66.67", ".")), {AREA}),
    ("a hundredth of a square metre more than needed", ORDINARY, (("66.67", "ff"), ("66.66", ".")), set()),
    ("67 of 100 heads", ORDINARY, (("1", "f" * 67 + "." * 33),), set()),
    ("66 of 100 heads", ORDINARY, (("1", "f" * 66 + "." * 34),), {AREA, HEADS}),
    ("200 of 300", ORDINARY, (("88.8", "f" * 200 + "." * 100),), set()),
    ("199 of 300", ORDINARY, (("88.8", "f" * 199 + "." * 101),), {AREA, HEADS}),
    # Ordinary matters: strictly more than half of those taking part.
    ("exactly half for", ORDINARY, (("100", "ffaa"),), {AREA_FOR, HEADS_FOR}),
    ("one more than half for", ORDINARY, (("100", "fffaa"),), set()),
    ("half and one abstains", ORDINARY, (("100", "ffaao"),), {AREA_FOR, HEADS_FOR}),
    ("abstaining takes part and is not for", ORDINARY, (("100", "ffoo"),), {AREA_FOR, HEADS_FOR}),
    ("abstaining helps those taking part", ORDINARY, (("100", "fff.o."),), set()),
    ("all abstain", ORDINARY, (("100", "ooo"),), {AREA_FOR, HEADS_FOR}),
    ("all against", ORDINARY, (("100", "aaa"),), {AREA_FOR, HEADS_FOR}),
    ("more heads, exactly half of the area", ORDINARY, (("50", "ff"), ("100", "a")), {AREA_FOR}),
    ("more heads, a hair above half of the area", ORDINARY, (("50.01", "ff"), ("100", "a")), set()),
    ("more heads, less area", ORDINARY, (("40", "ff"), ("100", "a")), {AREA_FOR}),
    ("more area, exactly half of the heads", ORDINARY, (("100", "f"), ("40", "a")), {HEADS_FOR}),
    ("more area, fewer heads", ORDINARY, (("200", "f"), ("40", "aa")), {HEADS_FOR}),
    ("just above a third of all is enough", ORDINARY, (("100", "ffffaaa..."),), set()),
    ("for those who vote, but too few vote", ORDINARY, (("100", "fffffa...."),), {AREA, HEADS}),
    ("501 of 1000", ORDINARY, (("0.01", "f" * 501 + "a" * 499),), set()),
    ("500 of 1000", ORDINARY, (("0.01", "f" * 500 + "a" * 500),), {AREA_FOR, HEADS_FOR}),
    # Special matters: at least three quarters of those taking part, the number itself included.
    ("exactly three quarters", SPECIAL_MATTER, (("100", "fffa"),), set()),
    ("two thirds are too few", SPECIAL_MATTER, (("100", "ffa"),), {AREA_FOR, HEADS_FOR}),
    ("three quarters of the heads, less area", SPECIAL_MATTER, (("100", "fff"), ("100.01", "a")), {AREA_FOR}),
    ("three quarters of the area, fewer heads", SPECIAL_MATTER, (("150", "ff"), ("100", "a")), {HEADS_FOR}),
    ("74 of 99", SPECIAL_MATTER, (("3", "f" * 74 + "a" * 25),), {AREA_FOR, HEADS_FOR}),
    ("75 of 100", SPECIAL_MATTER, (("3", "f" * 75 + "a" * 25),), set()),
    ("74 of 100", SPECIAL_MATTER, (("3", "f" * 74 + "a" * 26),), {AREA_FOR, HEADS_FOR}),
    ("half of all is enough when two thirds vote", SPECIAL_MATTER, (("60", "fffa.."),), set()),
    ("three quarters of too few", SPECIAL_MATTER, (("60", "fff..."),), {AREA, HEADS}),
    ("three quarters with one abstaining", SPECIAL_MATTER, (("60", "fffo"),), set()),
    # Invalid ballots do not take part unless the rules say so.
    ("invalid ballots are missing from the two thirds", ORDINARY, (("100", "fi."),), {AREA, HEADS}),
    ("invalid ballots are not among those who decide", ORDINARY, (("100", "fffaai"),), set()),
]


@pytest.mark.parametrize(
    ("matter", "blocks", "failed"), [one[1:] for one in TABLE], ids=[one[0] for one in TABLE]
)
def test_by_hand(matter: Matter, blocks: tuple[tuple[str, str], ...], failed: set[ConditionCode]) -> None:
    decision = decided(matter, *blocks)
    assert set(decision.failed) == failed
    assert decision.passed is (not failed)
    assert decision.valid is not bool(failed & {AREA, HEADS})


def test_the_three_special_matters_are_items_six_to_eight() -> None:
    assert list(Matter)[5:8] == sorted(SPECIAL, key=list(Matter).index)
    assert len(Matter) == 9
    for matter in Matter:
        assert support_asked_for(matter).part == (Fraction(3, 4) if matter in SPECIAL else Fraction(1, 2))


def test_every_number_is_told() -> None:
    decision = decided(ORDINARY, ("90.5", "ff"), ("60", "ao."))
    assert (decision.all.area, decision.all.people) == (361, 5)
    assert (decision.taking_part.area, decision.taking_part.people) == (301, 4)
    assert decision.by_choice[Choice.FOR].area == 181
    assert decision.by_choice[Choice.AGAINST].people == decision.by_choice[Choice.ABSTAIN].people == 1
    assert decision.share_of_all == (Fraction(181, 361), Fraction(2, 5))
    heads = decision.conditions[3]
    assert (heads.code, heads.have, heads.whole, heads.met, heads.missing) == (HEADS_FOR, 2, 4, False, 1)
    assert heads.reached == Fraction(1, 2)


def test_what_is_missing_is_told_in_whole_people_and_in_area() -> None:
    conditions = {one.code: one for one in decided(ORDINARY, ("100", "f......")).conditions}
    assert conditions[HEADS].missing == 4  # 14/3 of seven: five must take part
    assert conditions[AREA].missing == Fraction(1400, 3) - 100


# One developer, one buyer of several parts: one person each.


def estate() -> list[Part]:
    """Ten flats of 100: four with the developer (one of them sold to Wang), three Li's, three others'."""
    return [
        *(Part(f"d{at}", Decimal(100), owner="", held_by_developer=True) for at in range(3)),
        Part("d3", Decimal(100), owner="wang", held_by_developer=True),
        *(Part(f"l{at}", Decimal(100), owner="li") for at in range(3)),
        *(Part(f"o{at}", Decimal(100), owner=f"other {at}") for at in range(3)),
    ]


def said(**votes: str) -> Mapping[str, Choice]:
    return {key: WORDS[letter] for key, letter in votes.items()}


def test_a_buyer_of_several_parts_is_one_person_with_all_the_area() -> None:
    decision = decide_by_owners(estate(), said(l0="f", l1="f", l2="f"), ORDINARY)
    assert (decision.all.people, decision.all.parts) == (5, 10)
    assert (decision.taking_part.people, decision.taking_part.area) == (1, 300)


def test_the_developer_is_one_person_with_what_is_sold_but_not_handed_over() -> None:
    votes = votes_of_owners(estate(), {}, developer=Choice.FOR)
    decision = decide_by_owners(estate(), votes, ORDINARY)
    assert (decision.taking_part.people, decision.taking_part.area) == (1, 400)
    with pytest.raises(TallyRefused):
        votes_of_owners(estate(), {"wang": Choice.FOR})


def test_the_area_of_the_mighty_does_not_outvote_heads() -> None:
    votes = votes_of_owners(
        estate(),
        {"li": Choice.FOR, **{f"other {at}": Choice.AGAINST for at in range(3)}},
        developer=Choice.FOR,
    )
    decision = decide_by_owners(estate(), votes, ORDINARY)
    assert decision.by_choice[Choice.FOR].area == 700
    assert decision.failed == (HEADS_FOR,)


def test_an_owner_who_says_both_is_there_and_on_neither_side() -> None:
    votes = said(l0="f", l1="f", l2="a", o0="f", o1="f", o2="a", d0="o", d1="o", d2="o", d3="o")
    decision = decide_by_owners(estate(), votes, ORDINARY)
    assert decision.divided == ("li",)
    assert decision.taking_part.people == 5
    assert (decision.by_choice[Choice.FOR].people, decision.by_choice[Choice.FOR].area) == (2, 400)
    assert (decision.by_choice[Choice.AGAINST].people, decision.by_choice[Choice.AGAINST].area) == (1, 200)
    assert set(decision.failed) == {AREA_FOR, HEADS_FOR}


def test_an_owner_who_votes_with_one_part_is_there_as_a_person() -> None:
    decision = decide_by_owners(estate(), said(l0="f"), ORDINARY)
    assert (decision.taking_part.people, decision.taking_part.area) == (1, 100)
    assert decision.by_choice[Choice.FOR].people == 1


# Invalid and silent.


def test_invalid_ballots_may_count_as_taking_part_where_the_rules_say_so() -> None:
    parts, votes = held(("100", "ffi"))
    left_out = decide_by_owners(parts, votes, SPECIAL_MATTER)
    assert left_out.passed
    counted = decide_by_owners(parts, votes, SPECIAL_MATTER, invalid=InvalidBallots.TAKE_PART)
    assert counted.taking_part.people == 3
    assert set(counted.failed) == {AREA_FOR, HEADS_FOR}
    assert left_out.must_be_checked
    assert left_out.by_choice[Choice.INVALID].people == 1


def served(parts: Sequence[Part]) -> list[Part]:
    return [Part(one.key, one.area, one.owner, ballot_served=True) for one in parts]


def test_silence_is_not_consent_unless_the_covenant_says_so() -> None:
    parts, votes = held(("100", "ffa..."))
    assert set(decide_by_owners(served(parts), votes, ORDINARY).failed) == {AREA, HEADS}
    decision = decide_by_owners(served(parts), votes, ORDINARY, silence=Silence.FOLLOWS_MAJORITY)
    assert decision.passed
    assert decision.must_be_checked
    assert (decision.followed, decision.silent.people) == (Choice.FOR, 3)


def test_only_served_ballots_follow_and_only_a_clear_majority() -> None:
    parts, votes = held(("100", "ffa..."))
    unserved = decide_by_owners(parts, votes, ORDINARY, silence=Silence.FOLLOWS_MAJORITY)
    assert (unserved.passed, unserved.followed, unserved.must_be_checked) == (False, None, False)
    tied, said_by = held(("100", "fa..."))
    nobody = decide_by_owners(served(tied), said_by, ORDINARY, silence=Silence.FOLLOWS_MAJORITY)
    assert nobody.followed is None
    split, said_by = held(("10", "ff"), ("100", "a"), ("50", "..."))
    crossed = decide_by_owners(served(split), said_by, ORDINARY, silence=Silence.FOLLOWS_MAJORITY)
    assert crossed.followed is None
    no, said_by = held(("100", "faa..."))
    assert decide_by_owners(served(no), said_by, ORDINARY, silence=Silence.FOLLOWS_MAJORITY).followed is (
        Choice.AGAINST
    )


def test_who_voted_with_one_part_is_not_silent_with_the_other() -> None:
    parts = [Part("1", Decimal(9), "li", ballot_served=True), Part("2", Decimal(9), "li", ballot_served=True)]
    decision = decide_by_owners(parts, said(**{"1": "f"}), ORDINARY, silence=Silence.FOLLOWS_MAJORITY)
    assert (decision.silent.parts, decision.divided) == (0, ())


# What is not counted.


@pytest.mark.parametrize(
    ("parts", "votes", "code"),
    [
        ([], {}, RefusalCode.NOBODY_ENTITLED),
        ([Part("1", Decimal(0), "li")], {}, RefusalCode.BAD_AREA),
        ([Part("1", Decimal(-5), "li")], {}, RefusalCode.BAD_AREA),
        ([Part("1", Decimal("NaN"), "li")], {}, RefusalCode.BAD_AREA),
        ([Part("1", Decimal("1e12"), "li")], {}, RefusalCode.BAD_AREA),
        ([Part("1", Decimal(9), "")], {}, RefusalCode.NO_OWNER),
        ([Part("1", Decimal(9), "li"), Part("1", Decimal(9), "wu")], {}, RefusalCode.REPEATED_VOTER),
        ([Part("1", Decimal(9), "li")], {"2": Choice.FOR}, RefusalCode.UNKNOWN_VOTER),
    ],
)
def test_a_roll_that_cannot_be_right_is_refused(
    parts: list[Part], votes: dict[str, Choice], code: RefusalCode
) -> None:
    with pytest.raises(TallyRefused) as refused:
        decide_by_owners(parts, votes, ORDINARY)
    assert refused.value.code is code


# Whatever the roll.


@st.composite
def rolls(draw: st.DrawFn) -> tuple[list[Part], dict[str, Choice]]:
    parts = [
        Part(
            f"{at}",
            Decimal(draw(st.integers(1, 30000))).scaleb(-2),
            owner=draw(st.sampled_from("abcdef")),
            held_by_developer=draw(st.integers(0, 5)) == 0,
        )
        for at in range(draw(st.integers(1, 12)))
    ]
    votes = {one.key: draw(st.sampled_from(list(Choice))) for one in parts if draw(st.integers(0, 3))}
    return parts, votes


@given(rolls())
def test_special_matters_never_pass_where_ordinary_ones_fail(
    roll: tuple[list[Part], dict[str, Choice]],
) -> None:
    parts, votes = roll
    ordinary, special = (decide_by_owners(parts, votes, one) for one in (ORDINARY, SPECIAL_MATTER))
    assert ordinary.passed or not special.passed
    if ordinary.passed:
        assert ordinary.share_of_all[0] > Fraction(1, 3)
        assert ordinary.share_of_all[1] > Fraction(1, 3)
    if special.passed:
        assert min(special.share_of_all) >= Fraction(1, 2)


@given(rolls(), st.data())
def test_a_vote_turned_from_against_to_for_never_makes_it_fail(
    roll: tuple[list[Part], dict[str, Choice]], data: st.DataObject
) -> None:
    parts, votes = roll
    against = [key for key, choice in votes.items() if choice is Choice.AGAINST]
    if not against:
        return
    turned = {**votes, data.draw(st.sampled_from(against)): Choice.FOR}
    for matter in (ORDINARY, SPECIAL_MATTER):
        before, after = (decide_by_owners(parts, one, matter) for one in (votes, turned))
        areas = {one.code: one for one in after.conditions}
        assert not before.passed or areas[AREA_FOR].met
        owners = [one.owner for one in parts if not one.held_by_developer]
        if len(set(owners)) == len(parts):
            assert after.passed or not before.passed


@given(rolls())
def test_parts_add_up(roll: tuple[list[Part], dict[str, Choice]]) -> None:
    parts, votes = roll
    decision = decide_by_owners(parts, votes, ORDINARY, invalid=InvalidBallots.TAKE_PART)
    assert sum(one.area for one in decision.by_choice.values()) == decision.taking_part.area
    assert (
        sum(one.people for one in decision.by_choice.values()) + len(decision.divided)
        == decision.taking_part.people
    )
    assert decide_by_owners(parts[::-1], votes, ORDINARY, invalid=InvalidBallots.TAKE_PART) == decision
