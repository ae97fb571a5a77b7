"""Who of a million homes is to call after this round of readings?

The same steps as ``watch``, on arrays; a test holds the two together.
"""

from dataclasses import dataclass
from math import inf

import numpy as np

from linli.engines.silence.budget import Ledger, price
from linli.engines.silence.course import EARLIEST
from linli.engines.silence.fleet import Doubles, Flags, Fleet, Whole
from linli.engines.silence.habit import (
    BANDS,
    FIRST_WEIGHT,
    LENGTHS,
    MEMORIES,
    MOST_VISITS,
    SPELL_FORGETTING,
    TEACHING_HOURS,
)
from linli.engines.silence.home import Setting
from linli.engines.silence.hours import BLOCK_HOURS, rests
from linli.engines.silence.intake import Meter
from linli.engines.silence.pace import COUNTED, foretold_by_span, span_of
from linli.engines.silence.stopping import AGAIN, AHEAD, outlook, ring_after
from linli.engines.silence.watch import LEARNING_HOURS, MOST_VAGUE_HOURS

BATCH = 2048
"""Homes thought through at once: their outlooks fit in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Round:
    """What is known of the time between the last readings of n homes and these."""

    until: Doubles
    hours: Doubles
    litres: Doubles
    """Not a number where it cannot be known."""
    observed: Flags
    used: Flags
    quiet: Doubles


def hear(
    fleet: Fleet, at: Doubles, register: Doubles, setting: Setting, ledger: Ledger | None = None
) -> Whole:
    """Take in one reading of every home (wall hours, litres) and return the places of those that ring.

    A home without a new reading is given its last one again (or an older one) and stays as it is.
    """
    heard = _intervals(fleet, at, register, setting.meter)
    _fade_tables(fleet, heard)
    _learn(fleet, heard, setting)
    new = heard.hours > 0
    np.copyto(fleet.at, at, where=new)
    np.copyto(fleet.register, register, where=new)
    _end_silences(fleet, heard)
    return _in_silence(fleet, heard, setting, ledger or Ledger())


def _intervals(fleet: Fleet, at: Doubles, register: Doubles, meter: Meter) -> Round:
    """The intake of ``intake.interval`` for registers."""
    hours = np.maximum(at - fleet.at, 0.0)
    new = hours > 0
    moved = np.where(new, register - fleet.register, np.nan)
    most = meter.most_litres_per_hour * np.maximum(hours, 1.0)
    litres = np.where((moved >= 0) & (moved <= most), moved, np.nan)
    litres[(moved < 0) & (moved >= -meter.backflow_litres)] = 0.0
    again = moved + meter.rollover
    over = np.isnan(litres) & (again >= 0) & (again <= most)
    litres[over] = again[over]
    short = hours <= meter.observed_hours
    bridged = (moved == 0) & (hours <= meter.bridged_hours)
    quiet = np.where((litres == 0) & (short | bridged), hours, 0.0)
    return Round(at, hours, litres, new & short & ~np.isnan(litres), litres > 0, quiet)


def _fade_tables(fleet: Fleet, heard: Round) -> None:
    """Fade the tables of silences of homes in which a day has begun."""
    days = (heard.until // 24).astype(np.int32) - fleet.day
    for gone in np.unique(days[days > 0]):
        chosen = days == gone
        kept = np.float32(SPELL_FORGETTING ** int(gone))
        if chosen.all():
            for counts in (fleet.spells, fleet.came, fleet.foretold):
                np.multiply(counts, kept, out=counts)
        else:
            for counts in (fleet.spells, fleet.came, fleet.foretold):
                counts[:, chosen] *= kept
        fleet.day[chosen] += gone


def _slots(until: Doubles, hours: Doubles, setting: Setting) -> Whole:
    """The habit's slot of the middle of each interval."""
    clock = np.floor(until - np.minimum(hours, 1.0) / 2).astype(np.int64)
    days = clock // 24
    first, last = int(days.min()), int(days.max())
    resting = np.array([rests(setting.calendar, day) for day in range(first, last + 1)])
    slots: Whole = clock % 24 + 24 * resting[days - first]
    return slots


def _learn(fleet: Fleet, heard: Round, setting: Setting) -> None:
    """What ``habit.notice`` and the counting of hours do for one home."""
    slots, every = _slots(heard.until, heard.hours, setting), np.arange(len(heard.until))
    shares = fleet.shares[slots, every]
    for sums, more in ((fleet.heard, heard.used), (fleet.expected, shares)):
        for memory, hours in zip(sums, MEMORIES, strict=True):
            memory *= np.exp(-heard.hours / hours).astype(np.float32)
            memory += np.where(heard.observed, more, np.float32(0))
    teaching = heard.used | (fleet.quiet + heard.hours <= TEACHING_HOURS)
    taught = np.flatnonzero(heard.observed & teaching)
    where = (slots[taught], taught)
    seen = np.minimum(fleet.visits[where] + np.uint8(1), MOST_VISITS)
    fleet.visits[where] = seen
    old = shares[taught]
    fleet.shares[where] = old + (heard.used[taught] - old) / (seen + np.float32(FIRST_WEIGHT))
    np.add(fleet.observed, heard.hours, out=fleet.observed, where=heard.observed)
    known = heard.until - fleet.first >= 24 * setting.learning_days
    fresh = (fleet.scored_from == inf) & (fleet.observed >= LEARNING_HOURS) & known
    fleet.scored_from[fresh] = heard.until[fresh]
    np.add(fleet.watched, heard.hours, out=fleet.watched, where=~fleet.rung & (fleet.scored_from < inf))


def _end_silences(fleet: Fleet, heard: Round) -> None:
    """Remember the silences that ended in this round; another may begin in each of these homes."""
    used = np.flatnonzero(heard.used)
    hours = heard.hours[used]
    counted = fleet.whole[used] & (hours <= MOST_VAGUE_HOURS)
    ended, last = used[counted], np.where(heard.observed[used], hours, hours / 2)[counted]
    bands = np.searchsorted(np.array(LENGTHS), np.rint(fleet.quiet[ended] + last), side="right") - 1
    blocks = (fleet.began[ended] % 24).astype(np.int64) // BLOCK_HOURS
    fleet.spells[blocks * BANDS + bands, ended] += 1
    _remember_endings(fleet, heard, used)
    fleet.pulse[:, used] = np.log((fleet.heard[:, used] + 1) / (fleet.expected[:, used] + 1))
    fleet.false_alarms[used] += fleet.rung[used] & (fleet.began[used] > -inf)
    fleet.began[used], fleet.litres[used] = heard.until[used], heard.litres[used]
    fleet.quiet[used], fleet.look_at[used], fleet.ring_after[used] = 0.0, EARLIEST, inf
    fleet.whole[used], fleet.rung[used] = True, False


def _remember_endings(fleet: Fleet, heard: Round, used: Whole) -> None:
    """What ``habit.remember_ending`` does for one home, for the silences that were thought through."""
    thought = used[fleet.ahead[0, used] > 0]
    observed = heard.observed[thought]
    lasted = np.rint(fleet.quiet[thought] + heard.hours[thought] * observed)
    fleet.foretold[:, thought] += foretold_by_span(fleet.ahead[:, thought], lasted)
    known = observed & (lasted > EARLIEST) & (lasted <= COUNTED)
    fleet.came[span_of(lasted[known] - 1), thought[known]] += 1
    fleet.ahead[0, thought] = 0


def _in_silence(fleet: Fleet, heard: Round, setting: Setting, ledger: Ledger) -> Whole:
    """Let silences grow, think through those that need it, and return those that ring."""
    silent_now = ~heard.used & (heard.hours > 0)
    np.add(fleet.quiet, heard.quiet, out=fleet.quiet)
    fleet.whole[silent_now & (heard.quiet == 0)] = False
    waiting = silent_now & ~fleet.rung & (fleet.scored_from < inf)
    silent = np.rint(fleet.quiet)
    waiting &= silent >= EARLIEST
    worth = np.float32(price(setting.prior, setting.accepted, ledger))
    due = np.flatnonzero(waiting & (silent >= fleet.look_at))
    lengths = silent[due].astype(np.int64)
    for length in np.unique(lengths):
        group = due[lengths == length]
        for start in range(0, len(group), BATCH):
            _think_through(fleet, group[start : start + BATCH], int(length), setting, worth)
    ringing = np.flatnonzero(waiting & (silent >= fleet.ring_after))
    fleet.rung[ringing] = True
    return ringing


def _think_through(fleet: Fleet, chosen: Whole, silent: int, setting: Setting, worth: np.float32) -> None:
    """Decide the hours to ring for homes that have been silent equally long."""
    ahead = outlook(
        setting.prior, fleet.columns(chosen), fleet.onsets(chosen), silent + AHEAD, setting.calendar
    )
    fleet.ring_after[chosen] = ring_after(ahead, np.full(len(chosen), worth, np.float32), silent)
    fleet.look_at[chosen] = silent + AGAIN
    fleet.ahead[:, chosen] = ahead.foretold
