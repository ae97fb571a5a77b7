"""Who speaks next: for and against in turn, who has not spoken yet before who has, each so often."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from linli.contexts.assembly.models import Motion, Speaker
from linli.contexts.assembly.queries.meeting_rules import order
from linli.kernel import clock

State, Side = Speaker.State, Speaker.Side


@dataclass(frozen=True, slots=True)
class Queue:
    """The turns of a motion: who speaks, who comes next in which order, who has spoken."""

    now: Speaker | None
    ends_at: datetime | None
    seconds_left: int
    """Below zero when the time is over."""
    next: tuple[Speaker, ...]
    spoke: tuple[Speaker, ...]
    turns: Counter[str]
    """How often each has spoken."""
    names: frozenset[str] = frozenset()

    @property
    def is_over(self) -> bool:
        """Whether whoever speaks has used up the time."""
        return self.now is not None and self.seconds_left <= 0

    @property
    def minutes_words(self) -> str:
        """What is left, as a clock shows it."""
        left = max(0, self.seconds_left)
        return f"{left // 60}:{left % 60:02d}"


def queue(motion: Motion) -> Queue:
    """Who speaks and who comes next; one query."""
    rows = list(motion.speakers.exclude(state=State.DROPPED).order_by("asked_at", "pk"))
    spoke = sorted((one for one in rows if one.state == State.SPOKE), key=_began)
    speaking = next((one for one in rows if one.state == State.SPEAKING), None)
    turns = Counter(one.key for one in [*spoke, *([speaking] if speaking else [])])
    last = speaking or (spoke[-1] if spoke else None)
    waiting = [one for one in rows if one.state == State.WAITING]
    ends_at = (
        speaking.began_at + timedelta(seconds=order().seconds) if speaking and speaking.began_at else None
    )
    left = int((ends_at - clock.now()).total_seconds()) if ends_at else 0
    ordered = in_turn(waiting, turns, last.side if last else "")
    return Queue(speaking, ends_at, left, tuple(ordered), tuple(spoke), turns)


def _began(one: Speaker) -> datetime:
    return one.began_at or one.asked_at


def in_turn(waiting: Sequence[Speaker], turns: Counter[str], last_side: str) -> list[Speaker]:
    """Those who wait, by the rules: sides in turn; of a side who spoke least, then who asked first."""
    sides = {
        side: sorted((one for one in waiting if one.side == side), key=lambda one: turns[one.key])
        for side in (Side.FOR.value, Side.AGAINST.value)
    }
    found: list[Speaker] = []
    side = Side.AGAINST.value if last_side == Side.FOR else Side.FOR.value
    while any(sides.values()):
        if sides[side]:
            found.append(sides[side].pop(0))
        side = Side.AGAINST.value if side == Side.FOR else Side.FOR.value
    return found
