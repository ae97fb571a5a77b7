"""How many of a home's long silences are absences, as far as its own past tells?"""

from linli.engines.silence.budget import DAYS_OF_YEAR
from linli.engines.silence.habit import BANDS, LENGTHS, SPELL_FORGETTING, Habit

ABSENT_HOURS = 18.0
"""A silence that lasts a night and a morning is somebody's absence."""
ERRANDS = 0.3
"""Of shorter silences so many are people who are out, if not more; an estimate."""


def _lasted(habit: Habit, hours: float) -> float:
    """Remembered silences of at least so many hours, by the bands of the table."""
    return sum(count for place, count in enumerate(habit.spells) if LENGTHS[place % BANDS] >= hours)


def away_share(habit: Habit, silent_hours: float) -> float:
    """Share of absences among this home's silences of at least so many hours (beta prior 1, 1)."""
    absent = _lasted(habit, max(silent_hours, ABSENT_HOURS))
    return (absent + 1) / (_lasted(habit, silent_hours) + 2)


def out_share(habit: Habit, silent_hours: float) -> float:
    """Share of silences in which nobody is in: absences, and errands that water cannot tell from a rest."""
    return max(away_share(habit, silent_hours), ERRANDS)


def absences_a_year(habit: Habit) -> float:
    """How many absences a year this home has at its present pace; half a one is added for the unseen."""
    remembered = (1 - SPELL_FORGETTING**habit.known_days) / (1 - SPELL_FORGETTING)
    return (_lasted(habit, ABSENT_HOURS) + 0.5) / max(remembered, 1.0) * DAYS_OF_YEAR
