"""The market of an open space: as many topics as fit, no clash, wishes spread fairly, the same every time."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.marketplace import (
    Card,
    Clash,
    ClashCode,
    MarketRefused,
    Place,
    arrange,
    clashes,
    spread,
)

HALL = [Place("大厅", 20), Place("廊下", 8)]


def card(key: str, convenor: str = "", *people: str) -> Card:
    return Card(key, convenor or key, frozenset(people))


def test_what_the_same_people_want_comes_one_after_the_other() -> None:
    cards = [card("停车", "", "王", "李"), card("养狗", "", "赵", "钱"), card("花园", "", "王", "李"),
             card("路灯", "", "赵", "钱")]  # fmt: skip
    plan = arrange(cards, 2, HALL)
    assert plan.left == ()
    assert plan.spots["停车"][0] != plan.spots["花园"][0]
    assert plan.spots["养狗"][0] != plan.spots["路灯"][0]
    told = spread(cards, plan.spots)
    assert (told.people, told.wishes, told.met, told.most) == (4, 8, 8, 8)


def test_the_most_wished_sits_where_most_seats_are() -> None:
    plan = arrange([card("小", "", "王"), card("大", "", "王", "李", "赵")], 1, [HALL[1], HALL[0]])
    assert plan.spots == {"大": (0, "大厅"), "小": (0, "廊下")}


def test_a_convenor_is_never_in_two_places() -> None:
    cards = [card("甲", "周"), card("乙", "周"), card("丙", "周")]
    plan = arrange(cards, 2, HALL)
    assert plan.left == ("丙",)
    assert {plan.spots[k][0] for k in ("甲", "乙")} == {0, 1}


def test_cards_move_aside_for_a_convenor_with_several() -> None:
    cards = [card("一", "", "a", "b"), card("二", "", "c", "d"), card("三", "周"), card("四", "周")]
    assert arrange(cards, 2, HALL).left == ()


def test_too_many_cards_leave_the_least_wished_and_the_latest() -> None:
    cards = [card("1", "", "a"), card("2"), card("3", "", "b", "c"), card("4"), card("5", "", "a")]
    assert arrange(cards, 1, [*HALL, Place("凉亭", 5)]).left == ("2", "4")


def test_what_somebody_fixed_stays() -> None:
    cards = [card("1", "", "a", "b"), card("2", "", "a", "b"), card("3", "", "a")]
    plan = arrange(cards, 2, HALL, {"3": (1, "大厅")})
    assert plan.spots["3"] == (1, "大厅")
    assert not clashes(cards, plan.spots)


def test_clashes_are_named() -> None:
    cards = [card("1", "周"), card("2", "周"), card("3"), card("4")]
    spots = {"1": (0, "大厅"), "2": (0, "廊下"), "3": (0, "廊下")}
    assert clashes(cards, spots) == (
        Clash(ClashCode.CONVENOR_TWICE, "1", "2", 0), Clash(ClashCode.PLACE_TAKEN, "2", "3", 0),
    )  # fmt: skip
    assert clashes([Card("1", ""), Card("2", "")], {"1": (0, "a"), "2": (0, "b")}) == ()


@pytest.mark.parametrize(
    ("cards", "rounds", "places", "held"),
    [
        ([], 0, HALL, {}),
        ([], 1, [], {}),
        ([card("1"), card("1")], 1, HALL, {}),
        ([card("1")], 1, HALL, {"1": (1, "大厅")}),
        ([card("1")], 1, HALL, {"1": (0, "月亮")}),
        ([card("1")], 1, HALL, {"2": (0, "大厅")}),
        ([card("1"), card("2")], 1, HALL, {"1": (0, "大厅"), "2": (0, "大厅")}),
    ],
)
def test_nonsense_is_refused(cards, rounds, places, held) -> None:
    with pytest.raises(MarketRefused):
        arrange(cards, rounds, places, held)


markets = st.lists(st.tuples(st.integers(0, 4), st.frozensets(st.sampled_from("abcdefgh"))), max_size=14)


@given(markets, st.integers(1, 4), st.integers(1, 4))
def test_as_many_as_can_be_and_no_clash(rows, rounds, room) -> None:
    cards = [Card(str(n), str(who), people) for n, (who, people) in enumerate(rows)]
    places = [Place(str(n), 10 - n) for n in range(room)]
    plan = arrange(cards, rounds, places)
    assert clashes(cards, plan.spots) == ()
    by_convenor = [sum(1 for w, _p in rows if w == who) for who in range(5)]
    assert len(plan.spots) == min(rounds * room, sum(min(n, rounds) for n in by_convenor))
    assert arrange(cards, rounds, places) == plan


@given(st.lists(st.frozensets(st.sampled_from("abcde")), min_size=4, max_size=4))
def test_two_rounds_of_two_come_near_the_best_of_all(people) -> None:
    """Against every possibility: what can be met is never below three quarters of the best."""
    cards = [Card(str(n), "", who) for n, who in enumerate(people)]
    mine = spread(cards, arrange(cards, 2, HALL).spots).met
    best = 0
    for rounds in product((0, 1), repeat=4):
        if sum(rounds) == 2:
            spots = {
                str(n): (r, HALL[sum(1 for x in rounds[:n] if x == r)].key) for n, r in enumerate(rounds)
            }
            best = max(best, spread(cards, spots).met)
    assert 4 * mine >= 3 * best
