"""The lives of rounds and proposals: reachable, with a way out, and no step where none is offered."""

import pytest

from linli.contexts.budgeting.states import PROPOSAL, ROUND
from linli.kernel.errors import NotAllowedNow

LIVES = {"round": ROUND, "proposal": PROPOSAL}


@pytest.mark.parametrize("life", LIVES)
def test_the_table_has_no_fault(life: str) -> None:
    assert list(LIVES[life].faults()) == []


@pytest.mark.parametrize("life", LIVES)
def test_every_pair(life: str) -> None:
    machine = LIVES[life]
    offered = {(state, step.verb): step.to for step in machine.steps for state in step.from_}
    for state in machine.states:
        for step in machine.steps:
            if (state, step.verb) in offered:
                assert machine.after(step.verb, state) == offered[state, step.verb]
            else:
                with pytest.raises(NotAllowedNow):
                    machine.after(step.verb, state)


def test_the_main_road_of_a_round() -> None:
    state = ROUND.start
    for verb in ("open_call", "begin_screening", "begin_deliberating", "post_candidates", "open_vote",
                 "count_votes", "post_result", "confirm", "begin_audit", "close"):  # fmt: skip
        state = ROUND.after(verb, state)
    assert state == "closed"
