"""States tables: the same table allows, refuses, finds its own faults and draws itself."""

import pytest

from linli.kernel.errors import NotAllowedNow
from linli.kernel.workflow import Machine, Step

LIFE = Machine(
    name="test",
    states={"new": "新", "done": "完"},
    start="new",
    steps=(Step("finish", "完成", frozenset({"new"}), "done", "x.y"),),
    final=frozenset({"done"}),
)


def test_it_goes_where_the_table_says() -> None:
    assert LIFE.after("finish", "new") == "done"
    with pytest.raises(NotAllowedNow):
        LIFE.after("finish", "done")
    assert [s.verb for s in LIFE.open_from("new")] == ["finish"]
    assert LIFE.open_from("done") == []


def test_a_sound_table_has_no_faults() -> None:
    assert list(LIFE.faults()) == []


def test_faults_are_found() -> None:
    broken = Machine("b", {"a": "", "b": "", "c": ""}, "a", (Step("go", "", frozenset({"a"}), "x", "p"),))
    assert len(list(broken.faults())) == 5  # x unknown; b, c unreachable; b, c stuck


def test_it_draws_itself() -> None:
    drawn = LIFE.mermaid()
    assert "new --> done : 完成" in drawn
    assert "done --> [*]" in drawn
