"""The expressions of XLSForms (XPath 1.0 with OpenRosa's functions): read, checked and valued.

The same is written once more in frontend/islands/checklist/expressions.ts; both are judged by
tests/engines/checklists/expressions/vectors.json.
"""

from linli.engines.checklists.expressions.evaluation import value_of
from linli.engines.checklists.expressions.grammar import parse
from linli.engines.checklists.expressions.moments import Moment, moment_of
from linli.engines.checklists.expressions.tokens import Unreadable
from linli.engines.checklists.expressions.values import Element, Nodes, to_number, to_text, to_truth
from linli.engines.checklists.expressions.world import Scope, World, place_of

__all__ = [
    "Element",
    "Moment",
    "Nodes",
    "Scope",
    "Unreadable",
    "World",
    "moment_of",
    "parse",
    "place_of",
    "to_number",
    "to_text",
    "to_truth",
    "value_of",
]
