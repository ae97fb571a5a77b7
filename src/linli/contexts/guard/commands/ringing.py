"""Between a home that rings and the people who are called: outages of a building, the quiet of night."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from linli.contexts.guard.commands.alarms import Ring
from linli.contexts.guard.models import Alarm, Device, HomeState, Pause
from linli.contexts.guard.policies import SOURCES
from linli.contexts.guard.queries import people
from linli.contexts.guard.queries.rules import rules
from linli.engines import silence
from linli.kernel import clock
from linli.kernel.areas.models import Area
from linli.kernel.notices import post

WATER = "water"


@dataclass(frozen=True, slots=True)
class Rang:
    """A home that rang in a round, with what its sensors heard last."""

    device: Device
    alarm: silence.Alarm
    state: silence.HomeState
    """The home at its last reading, which may be hours after the one that rang."""
    heard: Sequence[dict[str, Any]] = ()
    by: str = WATER
    """What the home is heard by: its water, or other signs of life."""

    def ring(self) -> Ring:
        """As the ladder takes it."""
        reason = asdict(self.alarm.reason)
        reason |= {"since": timezone.make_aware(self.alarm.reason.since).isoformat(), "heard": [*self.heard]}
        reason |= gone_on(self.state, reason["hours"]) if self.alarm.kind == "silence" else {}
        device, at = self.device, timezone.make_aware(self.alarm.at)
        kind = Alarm.Kind(self.alarm.kind) if self.by == WATER else Alarm.Kind.STILL
        return Ring(
            device.dwelling_id, device.community_id, device.dwelling.short_address,
            kind.value, at, reason, asdict(self.alarm.chart),
        )  # fmt: skip


def gone_on(state: silence.HomeState, hours: float) -> dict[str, Any]:
    """Until when a silence that rang has lasted by the last reading, and how many hours by then.

    Readings come late and calls wait for the morning: whoever calls is told how long it has been by now.
    """
    if state.spell.quiet < hours + 1:
        return {}
    return {"until": timezone.make_aware(state.last.at).isoformat(), "lasted": state.spell.quiet}


def waits_until(rang: Rang, now: datetime) -> datetime | None:
    """Until when a call waits so as not to wake anybody; None when it cannot wait, or need not.

    Running water never waits, nor does a silence that is long already.
    """
    quiet, here = rules()["quiet_hours"], timezone.localtime(now)
    silent = now - timezone.make_aware(rang.alarm.reason.since)
    if rang.alarm.kind != "silence" or silent >= timedelta(hours=quiet["urgent_hours"]):
        return None
    if not (here.hour >= quiet["from"] or here.hour < quiet["until"]):
        return None
    morning = here.replace(hour=quiet["until"], minute=0, second=0, microsecond=0)
    return morning if here.hour < quiet["until"] else morning + timedelta(days=1)


def without_outages(rang: Sequence[Rang], setting: silence.Setting) -> list[Rang]:
    """A building that fell silent together has no water; its homes do not ring, and the place is paused."""
    left: list[Rang] = []
    dry: dict[int, bool] = {}
    for one in rang:
        building = one.device.area.parent
        if building is None or one.alarm.kind != "silence" or one.by != WATER:
            left.append(one)
            continue
        if building.pk not in dry:
            dry[building.pk] = _is_dry(building, setting)
        if not dry[building.pk]:
            left.append(one)
    return left


def _is_dry(building: Area, setting: silence.Setting) -> bool:
    """True when all homes of a building fell silent together; then the place is paused."""
    rows = HomeState.objects.filter(dwelling__area__parent=building, heard_by=WATER).values_list(
        "packed", flat=True
    )
    states = [silence.unpack(bytes(packed)) for packed in rows]
    found = silence.outage(states, timezone.localtime(clock.now()), setting.prior, setting.calendar)
    if found is not None:
        _pause_place(building, timezone.make_aware(found.since), found.homes)
    return found is not None


def _pause_place(building: Area, since: datetime, homes: int) -> None:
    """Pause a place that has no water, and tell whoever looks after the community once."""
    now = clock.now()
    until = now + timedelta(hours=rules()["budget"]["outage_hours"])
    running = Pause.objects.filter(kind=Pause.Kind.CUT, area=building, account_id=None, until__gte=now)
    if running.update(until=until):
        return
    Pause.objects.create(kind=Pause.Kind.CUT, area=building, since=since, until=until)
    to = people.holders(SOURCES, building.code)
    post.tell(to, "guard.outage", reverse("guard:alarms"), place=building.name, homes=homes)
