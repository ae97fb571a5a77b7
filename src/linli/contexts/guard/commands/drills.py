"""Exercises of the ladder: alarms that are none, so that everybody knows what to do when one is real."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.guard import policies
from linli.contexts.guard.commands.alarms import Ring, begin, finish
from linli.contexts.guard.models import Alarm, Consent, Device, Drill
from linli.contexts.guard.queries.rules import rules
from linli.contexts.registry import api as registry
from linli.kernel import clock, db
from linli.kernel.actor import Actor, linli
from linli.kernel.areas.models import Area, Kind
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow


@dataclass(frozen=True, slots=True)
class Planned:
    """What is exercised."""

    name: str
    kind: str = "silence"
    homes: int = 1
    rings: bool = False
    """Real telephones may be rung."""


@command("guard.drill_begun", policies.may_lead)
def start(actor: Actor, place: Area, /, *, planned: Planned) -> Drill:
    """Ring for some guarded homes, as if it were real; everybody who is told reads that it is an exercise."""
    most = int(rules()["drill"]["most_homes"])
    if planned.kind not in Alarm.Kind.values or not planned.name.strip():
        raise BadInput(_("请写演练的名称，选一种提醒。"), field="name")
    if not 1 <= planned.homes <= most:
        raise BadInput(_("一次演练 1 到 %(most)s 户。"), field="homes", most=most)
    community = _community(place)
    if Drill.objects.filter(community=community, ended_at=None).exists():
        raise BadInput(_("上一次演练还没有结束。"), field="name")
    homes = _guarded(place)
    if not homes:
        raise BadInput(_("这里还没有装守护设备的住户，演练不了。"), field="homes")
    made = Drill.objects.create(
        community=community, place=place, name=planned.name.strip()[:60], rings=planned.rings,
        made_by_id=actor.account_id, made_at=clock.now(),
    )  # fmt: skip
    chosen = secrets.SystemRandom().sample(homes, min(planned.homes, len(homes)))
    for key in chosen:
        door = registry.door(linli("guard"), key)
        told = Ring(key, door.community.pk, door.place, planned.kind, clock.now())
        begin(door.area, told, drill=made)
    note(target=made, area=place.code, homes=len(chosen), kind=planned.kind, rings=planned.rings)
    return made


@command("guard.drill_ended", policies.may_end_drill)
def end(actor: Actor, drill: Drill, /, *, words: str = "") -> Drill:
    """It is over, with what was learned; alarms that were still open close with it."""
    row = db.lock_row(Drill, pk=drill.pk)
    if row.ended_at is not None:
        raise NotAllowedNow
    for alarm in Alarm.objects.filter(drill=row, closed_at=None):
        finish(actor, alarm, Alarm.Cause.DRILL)
    row.ended_at, row.words = clock.now(), words.strip()[:500]
    row.save(update_fields=["ended_at", "words"])
    note(target=row, area=drill.place.code)
    return row


def forgotten() -> list[Drill]:
    """Exercises that nobody ended in time."""
    before = clock.now() - timedelta(hours=rules()["drill"]["hours"])
    return list(Drill.objects.filter(ended_at=None, made_at__lte=before).select_related("place"))


def _community(place: Area) -> Area:
    while place.kind != Kind.COMMUNITY and place.parent is not None:
        place = place.parent
    return place


def _guarded(place: Area) -> list[UUID]:
    """Homes of a place with a device and a consent that holds."""
    agreed = Consent.objects.filter(area__code__startswith=place.code, withdrawn_at=None)
    rows = Device.objects.filter(removed_on=None, dwelling__in=agreed.values("dwelling"))
    return sorted(set(rows.values_list("dwelling_id", flat=True)))
