"""Who wins when everybody has the same share of the money, and supporters pay for what they want?

The Method of Equal Shares (Peters and Skowron 2020; with costs: Peters, Pierczyński and Skowron 2021).
"""

from enum import StrEnum
from fractions import Fraction

from linli.engines.tally.greedy_rule import rest_of
from linli.engines.tally.model import Election
from linli.engines.tally.refusals import RefusalCode, TallyRefused
from linli.engines.tally.shares.outcome import SharesOutcome, nearest, rounds_of, ties_of
from linli.engines.tally.shares.raising import Raised, raised
from linli.engines.tally.shares.running import Plan, plan, run
from linli.engines.tally.support import Utility, refuse_points_without, support
from linli.engines.tally.ties import USUAL, Ties, precedence


class Completion(StrEnum):
    """What becomes of money that no project's supporters can spend together."""

    NONE = "none"
    """It stays unspent."""
    ADD1 = "add1"
    """Shares are raised by one unit of money for every voter as long as the outcome fits the budget."""
    ADD1U = "add1u"
    """The same, then the most wanted of the rest as they fit."""
    GREEDY = "greedy"
    """The most wanted of the rest as they fit, without raising."""


def equal_shares(
    election: Election,
    *,
    utility: Utility = Utility.COST,
    completion: Completion = Completion.NONE,
    exhaustive: bool = False,
    ties: Ties = USUAL,
    raise_by: int | None = None,
) -> SharesOutcome:
    """The Method of Equal Shares in exact numbers.

    ``exhaustive`` ends the raising where no project fits into what is left; without it the raising goes on
    to the last outcome that the budget can pay, as the towns did whose results are published.  ``raise_by``
    is what each voter gets more at each step, in smallest parts; by default one unit of the currency.
    """
    utility, completion = Utility(utility), Completion(completion)
    refuse_points_without(election, utility)
    step = election.one if raise_by is None else raise_by
    if step <= 0:
        raise TallyRefused(RefusalCode.WRONG_OPTION, f"raise_by {raise_by}")
    found = support(election)
    first = precedence(found, ties)
    reached = _reached(plan(found, first, utility), election.budget, completion, step, exhaustive=exhaustive)
    added = []
    if completion in (Completion.ADD1U, Completion.GREEDY):
        added = rest_of(found, reached.run.winners, election.budget - reached.run.cost, first)
    return _outcome(election, reached, added, step)


def _reached(given: Plan, budget: int, completion: Completion, step: int, *, exhaustive: bool) -> Raised:
    voters = given.found.voters
    if completion in (Completion.ADD1, Completion.ADD1U) and voters:
        return raised(given, budget, step * voters, exhaustive=exhaustive)
    return Raised(run(given, budget), raises=0, went_over=False)


def _outcome(election: Election, reached: Raised, added: list[int], step: int) -> SharesOutcome:
    found, won = reached.run.plan.found, (*reached.run.winners, *added)
    cost = sum(found.costs[one] for one in won)
    equal = Fraction(election.budget, found.voters) if found.voters else Fraction(0)
    return SharesOutcome(
        winners=tuple(found.keys[one] for one in won),
        cost=cost,
        unspent=election.budget - cost,
        ties=tuple(ties_of(reached.run)),
        next_in_line=nearest(reached.run, set(won)),
        rounds=tuple(rounds_of(reached.run, added)),
        share=equal + reached.raises * step,
        equal_share=equal,
        raises=reached.raises,
        went_over=reached.went_over,
        run=reached.run,
    )
