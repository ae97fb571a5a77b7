"""A community gets grids that one worker can walk, and as few neighbours as possible change their worker."""

import os
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.partition.communities import rows, scattered, with_grids

from linli.engines.partition import (
    Building,
    Method,
    Plan,
    ReasonCode,
    Wishes,
    figures,
    neighbourhood,
    on_plane,
    propose,
)
from linli.engines.partition import planning as planning_module

SHARED = Path(os.environ.get("LINLI_SHARED_DATA", Path(__file__).parents[3].parent / "shared" / "data"))
QUICK = {"seconds": 0.6}


def codes(plan: Plan) -> set[ReasonCode]:
    return {reason.code for reason in plan.reasons}


def plan_for(buildings: list[Building], wishes: Wishes) -> Plan:
    return propose(buildings, neighbourhood(buildings), wishes)


def test_two_rows_of_ten_slabs_become_two_halves() -> None:
    # 20 slabs of 40 households are 800: two grids of 400, best cut across the middle.
    slabs = rows(10, 2)
    plan = plan_for(slabs, Wishes(**QUICK))
    west = {one.key for one in slabs if one.position[0] < 60 * 5}
    halves = [{key for key, grid in plan.assignment.items() if grid == name} for name in ("new-1", "new-2")]
    assert west in halves
    assert [grid.households for grid in plan.figures.grids] == [400, 400]
    assert plan.gap == pytest.approx(0, abs=0.001)
    assert plan.today is None
    assert plan.reasons == ()


def test_the_mean_walk_worked_by_hand() -> None:
    # Five slabs in a row, 60 m apart: from the middle one 0, 60, 60, 120, 120 m; 40 households each.
    row = rows(5, 1)
    found = figures({one.key: "g" for one in row}, row, neighbourhood(row))
    assert found.grids[0].centre == "1-3"
    assert found.grids[0].walk == pytest.approx(72)
    assert found.grids[0].farthest == 120


@pytest.mark.parametrize("method", list(Method))
def test_a_whole_community_in_the_wished_band(method: Method) -> None:
    towers = scattered(60, seed=1, households=(30, 77))
    plan = plan_for(towers, Wishes(method=method))
    assert set(plan.assignment) == {one.key for one in towers}
    assert len(plan.figures.grids) == 8
    assert plan.figures.outside_band == 0
    assert all(grid.is_in_one_piece for grid in plan.figures.grids)


def test_the_solver_is_never_worse_than_search_alone() -> None:
    towers = scattered(60, seed=2, households=(30, 77))
    solved, searched = plan_for(towers, Wishes()), plan_for(towers, Wishes(method=Method.SEARCH))
    assert solved.figures.walk <= searched.figures.walk + 1


def test_the_same_question_gets_the_same_answer() -> None:
    towers = scattered(40, seed=3)
    assert plan_for(towers, Wishes(**QUICK)).assignment == plan_for(towers, Wishes(**QUICK)).assignment


def test_who_values_today_moves_fewer_households() -> None:
    towers = scattered(60, seed=4, households=(30, 77))
    today = plan_for(towers, Wishes(method=Method.SEARCH, seed=9))
    lived = with_grids(towers, [f"grid-{today.assignment[one.key]}" for one in towers])
    grown = [
        Building(one.key, one.households + 25 * (at % 7 == 0), one.position, one.grid)
        for at, one in enumerate(lived)
    ]
    free, careful = plan_for(grown, Wishes(grids=8)), plan_for(grown, Wishes(grids=8, keep=400))
    assert careful.figures.moved_households <= free.figures.moved_households
    assert careful.figures.moved_households < 0.1 * sum(one.households for one in grown)
    assert careful.today is not None
    assert careful.figures.outside_band <= careful.today.outside_band
    came = sum(grid.came for grid in careful.figures.grids)
    assert came == careful.figures.moved_households == sum(grid.left for grid in careful.figures.grids)


def test_new_grids_continue_todays_under_their_names() -> None:
    slabs = rows(10, 2)
    lived = with_grids(slabs, ["东" if one.position[0] >= 300 else "西" for one in slabs])
    plan = plan_for(lived, Wishes(**QUICK))
    assert plan.figures.moved_households == 0
    assert set(plan.assignment.values()) == {"东", "西"}


def test_a_third_grid_is_new_and_the_others_keep_their_names() -> None:
    slabs = rows(15, 2)
    lived = with_grids(slabs, ["东" if one.position[0] >= 420 else "西" for one in slabs])
    plan = plan_for(lived, Wishes(**QUICK))
    assert set(plan.assignment.values()) == {"东", "西", "new-1"}
    assert plan.figures.outside_band == 0


def test_locked_buildings_stay() -> None:
    slabs = rows(10, 2)
    lived = [
        Building(
            one.key, one.households, one.position, "东" if at % 10 >= 5 else "西", is_locked=at in (4, 14)
        )
        for at, one in enumerate(slabs)
    ]
    heavy = [
        Building(one.key, 90 if one.grid == "西" else 40, one.position, one.grid, one.is_locked)
        for one in lived
    ]
    plan = plan_for(heavy, Wishes(grids=2, **QUICK))
    assert plan.assignment["1-5"] == plan.assignment["2-5"] == "西"
    assert all(grid.is_in_one_piece for grid in plan.figures.grids)


def test_more_locked_grids_than_wished_are_told() -> None:
    slabs = rows(6, 1)
    lived = [Building(one.key, 100, one.position, one.key, is_locked=True) for one in slabs[:3]] + slabs[3:]
    plan = plan_for(lived, Wishes(grids=2, **QUICK))
    assert ReasonCode.GRIDS_ADDED in codes(plan)
    assert len(plan.figures.grids) == 3


def test_buildings_locked_on_both_sides_of_another_grid_are_told() -> None:
    row = rows(5, 1)
    locks = {"1-1": "a", "1-3": "b", "1-5": "a"}
    lived = [
        Building(one.key, 40, one.position, locks.get(one.key, ""), is_locked=one.key in locks) for one in row
    ]
    plan = plan_for(lived, Wishes(grids=2, **QUICK))
    assert ReasonCode.LOCKED_APART in codes(plan)
    assert all(plan.assignment[key] == grid for key, grid in locks.items())


def test_sizes_that_no_division_can_reach_are_told_and_still_balanced() -> None:
    plan = plan_for(rows(10, 4), Wishes(grids=2, **QUICK))
    assert ReasonCode.AVERAGE_OUTSIDE_BAND in codes(plan)
    assert plan.figures.largest - plan.figures.smallest <= 80
    giant = [*rows(4, 1), Building("tower", 900, (0.0, 60.0))]
    assert ReasonCode.BUILDING_TOO_LARGE in codes(plan_for(giant, Wishes(**QUICK)))


def test_a_wall_is_respected() -> None:
    slabs = rows(10, 2)
    near = neighbourhood(slabs, barriers=[[(-50.0, 20.0), (700.0, 20.0)]], links=[("1-1", "2-1")])
    plan = propose(slabs, near, Wishes(**QUICK))
    assert all(grid.is_in_one_piece for grid in plan.figures.grids)
    assert {plan.assignment[f"1-{at}"] for at in range(2, 11)} != {
        plan.assignment[f"2-{at}"] for at in range(2, 11)
    }


def test_small_and_empty_communities() -> None:
    assert plan_for([], Wishes()).assignment == {}
    assert plan_for([Building("only", 12, (0.0, 0.0))], Wishes(grids=3)).assignment == {"only": "new-1"}
    empty = [Building(f"{at}", 0, (40.0 * at, 0.0)) for at in range(4)]
    assert set(plan_for(empty, Wishes(grids=2, **QUICK)).assignment) == {"0", "1", "2", "3"}


def test_without_solver_search_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning_module, "is_installed", lambda: False)
    plan = plan_for(scattered(30, seed=5), Wishes())
    assert ReasonCode.NO_SOLVER in codes(plan)
    assert plan.gap is None
    assert all(grid.is_in_one_piece for grid in plan.figures.grids)


@st.composite
def communities(draw: st.DrawFn) -> tuple[list[Building], Wishes]:
    """Buildings with today's contiguous grids, some locked, and any wishes."""
    count = draw(st.integers(1, 22))
    towers = scattered(count, seed=draw(st.integers(0, 10_000)), households=(0, 160))
    grids = draw(st.integers(0, min(4, count)))
    if grids:
        today = plan_for(towers, Wishes(grids=grids, method=Method.SEARCH))
        locked = draw(st.sets(st.integers(0, count - 1), max_size=6))
        towers = [
            Building(one.key, one.households, one.position, today.assignment[one.key], is_locked=at in locked)
            for at, one in enumerate(towers)
        ]
    wishes = Wishes(
        grids=draw(st.none() | st.integers(1, 6)),
        keep=draw(st.sampled_from([0.0, 50.0, 1000.0])),
        method=draw(st.sampled_from(list(Method))),
        seconds=0.3,
    )
    return towers, wishes


@settings(max_examples=60, deadline=None)
@given(communities())
def test_whatever_is_asked_all_are_assigned_in_one_piece_and_locks_hold(
    question: tuple[list[Building], Wishes],
) -> None:
    buildings, wishes = question
    plan = plan_for(buildings, wishes)
    assert set(plan.assignment) == {one.key for one in buildings}
    assert all(plan.assignment[one.key] == one.grid for one in buildings if one.is_locked and one.grid)
    assert all(grid.is_in_one_piece for grid in plan.figures.grids)
    if wishes.grids is not None and not {ReasonCode.GRIDS_ADDED, ReasonCode.GRIDS_LEFT_OUT} & codes(plan):
        assert len(plan.figures.grids) == wishes.grids


def test_a_real_quarter_of_beijing() -> None:
    source = SHARED / "map" / "beijing_haidian_cau_east.osm"
    if not source.exists():
        pytest.skip(f"the map extract is not at {source}")
    tree = ET.fromstring(source.read_text("utf-8"))  # noqa: S314
    nodes = {one.get("id"): (float(one.get("lon", 0)), float(one.get("lat", 0))) for one in tree.iter("node")}
    outlines = [
        [nodes[ref] for nd in way.iter("nd") if (ref := nd.get("ref")) in nodes]
        for way in tree.iter("way")
        if any(tag.get("k") == "building" for tag in way.iter("tag"))
    ]
    middles = [
        (sum(x for x, _ in line) / len(line), sum(y for _, y in line) / len(line))
        for line in outlines
        if line
    ]
    buildings = [Building(f"w{at}", 30, place) for at, place in enumerate(on_plane(middles))]
    plan = plan_for(buildings, Wishes())
    assert len(buildings) > 200
    assert all(grid.is_in_one_piece for grid in plan.figures.grids)
    assert plan.figures.outside_band == 0
