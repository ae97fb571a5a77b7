"""What would a project cost each of its supporters now: nearly, and exactly?

The price p of a point solves  sum over supporters of min(purse, p x points) = cost  (Peters, Pierczyński
and Skowron, "Proportional Participatory Budgeting with Additive Utilities", 2021).  The left side rises with
p and bends down only, by at least one unit of money for each unit of price as long as somebody can pay more.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import gcd

import numpy as np

from linli.engines.tally.shares.purses import ExactPrice, Flags, Floats, Purses
from linli.engines.tally.support import Integers


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A project that somebody supports and that costs something."""

    place: int
    cost: int
    members: Integers
    points: Integers
    weights: Integers
    mass: Integers
    """Ballots of each group times its points."""
    voters: int
    total: int
    """All its points."""
    worth: int
    """Utility of one point of it: its cost, or 1."""
    most: int
    """Most points that one supporter gives it."""

    @property
    def floor(self) -> float:
        """The least that a unit of utility can ever cost: all supporters pay alike."""
        return self.cost / (self.total * self.worth)


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """A price in floating point, and how far it can be from the true one."""

    price: float
    rest: int
    """Points of the supporters who can pay in full."""
    margin: float
    purses: Floats
    poor: Flags
    worth: int
    all_can_pay: bool = False
    """Whether every supporter has more than the price asks, for certain."""

    @property
    def low(self) -> float:
        """The price of a unit of utility is at least this."""
        return (self.price - self.margin) / self.worth * (1 - BLUR)

    @property
    def high(self) -> float:
        """The price of a unit of utility is at most this."""
        return (self.price + self.margin) / self.worth * (1 + BLUR)


@dataclass(frozen=True, slots=True)
class TooDear:
    """Its supporters do not have enough together."""

    missing: float
    """Money that is missing, at least."""


class Unsure:
    """Supporters have so nearly the cost that only exact numbers can tell."""


UNSURE = Unsure()
BLUR = 1e-15
"""For the rounding of the few operations that turn a price into one of a unit of utility."""
add = np.add.reduce


def estimate(one: Candidate, purses: Purses) -> Estimate | TooDear | Unsure:
    """The price nearly, with a certain bound; or that there is none, or that this way cannot tell."""
    held = purses.value[one.members]
    margin = one.voters * purses.error
    price = one.cost / one.total
    # Most projects are wanted by nobody who is short of money: then all pay alike, and no sum is needed.
    if float(np.minimum.reduce(held - price * one.points)) > 2 * margin * (1 + one.most):
        nobody = np.zeros(len(held), dtype=np.bool_)
        return Estimate(price, one.total, margin, held, nobody, one.worth, all_can_pay=True)
    money = one.weights * held
    # numpy's own sum adds in pairs, which the error bound relies on; a dot product would not.
    total = float(add(money))
    if total < one.cost - margin:
        return TooDear(one.cost - total - margin)
    if total < one.cost + margin:
        return UNSURE
    rest, short = one.total, 0
    while True:
        poor = held < price * one.points
        count = int(np.count_nonzero(poor))
        if count == short:
            break
        short, rest = count, one.total - int(add(one.mass[poor]))
        if rest <= 0:
            return UNSURE
        price = (one.cost - float(add(money[poor]))) / rest
    return Estimate(price, rest, margin, held, poor, one.worth)


def affordable(one: Candidate, purses: Purses) -> bool:
    """Whether the supporters have enough together, exactly."""
    alive = one.members[purses.has_money[one.members]]
    return purses.held(alive)[0] >= one.cost * purses.denominator


def exact(one: Candidate, purses: Purses, near: Estimate | None) -> ExactPrice:
    """The exact price of an affordable project, and whom it leaves with nothing.

    The estimate tells for most supporters whether they can pay in full; the others are taken one by one
    from the poorest.  Without an estimate all are.
    """
    if near is not None and near.all_can_pay:
        return _shared_alike(one, purses)
    alive = purses.has_money[one.members]
    if near is None:
        broke, vague = ~alive, np.flatnonzero(alive)
    else:
        above = near.purses - near.price * one.points
        blur = 2 * near.margin * (1 + one.points)
        broke, vague = ~alive | (above < -blur), np.flatnonzero(alive & (np.abs(above) <= blur))
    paid, slope = purses.held(one.members[alive & broke])
    rest = one.total - int(add(one.mass[broke]))
    owed, fall = one.cost * purses.denominator - paid, -slope
    boundary = False
    for at, held in _from_the_poorest(one, purses, vague):
        points = int(one.points[at])
        if held * rest > owed * points:
            break
        broke[at] = True
        if held * rest == owed * points:
            boundary = True
        else:
            group = purses.held(one.members[at : at + 1])
            owed, fall, rest = owed - group[0], fall - group[1], rest - int(one.mass[at])
    shared = gcd(owed, fall, rest)
    return ExactPrice(
        amount=owed // shared,
        slope=fall // shared,
        denominator=purses.denominator * (rest // shared),
        broke=broke,
        boundary=boundary,
    )


def _shared_alike(one: Candidate, purses: Purses) -> ExactPrice:
    """The price where all supporters pay in full."""
    owed = one.cost * purses.denominator
    shared = gcd(owed, one.total)
    return ExactPrice(
        amount=owed // shared,
        slope=0,
        denominator=purses.denominator * (one.total // shared),
        broke=np.zeros(len(one.members), dtype=np.bool_),
    )


def _from_the_poorest(one: Candidate, purses: Purses, places: Integers) -> list[tuple[int, int]]:
    """Supporters by what they hold for each point, with it; exact."""
    if not len(places):
        return []
    held = purses.each(one.members[places])
    return sorted(
        zip((int(at) for at in places), held, strict=True),
        key=lambda pair: Fraction(pair[1], int(one.points[pair[0]])),
    )
