"""The life of a notice: reachable, with a way out, and no step from where it is not offered."""

import pytest

from linli.contexts.bulletin.models import State
from linli.contexts.bulletin.states import LIFE
from linli.kernel.errors import NotAllowedNow

ALLOWED = {
    ("draft", "submit"): "in_review", ("draft", "post"): "posted", ("draft", "drop"): "dropped",
    ("in_review", "drop"): "dropped", ("fulfilled", "restart"): "posted",
    ("in_review", "send_back"): "draft", ("in_review", "approve"): "posted",
    ("posted", "fulfil"): "fulfilled", ("posted", "withdraw"): "withdrawn",
    ("fulfilled", "withdraw"): "withdrawn",
}  # fmt: skip


def test_the_table_has_no_fault() -> None:
    assert list(LIFE.faults()) == []


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("verb", [s.verb for s in LIFE.steps])
def test_every_pair(state: str, verb: str) -> None:
    if (state, verb) in ALLOWED:
        assert LIFE.after(verb, state) == ALLOWED[state, verb]
    else:
        with pytest.raises(NotAllowedNow):
            LIFE.after(verb, state)
