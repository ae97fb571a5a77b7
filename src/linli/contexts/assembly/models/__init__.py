"""Tables of the assembly."""

from linli.contexts.assembly.models.ballots import About, Ballot, HandIn, Kind, Part, RollChange, State, Unit
from linli.contexts.assembly.models.keeping import Brought, RollErasure
from linli.contexts.assembly.models.promises import (
    AT_WORK,
    Participant,
    Promise,
    PromiseState,
    PromiseStep,
    PromiseVoice,
    SourceKind,
)
from linli.contexts.assembly.models.proxies import Proxy

__all__ = [
    "AT_WORK",
    "About",
    "Ballot",
    "Brought",
    "HandIn",
    "Kind",
    "Part",
    "Participant",
    "Promise",
    "PromiseState",
    "PromiseStep",
    "PromiseVoice",
    "Proxy",
    "RollChange",
    "RollErasure",
    "SourceKind",
    "State",
    "Unit",
]
