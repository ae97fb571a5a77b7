"""How much more could every voter be given before anything about a run changes?

In a run every purse, every price and every comparison is a straight line in the share that voters start
with, as long as the same projects are bought in the same order and the same purses are emptied.  The first
crossing of two such lines, less all bounds on rounding, is a share up to which the same projects win.
"""

from dataclasses import dataclass, field
from math import inf

import numpy as np

from linli.engines.tally.shares.pricing import Candidate, Estimate, TooDear, add
from linli.engines.tally.shares.purses import Purses


@dataclass(frozen=True, slots=True)
class Line:
    """A price of a unit of utility that a project cannot be under, and the bounds of its slope."""

    low: float
    slope: float
    rise: float


@dataclass(slots=True)
class Horizon:
    """The least rise of the share, in smallest parts of money, that could change something."""

    reach: float = inf
    lines: "dict[int, Line]" = field(default_factory=dict)
    """For each project still open."""

    def ends_here(self) -> None:
        """Nothing can be said about a larger share."""
        self.reach = 0.0

    def too_dear(self, one: Candidate, found: TooDear, purses: Purses) -> None:
        """A project stays out of reach until its supporters have its cost."""
        rise = float(add(one.weights * purses.slope[one.members])) + one.voters * purses.slope_error
        self.lines.pop(one.place, None)
        if rise > 0:
            self.reach = min(self.reach, found.missing / rise)

    def priced(self, one: Candidate, near: Estimate, purses: Purses) -> None:
        """A price keeps its line until a supporter can no longer pay in full, or can again."""
        slopes, error = purses.slope[one.members], one.voters * purses.slope_error
        slope = -float(add((one.weights * slopes)[near.poor])) / near.rest
        self.lines[one.place] = Line(near.low, (slope - error) / one.worth, (slope + error) / one.worth)
        above = near.purses - near.price * one.points
        gap = np.abs(above) - 2 * near.margin * (1 + one.points)
        closing = 2 * error * (1 + one.points) - np.sign(above) * (slopes - slope * one.points)
        moving = closing > 0
        if moving.any():
            self.reach = min(self.reach, float((gap[moving] / closing[moving]).min()))

    def bought(self, one: Candidate, near: Estimate) -> None:
        """The project that was bought stays the cheapest until another line falls below its own."""
        rise = self.lines.pop(one.place).rise
        for line in self.lines.values():
            if rise > line.slope:
                self.reach = min(self.reach, (line.low - near.high) / (rise - line.slope))
