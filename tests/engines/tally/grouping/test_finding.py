"""Groups are told only where they are; what unites people is told always."""

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest

from linli.engines.tally import RefusalCode, TallyRefused
from linli.engines.tally.grouping import Grouping, Opinion, Says, Verdict, View, find_groups


def opinions(likely: np.ndarray, *, seed: int, answered: float = 1.0, passes: float = 0.1) -> list[Opinion]:
    """Answers drawn from how likely each voter agrees with each statement; shape voters x statements."""
    chance = np.random.default_rng(seed)
    told = []
    for (voter, statement), agrees in np.ndenumerate(likely):
        if chance.random() > answered:
            continue
        says = Says.AGREE if chance.random() < agrees else Says.DISAGREE
        if chance.random() < passes:
            says = Says.PASS
        told.append(Opinion(f"v{voter:03}", f"s{statement:02}", says))
    return told


HERE = np.array([0.93, 0.07, 0.93, 0.93, 0.07, 0.93, 0.07, 0.07, 0.93, 0.07, 0.97, 0.97])
THERE = np.array([*(1 - HERE[:10]), 0.97, 0.97])
"""Two camps that differ on ten statements and share the last two."""


def two() -> list[Opinion]:
    return opinions(np.array([HERE] * 24 + [THERE] * 14), seed=3)


def test_two_camps_are_found_with_what_sets_them_apart_and_what_unites_them() -> None:
    found = find_groups(two(), seed=1)
    assert found.verdict is Verdict.GROUPS
    assert [len(one.voters) for one in found.groups] == [24, 14]
    assert set(found.groups[0].voters) == {f"v{at:03}" for at in range(24)}
    assert {one.statement for one in found.consensus} == {"s10", "s11"}
    assert all(one.says is Says.AGREE for one in found.consensus)
    apart = {statement for statement, _says in found.groups[0].known_for}
    assert apart <= {f"s{at:02}" for at in range(10)}
    assert len(apart) >= 8
    for statement, says in found.groups[0].known_for:
        assert (statement, Says(-says)) in found.groups[1].known_for
    assert found.chance_unrelated == found.chance_continuum == 0.01


def test_below_a_number_of_voters_nothing_is_said_about_groups() -> None:
    few = [one for one in two() if int(one.voter[1:]) in (*range(10), *range(24, 33))]
    found = find_groups(few, seed=1)
    assert found.verdict is Verdict.TOO_FEW_TO_SAY
    assert (found.voters, len(found.groups), found.clearness) == (19, 1, None)
    assert {one.statement for one in found.consensus} == {"s10", "s11"}
    assert find_groups(few, seed=1, least_voters=19).verdict is not Verdict.TOO_FEW_TO_SAY


def test_without_answers_there_is_nothing_to_say() -> None:
    found = find_groups([], seed=1)
    assert (found.verdict, found.voters, found.consensus) == (Verdict.TOO_FEW_TO_SAY, 0, ())


def unrelated(chance: np.random.Generator) -> np.ndarray:
    return np.tile(chance.uniform(0.2, 0.8, 10), (40, 1))


def leaning(chance: np.random.Generator) -> np.ndarray:
    """One question behind all statements, and people everywhere between yes and no."""
    return 1 / (1 + np.exp(-np.outer(chance.normal(size=40), chance.choice([-1.5, 1.5], 10))))


@pytest.mark.parametrize("world", [unrelated, leaning])
def test_where_there_are_no_groups_none_are_told(world: Callable[[np.random.Generator], np.ndarray]) -> None:
    verdicts = [
        find_groups(opinions(world(np.random.default_rng(seed)), seed=seed), seed=1).verdict
        for seed in range(10)
    ]
    assert verdicts.count(Verdict.GROUPS) <= 1
    assert Verdict.TOO_FEW_TO_SAY not in verdicts


def test_everybody_of_one_mind_is_no_group_but_a_consensus() -> None:
    found = find_groups(opinions(np.full((30, 6), 0.96), seed=1, passes=0.0), seed=1)
    assert found.verdict is Verdict.NO_SEPARATE_GROUPS
    assert len(found.consensus) == 6
    same = [Opinion(f"v{voter}", f"s{at}", Says.AGREE) for voter in range(30) for at in range(6)]
    assert find_groups(same, seed=1).verdict is Verdict.NO_SEPARATE_GROUPS


def test_gaps_are_no_opinion() -> None:
    gappy = opinions(np.array([HERE] * 30 + [THERE] * 30), seed=5, answered=0.75)
    found = find_groups(gappy, seed=1)
    assert found.verdict is Verdict.GROUPS
    here = [sum(int(one[1:]) < 30 for one in group.voters) for group in found.groups]
    # With a quarter of the answers missing, a voter of few and odd answers may stand on the other side.
    assert len(here) == 2
    assert max(here) >= 28
    assert min(here) <= 2
    assert found.voters + found.without_place == 60


def plain(found: Grouping) -> object:
    return (found.verdict, found.groups, found.consensus, found.clearness, found.chance_continuum)


def test_the_same_seed_gives_the_same_in_any_order() -> None:
    said = two()
    assert plain(find_groups(said, seed=4)) == plain(find_groups(said[::-1], seed=4))


def test_two_opinions_of_one_voter_on_one_statement_are_refused() -> None:
    with pytest.raises(TallyRefused) as refused:
        find_groups([Opinion("a", "s", Says.AGREE), Opinion("a", "s", Says.PASS)], seed=1)
    assert refused.value.code is RefusalCode.REPEATED_VOTER


def test_nothing_is_certain_from_a_few() -> None:
    assert View(3, 0, 0).likely(Says.AGREE) == Fraction(4, 5)
    assert View(0, 0, 0).likely(Says.AGREE) == Fraction(1, 2)
    assert View(2, 5, 1).likely(Says.DISAGREE) == Fraction(6, 10)
