"""What did any set of voters pay for each purchase, and what have they left, exactly?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from linli.engines.tally.shares.running import Run
from linli.engines.tally.support import Integers


@dataclass(frozen=True, slots=True)
class Account:
    """Money of a set of voters over a run."""

    started_with: Fraction
    paid: tuple[Fraction, ...]
    """For each purchase of the run, in order."""

    @property
    def left(self) -> Fraction:
        """What they still held in the end."""
        return self.started_with - sum(self.paid)

    def left_before(self, purchase: int) -> Fraction:
        """What they held before a purchase, counted from 0."""
        return self.started_with - sum(self.paid[:purchase])


@dataclass(slots=True, eq=False)
class Accounts:
    """The accounts of a run, for any set of its voters; R purchases, G groups of identical ballots."""

    run: Run
    paying: Integers = field(init=False)
    """Points for which each group paid the full price at each purchase; shape G x R."""

    def __post_init__(self) -> None:
        bought = [purchase.one.place for purchase in self.run.bought]
        ended = np.full(len(self.run.plan.found.weights), len(bought))
        for at, purchase in enumerate(self.run.bought):
            ended[purchase.emptied] = at
        pays = np.arange(len(bought)) < ended[:, None]
        self.paying = self.run.plan.points[:, bought].astype(np.int64) * pays

    def of(self, voters: Integers) -> Account:
        """The account of some voters: how many of each group; shape G."""
        purses = self.run.purses
        full: list[int] = (voters @ self.paying).tolist()
        paid = [points * price.amount for points, price in zip(full, purses.prices, strict=True)]
        for at, purchase in enumerate(self.run.bought):
            groups = purchase.emptied[voters[purchase.emptied] > 0]
            if len(groups):
                paid[at] += self._rest(voters[groups], groups, at)
        start = Fraction(int(voters.sum()) * purses.share, purses.denominator)
        return Account(start, tuple(Fraction(one, purses.denominator) for one in paid))

    def _rest(self, voters: Integers, groups: Integers, at: int) -> int:
        """What voters held who gave all they had for a purchase: their share less what they had paid."""
        purses = self.run.purses
        given: list[int] = (voters @ self.paying[groups, :at]).tolist()
        paid_before = zip(given, purses.prices[:at], strict=True)
        return int(voters.sum()) * purses.share - sum(points * price.amount for points, price in paid_before)


def supporters(run: Run, place: int) -> Integers:
    """The supporters of a project, as voters of each group."""
    voters = np.zeros(len(run.plan.found.weights), dtype=np.int64)
    members = run.plan.found.members[place]
    voters[members] = run.plan.found.weights[members]
    return voters


def voters_of(run: Run, ballots: Sequence[int]) -> Integers:
    """Some ballots, by their place in the election, as voters of each group."""
    found = run.plan.found
    counted: Integers = np.bincount(
        found.group_of[np.asarray(ballots, dtype=np.int64)], minlength=len(found.weights)
    ).astype(np.int64)
    return counted
