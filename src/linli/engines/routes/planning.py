"""In which order does one walk a day's doors?"""

from collections.abc import Iterable, Sequence
from itertools import groupby

import numpy as np

from linli.engines.routes import solver
from linli.engines.routes.calls import Problem, by_stairway, one_by_one, top_down
from linli.engines.routes.model import Cause, LeftOut, Leg, Length, Method, Round, Stop, Ways, Wishes
from linli.engines.routes.schedule import beginning, timing
from linli.engines.routes.searching import polished, search
from linli.engines.walking import Pace, level

USUAL = Wishes()


def plan_round(stops: Sequence[Stop], ways: Ways, wishes: Wishes = USUAL) -> Round:
    """An order that keeps windows and the end of the day, with little walking and climbing.

    Stops that do not fit are left out and named.  Raises ``ValueError`` for two stops with one key.
    """
    if len({stop.key for stop in stops}) < len(stops):
        raise ValueError("two stops have one key")
    todo = by_stairway(stops, ways, wishes)
    order = search(todo, wishes.seed)
    if len(order) < len(todo.calls):
        # Not all of a stairway need be left out because some of it is.
        todo = one_by_one(top_down(stops), ways, wishes)
        order = search(todo, wishes.seed)
    method = Method.SEARCH
    if wishes.method is Method.SOLVER and solver.is_installed() and todo.calls:
        order = solver.better(solver.solve(todo, order, wishes.seconds, wishes.seed), order, todo)
        method = Method.SOLVER
    else:
        order = polished(order, todo, wishes.seed)
    return _round(_stairways(_stops(order, todo), ways, wishes), stops, ways, wishes, method)


def by_number(stops: Sequence[Stop], ways: Ways, wishes: Wishes = USUAL) -> Round:
    """The plain round: doors as they are numbered, each stairway from the top down, whatever the windows."""
    return _round(top_down(stops), stops, ways, wishes, Method.SEARCH)


def _stops(order: Iterable[int], todo: Problem) -> list[Stop]:
    return [stop for number in order for stop in todo.calls[number].stops]


def _stairways(order: list[Stop], ways: Ways, wishes: Wishes) -> list[Stop]:
    """Stops that follow each other in one stairway go from the top down, where their windows allow."""
    for place in dict.fromkeys(stop.place for stop in order):
        tried = [
            stop for here, run in groupby(order, _place) for stop in _descending(list(run), here == place)
        ]
        if tried != order and _is_as_good(tried, order, ways, wishes):
            order = tried
    return order


def _place(stop: Stop) -> int:
    return stop.place


def _descending(run: list[Stop], wanted: object) -> list[Stop]:
    return sorted(run, key=lambda stop: (-level(stop.floor), stop.order, stop.key)) if wanted else run


def _is_as_good(tried: list[Stop], order: list[Stop], ways: Ways, wishes: Wishes) -> bool:
    one, other = (one_by_one(stops, ways, wishes) for stops in (tried, order))
    told, before = timing(range(len(tried)), one), timing(range(len(order)), other)
    return told.is_kept and told.cost <= before.cost + 1.0


def _round(order: list[Stop], stops: Sequence[Stop], ways: Ways, wishes: Wishes, method: Method) -> Round:
    todo = one_by_one(order, ways, wishes)
    legs, clock = _legs(order, todo, ways, wishes.pace)
    last = order[-1].place if order else ways.start
    back = 0.0 if ways.end is None else float(ways.metres[last, ways.end])
    return Round(
        legs=legs,
        back_metres=back,
        ends_at=(clock + todo.steps[len(order)][-1]) / 60,
        length=_length(order, ways, wishes.pace),
        by_number=_length(_numbered(order, ways, wishes), ways, wishes.pace),
        left_out=tuple(_left_out(stops, order, ways, wishes)),
        method=method,
    )


def _legs(order: list[Stop], todo: Problem, ways: Ways, pace: Pace) -> tuple[tuple[Leg, ...], float]:
    """Every leg, and the second at which the last visit is over."""
    legs: list[Leg] = []
    clock, at, here = todo.starts_at, ways.start, None
    for number, stop in enumerate(order):
        arrives = clock + todo.steps[number][number + 1]
        begins = beginning(arrives, stop.windows)
        begins = arrives if begins is None else begins
        up, down = _storeys(here, stop, pace)
        metres = float(ways.metres[at, stop.place])
        legs.append(Leg(stop.key, metres, up, down, begins / 60, (begins - arrives) / 60))
        clock, at, here = begins + stop.minutes * 60, stop.place, stop
    return tuple(legs), clock


def _numbered(stops: Sequence[Stop], ways: Ways, wishes: Wishes) -> list[Stop]:
    """By door number, passing doors where nobody is at home yet and coming back to the first that opens."""
    left = sorted(stops, key=lambda stop: (stop.order, stop.key))
    todo = one_by_one(left, ways, wishes)
    order: list[int] = []
    clock, waiting = todo.starts_at, list(range(len(left)))
    while waiting:
        at = order[-1] + 1 if order else 0
        arrives = [clock + todo.steps[at][number + 1] for number in waiting]
        begins = [beginning(when, left[n].windows) or when for when, n in zip(arrives, waiting, strict=True)]
        waits = [begin - when for begin, when in zip(begins, arrives, strict=True)]
        chosen = waiting[min(range(len(waiting)), key=waits.__getitem__)]
        clock = begins[waiting.index(chosen)] + todo.calls[chosen].seconds
        order.append(chosen)
        waiting.remove(chosen)
    return [left[number] for number in order]


def _length(order: Sequence[Stop], ways: Ways, pace: Pace) -> Length:
    if not order:
        return Length(0.0, 0)
    places = [ways.start, *(stop.place for stop in order)]
    if ways.end is not None:
        places.append(ways.end)
    metres = float(ways.metres[places[:-1], places[1:]].sum())
    before = [None, *order]
    return Length(metres, sum(_storeys(one, stop, pace)[0] for one, stop in zip(before, order, strict=False)))


def _storeys(here: Stop | None, stop: Stop, pace: Pace) -> tuple[int, int]:
    """Storeys up and down on foot from one stop to the next."""
    if here is not None and here.place == stop.place:
        return _on_foot(level(here.floor), level(stop.floor), stop, pace)
    down = (0, 0) if here is None else _on_foot(level(here.floor), 0, here, pace)
    up = _on_foot(0, level(stop.floor), stop, pace)
    return down[0] + up[0], down[1] + up[1]


def _on_foot(start: int, end: int, stop: Stop, pace: Pace) -> tuple[int, int]:
    ends = np.array(start), np.array(end)
    by_stairs = pace.climb(*ends, np.array(object=False))
    if stop.has_lift and pace.climb(*ends, np.array(object=True)) < by_stairs:
        return 0, 0
    return max(0, end - start), max(0, start - end)


def _left_out(stops: Sequence[Stop], order: list[Stop], ways: Ways, wishes: Wishes) -> Iterable[LeftOut]:
    kept = {stop.key for stop in order}
    for stop in stops:
        if stop.key not in kept:
            alone = one_by_one([stop], ways, wishes)
            never = stop.windows and not timing([0], alone).is_kept
            yield LeftOut(stop.key, Cause.NOT_THEN if never else Cause.NO_TIME)
