"""What is decided about a home's guard, and what is remembered of the home?"""

from dataclasses import dataclass
from math import inf

from linli.engines.silence.budget import HOURS_OF_YEAR, SENSIBLE, Ledger
from linli.engines.silence.community import COMMUNITY
from linli.engines.silence.flow import Flow
from linli.engines.silence.habit import Habit, first_habit
from linli.engines.silence.hours import Calendar, plain_week, wall_hours
from linli.engines.silence.intake import HOURLY, Meter
from linli.engines.silence.model import Reading
from linli.engines.silence.prior import Prior
from linli.engines.silence.spell import Spell

LEARNING_DAYS = 14.0
UNHEARD = Spell(began=-inf, whole=False, rung=True)
"""Nobody has used water here yet, so nobody has fallen silent."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What people and the place decide: the same for many homes."""

    accepted: float = SENSIBLE
    """Accepted false alarms per home-year."""
    calendar: Calendar = plain_week
    meter: Meter = HOURLY
    prior: Prior = COMMUNITY
    learning_days: float = LEARNING_DAYS


@dataclass(frozen=True, slots=True)
class HomeState:
    """Everything remembered about one home; ``packing`` writes it in a kilobyte."""

    last: Reading
    first: float
    """Wall hours of the first reading."""
    observed: float
    """Hours observed since."""
    scored_from: float
    """Wall hours from which alarms can ring; infinite while learning."""
    false_alarms: int
    """Alarms of a silence after which water was used again."""
    watched: float
    """Hours in which an alarm could have rung."""
    habit: Habit
    spell: Spell
    flow: Flow
    trail: int = 0
    """Use in the last 24 clock hours, one bit each, the latest lowest."""

    @property
    def last_hours(self) -> float:
        """Wall hours of the last reading."""
        return wall_hours(self.last.at)

    @property
    def ledger(self) -> Ledger:
        """What experience with this home counts in its community's."""
        return Ledger(self.false_alarms, self.watched / HOURS_OF_YEAR)


def begin(reading: Reading, setting: Setting) -> HomeState:
    """The state of a home with its first reading; nothing can ring before it has been heard once."""
    now = wall_hours(reading.at)
    habit = first_habit(setting.prior.hourly, int(now // 24))
    return HomeState(reading, now, 0.0, inf, 0, 0.0, habit, UNHEARD, Flow())
