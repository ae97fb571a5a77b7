"""Today shows each person what is theirs: the desk's, the unit's, the decider's, a door's."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders.desk import Desk
from tests.builders.whistle import Whistle

from linli.contexts.service_requests.commands import disputing, handling, sorting
from linli.contexts.service_requests.models import CallState, State, TurnState
from linli.contexts.service_requests.queries import due
from linli.kernel import clock


def keys(actor) -> list[str]:
    return [entry.key.rsplit(":", 1)[0] for entry in due.desk(actor, clock.today())]


@pytest.mark.parametrize(
    ("state", "after", "holders"),
    [
        (State.NEW, 0, {"clerk": "request:sort", "manager": "request:sort"}),
        (State.CLASSIFIED, 0, {"clerk": "request:sort", "manager": "request:sort"}),
        (State.DISPATCHED, 0, {"plumber": "request:sign"}),
        (State.SIGNED, 0, {"plumber": "request:contact"}),
        (State.IN_PROGRESS, 0, {}),
        (State.IN_PROGRESS, 9, {"plumber": "request:handle"}),
        (State.IN_PROGRESS, 12, {"plumber": "request:overdue"}),
        (State.OBJECTED, 0, {"clerk": "request:decide", "manager": "request:decide"}),
        (State.DISPUTED, 0, {"manager": "request:arbitrate", "street": "request:arbitrate"}),
        (State.EXTENSION_ASKED, 0, {"manager": "request:approve"}),
        (State.SUSPENDED, 0, {}),
        (State.SUSPENDED, 30, {"plumber": "request:look_again"}),
        (State.REPORTED, 0, {"clerk": "request:review", "manager": "request:review"}),
        (State.CALLBACK, 0, {"clerk": "request:callback", "manager": "request:callback"}),
        (State.SUPERVISED, 0, {"manager": "request:supervise", "street": "request:supervise"}),
        (State.ANSWERED, 0, {"clerk": "request:end", "manager": "request:end"}),
        (State.CLOSED, 0, {}),
        (State.WITHDRAWN, 0, {}),
    ],
)
def test_it_stands_on_the_desk_of_whoever_has_the_next_step(desk: Desk, state, after, holders) -> None:
    desk.at(state)
    clock.forward(timedelta(days=after))
    people = ("clerk", "manager", "worker", "street", "plumber", "builder")
    assert {who: found[0] for who in people if (found := keys(getattr(desk, who)))} == holders


def test_the_desk_answers_for_a_unit_without_accounts(desk: Desk) -> None:
    sorting.dispatch(desk.clerk, desk.at(State.CLASSIFIED), unit=desk.property)
    assert keys(desk.clerk) == ["request:sign_for"]


def test_many_of_a_kind_are_counted_not_listed(desk: Desk) -> None:
    for _n in range(8):
        desk.report()
    found = list(due.desk(desk.clerk, clock.today()))
    assert len(found) == 4
    assert "5" in found[-1].title


def test_a_part_is_the_asked_units_and_ones_own_wish_is_for_another(desk: Desk) -> None:
    request = desk.at(State.IN_PROGRESS)
    later = clock.now() + timedelta(days=1)
    handling.share(desk.plumber, request, unit=desk.housing, task="请打开楼顶门", due_at=later)
    assert keys(desk.builder) == ["part"]
    own = sorting.dispatch(desk.clerk, desk.at(State.CLASSIFIED), unit=desk.committee)
    disputing.sign(desk.manager, own)
    handling.contact(desk.manager, own, words_said="已电话联系")
    handling.ask_extension(desk.manager, own, days=3, reason="等师傅")
    assert "request:approve" not in keys(desk.manager)


def test_what_is_about_a_door_stands_at_the_door(desk: Desk) -> None:
    home = desk.world.home(desk.world.building1, 1, "501")
    request = desk.report(dwelling=home.pk, area=home.area)
    sorting.classify(desk.clerk, request, category="neighbours", kind="help", urgency="general")
    sorting.dispatch(desk.clerk, request, unit=desk.committee)
    found = list(due.due(desk.worker, clock.today()))
    assert [(d.household, d.title) for d in found] == [(str(home.pk), "邻里纠纷")]
    assert keys(desk.worker) == []
    assert list(due.due(desk.worker, clock.today(), home.pk)) == found
    other = desk.of("grid_worker", desk.world.grid2, desk.committee, "other")
    assert list(due.due(other, clock.today())) == []
    assert list(due.due(desk.plumber, clock.today())) == []


def test_call_outs_stand_where_the_next_step_is(desk: Desk, whistle: Whistle) -> None:
    proposed = whistle.proposed()
    assert (len(keys(desk.manager)), keys(desk.street), keys(desk.plumber)) == (1, [], [])
    whistle.at(CallState.ANSWERED)
    assert len(keys(desk.manager)) == 2
    turn = whistle.turn_at(TurnState.OBJECTED)
    assert len(keys(desk.manager)) == 3
    assert turn.call_out != proposed
    whistle.turn_at(TurnState.SIGNED)
    assert len(keys(desk.plumber)) == 1


def test_as_many_queries_for_many(desk: Desk, whistle: Whistle) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            list(due.desk(desk.manager, clock.today()))
        return len(caught)

    for state in (State.NEW, State.REPORTED):
        for _n in range(6):
            desk.at(state)
    few = queries()
    for state in (State.NEW, State.REPORTED):
        for _n in range(10):
            desk.at(state)
    assert queries() == few


def test_figures_count_what_one_sees(desk: Desk, whistle: Whistle) -> None:
    desk.at(State.IN_PROGRESS)
    desk.at(State.CLOSED)
    whistle.blown()
    clock.forward(timedelta(days=20))
    assert (due.count_open(desk.manager), due.count_overdue(desk.manager), due.count_calls(desk.manager)) == (
        1,
        1,
        1,
    )
    assert (due.count_open(desk.builder), due.count_calls(desk.builder)) == (0, 1)
