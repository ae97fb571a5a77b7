"""Motions by the simple rules of order: more for than against, a tie fails, the host votes last."""

import pytest

from linli.engines.tally import TallyRefused
from linli.engines.tally.quorum import Choice, Voice, decide_motion

WORDS = {"f": Choice.FOR, "a": Choice.AGAINST, "o": Choice.ABSTAIN, "i": Choice.INVALID}


def voices(said: str, *, host_at: int | None = None) -> list[Voice]:
    return [Voice("host" if at == host_at else f"v{at}", WORDS[letter]) for at, letter in enumerate(said)]


@pytest.mark.parametrize(
    ("said", "passed", "tied"),
    [("f", True, False), ("fa", False, True), ("ffa", True, False), ("faa", False, False), ("", False, True),
     ("ooof", True, False), ("oooi", False, True), ("ffaaio", False, True)],
)  # fmt: skip
def test_for_and_against(said: str, passed: bool, tied: bool) -> None:  # noqa: FBT001
    decision = decide_motion(voices(said))
    assert (decision.passed, decision.tied) == (passed, tied)
    assert (decision.before_host, decision.host_decided) == (None, False)
    assert decision.abstained == said.count("o")
    assert decision.invalid == said.count("i")


def test_the_host_votes_last_and_may_decide() -> None:
    decided = decide_motion(voices("faf", host_at=2), host="host")
    assert decided.passed
    assert (decided.before_host, decided.host_decided, decided.host_was_early) == ((1, 1), True, False)
    stopped = decide_motion(voices("ffaa", host_at=3), host="host")
    assert (stopped.passed, stopped.host_decided) == (False, True)
    idle = decide_motion(voices("fffa", host_at=3), host="host")
    assert (idle.passed, idle.host_decided) == (True, False)


def test_a_host_who_votes_early_is_noted() -> None:
    assert decide_motion(voices("ffa", host_at=0), host="host").host_was_early
    assert not decide_motion(voices("ffa"), host="host").host_was_early


def test_nobody_votes_twice() -> None:
    with pytest.raises(TallyRefused):
        decide_motion([Voice("a", Choice.FOR), Voice("a", Choice.FOR)])
