"""How much money has every voter left, exactly, while projects are bought?

Every voter starts with the same share.  A supporter of a bought project pays its price for each point given,
or all that is left; who has paid all has exactly nothing.  So a purse that is not empty holds the share less
the prices of the bought projects that its voter supports: a handful of exact fractions describes the purses
of a whole city, and sums over any set of voters need only whole numbers of how many of them paid for what.

Beside this exact book stands a floating-point image of all purses, with a proven bound on its error
(``docs/algorithms/tally.md``).  The image proposes; what it cannot tell apart for certain, the book decides.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd

import numpy as np
from numpy.typing import NDArray

from linli.engines.tally.support import Integers

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

WHOLE_IN_FLOATS = 2**53
ROUNDING = 2.0**-50
"""Eight times the rounding error of one operation: room for the few operations on each number."""


@dataclass(slots=True)
class Price:
    """The price of a bought project for each point given, and how it moves when all shares rise by one."""

    amount: int
    """Numerator over the book's common denominator."""
    slope: int


@dataclass(frozen=True, slots=True, eq=False)
class ExactPrice:
    """An exact price of a project for each point, and whom it leaves with nothing."""

    amount: int
    slope: int
    denominator: int
    broke: Flags
    """Supporters with nothing afterwards, those who had nothing before included."""
    boundary: bool = False
    """Whether some purse holds exactly what the price asks."""

    @property
    def fraction(self) -> Fraction:
        """The price as a fraction."""
        return Fraction(self.amount, self.denominator)


@dataclass(slots=True, eq=False)
class Purses:
    """The money of all groups of voters; G groups, P projects."""

    weights: Integers
    points: NDArray[np.integer]
    """Points that each group gives each project; shape G x P."""
    share: int
    """What every voter starts with: numerator over ``denominator``."""
    denominator: int
    prices: list[Price] = field(default_factory=list)
    bought: NDArray[np.integer] = field(init=False)
    """What each group gives the bought projects, in the order of purchase, then nothing; shape G x P."""
    value: Floats = field(init=False)
    slope: Floats = field(init=False)
    has_money: Flags = field(init=False)
    start: float = field(init=False)
    steepest: float = 1.0
    """Bound on the size of any purse's slope."""

    def __post_init__(self) -> None:
        groups = len(self.weights)
        self.bought = np.zeros(self.points.shape, dtype=self.points.dtype)
        self.start = self.share / self.denominator
        self.value = np.full(groups, self.start)
        self.slope = np.ones(groups)
        self.has_money = np.full(groups, self.share > 0)

    @property
    def error(self) -> float:
        """Bound on the error of the image for one voter, sums over many included."""
        return (len(self.prices) + 64) * ROUNDING * self.start

    @property
    def slope_error(self) -> float:
        """The same for slopes."""
        return (len(self.prices) + 64) * ROUNDING * self.steepest

    def held(self, groups: Integers) -> tuple[int, int]:
        """What some groups with money hold together, exactly, and how it moves: over the denominator."""
        if not len(groups):
            return 0, 0
        weights = self.weights[groups]
        voters = int(weights.sum())
        amount, slope = voters * self.share, voters * self.denominator
        for price, points in zip(self.prices, self._given(weights, groups), strict=True):
            if points:
                amount -= points * price.amount
                slope -= points * price.slope
        return amount, slope

    def each(self, groups: Integers) -> list[int]:
        """What a single voter of each group holds, exactly; for groups with money."""
        # Voters who paid for the same projects hold the same: each such purse is worked out once.
        seen: dict[bytes, int] = {}
        held = []
        for row in self._paid(groups):
            name = row.tobytes()
            if name not in seen:
                seen[name] = self.share - sum(
                    given * price.amount for given, price in zip(row.tolist(), self.prices, strict=True)
                )
            held.append(seen[name])
        return held

    def _paid(self, groups: Integers) -> NDArray[np.integer]:
        """Points that groups gave what is bought; shape: groups x purchases."""
        # Whole rows are copied many times faster than single cells are picked.
        rows: NDArray[np.integer] = self.bought.take(groups, axis=0)[:, : len(self.prices)]
        return rows

    def _given(self, weights: Integers, groups: Integers) -> list[int]:
        """Points that all voters of some groups together gave for each purchase, exactly."""
        paid = self._paid(groups)
        if int(weights.sum()) * int(np.iinfo(paid.dtype).max) >= WHOLE_IN_FLOATS:
            return [int(one) for one in weights @ paid]
        # Below that, sums of products of whole numbers are whole in floating point, and faster.
        return [int(one) for one in weights.astype(np.float64) @ paid.astype(np.float64)]

    def take(self, members: Integers, points: Integers, price: ExactPrice) -> Integers:
        """The supporters pay, all they have or the price for each point; the groups that this empties."""
        self._rescale(price)
        paid = Price(
            price.amount * self.denominator // price.denominator,
            price.slope * self.denominator // price.denominator,
        )
        image, slope = paid.amount / self.denominator, paid.slope / self.denominator
        broke = price.broke
        self.value[members] = np.where(broke, 0.0, self.value[members] - image * points)
        self.slope[members] = np.where(broke, 0.0, self.slope[members] - slope * points)
        self.steepest += abs(slope) * float(points.max())
        alive = self.has_money[members]
        self.has_money[members] = ~broke
        self.bought[members, len(self.prices)] = points
        self.prices.append(paid)
        emptied: Integers = members[alive & broke]
        return emptied

    def _rescale(self, price: ExactPrice) -> None:
        """One denominator for the whole book, as small as the new price allows."""
        factor = price.denominator // gcd(price.denominator, self.denominator)
        if factor == 1:
            return
        self.denominator *= factor
        self.share *= factor
        for one in self.prices:
            one.amount *= factor
            one.slope *= factor


def purses(weights: Integers, points: NDArray[np.integer], budget: int) -> Purses:
    """Fresh purses: the budget in equal shares for all ballots."""
    voters = max(1, int(weights.sum()))
    common = gcd(budget, voters)
    return Purses(weights, points, budget // common, voters // common)
