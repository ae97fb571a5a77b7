"""Why does this home's silence (or flow) deserve a call, in numbers a person can check?"""

from dataclasses import dataclass
from datetime import datetime

from linli.engines.silence.course import EARLIEST
from linli.engines.silence.flow import Flow
from linli.engines.silence.habit import Habit, slot_at
from linli.engines.silence.hours import BLOCK_HOURS, BLOCKS, Calendar, moment, rests
from linli.engines.silence.model import Alarm, Chart, Code, Reason
from linli.engines.silence.spell import Spell
from linli.engines.silence.stopping import Outlook


@dataclass(frozen=True, slots=True)
class Known:
    """What the home itself contributes: its habit, and its last 24 clock hours as bits."""

    habit: Habit
    trail: int


USUAL = 0.1
"""Nine of ten silences are called usual."""
WELL_KNOWN_DAYS = 28


def explain_silence(at: datetime, spell: Spell, known: Known, ahead: Outlook, calendar: Calendar) -> Alarm:
    """The alarm of a silence of ``spell.quiet`` hours, whose ``ahead`` was seen from its beginning."""
    habit = known.habit
    silent = round(spell.quiet)
    resting = rests(calendar, int(spell.began // 24))
    longest = habit.longest[int(spell.began % 24) // BLOCK_HOURS + BLOCKS * resting]
    lasting = ahead.reach[0] * ahead.lasting[:, 0]
    usual = max(int((lasting > USUAL).sum()), EARLIEST)
    code: Code = "never_this_long" if silent > longest else "rarely_this_long"
    reason = Reason(
        code=code if habit.known_days >= WELL_KNOWN_DAYS else "still_learning",
        hours=round(spell.quiet, 1),
        since=moment(spell.began),
        rest_day=resting,
        usual_hours=usual,
        longest_hours=longest,
        expected_hours=round(float(ahead.shares[:silent, 0].sum()), 1),
        rarity=float(lasting[min(silent, len(lasting) - 1)]),
        known_days=habit.known_days,
    )
    return Alarm(at, "silence", reason.hours, reason, chart(known, at, calendar))


def explain_flow(at: datetime, flow: Flow, known: Known, calendar: Calendar) -> Alarm:
    """The alarm of water that has not stopped since ``flow.began``."""
    resting = rests(calendar, int(flow.began // 24))
    lasting = flow.hours > flow.usual_hours
    reason = Reason(
        code="water_keeps_running" if lasting else "more_than_ever",
        hours=round(flow.hours, 1),
        since=moment(flow.began),
        rest_day=resting,
        usual_hours=round(flow.usual_hours, 1),
        longest_hours=round(flow.usual_hours, 1),
        expected_hours=0.0,
        rarity=0.0,
        known_days=known.habit.known_days,
        litres=round(flow.litres, 1),
    )
    return Alarm(at, "flow", 0.0, reason, chart(known, at, calendar))


def chart(known: Known, at: datetime, calendar: Calendar) -> Chart:
    """The usual day of this kind beside the 24 hours behind us."""
    resting = calendar(at.date()) != "workday"
    usual = tuple(round(known.habit.shares[slot_at(hour, rest_day=resting)], 3) for hour in range(24))
    return Chart(usual, tuple(bool(known.trail >> hour & 1) for hour in range(23, -1, -1)))
