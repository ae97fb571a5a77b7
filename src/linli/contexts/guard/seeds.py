"""Older people who live alone and agreed to be looked after: meters, door sensors, forty days of readings."""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from linli.contexts.guard.commands import alarms, intake, sources
from linli.contexts.guard.commands import devices as commands
from linli.contexts.guard.commands.consents import Agreed
from linli.contexts.guard.models import Alarm, Device, HomeState, Kind, Reading
from linli.contexts.guard.tasks import hear_homes
from linli.contexts.registry import api as registry
from linli.engines import silence
from linli.engines.identity import age_on
from linli.kernel import clock, db
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area

Progress = Callable[[str, int, int], None]
STREAM = 20260405
HOMES, DAYS, OLDER = 46, 40, 70
SHAPE = (1, 1, 1, 1, 2, 8, 30, 45, 35, 20, 25, 55, 45, 12, 8, 12, 20, 50, 48, 30, 28, 25, 12, 4)
"""Chances in a hundred that an hour of the day brings use."""
HEARD_DAYS = 21
"""How much of it is listened to at once, so that a demonstration is soon ready."""
QUIET = 2
"""Homes that fell silent a day ago."""


def watched_over(communities: Sequence[str], progress: Progress) -> None:
    """Fit the first community; the others begin without."""
    place = Area.objects.filter(code__in=communities).order_by("code").first()
    if place is None or Device.objects.exists():
        return
    chance = random.Random(STREAM)  # noqa: S311 - a believable past, not a secret
    progress("守护", 0, 3)
    fitted = list(_fit(place, chance))
    progress("守护", 1, 3)
    _speak(fitted, chance)
    progress("守护", 2, 3)
    hear_homes()
    _answered()
    progress("守护", 3, 3)


def _fit(place: Area, chance: random.Random) -> Iterator[Device]:
    """Water meters in homes of older people who live alone, a door sensor or a button in some."""
    actor, today = linli("demo"), clock.today()
    since = today - timedelta(days=DAYS + 30)
    alone = [
        line for line in registry.doors_below(place.code)
        if len(line.people) == 1 and line.people[0].born_on and age_on(line.people[0].born_on, today) >= OLDER
    ]  # fmt: skip
    for number, line in enumerate(chance.sample(alone, min(HOMES, len(alone)))):
        door, person = registry.door(actor, line.key), line.people[0]
        agreed = Agreed(person.name, since, person.key)
        kinds = [
            Kind.WATER,
            *([Kind.DOOR] if number % 5 == 0 else []),
            *([Kind.SOS] if number % 9 == 0 else []),
        ]
        for kind in kinds:
            told = commands.Told(
                kind, f"{kind[0].upper()}-{1001 + number}", since, agreed, 60 if kind == Kind.WATER else 1440,
                {"water": "厨房", "door": "入户门", "sos": "床头"}[kind],
            )  # fmt: skip
            yield commands.install(actor, door.area, door=door, told=told)


def _speak(fitted: Sequence[Device], chance: random.Random) -> None:
    """What the devices said, straight into the raw register as a gateway would have."""
    now = timezone.localtime(clock.now()).replace(minute=0, second=0, microsecond=0)
    rows: list[tuple[object, datetime, datetime, int]] = []
    meters = [d for d in fitted if d.kind == Kind.WATER]
    for number, device in enumerate(fitted):
        stops = now - timedelta(hours=30) if device in meters[:QUIET] else now
        ends = now - timedelta(days=4) if number % 17 == 16 else now
        told = list(_said(device, now, stops, ends, chance))
        rows += told
        device.last_at, device.heard_at = told[-1][1], told[-1][1]
        device.battery = 3.1 if number % 19 == 18 else round(chance.uniform(3.4, 3.65), 2)
        device.signal = chance.randint(12, 28)
    db.insert_missing(Reading, intake.COLUMNS, rows)
    _begin(meters, rows, now - timedelta(days=HEARD_DAYS))
    db.write_back(Device, fitted, ("last_at", "heard_at", "battery", "signal"))
    sources.add(linli("demo"), fitted[0].community, name="供水公司抄表平台")


def _begin(
    meters: Sequence[Device], rows: Sequence[tuple[object, datetime, datetime, int]], first: datetime
) -> None:
    """What the homes were heard to say first."""
    begun = {key: (at, value) for key, at, _received, value in rows if at == first}
    setting = silence.Setting()
    states = []
    for device in meters:
        at, value = begun[device.pk]
        reading = silence.Reading(at.replace(tzinfo=None), value / 1000)
        packed = silence.pack(silence.begin(reading, setting))
        states.append(HomeState(
            dwelling_id=device.dwelling_id, community_id=device.community_id, packed=packed, heard_at=at
        ))  # fmt: skip
    db.insert_all(HomeState, states)


def _said(
    device: Device, now: datetime, stops: datetime, ends: datetime, chance: random.Random
) -> Iterator[tuple[object, datetime, datetime, int]]:
    """Hourly registers of a meter, opening and closing of a door, a daily word of a button."""
    register, zeal = chance.randint(50, 900) * 1_000_000, chance.uniform(0.8, 1.4)
    step = 1 if device.kind == Kind.WATER else 12
    for back in range(DAYS * 24, -1, -step):
        at = now - timedelta(hours=back)
        if at > ends:
            return
        if device.kind == Kind.WATER:
            if at <= stops and chance.random() * 100 < SHAPE[at.hour] * zeal:
                register += chance.choice((2, 4, 6, 9, 14, 22)) * 1000
            yield device.pk, at, at, register
        else:
            yield device.pk, at, at, int(device.kind == Kind.DOOR and chance.random() < 0.5)


def _answered() -> None:
    """One alarm was looked into and turned out well; the others wait."""
    open_ones = list(Alarm.objects.filter(closed_at=None).select_related("area").order_by("at"))
    for row in open_ones[2:]:
        alarms.close(linli("demo"), row, cause=Alarm.Cause.AWAY, words="电话里说去了女儿家。")
