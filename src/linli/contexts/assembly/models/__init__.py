"""Tables of the assembly."""

from linli.contexts.assembly.models.ballots import About, Ballot, Kind, Part, RollChange, State, Unit
from linli.contexts.assembly.models.contests import Contest
from linli.contexts.assembly.models.keeping import Brought
from linli.contexts.assembly.models.meetings import AgendaItem, Attendee, Meeting, MeetingState, Paper
from linli.contexts.assembly.models.motions import HandCount, Motion, MotionState, Speaker
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
    "AgendaItem",
    "Answer",
    "Attendee",
    "Ballot",
    "Brought",
    "Contest",
    "HandCount",
    "Kind",
    "Meeting",
    "MeetingState",
    "Merge",
    "Moderation",
    "Motion",
    "MotionState",
    "News",
    "OpenSpace",
    "Paper",
    "Part",
    "Participant",
    "Promise",
    "PromiseState",
    "PromiseStep",
    "PromiseVoice",
    "Proxy",
    "RollChange",
    "Second",
    "SourceKind",
    "Speaker",
    "State",
    "Statement",
    "Topic",
    "Unit",
    "Version",
]
