"""The table of an open space holds together."""

from linli.contexts.assembly.states.spaces import BACK, LEAD, SPACE


def test_the_table_has_no_faults() -> None:
    assert list(SPACE.faults()) == []
    assert {step.needs for step in SPACE.steps} == {LEAD}


def test_one_can_go_one_back_until_dots_are_counted() -> None:
    assert {verb for state in SPACE.states for verb in BACK if verb in _verbs(state)} == set(BACK)
    assert _verbs("planning") == ["close"]
    assert _verbs("closed") == _verbs("cancelled") == []


def _verbs(state: str) -> list[str]:
    return [step.verb for step in SPACE.open_from(state)]
