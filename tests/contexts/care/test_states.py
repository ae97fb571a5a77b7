"""The life of a care record."""

from linli.contexts.care.states import AFTERNOON, OCCASION, OPEN, RECORD


def test_what_is_offered_when() -> None:
    assert list(RECORD.faults()) == []
    offered = {state: {step.verb for step in RECORD.open_from(state)} for state in RECORD.states}
    assert offered["active"] == {"pause", "end", "move_away", "die"}
    assert offered["paused"] == {"resume", "end", "move_away", "die"}
    assert offered["moved"] == {"die"}
    assert offered["died"] == offered["ended"] == set()
    assert {"active", "paused"} == OPEN


def test_a_day_of_an_order() -> None:
    assert list(OCCASION.faults()) == []
    offered = {state: {step.verb for step in OCCASION.open_from(state)} for state in OCCASION.states}
    assert offered["waiting"] == {"move_up", "cancel"}
    assert offered["ordered"] == {"accept", "set_out", "hand_over", "miss", "cancel"}
    assert offered["accepted"] == {"set_out", "hand_over", "miss", "cancel"}
    assert offered["under_way"] == {"hand_over", "miss"}
    assert offered["missed"] == {"hand_over", "take_back"}
    assert offered["done"] == {"take_back"}
    assert offered["cancelled"] == set()


def test_an_afternoon() -> None:
    assert list(AFTERNOON.faults()) == []
    offered = {state: {step.verb for step in AFTERNOON.open_from(state)} for state in AFTERNOON.states}
    assert offered["expected"] == {"arrive", "excuse", "miss"}
    assert offered["missing"] == {"arrive", "account"}
    assert offered["here"] == {"collect", "undo"}
    assert offered["collected"] == set()
