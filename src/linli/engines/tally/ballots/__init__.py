"""Which ballots count, and can anybody count them again?"""

from linli.engines.tally.ballots.casting import (
    AsideCode,
    Cast,
    Channel,
    Conflict,
    Counted,
    Counts,
    Form,
    Per,
    SetAside,
    count,
    fault,
)
from linli.engines.tally.ballots.receipts import code, read_code, tag
from linli.engines.tally.ballots.record import Recount, fingerprint, found_by, marked, record, recount
from linli.engines.tally.ballots.votes import BudgetVote, Marked, OptionsVote, Result, Vote, elect, result

__all__ = [
    "AsideCode",
    "BudgetVote",
    "Cast",
    "Channel",
    "Conflict",
    "Counted",
    "Counts",
    "Form",
    "Marked",
    "OptionsVote",
    "Per",
    "Recount",
    "Result",
    "SetAside",
    "Vote",
    "code",
    "count",
    "elect",
    "fault",
    "fingerprint",
    "found_by",
    "marked",
    "read_code",
    "record",
    "recount",
    "result",
    "tag",
]
