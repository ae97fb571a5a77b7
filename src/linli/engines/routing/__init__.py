"""Routing: which body answers for this request, by ordered rules that explain and check themselves."""

from linli.engines.routing.deciding import Decision, Verdict, decide, explain, holds
from linli.engines.routing.linting import Fault, Finding, Known, lint
from linli.engines.routing.model import BadRule, Condition, Facts, Rule, as_data, rules_from

__all__ = [
    "BadRule",
    "Condition",
    "Decision",
    "Facts",
    "Fault",
    "Finding",
    "Known",
    "Rule",
    "Verdict",
    "as_data",
    "decide",
    "explain",
    "holds",
    "lint",
    "rules_from",
]
