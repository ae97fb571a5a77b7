"""The silence a home is in, and the times in which silence means nothing."""

from dataclasses import dataclass
from datetime import datetime
from math import inf
from typing import Literal

from linli.engines.silence.course import EARLIEST
from linli.engines.silence.hours import wall_hours

PauseKind = Literal["away", "water_cut", "suspended"]


@dataclass(frozen=True, slots=True)
class Spell:
    """A silence: from the last use to now."""

    began: float
    """Wall hours of the last use."""
    quiet: float = 0.0
    """Hours proven quiet since."""
    whole: bool = True
    """False when hours are missing in it, or when it began with the end of a pause."""
    litres: float = 0.0
    """Litres of the last use."""
    pulse: tuple[float, float] = (0.0, 0.0)
    """Log of heard over expected use when it began, over a day and over twenty days."""
    look_at: float = EARLIEST
    """Hours of silence at which to think it through (again)."""
    ring_after: float = inf
    """Whole hours of silence at which to ring."""
    doubt: float = 0.0
    """What other sensors said when it was thought through."""
    rung: bool = False
    foretold: tuple[float, ...] = ()
    """Endings foretold up to each knot of ``pace``; empty until thought through."""


def longer(spell: Spell, quiet: float) -> Spell:
    """The silence after one more interval without known use, of which so many hours are proven quiet."""
    return Spell(
        spell.began,
        spell.quiet + quiet,
        spell.whole and quiet > 0,
        spell.litres,
        spell.pulse,
        spell.look_at,
        spell.ring_after,
        spell.doubt,
        spell.rung,
        spell.foretold,
    )


@dataclass(frozen=True, slots=True)
class Pause:
    """Time in which a silence is no alarm: reported away, water cut off, or watching suspended."""

    since: float
    until: float
    """Wall hours; infinite while nobody has said when it ends."""
    kind: PauseKind = "away"

    def covers(self, since: float, until: float) -> bool:
        """Whether any part of an interval lies in it."""
        return since < self.until and until > self.since


def pause(since: datetime, until: datetime | None, kind: PauseKind = "away") -> Pause:
    """A pause between two moments of the wall clock."""
    return Pause(wall_hours(since), inf if until is None else wall_hours(until), kind)
