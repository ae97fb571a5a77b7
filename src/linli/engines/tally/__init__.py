"""Who wins, exactly, and why?"""

from linli.engines.tally.budget_rule import BudgetRule, RuleName, decide_budget
from linli.engines.tally.greedy_rule import Caps, Order, Overflow, greedy, threshold_of, wanted_only
from linli.engines.tally.model import Ballot, Election, Project, Remark, RemarkCode, VoteType
from linli.engines.tally.outcome import GreedyOutcome, NextInLine, Outcome, Step, Verdict
from linli.engines.tally.refusals import RefusalCode, TallyRefused
from linli.engines.tally.shares.outcome import Round, SharesOutcome, Why
from linli.engines.tally.shares.rule import Completion, equal_shares
from linli.engines.tally.support import Utility
from linli.engines.tally.ties import BY_LIST, USUAL, Tie, TieRule, Ties

__all__ = [
    "BY_LIST",
    "USUAL",
    "Ballot",
    "BudgetRule",
    "Caps",
    "Completion",
    "Election",
    "GreedyOutcome",
    "NextInLine",
    "Order",
    "Outcome",
    "Overflow",
    "Project",
    "RefusalCode",
    "Remark",
    "RemarkCode",
    "Round",
    "RuleName",
    "SharesOutcome",
    "Step",
    "TallyRefused",
    "Tie",
    "TieRule",
    "Ties",
    "Utility",
    "Verdict",
    "VoteType",
    "Why",
    "decide_budget",
    "equal_shares",
    "greedy",
    "threshold_of",
    "wanted_only",
]
