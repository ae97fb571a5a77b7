"""The ladder as a table has no unknown, unreachable or stuck states, and every alarm can be closed."""

from linli.contexts.guard.models import Alarm, AlarmStep
from linli.contexts.guard.states import ALARM, OPEN
from linli.kernel import packs


def test_the_table_is_sound() -> None:
    assert list(ALARM.faults()) == []
    assert set(ALARM.states) == OPEN | ALARM.final
    assert all(ALARM.after("close", state) == "closed" for state in OPEN)
    assert Alarm._meta.get_field("state").max_length >= max(map(len, ALARM.states))
    assert AlarmStep._meta.get_field("verb").max_length >= max(len(step.verb) for step in ALARM.steps)


def test_every_open_step_has_its_time() -> None:
    assert set(packs.pack("guard")["ladder"]) >= OPEN
