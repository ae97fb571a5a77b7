"""Which projects do the voters buy when each has the same share to spend?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from heapq import heappop, heappush
from math import inf

import numpy as np
from numpy.typing import NDArray

from linli.engines.tally.shares.horizon import Horizon, Line
from linli.engines.tally.shares.pricing import (
    Candidate,
    Estimate,
    TooDear,
    affordable,
    estimate,
    exact,
)
from linli.engines.tally.shares.purses import ExactPrice, Purses, purses
from linli.engines.tally.support import Integers, Support, Utility, alike
from linli.engines.tally.ties import Precedence


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What stays the same in all runs of a count."""

    found: Support
    first: Precedence
    free: tuple[int, ...]
    """Projects that cost nothing and that somebody supports, in the order of selection."""
    candidates: tuple[Candidate, ...]
    points: NDArray[np.integer]
    """What each group gives each project; shape: groups x projects."""


@dataclass(frozen=True, slots=True, eq=False)
class Purchase:
    """One purchase of a run."""

    one: Candidate
    price: ExactPrice
    tied: tuple[int, ...]
    emptied: Integers
    """Groups that had money and have none any more."""
    without_money: int
    """Supporters whose purse was empty before."""


@dataclass(slots=True, eq=False)
class Run:
    """A run from equal shares to the point where nothing more can be bought."""

    plan: Plan
    purses: Purses
    bought: list[Purchase] = field(default_factory=list)
    horizon: Horizon | None = None

    @property
    def cost(self) -> int:
        """What the bought projects cost together."""
        return sum(purchase.one.cost for purchase in self.bought)

    @property
    def winners(self) -> tuple[int, ...]:
        """Projects in the order of selection, free ones first."""
        return (*self.plan.free, *(purchase.one.place for purchase in self.bought))


def plan(found: Support, first: Precedence, utility: Utility) -> Plan:
    """The projects that somebody supports, with what each point of support is worth."""
    points = alike(found, utility)
    wanted = [one for one in range(len(found.keys)) if len(found.members[one])]
    return Plan(
        found=found,
        first=first,
        free=tuple(sorted((one for one in wanted if not found.costs[one]), key=first.place.__getitem__)),
        candidates=tuple(
            Candidate(
                place=one,
                cost=found.costs[one],
                members=found.members[one],
                points=points[one],
                weights=found.weights[found.members[one]],
                mass=found.weights[found.members[one]] * points[one],
                voters=found.votes[one],
                total=int((found.weights[found.members[one]] * points[one]).sum()),
                worth=found.costs[one] if utility is Utility.COST else 1,
                most=int(points[one].max()),
            )
            for one in wanted
            if found.costs[one]
        ),
        points=_table(found, points),
    )


def _table(found: Support, points: Sequence[Integers]) -> NDArray[np.integer]:
    """All points by group and project, in the smallest whole numbers that hold them."""
    most = max((int(one.max()) for one in points if len(one)), default=1)
    table = np.zeros((len(found.weights), len(points)), dtype=np.min_scalar_type(-most))
    for place, given in enumerate(points):
        table[found.members[place], place] = given
    return table


def run(plan: Plan, budget: int, *, horizon: Horizon | None = None) -> Run:
    """Buys the project with the cheapest unit of utility, again and again, until none can be paid."""
    found = Run(plan, purses(plan.found.weights, plan.points, budget), horizon=horizon)
    floors = {one.place: one.floor * (1 - 1e-15) for one in plan.candidates}
    market = _Market(
        found,
        {one.place: one for one in plan.candidates},
        sorted((low, place) for place, low in floors.items()),
    )
    if horizon is not None:
        horizon.lines.update((place, Line(low, 0.0, 0.0)) for place, low in floors.items())
    while offer := market.cheapest():
        one, price = offer.one, offer.price
        without = int(one.weights[~found.purses.has_money[one.members]].sum())
        emptied = found.purses.take(one.members, one.points, price)
        found.bought.append(Purchase(one, price, offer.tied, emptied, without))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Offer:
    one: Candidate
    price: ExactPrice
    tied: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Bid:
    """A project with what is known of its price in this round."""

    one: Candidate
    near: Estimate | None
    low: float
    high: float


@dataclass(slots=True)
class _Market:
    """The projects that are not bought yet, by the least that a unit of utility of each can cost."""

    run: Run
    candidates: Mapping[int, Candidate]
    low: list[tuple[float, int]]
    """A heap.  Prices only rise while purses empty: what a project cost before, it costs at least now."""

    def cheapest(self) -> _Offer | None:
        """Takes the project to buy next from the market; None when nobody can pay for anything more."""
        bids, best = self._bids()
        contenders = [bid for bid in bids if bid.low <= best]
        if not contenders:
            return None
        prices = [exact(bid.one, self.run.purses, bid.near) for bid in contenders]
        chosen, tied = self._choice(contenders, prices)
        won = contenders[chosen].one
        for bid in bids:
            if bid.one is not won:
                heappush(self.low, (bid.low, bid.one.place))
        if self.run.horizon is not None:
            self._look_ahead(self.run.horizon, contenders, prices, chosen)
        return _Offer(won, prices[chosen], tied)

    def _bids(self) -> tuple[list[_Bid], float]:
        """Bids of all projects that could be the cheapest, and a price that the cheapest is not above."""
        best, bids = inf, []
        while self.low and self.low[0][0] <= best:
            _low, place = heappop(self.low)
            if bid := self._bid(self.candidates[place]):
                best = min(best, bid.high)
                bids.append(bid)
        return bids, best

    def _bid(self, one: Candidate) -> _Bid | None:
        near, horizon = estimate(one, self.run.purses), self.run.horizon
        if isinstance(near, Estimate):
            if horizon is not None:
                horizon.priced(one, near, self.run.purses)
            return _Bid(one, near, near.low, near.high)
        if isinstance(near, TooDear):
            if horizon is not None:
                horizon.too_dear(one, near, self.run.purses)
            return None
        return self._narrow(one)

    def _narrow(self, one: Candidate) -> _Bid | None:
        """Where the supporters hold nearly what it costs, exact numbers say whether that is enough."""
        if self.run.horizon is not None:
            self.run.horizon.ends_here()
        if not affordable(one, self.run.purses):
            return None
        price = exact(one, self.run.purses, None)
        near = price.amount / (price.denominator * one.worth)
        return _Bid(one, None, near * (1 - 1e-15), near * (1 + 1e-15))

    def _choice(self, bids: Sequence[_Bid], prices: Sequence[ExactPrice]) -> tuple[int, tuple[int, ...]]:
        """The cheapest bid, and all projects that cost exactly the same."""
        if len(bids) == 1:
            return 0, ()
        cost = [price.fraction / bid.one.worth for bid, price in zip(bids, prices, strict=True)]
        best = min(cost)
        tied = [at for at, one in enumerate(cost) if one == best]
        first = self.run.plan.first.first([bids[at].one.place for at in tied])
        chosen = next(at for at in tied if bids[at].one.place == first)
        return chosen, tuple(bids[at].one.place for at in tied) if len(tied) > 1 else ()

    def _look_ahead(
        self, horizon: Horizon, bids: Sequence[_Bid], prices: Sequence[ExactPrice], chosen: int
    ) -> None:
        """How long the same project stays the one to buy."""
        won, price = bids[chosen], prices[chosen]
        for bid, other in zip(bids, prices, strict=True):
            # Lines that lie on each other stay so: the same rule for ties decides as long as they last.
            if bid is not won and _line(bid, other) == _line(won, price):
                horizon.lines.pop(bid.one.place, None)
        if won.near is None or price.boundary:
            horizon.ends_here()
            horizon.lines.pop(won.one.place, None)
        else:
            horizon.bought(won.one, won.near)


def _line(bid: _Bid, price: ExactPrice) -> tuple[Fraction, Fraction]:
    """Price of a unit of utility, and its slope."""
    share = price.denominator * bid.one.worth
    return Fraction(price.amount, share), Fraction(price.slope, share)


def spare(found: Run) -> bool:
    """Whether any project that somebody supports was left out."""
    return len(found.bought) < len(found.plan.candidates)
