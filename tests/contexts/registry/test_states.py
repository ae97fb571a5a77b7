"""The life of a roster."""

import pytest

from linli.contexts.registry.states import IMPORTING
from linli.kernel.errors import NotAllowedNow


def test_a_roster_goes_from_its_columns_to_the_register_and_back() -> None:
    state = IMPORTING.start
    walked = [state]
    for step in ("map", "check", "check", "apply", "finish", "undo", "restore"):
        state = IMPORTING.after(step, state)
        walked.append(state)
    assert walked == ["mapped", "mapped", "checked", "checked", "running", "done", "undoing", "undone"]


def test_what_stands_half_way_can_be_taken_back() -> None:
    assert IMPORTING.after("undo", "running") == "undoing"


@pytest.mark.parametrize(
    ("step", "state"),
    [
        ("apply", "mapped"),  # nobody has seen what it would do
        ("apply", "done"),
        ("map", "running"),
        ("drop", "done"),
        ("undo", "checked"),
        ("undo", "undone"),
        ("check", "dropped"),
    ],
)
def test_steps_that_come_too_early_or_too_late_are_refused(step: str, state: str) -> None:
    with pytest.raises(NotAllowedNow):
        IMPORTING.after(step, state)
