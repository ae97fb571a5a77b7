"""The lives of the assembly's records, one module for each part of it."""

from linli.contexts.assembly.states.ballots import BALLOT, HAND_IN, PROXY, RUN, TAKE
from linli.contexts.assembly.states.promises import CONFIRM, FOLLOW, OPEN, PROMISE, PROMISE_LIFE, WORKING

__all__ = [
    "BALLOT",
    "CONFIRM",
    "FOLLOW",
    "HAND_IN",
    "OPEN",
    "PROMISE",
    "PROMISE_LIFE",
    "PROXY",
    "RUN",
    "TAKE",
    "WORKING",
]
