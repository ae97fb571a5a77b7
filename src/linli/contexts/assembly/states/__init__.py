"""The lives of the assembly's records, one module for each part of it."""

from linli.contexts.assembly.states.ballots import BALLOT, HAND_IN, PROXY, RUN, TAKE
from linli.contexts.assembly.states.meetings import AGREE, DECIDED, HOLD, MEETING, MOTION, PUBLIC, TURN
from linli.contexts.assembly.states.promises import CONFIRM, FOLLOW, OPEN, PROMISE, PROMISE_LIFE, WORKING

__all__ = [
    "AGREE",
    "BALLOT",
    "CONFIRM",
    "DECIDED",
    "FOLLOW",
    "HAND_IN",
    "HOLD",
    "MEETING",
    "MOTION",
    "OPEN",
    "PROMISE",
    "PROMISE_LIFE",
    "PROXY",
    "PUBLIC",
    "RUN",
    "TAKE",
    "TURN",
    "WORKING",
]
