"""The two lives, walked: every state reached, every step refused from where it does not start."""

import pytest

from linli.contexts.duties.states import ADMISSION, DEMAND
from linli.kernel.errors import NotAllowedNow

WALKS = [
    (ADMISSION, ["submit"], "submitted"),
    (ADMISSION, ["submit", "send_back", "submit", "take_up"], "under_review"),
    (ADMISSION, ["submit", "take_up", "send_back"], "draft"),
    (ADMISSION, ["retract"], "withdrawn"),
    (ADMISSION, ["submit", "take_up", "retract"], "withdrawn"),
    (ADMISSION, ["submit", "take_up", "reject"], "rejected"),
    (ADMISSION, ["submit", "take_up", "approve"], "approved"),
    (ADMISSION, ["submit", "take_up", "approve", "withdraw"], "withdrawn"),
    (ADMISSION, ["submit", "take_up", "approve", "take_effect"], "in_effect"),
    (ADMISSION, ["submit", "take_up", "approve", "take_effect", "withdraw"], "withdrawn"),
    (ADMISSION, ["submit", "take_up", "approve", "take_effect", "end"], "ended"),
    (DEMAND, ["accept"], "accepted"),
    (DEMAND, ["mark_off_list"], "off_list"),
    (DEMAND, ["mark_off_list", "refuse"], "refused"),
    (DEMAND, ["mark_off_list", "accept"], "accepted"),
    (DEMAND, ["mark_off_list", "refuse", "reopen", "accept"], "accepted"),
    (DEMAND, ["drop"], "dropped"),
]


@pytest.mark.parametrize(("life", "verbs", "end"), WALKS)
def test_walks(life, verbs, end) -> None:
    state = life.start
    for verb in verbs:
        state = life.after(verb, state)
    assert state == end


@pytest.mark.parametrize("life", [ADMISSION, DEMAND], ids=lambda m: m.name)
def test_the_walks_reach_every_state(life) -> None:
    reached = {life.start, *(end for walked, _verbs, end in WALKS if walked is life)}
    assert reached == set(life.states)


@pytest.mark.parametrize("life", [ADMISSION, DEMAND], ids=lambda m: m.name)
def test_every_step_is_refused_elsewhere(life) -> None:
    for step in life.steps:
        for state in set(life.states) - step.from_:
            with pytest.raises(NotAllowedNow):
                life.after(step.verb, state)
