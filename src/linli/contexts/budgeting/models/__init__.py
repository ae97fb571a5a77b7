"""The tables of participatory budgets."""

from linli.contexts.budgeting.models.past import Past
from linli.contexts.budgeting.models.proposals import (
    Change,
    ChangeState,
    Channel,
    Estimate,
    Proposal,
    ProposalState,
    Telling,
    Word,
)
from linli.contexts.budgeting.models.rounds import Objection, Round, RoundState, Rule, Unit, VoteKind
from linli.contexts.budgeting.models.works import Line, LineKind, Milestone, Score

__all__ = [
    "Change",
    "ChangeState",
    "Channel",
    "Estimate",
    "Line",
    "LineKind",
    "Milestone",
    "Objection",
    "Past",
    "Proposal",
    "ProposalState",
    "Round",
    "RoundState",
    "Rule",
    "Score",
    "Telling",
    "Unit",
    "VoteKind",
    "Word",
]
