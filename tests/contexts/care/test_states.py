"""The life of a care record."""

from linli.contexts.care.states import OPEN, RECORD


def test_what_is_offered_when() -> None:
    assert list(RECORD.faults()) == []
    offered = {state: {step.verb for step in RECORD.open_from(state)} for state in RECORD.states}
    assert offered["active"] == {"pause", "end", "move_away", "die"}
    assert offered["paused"] == {"resume", "end", "move_away", "die"}
    assert offered["moved"] == {"die"}
    assert offered["died"] == offered["ended"] == set()
    assert {"active", "paused"} == OPEN
