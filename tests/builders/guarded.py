"""Homes under guard, in few words: a door, a device behind it, a source that delivers."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from linli.contexts.guard.commands import devices, intake, sources
from linli.contexts.guard.commands.consents import Agreed
from linli.contexts.guard.models import Device
from linli.contexts.registry import api as registry
from linli.contexts.registry.models import Dwelling
from linli.kernel.actor import linli

TEST = linli("test")
EIGHT = datetime(2026, 3, 11, 8, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
SIGNED = Agreed("李奶奶", date(2026, 1, 5))


def device(home: Dwelling, number: str = "WM-1", kind: str = "water", **more: Any) -> Device:
    """A device at a home that agreed."""
    door = registry.door(TEST, home.pk)
    actor = more.pop("actor", TEST)
    agreed = more.pop("agreed", SIGNED)
    told = devices.Told(kind, number, more.pop("installed_on", date(2026, 1, 6)), agreed, **more)
    return devices.install(actor, door.area, door=door, told=told)


def source(world: Any, name: str = "供水公司") -> sources.Keyed:
    """Somebody who delivers."""
    return sources.add(TEST, world.community, name=name)


def message(number: str = "WM-1", *litres: float, since: datetime = EIGHT, **more: Any) -> dict[str, Any]:
    """Hourly points from eight o'clock on."""
    points = [{"t": (since + timedelta(hours=n)).isoformat(), "v": value} for n, value in enumerate(litres)]
    return {"device": number, "unit": "l", "points": points, **more}


def deliver(keyed: sources.Keyed, *messages: Any) -> intake.Batch:
    """As the source itself would."""
    return intake.take(TEST, keyed.source, messages=messages)
