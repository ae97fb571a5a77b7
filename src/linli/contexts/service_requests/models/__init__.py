"""The tables of service requests."""

from linli.contexts.service_requests.models.handling import Hop, Part, PartState, Pause
from linli.contexts.service_requests.models.reporters import Reporter, Satisfied, Solved, Via
from linli.contexts.service_requests.models.requests import (
    OPEN,
    Channel,
    Counter,
    Kind,
    Photo,
    Request,
    Stage,
    State,
)

__all__ = [
    "OPEN",
    "Channel",
    "Counter",
    "Hop",
    "Kind",
    "Part",
    "PartState",
    "Pause",
    "Photo",
    "Reporter",
    "Request",
    "Satisfied",
    "Solved",
    "Stage",
    "State",
    "Via",
]
