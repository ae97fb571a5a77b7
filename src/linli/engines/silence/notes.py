"""What changes slowly in a home, so that a neighbour may ask gently at the next visit?

Never an alarm: a note compares what was heard lately with what the home's own habit expects, as a count with
its expectation (square-root scale, Anscombe 1948), and wants a difference large both in chance and in size.
"""

from dataclasses import dataclass
from math import inf, sqrt
from typing import Literal

from linli.engines.silence.flow import ALL_DAY
from linli.engines.silence.home import HomeState

NoteCode = Literal["less_water_lately", "restless_nights", "water_never_stops"]
LEAST_DAYS = 42
"""Six weeks of knowing a home before anything is called a change."""
CLEAR = 3.0
"""Standard deviations: one home in several hundred, were nothing the matter."""
MUCH_LESS, MUCH_MORE = 0.6, 2.0
LEAST_EXPECTED = 20.0
"""Fewer expected hours with use say nothing about a decline."""


@dataclass(frozen=True, slots=True)
class Note:
    """A change worth a friendly question."""

    code: NoteCode
    heard: float
    """Hours with use lately, older ones counting less."""
    expected: float
    """What the home's own habit would have brought in the same time; of a flow, the longest it is used to."""
    litres: float = 0.0
    """Of a flow, in its weakest hour."""


def notes(state: HomeState) -> tuple[Note, ...]:
    """What to mention gently about a home today; ask once a week, the memories are twenty days and a week."""
    habit, found = state.habit, _trickle(state)
    if habit.known_days < LEAST_DAYS:
        return tuple(found)
    heard, expected = habit.heard[1], habit.expected[1]
    if expected >= LEAST_EXPECTED and heard < MUCH_LESS * expected and _score(heard, expected) < -CLEAR:
        found.append(Note("less_water_lately", heard, expected))
    heard, expected = habit.night
    if heard > MUCH_MORE * expected and _score(heard, expected) > CLEAR:
        found.append(Note("restless_nights", heard, expected))
    return tuple(found)


def _trickle(state: HomeState) -> list[Note]:
    """Water in every hour of a day or more that is too little, or too usual here, to call about."""
    flow = state.flow
    runs = flow.hours >= ALL_DAY and not flow.rung and state.scored_from < inf
    return [Note("water_never_stops", flow.hours, flow.usual_hours, flow.weakest)] if runs else []


def _score(heard: float, expected: float) -> float:
    """Standard deviations of a Poisson count from its mean; 3/8 is Anscombe's correction."""
    return 2 * (sqrt(heard + 3 / 8) - sqrt(expected + 3 / 8))


def note_sentence(note: Note) -> str:
    """Say it as a neighbour would."""
    if note.code == "less_water_lately":
        tenths = "一二三四五六七八九"[max(round(10 * note.heard / note.expected), 1) - 1]
        return f"最近二十来天，这个家用水的时候只有往常的{tenths}成左右，下次上门时可以问候一声。"
    if note.code == "water_never_stops":
        return f"这个家的水已经连续 {note.heard:.0f} 小时没有停过，流得不多，下次上门时可以看看哪里漏。"
    return "最近一周，这个家夜里用水比往常多了不少，也许睡得不好，下次上门时可以关心一下。"
