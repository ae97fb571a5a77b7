"""The tables of topics and statements hold together, and every state is reached by a real act."""

import pytest

from linli.contexts.assembly.states.topics import ALIVE, SEEN, STATEMENT, TOPIC


@pytest.mark.parametrize("table", [TOPIC, STATEMENT], ids=["topic", "statement"])
def test_tables_have_no_faults(table) -> None:
    assert list(table.faults()) == []


def test_what_lives_is_seen_and_what_is_not_public_is_not() -> None:
    assert ALIVE < SEEN
    assert not SEEN & {"waiting", "removed", "objected", "closed"}


def test_a_topic_is_talked_about_before_it_is_a_motion() -> None:
    assert [step.verb for step in TOPIC.open_from("seconded")] == [
        "open", "merge", "set_aside", "withdraw", "remove",
    ]  # fmt: skip
    assert [step.verb for step in TOPIC.open_from("motion")] == ["take_back", "decide"]
