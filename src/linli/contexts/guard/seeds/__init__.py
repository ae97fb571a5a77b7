"""Older people who live alone and agreed to be looked after: meters, door sensors, four weeks of readings."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from linli.contexts.guard.commands import alarms, budgets, consents, erasing, intake, notes, sources
from linli.contexts.guard.commands import devices as commands
from linli.contexts.guard.commands.consents import Agreed
from linli.contexts.guard.models import Alarm, Consent, Device, HomeNote, HomeState, Kind, Reading
from linli.contexts.guard.seeds.ladder import answered_for
from linli.contexts.guard.seeds.unmetered import listened_to
from linli.contexts.guard.tasks import hear_homes, note_changes
from linli.contexts.registry import api as registry
from linli.engines import silence
from linli.engines.identity import age_on
from linli.kernel import clock, db
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area

Progress = Callable[[str, int, int], None]
STREAM = 20260405
HOMES, DAYS, OLDER = 34, 28, 70
SHAPE = (1, 1, 1, 1, 2, 8, 30, 45, 35, 20, 25, 55, 45, 12, 8, 12, 20, 50, 48, 30, 28, 25, 12, 4)
"""Chances in a hundred that an hour of the day brings use."""
HEARD_DAYS = 21
"""How much of it is listened to at once, so that a demonstration is soon ready."""
SENSED_DAYS, LONG_DAYS = 20, 60
LIVES = {5: "less", 6: "nights", 7: "drips"}
"""Homes in which something changed slowly."""
SLOW = frozenset({"less", "nights"})
LEAVES, LEFT = 9, timedelta(days=20)
"""A home that ended its guard, and how long ago."""
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
    listened_to(place, chance)
    progress("守护", 2, 3)
    hear_homes()
    _answered()
    _decided(place, fitted)
    note_changes()
    _asked_about()
    answered_for(place, fitted)
    _left(fitted)
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
            *([Kind.MOTION] if number % 5 == 0 or number == 1 else []),
            *([Kind.SOS] if number % 9 == 0 else []),
        ]
        for kind in kinds:
            told = commands.Told(
                kind, f"{kind[0].upper()}-{1001 + number}", since, agreed, 60 if kind == Kind.WATER else 1440,
                {"water": "厨房", "door": "入户门", "sos": "床头", "motion": "客厅"}[kind],
            )  # fmt: skip
            yield commands.install(actor, door.area, door=door, told=told)


def _speak(fitted: Sequence[Device], chance: random.Random) -> None:
    """What the devices said, straight into the raw register as a gateway would have."""
    now = timezone.localtime(clock.now()).replace(minute=0, second=0, microsecond=0)
    rows: list[tuple[object, datetime, datetime, int]] = []
    meters = [d for d in fitted if d.kind == Kind.WATER]
    homes = [d.dwelling_id for d in meters]
    for number, device in enumerate(fitted):
        home = homes.index(device.dwelling_id)
        stops = now - timedelta(hours=30) if home < QUIET else now
        ends = now - timedelta(days=4) if number % 17 == 16 and home >= QUIET else now
        ends = now - LEFT if home == LEAVES else ends
        told = list(_said(device, Life(now, stops, ends, LIVES.get(home, "")), chance))
        rows += told
        device.last_at, device.heard_at = told[-1][1], told[-1][1]
        device.battery = 3.1 if number % 19 == 18 else round(chance.uniform(3.4, 3.65), 2)
        device.signal = chance.randint(12, 28)
    db.insert_missing(Reading, intake.COLUMNS, rows)
    _begin(meters, rows, now)
    db.write_back(Device, fitted, ("last_at", "heard_at", "battery", "signal"))
    sources.add(linli("demo"), fitted[0].community, name="供水公司抄表平台")


def _begin(
    meters: Sequence[Device], rows: Sequence[tuple[object, datetime, datetime, int]], now: datetime
) -> None:
    """What the homes were heard to say first; those that change slowly are listened to for longer."""
    days = {d.pk: LONG_DAYS if LIVES.get(n) in SLOW else HEARD_DAYS for n, d in enumerate(meters)}
    first = {key: now - timedelta(days=back) for key, back in days.items()}
    begun = {key: (at, value) for key, at, _received, value in rows if first.get(key) == at}  # type: ignore[call-overload]
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


@dataclass(frozen=True, slots=True)
class Life:
    """How a home lives: until when it uses water, until when its devices speak, what changed."""

    now: datetime
    stops: datetime
    ends: datetime
    change: str = ""

    def zeal(self, at: datetime) -> float:
        """How much livelier or quieter it is than it was."""
        return 0.3 if self.change == "less" and at > self.now - timedelta(days=24) else 1.0

    def litres(self, at: datetime, chance: random.Random, zeal: float) -> int:
        """Thousandths of a litre in the hour before; a cistern that drips, a week of bad nights."""
        drip = 400 if self.change == "drips" and at > self.now - timedelta(hours=40) else 0
        wakes = self.change == "nights" and at.hour < 5 and at > self.now - timedelta(days=7)  # noqa: PLR2004
        share = 90 if wakes else SHAPE[at.hour] * zeal * self.zeal(at)
        used = at <= self.stops and chance.random() * 100 < share
        return drip + (chance.choice((2, 4, 6, 9, 14, 22)) * 1000 if used else 0)


def _said(
    device: Device, life: Life, chance: random.Random
) -> Iterator[tuple[object, datetime, datetime, int]]:
    """Hourly registers of a meter, a door on the way out and in, somebody in the room, a word of a button."""
    if device.kind == Kind.WATER:
        register, zeal = chance.randint(50, 900) * 1_000_000, chance.uniform(0.8, 1.4)
        for back in range((LONG_DAYS if life.change in SLOW else DAYS) * 24, -1, -1):
            at = life.now - timedelta(hours=back)
            register += life.litres(at, chance, zeal)
            if at <= life.ends:
                yield device.pk, at, at, register
        return
    for back in range(SENSED_DAYS * 24, -1, -1):
        at = life.now - timedelta(hours=back)
        for later, value in SIGNS.get(device.kind, _nothing)(at, chance):
            moment = at + timedelta(minutes=later)
            if moment <= min(life.stops, life.ends):
                yield device.pk, moment, moment, value
    if device.kind == Kind.SOS or life.stops > life.now - timedelta(days=2) > life.ends:
        yield device.pk, life.ends, life.ends, 0


def _moves(at: datetime, chance: random.Random) -> Iterable[tuple[int, int]]:
    """The door opens and closes in the hours in which people go out and come home."""
    minute = chance.randint(2, 50)
    return ((minute, 1), (minute + 1, 0)) if at.hour in (8, 10, 16, 18) and chance.random() < 0.6 else ()  # noqa: PLR2004


def _stirs(at: datetime, chance: random.Random) -> Iterable[tuple[int, int]]:
    """Somebody walks about in the hours of the day."""
    return ((chance.randint(0, 55), 1),) if 6 <= at.hour < 22 and chance.random() < 0.85 else ()  # noqa: PLR2004


def _nothing(at: datetime, chance: random.Random) -> Iterable[tuple[int, int]]:
    """A button that nobody presses."""
    return ()


SIGNS: dict[str, Callable[[datetime, random.Random], Iterable[tuple[int, int]]]] = {
    Kind.DOOR: _moves,
    Kind.MOTION: _stirs,
}


def _answered() -> None:
    """One alarm was looked into and turned out well; the others wait."""
    open_ones = list(Alarm.objects.filter(closed_at=None).select_related("area").order_by("at"))
    for row in [row for row in open_ones if row.kind != Alarm.Kind.STILL][2:]:
        alarms.close(linli("demo"), row, cause=Alarm.Cause.AWAY, words="电话里说去了女儿家。")


def _decided(place: Area, fitted: Sequence[Device]) -> None:
    """A budget that was raised once, and what rang in the weeks before."""
    actor, now = linli("demo"), clock.now()
    with clock.standing_at(now - timedelta(days=50)):
        budgets.decide(actor, place, calls_a_day=Decimal(2), reason="先少打一些，看看忙不忙得过来")
    with clock.standing_at(now - timedelta(days=15)):
        budgets.decide(actor, place, calls_a_day=Decimal(3), reason="来了两位志愿者帮着打电话")
    past = []
    for number, (days, cause) in enumerate(PAST):
        device, at = fitted[(number * 7 + 5) % len(fitted)], now - timedelta(days=days, hours=number)
        past.append(Alarm(
            community=place, area=device.area, dwelling_id=device.dwelling_id, kind=Alarm.Kind.SILENCE, at=at,
            raised_at=at, state="closed", cause=cause, closed_at=at + timedelta(minutes=25 + 9 * number),
        ))  # fmt: skip
    db.insert_all(Alarm, past)


PAST = (
    (52, "away"), (47, "well"), (44, "away"), (38, "travel"), (33, "fall"), (29, "well"), (26, "device"),
    (20, "away"), (17, "hospital"), (13, "well"), (11, "leak"), (9, "away"),
)  # fmt: skip
"""Days ago, and what it turned out to be."""


def _asked_about() -> None:
    """One small change was asked about at a visit."""
    row = HomeNote.objects.filter(code=HomeNote.Code.NIGHTS).select_related("area").first()
    if row is not None:
        notes.talk(linli("demo"), row, words="换季睡不好，已约家庭医生；别的都好。")


def _left(fitted: Sequence[Device]) -> None:
    """One home ended its guard three weeks ago; its readings are gone."""
    home = list(dict.fromkeys(d.dwelling_id for d in fitted))[LEAVES]
    rows = list(Consent.objects.filter(dwelling=home, withdrawn_at=None).select_related("area"))
    with clock.standing_at(clock.now() - LEFT):
        for consent in rows:
            consents.withdraw(linli("demo"), consent)
    with clock.standing_at(clock.now() - timedelta(days=4)):
        for consent in rows:
            erasing.erase(linli("demo"), consent)
