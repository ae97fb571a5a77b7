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
from linli.contexts.assembly.models.spaces import OpenSpace
from linli.contexts.assembly.models.statements import Answer, Moderation, Statement
from linli.contexts.assembly.models.topics import Merge, News, Second, Topic, Version

__all__ = [
    "AT_WORK",
    "About",
    "Answer",
    "Ballot",
    "Brought",
    "HandIn",
    "Kind",
    "Merge",
    "Moderation",
    "News",
    "OpenSpace",
    "Part",
    "Participant",
    "Promise",
    "PromiseState",
    "PromiseStep",
    "PromiseVoice",
    "Proxy",
    "RollChange",
    "RollErasure",
    "Second",
    "SourceKind",
    "State",
    "Statement",
    "Topic",
    "Unit",
    "Version",
]
