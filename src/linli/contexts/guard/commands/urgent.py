"""A button that was pressed, smoke, gas: rings at once, whatever the clock of the device says.

A wrong clock must not silence a call for help: a word that cannot be of the time it tells is kept as of the
time it came.  The same word sent again rings no second time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from linli.contexts.guard.commands.alarms import Ring, ring
from linli.contexts.guard.models import Alarm, Device, Kind, Reading
from linli.contexts.guard.queries.rules import limit

KINDS = {
    Kind.SOS.value: Alarm.Kind.SOS, Kind.SMOKE.value: Alarm.Kind.SMOKE, Kind.GAS_ALARM.value: Alarm.Kind.GAS,
}  # fmt: skip


@dataclass
class Calls:
    """The calls for help of a batch."""

    told: list[tuple[UUID, datetime]] = field(default_factory=list)
    misdated: dict[UUID, datetime] = field(default_factory=dict)
    """Devices whose word bears an impossible time, and when it came."""

    def fresh(self) -> list[tuple[UUID, datetime]]:
        """Those that were not heard before; no query when nobody calls, two at most."""
        return [*self._unknown(), *self._unheard()]

    def _unknown(self) -> Sequence[tuple[UUID, datetime]]:
        if not self.told:
            return ()
        keys, moments = {key for key, _at in self.told}, {at for _key, at in self.told}
        known = set(Reading.objects.filter(device__in=keys, at__in=moments).values_list("device_id", "at"))
        return [one for one in dict.fromkeys(self.told) if one not in known]

    def _unheard(self) -> Sequence[tuple[UUID, datetime]]:
        if not self.misdated:
            return ()
        since = max(self.misdated.values()) - timedelta(minutes=limit("same_call_minutes"))
        rows = Reading.objects.filter(device__in=list(self.misdated), at__gte=since, value__gt=0)
        known = set(rows.values_list("device_id", flat=True))
        return [(key, at) for key, at in self.misdated.items() if key not in known]


def ring_for(calls: Sequence[tuple[UUID, datetime]], now: datetime) -> None:
    """Inside a command: an alarm for each call that is news; a file of last week's words is none."""
    late = timedelta(hours=limit("call_hours"))
    news = [(key, at) for key, at in calls if now - at <= late]
    if not news:
        return
    devices = Device.objects.select_related("area", "dwelling").in_bulk({key for key, _at in news})
    for key, at in news:
        row = devices[key]
        told = Ring(row.dwelling_id, row.community_id, row.dwelling.short_address, KINDS[row.kind], at)
        ring(row.area, told)
