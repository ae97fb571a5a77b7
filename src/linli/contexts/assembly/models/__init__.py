"""Tables of the assembly."""

from linli.contexts.assembly.models.ballots import About, Ballot, HandIn, Kind, Part, RollChange, State, Unit
from linli.contexts.assembly.models.promises import (
    AT_WORK,
    Participant,
    Promise,
    PromiseState,
    PromiseStep,
    PromiseVoice,
    SourceKind,
)

__all__ = [
    "AT_WORK",
    "About",
    "Ballot",
    "HandIn",
    "Kind",
    "Part",
    "Participant",
    "Promise",
    "PromiseState",
    "PromiseStep",
    "PromiseVoice",
    "RollChange",
    "SourceKind",
    "State",
    "Unit",
]
