"""A day's round: where it leads, what it costs, which windows it keeps, and what it leaves out."""

import sys
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from tests.engines.routes.yard import best_cost, doors, scattered, ways

from linli.engines.routes import Cause, Length, Method, Stop, Ways, Window, Wishes, by_number, plan_round
from linli.engines.walking import Pace

BOTH = pytest.mark.parametrize("method", list(Method))
AFTER_SCHOOL = Window(16 * 60, 18 * 60)
AFTERNOON = Window(14 * 60, 17 * 60 + 30)
LINE = [(0.0, 0.0), (100.0, 0.0), (200.0, 0.0), (300.0, 0.0), (400.0, 0.0)]


@BOTH
def test_doors_along_a_lane_are_visited_out_or_back(method: Method) -> None:
    done = plan_round(doors(3, 1, 4, 2), ways(LINE), Wishes(method=method))
    assert done.length == Length(800.0, 0)
    assert done.back_metres + sum(leg.metres for leg in done.legs) == 800.0
    assert done.by_number.metres == 300 + 200 + 300 + 200 + 200
    assert done.saved == pytest.approx(1 / 3)
    assert done.method is method


@BOTH
def test_a_round_may_end_anywhere(method: Method) -> None:
    done = plan_round(doors(3, 1, 4, 2), ways(LINE, end=None), Wishes(method=method))
    assert done.order == ("1", "2", "3", "4")
    assert (done.length.metres, done.back_metres) == (400.0, 0.0)


@BOTH
def test_a_round_may_end_at_home(method: Method) -> None:
    done = plan_round(doors(3, 1, 2), ways(LINE, end=4), Wishes(method=method))
    assert (done.order, done.length.metres) == (("1", "2", "3"), 400.0)


@BOTH
def test_a_round_that_may_end_anywhere_ends_in_the_street_and_not_on_a_top_floor(method: Method) -> None:
    stops = [Stop("far", 4, 1, order="1"), Stop("high", 1, 6, order="2")]
    done = plan_round(stops, ways(LINE, end=None), Wishes(method=method))
    assert (done.order, done.length.metres) == (("high", "far"), 400.0)


@BOTH
def test_nobody_to_visit_is_no_walk(method: Method) -> None:
    done = plan_round([], ways(LINE), Wishes(method=method))
    assert (done.order, done.length, done.saved, done.ends_at) == ((), Length(0.0, 0), 0.0, 540.0)


@BOTH
def test_a_stairway_is_climbed_once_and_visited_from_the_top(method: Method) -> None:
    stops = [
        Stop(f"{floor}0{place}", place, floor, order=f"{place}{floor}")
        for place in (1, 2)
        for floor in (1, 6, 3)
    ]
    done = plan_round(stops, ways(LINE), Wishes(method=method))
    assert sorted([done.order[:3], done.order[3:]]) == [("601", "301", "101"), ("602", "302", "102")]
    assert done.length.storeys == 10
    assert [leg.storeys_down for leg in done.legs] == [0, 3, 2, 0, 3, 2]


def test_a_lift_is_taken_where_it_is_quicker() -> None:
    done = plan_round([Stop("a", 1, 18, has_lift=True), Stop("b", 1, 17, has_lift=True)], ways(LINE))
    assert done.order == ("a", "b")
    assert [(leg.storeys_up, leg.storeys_down) for leg in done.legs] == [(0, 0), (0, 1)]


@BOTH
def test_the_family_that_is_home_after_school_is_visited_then(method: Method) -> None:
    stops = doors(1, 2, 3, 4, minutes=15)
    stops[1] = replace(stops[1], windows=(AFTER_SCHOOL,))
    stops[2] = replace(stops[2], windows=(AFTERNOON,))
    done = plan_round(stops, ways(LINE), Wishes(starts_at=14 * 60 + 30, method=method))
    begins = {leg.stop: leg.begins_at for leg in done.legs}
    assert not done.left_out
    assert AFTER_SCHOOL.opens <= begins["2"] <= AFTER_SCHOOL.closes
    assert AFTERNOON.opens <= begins["3"] <= AFTERNOON.closes
    assert done.order[-1] == "2"


@BOTH
def test_one_of_several_windows_is_enough(method: Method) -> None:
    lunch, evening = Window(12 * 60, 13 * 60), Window(18 * 60, 20 * 60)
    stops = [*doors(1, 2), Stop("busy", 3, windows=(lunch, evening))]
    begins = plan_round(stops, ways(LINE), Wishes(starts_at=17 * 60, method=method)).legs[-1].begins_at
    assert begins == 18 * 60
    begins = plan_round(stops, ways(LINE), Wishes(starts_at=12 * 60 + 30, method=method)).legs
    assert next(leg for leg in begins if leg.stop == "busy").begins_at <= 13 * 60


@BOTH
def test_a_day_that_is_too_short_leaves_out_what_matters_least(method: Method) -> None:
    stops = [
        replace(stop, weight=weight)
        for stop, weight in zip(doors(1, 2, 3, 4, minutes=30), (1, 9, 9, 5), strict=True)
    ]
    done = plan_round(stops, ways(LINE), Wishes(ends_at=9 * 60 + 105, method=method))
    assert sorted(done.order) == ["2", "3", "4"]
    assert [(one.stop, one.cause) for one in done.left_out] == [("1", Cause.NO_TIME)]
    assert done.ends_at <= 9 * 60 + 105


@BOTH
def test_part_of_a_stairway_may_be_left_out(method: Method) -> None:
    stops = [Stop(f"{n}", 1, 1, order=f"{n}", minutes=20, weight=n) for n in range(1, 5)]
    done = plan_round(stops, ways(LINE), Wishes(ends_at=9 * 60 + 50, method=method))
    assert sorted(done.order) == ["3", "4"]
    assert {one.stop for one in done.left_out} == {"1", "2"}


@BOTH
def test_who_is_never_at_home_during_the_round_is_told_apart(method: Method) -> None:
    stops = [*doors(1, 2), Stop("early", 3, windows=(Window(7 * 60, 8 * 60),))]
    done = plan_round(stops, ways(LINE), Wishes(method=method))
    assert [(one.stop, one.cause) for one in done.left_out] == [("early", Cause.NOT_THEN)]


def test_who_waits_at_the_door_is_told_how_long() -> None:
    (leg,) = plan_round([Stop("a", 1, windows=(Window(600, 700),))], ways(LINE), Wishes(starts_at=590)).legs
    assert leg.begins_at == 600
    assert leg.waits == pytest.approx(10 - 100 / 1.2 / 60)


def test_two_stops_with_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="one key"):
        plan_round([Stop("a", 1), Stop("a", 2)], ways(LINE))


def test_the_plain_round_goes_by_number_and_from_the_top_floor_down() -> None:
    stops = [
        Stop("2-201", 2, 2, order="2-201"),
        Stop("1-101", 1, 1, order="1-101"),
        Stop("1-601", 1, 6, order="1-601"),
    ]
    assert by_number(stops, ways(LINE)).order == ("1-601", "1-101", "2-201")


def test_without_the_solver_the_search_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyvrp", None)
    done = plan_round(doors(3, 1, 4, 2), ways(LINE))
    assert (done.method, done.length.metres) == (Method.SEARCH, 800.0)


def test_the_solver_draws_no_pictures() -> None:
    """It lists a plotting library among what it needs, but never loads it to solve."""
    before = set(sys.modules)
    plan_round(doors(3, 1, 4, 2), ways(LINE))
    assert not {name for name in set(sys.modules) - before if name.split(".")[0] == "matplotlib"}


@BOTH
@pytest.mark.parametrize("seed", range(6))
def test_small_rounds_with_windows_are_as_good_as_trying_every_order(method: Method, seed: int) -> None:
    chance = np.random.default_rng(seed)
    places = [(0.0, 0.0), *map(tuple, (chance.random((6, 2)) * 400).tolist())]
    windows = ((), (), (AFTERNOON,), (AFTER_SCHOOL,), (Window(900, 960), Window(1000, 1050)), ())
    stops = [replace(stop, windows=one) for stop, one in zip(doors(1, 2, 3, 4, 5, 6), windows, strict=True)]
    wishes = Wishes(starts_at=14 * 60, method=method)
    here = ways(places)
    todo, best = best_cost(stops, here, wishes)
    done = plan_round(stops, here, wishes)
    work = sum(one for one in _effort(todo, done.order)) + 0.2 * (done.ends_at - 14 * 60) * 60
    assert not done.left_out
    assert work <= best * 1.02 + 1


def _effort(todo: object, order: tuple[str, ...]) -> list[float]:
    at = {call.stops[0].key: number + 1 for number, call in enumerate(todo.calls)}
    steps = [0, *(at[key] for key in order), len(at) + 1]
    return [todo.steps[one][other] for one, other in pairwise(steps)]


@BOTH
def test_the_same_day_gives_the_same_round(method: Method) -> None:
    stops, here = scattered(30, 7)
    wishes = Wishes(method=method, seconds=60)
    assert plan_round(stops, here, wishes) == plan_round(stops, here, wishes)
    assert set(plan_round(stops[::-1], here, wishes).order) == {stop.key for stop in stops}


@BOTH
def test_eighty_doors_take_fewer_metres_than_by_number(method: Method) -> None:
    """Buildings are numbered as they were built, not as one walks."""
    stops, here = scattered(80, 3)
    number = np.random.default_rng(3).permutation(21)
    renumbered = [replace(stop, order=f"{number[stop.place]:02}-{stop.order}") for stop in stops]
    done = plan_round(renumbered, here, Wishes(method=method))
    assert done.saved > 0.2
    assert len(done.order) == 80


def test_ways_may_differ_in_both_directions() -> None:
    """A gate that only opens outwards."""
    metres = np.array([[0, 100, 900], [900, 0, 100], [100, 900, 0]], dtype=float)
    done = plan_round(doors(2, 1), Ways(metres, 0, 0))
    assert (done.order, done.length.metres) == (("1", "2"), 300.0)


def test_someone_who_climbs_slowly_is_planned_for() -> None:
    quick = plan_round([Stop("a", 1, 6)], ways(LINE))
    slow = plan_round([Stop("a", 1, 6)], ways(LINE), Wishes(pace=Pace(0.8, 28.0, 24.0)))
    assert slow.ends_at > quick.ends_at + 2
