"""Totals of a contest: exact, by the published formula, with ties honoured together."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.awards import AwardsRefused, Honoured, honoured, total


@pytest.mark.parametrize(
    ("marks", "possible", "more", "jury", "points"),
    [
        ([90, 84], 100, {}, Fraction(87, 100), Fraction(87)),
        ([90, 84, 80], 100, {}, Fraction(127, 150), Fraction(254, 3)),
        ([90, 84], 100, {"votes": 30, "ballots": 90, "weight": 20}, Fraction(87, 100), Fraction(1144, 15)),
        ([90, 84], 100, {"votes": 0, "ballots": 0, "weight": 20}, Fraction(87, 100), Fraction(87)),
        ([0, 0], 60, {"votes": 7, "ballots": 7, "weight": 30}, Fraction(0), Fraction(30)),
    ],
)
def test_worked_by_hand(marks, possible, more, jury, points) -> None:
    found = total(marks, possible, **more)
    assert (found.jury, found.total) == (jury, points)


@pytest.mark.parametrize(
    ("marks", "possible", "more"),
    [
        ([90], 100, {}),
        ([90, 101], 100, {}),
        ([90, -1], 100, {}),
        ([1, 1], 0, {}),
        ([1, 1], 2, {"weight": 101}),
        ([1, 1], 2, {"votes": 3, "ballots": 2, "weight": 20}),
    ],
)
def test_nonsense_is_refused(marks, possible, more) -> None:
    with pytest.raises(AwardsRefused):
        total(marks, possible, **more)


def test_who_equals_the_last_is_honoured_too() -> None:
    third = Fraction(1, 3)
    assert honoured({"a": Fraction(1), "b": third, "c": third}, 2) == Honoured(
        frozenset("abc"), frozenset("bc")
    )
    assert honoured({"a": Fraction(1), "b": third}, 2) == Honoured(frozenset("ab"), frozenset())
    assert honoured({"a": Fraction(1), "b": third}, 1) == Honoured(frozenset("a"), frozenset())
    with pytest.raises(AwardsRefused):
        honoured({}, 0)


@given(
    st.lists(st.integers(0, 50), min_size=2, max_size=5), st.integers(0, 40), st.integers(0, 30),
)  # fmt: skip
def test_a_total_lies_between_nothing_and_a_hundred_and_grows_with_votes(marks, votes, weight) -> None:
    found = [total(marks, 50, votes=n, ballots=41, weight=weight).total for n in (votes, votes + 1)]
    assert 0 <= found[0] <= found[1] <= 100
