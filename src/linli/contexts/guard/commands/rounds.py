"""The round: every home is heard reading after reading, and rings once when its silence is unlike it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from itertools import groupby, islice
from typing import Any, Literal
from uuid import UUID

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from linli.contexts.guard import policies
from linli.contexts.guard.commands.alarms import Ring, ring
from linli.contexts.guard.models import Alarm, Consent, Device, HomeState, Kind, Pause, Reading
from linli.contexts.guard.queries.rules import rules
from linli.engines import silence
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.workdays.calendar import work_calendar

MOST = 500
"""Homes heard in one transaction."""
KINDS: dict[str, Literal["away", "water_cut"]] = {Pause.Kind.AWAY: "away", Pause.Kind.CUT: "water_cut"}


@command("guard.homes_heard", policies.is_linli)
def hear(actor: Actor, community: Area, /, *, devices: Sequence[Device]) -> int:
    """Take in what some homes said since the last round; return how many rang."""
    homes: dict[UUID, list[Device]] = defaultdict(list)
    for device in devices:
        homes[device.dwelling_id].append(device)
    states = HomeState.objects.in_bulk(list(homes))
    readings = _readings(devices, states)
    pauses, setting = _pauses(community), _setting(community)
    kept: list[HomeState] = []
    rang: list[tuple[Device, silence.Alarm]] = []
    for key, fitted in homes.items():
        row = states.get(key)
        told = [r for d in sorted(fitted, key=lambda d: d.installed_on) for r in readings.get(d.pk, ())]
        state = silence.unpack(bytes(row.packed)) if row else None
        excused = [p for whose, p in pauses if whose(fitted[0])]
        state, alarm = _listen(state, told, setting, excused)
        if state is None or not told:
            continue
        heard_at = timezone.make_aware(state.last.at)
        kept.append(HomeState(
            dwelling_id=key, community=community, packed=silence.pack(state), heard_at=heard_at
        ))  # fmt: skip
        if alarm is not None:
            rang.append((fitted[0], alarm))
    _keep(kept, states)
    raised = _ring(_without_outages(rang, setting))
    note(target=community, area=community.code, homes=len(kept), alarms=raised)
    return raised


def due(community: Area) -> list[Device]:
    """Water meters of homes that agreed and said something new; one removed lately may have a last word."""
    agreed = Consent.objects.filter(area__code__startswith=community.code, kind=Kind.WATER, withdrawn_at=None)
    rows = Device.objects.filter(
        community=community, kind=Kind.WATER, dwelling__in=agreed.values("dwelling"), last_at__isnull=False
    )
    heard = Subquery(HomeState.objects.filter(dwelling=OuterRef("dwelling")).values("heard_at"))
    rows = rows.annotate(heard=heard).filter(Q(heard=None) | Q(last_at__gt=F("heard")))
    return list(rows.select_related("area__parent", "dwelling").order_by("dwelling", "installed_on"))


def parts(devices: Iterable[Device]) -> Iterator[list[Device]]:
    """So many homes at a time, each with all its meters."""
    homes = (list(group) for _key, group in groupby(devices, key=lambda d: d.dwelling_id))
    while part := list(islice(homes, MOST)):
        yield [device for home in part for device in home]


def _readings(
    devices: Iterable[Device], states: Mapping[UUID, HomeState]
) -> dict[UUID, list[silence.Reading]]:
    """What came since each home was last heard, in order; one query."""
    first = min((states[d.dwelling_id].heard_at for d in devices if d.dwelling_id in states), default=None)
    if any(d.dwelling_id not in states for d in devices):
        first = None
    after = {d.pk: states[d.dwelling_id].heard_at if d.dwelling_id in states else None for d in devices}
    rows = Reading.objects.filter(device__in=list(after))
    rows = rows.filter(at__gt=first) if first else rows
    found: dict[UUID, list[silence.Reading]] = defaultdict(list)
    for key, at, value in rows.order_by("device", "at").values_list("device_id", "at", "value").iterator():
        since = after[key]
        if since is None or at > since:
            found[key].append(silence.Reading(_wall(at), value / 1000))
    return found


def _wall(at: datetime) -> datetime:
    """The home's own wall clock, without zone, as the engine wants it."""
    return timezone.localtime(at).replace(tzinfo=None)


def _listen(
    state: silence.HomeState | None,
    told: Sequence[silence.Reading],
    setting: silence.Setting,
    pauses: Sequence[silence.Pause],
) -> tuple[silence.HomeState | None, silence.Alarm | None]:
    """The next state, and the alarm that still stands at the end: life that went on takes it back."""
    standing: silence.Alarm | None = None
    for reading in silence.in_order(told):
        if state is None:
            state = silence.begin(reading, setting)
            continue
        before = state.false_alarms
        state, alarms = silence.step(state, reading, setting, pauses=pauses)
        if state.false_alarms > before and standing is not None and standing.kind == "silence":
            standing = None
        standing = alarms[-1] if alarms else standing
    fresh = timedelta(hours=rules()["budget"]["fresh_hours"])
    if standing is not None and _wall(clock.now()) - standing.at > fresh:
        standing = None
    return state, standing


def _setting(community: Area) -> silence.Setting:
    """How early to ring follows from the calls that people can make."""
    budget = rules()["budget"]
    homes = HomeState.objects.filter(community=community).count()
    accepted = silence.accepted_by_day(budget["calls_a_day"], max(homes, 1))
    calendar = work_calendar()
    return silence.Setting(
        accepted=min(max(accepted, budget["least_a_year"]), budget["most_a_year"]),
        calendar=lambda day: "workday" if calendar.is_working(day) else "holiday",
    )


def _pauses(community: Area) -> list[tuple[Any, silence.Pause]]:
    """Pauses that may touch what is heard now, each with the homes it holds for."""
    since = clock.now() - timedelta(days=rules()["budget"]["longest_away_days"])
    rows = Pause.objects.filter(area__code__startswith=community.code, until__gt=since).select_related("area")
    above = Pause.objects.filter(area=community, until__gt=since).select_related("area")
    found = {row.pk: row for row in (*rows, *above)}
    return [
        (_holds(row), silence.pause(_wall(row.since), _wall(row.until), KINDS[row.kind]))
        for row in found.values()
    ]


def _holds(row: Pause) -> Any:
    if row.dwelling_id is not None:
        return lambda device: device.dwelling_id == row.dwelling_id
    return lambda device: device.area.code.startswith(row.area.code)


def _keep(rows: Sequence[HomeState], known: Mapping[UUID, HomeState]) -> None:
    db.write_back(HomeState, [r for r in rows if r.dwelling_id in known], ("packed", "heard_at"))
    db.insert_all(HomeState, [r for r in rows if r.dwelling_id not in known])


def _without_outages(
    rang: Sequence[tuple[Device, silence.Alarm]], setting: silence.Setting
) -> list[tuple[Device, silence.Alarm]]:
    """A building that fell silent together has no water; its homes do not ring, and the place is paused."""
    left: list[tuple[Device, silence.Alarm]] = []
    dry: dict[int, bool] = {}
    for device, alarm in rang:
        building = device.area.parent
        if building is None or alarm.kind != "silence":
            left.append((device, alarm))
            continue
        if building.pk not in dry:
            dry[building.pk] = _is_dry(building, setting)
        if not dry[building.pk]:
            left.append((device, alarm))
    return left


def _is_dry(building: Area, setting: silence.Setting) -> bool:
    """True when all homes of a building fell silent together; then the place is paused."""
    rows = HomeState.objects.filter(dwelling__area__parent=building).values_list("packed", flat=True)
    states = [silence.unpack(bytes(packed)) for packed in rows]
    found = silence.outage(states, _wall(clock.now()), setting.prior, setting.calendar)
    if found is not None:
        _pause_place(building, found.since)
    return found is not None


def _pause_place(building: Area, since: datetime) -> None:
    until = clock.now() + timedelta(hours=rules()["budget"]["outage_hours"])
    Pause.objects.create(kind=Pause.Kind.CUT, area=building, since=timezone.make_aware(since), until=until)


def _ring(rang: Iterable[tuple[Device, silence.Alarm]]) -> int:
    raised = 0
    for device, alarm in rang:
        reason = {**asdict(alarm.reason), "since": timezone.make_aware(alarm.reason.since).isoformat()}
        told = Ring(
            device.dwelling_id, device.community_id, device.dwelling.short_address, Alarm.Kind(alarm.kind),
            timezone.make_aware(alarm.at), reason, asdict(alarm.chart),
        )  # fmt: skip
        raised += ring(device.area, told) is not None
    return raised
