"""Which published rule decides about the money, with all its options in one place?"""

from dataclasses import dataclass
from enum import StrEnum

from linli.engines.tally.greedy_rule import Caps, Order, Overflow, greedy
from linli.engines.tally.model import Election
from linli.engines.tally.outcome import GreedyOutcome
from linli.engines.tally.shares.outcome import SharesOutcome
from linli.engines.tally.shares.rule import Completion, equal_shares
from linli.engines.tally.support import Utility
from linli.engines.tally.ties import USUAL, Ties


class RuleName(StrEnum):
    """The two rules."""

    GREEDY = "greedy"
    EQUAL_SHARES = "equal-shares"


@dataclass(frozen=True, slots=True)
class BudgetRule:
    """A rule as it is published before the vote; options of the other rule are ignored."""

    name: RuleName
    ties: Ties = USUAL
    order: Order = Order.SCORE
    threshold: int | None = None
    overflow: Overflow | None = None
    caps: Caps = Caps.IGNORED
    utility: Utility = Utility.COST
    completion: Completion = Completion.ADD1U
    exhaustive: bool = False
    raise_by: int | None = None


def decide_budget(election: Election, rule: BudgetRule) -> GreedyOutcome | SharesOutcome:
    """The outcome of an election by a rule."""
    if rule.name is RuleName.GREEDY:
        return greedy(
            election,
            order=rule.order,
            threshold=rule.threshold,
            overflow=rule.overflow,
            ties=rule.ties,
            caps=rule.caps,
        )
    return equal_shares(
        election,
        utility=rule.utility,
        completion=rule.completion,
        exhaustive=rule.exhaustive,
        ties=rule.ties,
        raise_by=rule.raise_by,
    )
