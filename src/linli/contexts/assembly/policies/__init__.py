"""Who may do what in the assembly, one module for each part of it."""

from linli.contexts.assembly.policies import meetings, promises
from linli.contexts.assembly.policies.ballots import (
    ballots_seen,
    may_begin,
    may_confirm,
    may_enter,
    may_erase,
    may_run,
    may_set_aside,
    may_take,
    may_tell,
    may_vote,
    may_withdraw,
    seats_seen,
)

__all__ = [
    "ballots_seen",
    "may_begin",
    "may_confirm",
    "may_enter",
    "may_erase",
    "may_run",
    "may_set_aside",
    "may_take",
    "may_tell",
    "may_vote",
    "may_withdraw",
    "meetings",
    "promises",
    "seats_seen",
]
