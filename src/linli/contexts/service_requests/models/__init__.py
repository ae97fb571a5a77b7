"""The tables of service requests."""

from linli.contexts.service_requests.models.callouts import (
    CALLED_TO_WORK,
    CallCounter,
    CallOut,
    CallState,
    CallStep,
    Turn,
    TurnState,
)
from linli.contexts.service_requests.models.handling import Hop, Part, PartState, Pause
from linli.contexts.service_requests.models.outside import OrderAnswer, OrderPull, Text
from linli.contexts.service_requests.models.programs import Program
from linli.contexts.service_requests.models.reminders import Reminder
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
from linli.contexts.service_requests.models.rules import CommonReport, Learned, RoutingRule

__all__ = [
    "CALLED_TO_WORK",
    "OPEN",
    "CallCounter",
    "CallOut",
    "CallState",
    "CallStep",
    "Channel",
    "CommonReport",
    "Counter",
    "Hop",
    "Kind",
    "Learned",
    "OrderAnswer",
    "OrderPull",
    "Part",
    "PartState",
    "Pause",
    "Photo",
    "Program",
    "Reminder",
    "Reporter",
    "Request",
    "RoutingRule",
    "Satisfied",
    "Solved",
    "Stage",
    "State",
    "Text",
    "Turn",
    "TurnState",
    "Via",
]
