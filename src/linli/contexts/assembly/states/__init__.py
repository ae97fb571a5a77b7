"""The lives of the assembly's records, one module for each part of it."""

from linli.contexts.assembly.states.ballots import BALLOT, HAND_IN, RUN, TAKE

__all__ = ["BALLOT", "HAND_IN", "RUN", "TAKE"]
