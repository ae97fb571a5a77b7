"""Why did this project win and that one not, and what did a building, an age group or one voter get?"""

from linli.engines.tally.explaining.projects import Fate, ProjectAccount, Taken, project_accounts
from linli.engines.tally.explaining.voters import (
    REST,
    BesideGreedy,
    GroupAccount,
    Payment,
    Served,
    VoterAccount,
    banded,
    beside_greedy,
    group_accounts,
    served,
    voter_account,
)

__all__ = [
    "REST",
    "BesideGreedy",
    "Fate",
    "GroupAccount",
    "Payment",
    "ProjectAccount",
    "Served",
    "Taken",
    "VoterAccount",
    "banded",
    "beside_greedy",
    "group_accounts",
    "project_accounts",
    "served",
    "voter_account",
]
