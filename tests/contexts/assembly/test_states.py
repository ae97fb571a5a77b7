"""The tables of states hold together."""

from linli.contexts.assembly.states import BALLOT, HAND_IN, PROXY


def test_tables_have_no_faults() -> None:
    assert list(BALLOT.faults()) == []
    assert list(HAND_IN.faults()) == []
    assert list(PROXY.faults()) == []


def test_a_roll_is_shown_before_voting_and_a_result_is_final() -> None:
    assert [step.verb for step in BALLOT.open_from("review")] == ["redraft", "announce", "cancel"]
    assert BALLOT.open_from("published") == []
