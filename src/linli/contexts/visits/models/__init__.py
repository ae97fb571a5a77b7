"""The tables of visits."""

from linli.contexts.visits.models.checklists import ChecklistBook
from linli.contexts.visits.models.conflicts import Conflict
from linli.contexts.visits.models.plans import DoorPlan
from linli.contexts.visits.models.visits import (
    CODES,
    MISSED,
    SPOKEN,
    Change,
    Channel,
    Finding,
    Outcome,
    Photo,
    Promise,
    Seen,
    Visit,
)
from linli.contexts.visits.models.weather import Weather

__all__ = [
    "CODES",
    "MISSED",
    "SPOKEN",
    "Change",
    "Channel",
    "ChecklistBook",
    "Conflict",
    "DoorPlan",
    "Finding",
    "Outcome",
    "Photo",
    "Promise",
    "Seen",
    "Visit",
    "Weather",
]  # fmt: skip
