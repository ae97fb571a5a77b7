"""What holds for every round."""

from hypothesis import given
from hypothesis import strategies as st
from tests.engines.routes.yard import ways

from linli.engines.routes import Method, Stop, Window, Wishes, plan_round

SPOTS = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=6, max_size=6)
windows = st.builds(
    lambda opens, long: Window(opens, opens + long), st.integers(480, 1100), st.integers(10, 200)
)
stops = st.lists(
    st.builds(
        Stop,
        key=st.uuids().map(str),
        place=st.integers(1, 5),
        floor=st.sampled_from([-1, 1, 2, 6, 18]),
        order=st.text("0123456789", max_size=3),
        minutes=st.integers(0, 40),
        weight=st.integers(1, 9),
        windows=st.lists(windows, max_size=2).map(tuple),
    ),
    max_size=9,
    unique_by=lambda stop: stop.key,
)
wishes = st.builds(
    Wishes,
    starts_at=st.integers(480, 900),
    ends_at=st.none() | st.integers(901, 1200),
    method=st.just(Method.SEARCH),
)


@given(SPOTS, stops, wishes, st.sampled_from([0, 3, None]))
def test_every_door_is_visited_once_in_time_or_named_as_left_out(
    spots: list[tuple[int, int]], todo: list[Stop], asked: Wishes, end: int | None
) -> None:
    done = plan_round(todo, ways([(0.0, 0.0), *spots], end=end), asked)
    by_key = {stop.key: stop for stop in todo}
    assert sorted([*done.order, *(one.stop for one in done.left_out)]) == sorted(by_key)
    clock = float(asked.starts_at)
    for leg in done.legs:
        stop = by_key[leg.stop]
        assert leg.begins_at >= clock - 1e-6
        assert leg.waits >= 0
        assert not stop.windows or any(
            one.opens - 1e-6 <= leg.begins_at <= one.closes + 1e-6 for one in stop.windows
        )
        clock = leg.begins_at + stop.minutes
    assert done.ends_at >= clock - 1e-6
    # A round of no stops still has its way from start to end.
    if asked.ends_at is not None and done.order:
        assert done.ends_at <= asked.ends_at + 1e-6
    walked = sum(leg.metres for leg in done.legs) + done.back_metres
    assert not done.order or abs(walked - done.length.metres) < 1e-6
    assert sum(leg.storeys_up for leg in done.legs) == done.length.storeys


@given(SPOTS, stops)
def test_with_all_the_time_in_the_world_nothing_is_left_out(
    spots: list[tuple[int, int]], todo: list[Stop]
) -> None:
    free = [Stop(stop.key, stop.place, stop.floor, order=stop.order) for stop in todo]
    here = ways([(0.0, 0.0), *spots])
    done = plan_round(free, here, Wishes(method=Method.SEARCH))
    assert not done.left_out
    assert done.length.metres <= done.by_number.metres * 2 + 1


@given(SPOTS, stops)
def test_the_solver_keeps_windows_too(spots: list[tuple[int, int]], todo: list[Stop]) -> None:
    here = ways([(0.0, 0.0), *spots])
    solved = plan_round(todo[:5], here, Wishes(ends_at=1080, seconds=0.05))
    searched = plan_round(todo[:5], here, Wishes(ends_at=1080, method=Method.SEARCH))
    weight = {stop.key: stop.weight for stop in todo}
    assert sum(weight[key] for key in solved.order) >= sum(weight[key] for key in searched.order)
    assert solved.ends_at <= 1080 + 1e-6 or not solved.order
