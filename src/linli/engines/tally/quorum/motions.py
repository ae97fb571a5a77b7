"""Has a motion passed by the simple rules of order (萝卜规则): more for than against, a tie fails?"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from linli.engines.tally.quorum.owners import Choice
from linli.engines.tally.refusals import RefusalCode, TallyRefused


@dataclass(frozen=True, slots=True)
class Voice:
    """One person's vote on a motion, in the order in which hands were counted."""

    who: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class MotionDecision:
    """The count, before and after the host."""

    passed: bool
    supporters: int
    against: int
    abstained: int
    invalid: int
    tied: bool
    before_host: tuple[int, int] | None
    """For and against before the host voted; None where the host did not vote."""
    host_decided: bool
    """Whether the outcome would have been another without the host."""
    host_was_early: bool
    """Whether somebody voted after the host, against the rule that the host votes last."""


def decide_motion(voices: Sequence[Voice], *, host: str = "") -> MotionDecision:
    """Whether a motion has passed; nobody has two votes, abstaining changes nothing."""
    names = [one.who for one in voices]
    if len(set(names)) < len(names):
        raise TallyRefused(RefusalCode.REPEATED_VOTER, next(one for one in names if names.count(one) > 1))
    counted = Counter(one.choice for one in voices)
    yes, no = counted[Choice.FOR], counted[Choice.AGAINST]
    others = Counter(one.choice for one in voices if one.who != host)
    hosted = bool(host) and host in names
    before = (others[Choice.FOR], others[Choice.AGAINST]) if hosted else None
    return MotionDecision(
        passed=yes > no,
        supporters=yes,
        against=no,
        abstained=counted[Choice.ABSTAIN],
        invalid=counted[Choice.INVALID],
        tied=yes == no,
        before_host=before,
        host_decided=before is not None and (before[0] > before[1]) != (yes > no),
        host_was_early=hosted and names[-1] != host,
    )
