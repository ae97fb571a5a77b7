"""Every state of acting for somebody is reachable, and only the waiting one can be seconded."""

import pytest

from linli.contexts.residents.states import BEHALF
from linli.kernel.errors import NotAllowedNow


def test_the_table_has_no_fault() -> None:
    assert list(BEHALF.faults()) == []


@pytest.mark.parametrize(
    ("state", "verb", "to"),
    [
        ("waiting", "second", "holds"),
        ("waiting", "withdraw", "withdrawn"),
        ("holds", "withdraw", "withdrawn"),
    ],
)
def test_steps(state: str, verb: str, to: str) -> None:
    assert BEHALF.after(verb, state) == to


@pytest.mark.parametrize(
    ("state", "verb"), [("holds", "second"), ("withdrawn", "second"), ("withdrawn", "withdraw")]
)
def test_what_is_not_on_offer(state: str, verb: str) -> None:
    with pytest.raises(NotAllowedNow):
        BEHALF.after(verb, state)
