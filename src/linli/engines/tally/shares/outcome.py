"""What did the Method of Equal Shares decide, purchase by purchase?"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from linli.engines.tally.outcome import NextInLine, Outcome
from linli.engines.tally.shares.running import Run
from linli.engines.tally.ties import Tie


class Why(StrEnum):
    """How a round came to its project."""

    FREE = "free"
    """It costs nothing and somebody wants it."""
    SHARED = "shared"
    """Its supporters paid for it."""
    COMPLETION = "completion"
    """It was added with the money that nobody's share could pay for."""


@dataclass(frozen=True, slots=True)
class Round:
    """One purchase: what it cost each supporter."""

    project: str
    why: Why
    cost: int
    price: Fraction
    """What a supporter pays for each point given (an approval is one), unless the purse is empty first."""
    per_utility: Fraction
    """Price of one unit of utility, by which projects are compared; the lowest is bought first."""
    kept_money: int
    """Supporters who paid the whole price and have something left."""
    gave_all: int
    """Supporters who gave all that they had left, which was not more than the price."""
    had_none: int
    """Supporters whose purse was empty before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharesOutcome(Outcome):
    """Equal shares, round by round."""

    rounds: tuple[Round, ...]
    share: Fraction
    """What every voter had to spend in the run that decided."""
    equal_share: Fraction
    """The budget divided by the number of ballots."""
    raises: int = 0
    """How often the share was raised."""
    went_over: bool = False
    """Whether the next larger share was tried and its outcome cost more than the budget."""
    run: Run = field(compare=False, repr=False)
    """The purchases with all purses, for explanations."""


def rounds_of(run: Run, added: list[int]) -> Iterator[Round]:
    """All purchases: what is free, what was shared, what was added to complete the outcome."""
    found, purses = run.plan.found, run.purses
    nothing = Fraction(0)
    for place in run.plan.free:
        yield Round(found.keys[place], Why.FREE, 0, nothing, nothing, found.votes[place], 0, 0)
    for purchase, paid in zip(run.bought, purses.prices, strict=True):
        one = purchase.one
        price = Fraction(paid.amount, purses.denominator)
        emptied = int(found.weights[purchase.emptied].sum())
        yield Round(
            project=found.keys[one.place],
            why=Why.SHARED,
            cost=one.cost,
            price=price,
            per_utility=price / one.worth,
            kept_money=one.voters - emptied - purchase.without_money,
            gave_all=emptied,
            had_none=purchase.without_money,
        )
    for place in added:
        cost = found.costs[place]
        yield Round(found.keys[place], Why.COMPLETION, cost, nothing, nothing, 0, 0, 0)


def ties_of(run: Run) -> Iterator[Tie]:
    """The ties that a rule had to decide in the run that counts."""
    return (run.plan.first.told(purchase.tied) for purchase in run.bought if purchase.tied)


def nearest(run: Run, won: set[int]) -> NextInLine | None:
    """The project whose supporters hold the largest part of its cost, and what is missing."""
    purses, best = run.purses, None
    for one in run.plan.candidates:
        if one.place in won:
            continue
        alive = one.members[purses.has_money[one.members]]
        held = Fraction(purses.held(alive)[0], purses.denominator)
        if best is None or held / one.cost > best[0]:
            best = held / one.cost, one.place, one.cost - held
    return None if best is None else NextInLine(run.plan.found.keys[best[1]], best[2])
