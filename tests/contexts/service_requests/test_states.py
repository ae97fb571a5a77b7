"""The whole table of a request's life is walked: every state, every step, every role, inside and outside."""

import pytest
from tests.builders.desk import WAYS, Desk

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.models import State
from linli.contexts.service_requests.states import APPROVE, ARBITRATE, DISPATCH, HANDLE, LIFE, SUPERVISE
from linli.kernel.errors import NotAllowedNow


@pytest.mark.parametrize("state", list(State))
def test_every_state_is_reached_by_what_people_do(desk: Desk, state: str) -> None:
    assert desk.at(state).state == state


def test_there_is_a_way_to_every_state() -> None:
    assert set(WAYS) == set(LIFE.states)
    assert list(LIFE.faults()) == []


@pytest.mark.parametrize("verb", sorted({s.verb for s in LIFE.steps}))
@pytest.mark.parametrize("state", list(State))
def test_a_step_is_open_exactly_where_the_table_says(verb: str, state: str) -> None:
    step = next(s for s in LIFE.steps if s.verb == verb)
    if state in step.from_:
        assert LIFE.after(verb, state) == step.to
    else:
        with pytest.raises(NotAllowedNow):
            LIFE.after(verb, state)


HOLDS = {
    "clerk": {DISPATCH},
    "manager": {DISPATCH, APPROVE, ARBITRATE, SUPERVISE},
    "street": {DISPATCH, APPROVE, ARBITRATE, SUPERVISE},
    "worker": set(),
    "plumber": {HANDLE},
    "builder": set(),
}
"""What each may do with a request that the water company leads."""


@pytest.mark.parametrize("who", HOLDS)
@pytest.mark.parametrize("step", LIFE.steps, ids=lambda s: s.verb)
def test_each_step_belongs_to_those_the_table_names(desk: Desk, who: str, step) -> None:
    request = desk.at(State.IN_PROGRESS)
    assert policies.may_take(getattr(desk, who), request, step.verb) == (step.needs in HOLDS[who])
