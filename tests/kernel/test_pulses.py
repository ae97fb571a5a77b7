"""Signs of life: the last one stays."""

from datetime import timedelta

from linli.kernel.jobs import pulses


def test_the_last_word_stays(db, clock) -> None:
    assert pulses.last("x") is None
    pulses.beat("x", {"n": 1})
    clock.forward(timedelta(seconds=5))
    pulses.beat("x", {"n": 2})
    found = pulses.last("x")
    assert (found.told, found.at) == ({"n": 2}, clock.now())
