"""One home without a water meter, heard by motion and electricity, in which nobody stirs today."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from linli.contexts.guard.commands import devices, intake
from linli.contexts.guard.commands.consents import Agreed
from linli.contexts.guard.models import Device, Kind, Reading
from linli.contexts.registry import api as registry
from linli.engines.identity import age_on
from linli.kernel import clock, db
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area

DAYS, OLDER = 24, 75
STILL = timedelta(hours=23)
"""Nobody has stirred for so long."""
COOKS = (6, 7, 11, 12, 17, 18, 20)
REFRIGERATOR, STOVE = 48, 520
"""Watt-hours of an hour."""


def listened_to(place: Area, chance: random.Random) -> list[Device]:
    """Fit the first home of somebody old and alone that has no device yet, and let it speak."""
    actor, today = linli("demo"), clock.today()
    taken = set(Device.objects.values_list("dwelling_id", flat=True))
    alone = (
        line for line in registry.doors_below(place.code)
        if len(line.people) == 1 and line.key not in taken
        and line.people[0].born_on and age_on(line.people[0].born_on, today) >= OLDER
    )  # fmt: skip
    line = next(alone, None)
    if line is None:
        return []
    door, person, since = registry.door(actor, line.key), line.people[0], today - timedelta(days=DAYS + 6)
    agreed = Agreed(person.name, since, person.key)
    fitted = [
        devices.install(actor, door.area, door=door, told=devices.Told(kind, number, since, agreed, 60, spot))
        for kind, number, spot in ((Kind.MOTION, "M-2001", "客厅"), (Kind.POWER, "P-2001", "电表箱"))
    ]
    now = timezone.localtime(clock.now()).replace(minute=0, second=0, microsecond=0)
    rows = [row for device in fitted for row in _said(device, now, chance)]
    db.insert_missing(Reading, intake.COLUMNS, rows)
    for device in fitted:
        device.last_at = device.heard_at = now
        device.battery, device.signal = 3.6, 21
    db.write_back(Device, fitted, ("last_at", "heard_at", "battery", "signal"))
    return fitted


def _said(
    device: Device, now: datetime, chance: random.Random
) -> Iterator[tuple[object, datetime, datetime, int]]:
    """Every hour a word: somebody walks about and cooks until the evening before."""
    energy = 2_400_000
    for back in range(DAYS * 24, -1, -1):
        at = now - timedelta(hours=back)
        lives = at <= now - STILL
        energy += REFRIGERATOR + chance.randint(0, 9)
        energy += STOVE if lives and at.hour in COOKS and chance.random() < 0.9 else 0  # noqa: PLR2004
        stirs = lives and 6 <= at.hour < 22 and chance.random() < 0.85  # noqa: PLR2004
        yield device.pk, at, at, energy if device.kind == Kind.POWER else int(stirs)
