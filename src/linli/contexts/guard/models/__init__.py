"""The tables of guard."""

from linli.contexts.guard.models.alarms import TRUE, Alarm, AlarmStep, HomeState, Pause
from linli.contexts.guard.models.devices import Consent, Device, DeviceEvent, Kind
from linli.contexts.guard.models.erasures import Erasure
from linli.contexts.guard.models.ladder import Call, Drill, Turn
from linli.contexts.guard.models.notes import Budget, HomeNote
from linli.contexts.guard.models.readings import Reading, SensorState, Source, Tally, Trouble
from linli.contexts.guard.models.tickets import Ticket

__all__ = [
    "TRUE",
    "Alarm",
    "AlarmStep",
    "Budget",
    "Call",
    "Consent",
    "Device",
    "DeviceEvent",
    "Drill",
    "Erasure",
    "HomeNote",
    "HomeState",
    "Kind",
    "Pause",
    "Reading",
    "SensorState",
    "Source",
    "Tally",
    "Ticket",
    "Trouble",
    "Turn",
]
