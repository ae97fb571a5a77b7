"""The round: every home is heard reading after reading, and rings once when its silence is unlike it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from django.db.models import Sum
from django.utils import timezone

from linli.contexts.guard import policies
from linli.contexts.guard.commands import presence
from linli.contexts.guard.commands.alarms import Ring, ring
from linli.contexts.guard.commands.presence import SIGNS
from linli.contexts.guard.commands.ringing import WATER, Rang, gone_on, waits_until, without_outages
from linli.contexts.guard.commands.signs import wall
from linli.contexts.guard.commands.witnesses import Witness, gathered, withdrawn_at
from linli.contexts.guard.models import Device, HomeState, Kind, Pause, Reading
from linli.contexts.guard.queries import budgets
from linli.contexts.guard.queries.rules import rules
from linli.engines import silence
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.workdays.calendar import work_calendar

MOST = 100
"""Homes heard in one transaction: it holds up whoever writes for a fifth of a second."""
FIRST_DAYS = 30
"""What a sensor said before that no longer teaches when its home is heard for the first time."""
KINDS: dict[str, Literal["away", "water_cut"]] = {Pause.Kind.AWAY: "away", Pause.Kind.CUT: "water_cut"}


@command("guard.homes_heard", policies.is_linli)
def hear(actor: Actor, community: Area, /, *, devices: Sequence[Device]) -> int:
    """Take in what some homes said since the last round; return how many rang."""
    homes: dict[UUID, list[Device]] = defaultdict(list)
    for device in devices:
        homes[device.dwelling_id].append(device)
    held = HomeState.objects.select_for_update().filter(pk__in=list(homes)).order_by("pk")
    states = {row.pk: row for row in held}
    readings = _readings([d for d in devices if d.kind == Kind.WATER], states)
    pauses, setting, ledger = _pauses(community), _setting(community), _ledger(community)
    first = clock.now() - timedelta(days=FIRST_DAYS)
    witnesses = gathered({key: states.get(key) for key in homes}, first)
    kept: list[HomeState] = []
    rang: list[Rang] = []
    for key, fitted in homes.items():
        row = states.get(key)
        by = WATER if any(device.kind == Kind.WATER for device in fitted) else SIGNS
        before = silence.unpack(bytes(row.packed)) if row and row.heard_by == by else None
        witness = witnesses.of(key)
        asked = Asked(setting, ledger, [p for whose, p in pauses if whose(fitted[0])], witness)
        told: Sequence[silence.Reading] = [
            r for d in sorted(fitted, key=lambda d: d.installed_on) for r in readings.get(d.pk, ())
        ]
        if by == SIGNS:
            told, asked = _by_signs(before, asked)
        state, alarm = _listen(before, told, asked)
        if state is None or not told:
            continue
        kept.append(_row(key, community, row, state, by))
        if alarm is not None:
            heard = witness.told(silence.wall_hours(alarm.at))
            rang.append(Rang(fitted[0], alarm, state, heard, by))
    _keep(kept, states)
    witnesses.keep()
    raised = _ring(without_outages(rang, setting))
    note(target=community, area=community.code, homes=len(kept), alarms=raised)
    return raised


def _readings(
    devices: Iterable[Device], states: Mapping[UUID, HomeState]
) -> dict[UUID, list[silence.Reading]]:
    """What came since each home was last heard, in order; one query."""
    first = min((states[d.dwelling_id].heard_at for d in devices if d.dwelling_id in states), default=None)
    if any(d.dwelling_id not in states for d in devices):
        first = None
    ended = withdrawn_at({d.dwelling_id for d in devices})
    after = {
        d.pk: states[d.dwelling_id].heard_at
        if d.dwelling_id in states
        else ended.get((d.dwelling_id, d.kind))
        for d in devices
    }
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


@dataclass(frozen=True, slots=True)
class Asked:
    """What one home is heard with."""

    setting: silence.Setting
    ledger: silence.Ledger
    pauses: Sequence[silence.Pause]
    witness: Witness


def _by_signs(before: silence.HomeState | None, asked: Asked) -> tuple[Sequence[silence.Reading], Asked]:
    """A home without a water meter: its joined signs of life; a water cut says nothing about them."""
    told, witness = presence.told(asked.witness, before, wall(clock.now()))
    pauses = [pause for pause in asked.pauses if pause.kind == "away"]
    setting = replace(asked.setting, meter=silence.BY_SIGNS)
    return told, Asked(setting, asked.ledger, pauses, witness)


def _listen(
    state: silence.HomeState | None, told: Sequence[silence.Reading], asked: Asked
) -> tuple[silence.HomeState | None, silence.Alarm | None]:
    """The next state, and the alarm that still stands at the end: life that went on takes it back."""
    standing: silence.Alarm | None = None
    for reading in silence.in_order(told):
        if state is None:
            state = silence.begin(reading, asked.setting)
            continue
        before = state.false_alarms
        doubt = asked.witness.doubt(state, silence.wall_hours(reading.at))
        state, alarms = silence.step(
            state, reading, asked.setting, pauses=asked.pauses, doubt=doubt, ledger=asked.ledger
        )
        if state.false_alarms > before and standing is not None and standing.kind == "silence":
            standing = None
        standing = alarms[-1] if alarms else standing
    fresh = timedelta(hours=rules()["budget"]["fresh_hours"])
    if standing is not None and _wall(clock.now()) - standing.at > fresh:
        standing = None
    if asked.setting.meter is silence.BY_SIGNS and standing is not None and standing.kind == "flow":
        standing = None
    return state, standing


def _row(
    key: UUID, community: Area, before: HomeState | None, state: silence.HomeState, by: str
) -> HomeState:
    """A home's state as it is kept; an alarm held for the morning falls away when water is used again."""
    held = before.held if before else None
    if held is not None and state.last_hours - state.spell.quiet > wall(datetime.fromisoformat(held["at"])):
        held = None
    return HomeState(
        dwelling_id=key, community=community, packed=silence.pack(state), heard_by=by,
        heard_at=timezone.make_aware(state.last.at), rings=state.false_alarms, watched_hours=state.watched,
        held=held, held_until=before.held_until if before and held else None,
    )  # fmt: skip


def _setting(community: Area) -> silence.Setting:
    """How early to ring follows from the calls that people can make."""
    calendar = work_calendar()
    return silence.Setting(
        accepted=budgets.accepted(float(budgets.calls_a_day(community)), budgets.guarded(community)),
        calendar=lambda day: "workday" if calendar.is_working(day) else "holiday",
    )


def _ledger(community: Area) -> silence.Ledger:
    """What has rung for nothing in the whole community: it moves the price of an alarm for all its homes."""
    sums = HomeState.objects.filter(community=community).aggregate(n=Sum("rings"), h=Sum("watched_hours"))
    return silence.Ledger(sums["n"] or 0, (sums["h"] or 0.0) / silence.HOURS_OF_YEAR)


def _pauses(community: Area) -> list[tuple[Any, silence.Pause]]:
    """Pauses that may touch what is heard now, each with the homes it holds for."""
    since = clock.now() - timedelta(days=rules()["budget"]["longest_away_days"])
    rows = Pause.objects.filter(area__code__startswith=community.code, until__gt=since).select_related("area")
    return [(_holds(row), silence.pause(_wall(row.since), _wall(row.until), KINDS[row.kind])) for row in rows]


def _holds(row: Pause) -> Any:
    if row.dwelling_id is not None:
        return lambda one: one.dwelling_id == row.dwelling_id
    return lambda one: _stairway(one).code.startswith(row.area.code)


def _stairway(one: Device | HomeState) -> Area:
    found: Area = one.area if isinstance(one, Device) else one.dwelling.area
    return found


def _keep(rows: Sequence[HomeState], known: Mapping[UUID, HomeState]) -> None:
    columns = ("packed", "heard_by", "heard_at", "rings", "watched_hours", "held", "held_until")
    db.write_back(HomeState, [r for r in rows if r.dwelling_id in known], columns)
    db.insert_all(HomeState, [r for r in rows if r.dwelling_id not in known])


def _ring(rang: Iterable[Rang]) -> int:
    """Ring now what cannot wait; the rest is held for the morning."""
    now, raised = clock.now(), 0
    for one in rang:
        told = one.ring()
        morning = waits_until(one, now)
        if morning is None:
            raised += ring(one.device.area, told) is not None
        else:
            held = {**asdict(told), "at": told.at.isoformat(), "dwelling_id": str(told.dwelling_id)}
            HomeState.objects.filter(pk=told.dwelling_id).update(held=held, held_until=morning)
    return raised


@command("guard.held_rung", policies.is_linli)
def release(actor: Actor, home: HomeState, /) -> bool:
    """Ring in the morning what was held at night, unless the home has used water or is away since."""
    row = db.lock_row(HomeState, pk=home.pk)
    note(target=home.dwelling, area=home.dwelling.area.code)
    held, row.held, row.held_until = row.held, None, None
    row.save(update_fields=["held", "held_until"])
    now = wall(clock.now())
    if held is None or any(whose(home) and p.covers(now, now + 1) for whose, p in _pauses(home.community)):
        return False
    at, key = datetime.fromisoformat(held["at"]), UUID(held["dwelling_id"])
    reason = held["reason"] | gone_on(silence.unpack(bytes(row.packed)), held["reason"]["hours"])
    told = Ring(**{**held, "at": at, "dwelling_id": key, "reason": reason})
    return ring(home.dwelling.area, told) is not None
