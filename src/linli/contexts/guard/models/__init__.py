"""The tables of guard."""

from linli.contexts.guard.models.devices import Consent, Device, DeviceEvent, Kind
from linli.contexts.guard.models.readings import Reading, Source, Tally, Trouble

__all__ = ["Consent", "Device", "DeviceEvent", "Kind", "Reading", "Source", "Tally", "Trouble"]
