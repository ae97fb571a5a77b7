"""What goes into a walking round, and what comes out of planning it?"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from linli.engines.walking import Pace

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Window:
    """When somebody is at home: a visit begins between two minutes of the day, both included."""

    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Stop:
    """One door to knock on."""

    key: str
    place: int
    """Row of its entrance in the matrix of ways."""
    floor: int = 1
    """1 is the ground floor; there is no floor 0."""
    has_lift: bool = False
    order: str = ""
    """Sorts stops by building, entrance, floor and door: the order of the numbers on the doors."""
    minutes: float = 10.0
    """How long the visit takes."""
    weight: int = 1
    """How much it matters, from 1, when the day is too short for all."""
    windows: tuple[Window, ...] = ()
    """None means at any time."""


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """Metres between places, and where the round starts and ends."""

    metres: Floats
    """Shape (places, places)."""
    start: int
    end: int | None
    """None when it does not matter where the round ends."""


USUAL_PACE = Pace()


class Method(StrEnum):
    """How the order is looked for."""

    SOLVER = "solver"
    """PyVRP; search where it is not installed."""
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the walker asks of the round."""

    starts_at: int = 9 * 60
    """Minutes after midnight."""
    ends_at: int | None = None
    """When the walker wants to be done; stops that do not fit are left out, the lightest first."""
    pace: Pace = USUAL_PACE
    method: Method = Method.SOLVER
    seconds: float = 2.0
    """The solver stops then with the best so far; most days it is done earlier.  The search before it needs
    half a second at most for 80 doors."""
    seed: int = 1
    """The same input and seed give the same round, unless the clock stops the solver."""


class Cause(StrEnum):
    """Why a stop is not in the round."""

    NO_TIME = "no_time"
    """The day is too short."""
    NOT_THEN = "not_then"
    """Nobody is at home at any time of this round: its windows do not open while the walker is out."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A stop that is not in the round; it stays due."""

    stop: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class Leg:
    """The way to one stop, and when the visit can begin; for the walker on the day, never kept."""

    stop: str
    metres: float
    storeys_up: int
    """On foot; a lift is taken where it is quicker."""
    storeys_down: int
    begins_at: float
    """Minutes after midnight."""
    waits: float
    """Minutes at the door before the window opens."""


@dataclass(frozen=True, slots=True)
class Length:
    """What a round asks of the walker."""

    metres: float
    storeys: int
    """Storeys climbed on foot."""


@dataclass(frozen=True, slots=True)
class Round:
    """An order of stops, its legs, and how it compares with the order of the door numbers."""

    legs: tuple[Leg, ...]
    back_metres: float
    """From the last stop to the end of the round."""
    ends_at: float
    """Minutes after midnight."""
    length: Length
    by_number: Length
    """The same stops in the order of the numbers on the doors, coming back where nobody was at home yet."""
    left_out: tuple[LeftOut, ...]
    method: Method
    """How it was found in the end."""

    @property
    def order(self) -> tuple[str, ...]:
        """Keys of the stops, first to last."""
        return tuple(leg.stop for leg in self.legs)

    @property
    def saved(self) -> float:
        """Share of the metres in door-number order that this round saves; negative when it is longer."""
        if not self.by_number.metres:
            return 0.0
        return 1 - self.length.metres / self.by_number.metres
