"""A request hears that whoever opened it has settled the matter."""

import pytest
from tests.builders.desk import REPORTER, Desk

from linli.contexts.service_requests.commands import passing
from linli.contexts.service_requests.models import State
from linli.kernel.errors import NotAllowed


@pytest.mark.parametrize(
    ("state", "after"),
    [
        (State.NEW, State.WITHDRAWN),
        (State.CLASSIFIED, State.WITHDRAWN),
        (State.IN_PROGRESS, State.IN_PROGRESS),
        (State.CLOSED, State.CLOSED),
    ],
)
def test_taken_back_before_it_is_given_out_and_noted_afterwards(desk: Desk, state: str, after: str) -> None:
    request = desk.at(state)
    hops = request.hops.count()
    assert passing.hear_answer(REPORTER, request).state == after
    assert request.hops.count() - hops == (state != State.CLOSED)


def test_nobody_says_so_for_linli(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        passing.hear_answer(desk.manager, desk.report())
