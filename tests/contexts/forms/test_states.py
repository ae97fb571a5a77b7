"""The life of a return, walked step by step."""

import pytest

from linli.contexts.forms.states import LIFE
from linli.kernel.errors import NotAllowedNow

WALKS = [
    (["fill", "hand_in"], "returned"),
    (["fill", "fill", "hand_in", "take_back", "hand_in"], "returned"),
    (["withdraw", "reopen", "fill"], "filled"),
    (["fill", "withdraw"], "withdrawn"),
    (["fill", "hand_in", "fill"], "filled"),
]


@pytest.mark.parametrize(("verbs", "end"), WALKS)
def test_walks(verbs: list[str], end: str) -> None:
    state = LIFE.start
    for verb in verbs:
        state = LIFE.after(verb, state)
    assert state == end


@pytest.mark.parametrize(
    ("verb", "state"),
    [("hand_in", "received"), ("withdraw", "returned"), ("take_back", "filled"), ("fill", "withdrawn")],
)
def test_refused_steps(verb: str, state: str) -> None:
    with pytest.raises(NotAllowedNow):
        LIFE.after(verb, state)
