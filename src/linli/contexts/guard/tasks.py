"""Work by the clock: homes are heard, ladders climb, what may no longer be kept is erased."""

from collections.abc import Callable
from datetime import date

from linli.contexts.guard.commands import (
    alarms,
    drills,
    erasing,
    notes,
    rounds,
    sources,
    tickets,
    voices,
)
from linli.contexts.guard.models import Alarm, Consent, Device, HomeState, Kind, Reading, Ticket, Trouble
from linli.contexts.guard.models.devices import BESIDE
from linli.contexts.guard.queries.hearing import parts, unheard
from linli.contexts.guard.queries.rules import first_moment
from linli.contexts.guard.queries.tickets import wanting
from linli.kernel import clock
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area


def erase_withdrawn() -> int:
    """Every consent whose day has come; how many readings went."""
    due = Consent.objects.filter(erase_on__lte=clock.today(), erased_at=None).select_related("area")
    return sum(erasing.erase(linli("guard"), row) for row in due)


def forget_readings(kind: str) -> Callable[[date], int]:
    """What erases readings of a kind that are older than they may be kept."""

    def forget(before: date) -> int:
        if not Reading.objects.filter(device__kind=kind, at__lt=first_moment(before)).exists():
            return 0
        return erasing.expire(linli("guard"), kind=kind, before=before)

    return forget


def forget_details(before: date) -> int:
    """Numbers and pictures of alarms closed long ago."""
    if not Alarm.objects.filter(closed_at__lt=first_moment(before)).exclude(reason={}, chart={}).exists():
        return 0
    return erasing.forget_details(linli("guard"), before=before)


def forget_troubles(before: date) -> int:
    """Counts of what was not taken in."""
    if not Trouble.objects.filter(day__lt=before).exists():
        return 0
    return sources.forget_troubles(linli("guard"), before=before)


def hear_homes() -> int:
    """Hear every community with devices, and ring what waited for the morning; how many were raised."""
    heard = Device.objects.filter(kind__in=(Kind.WATER, *BESIDE), last_at__isnull=False).order_by()
    raised = 0
    for community in Area.objects.filter(pk__in=heard.values("community")).order_by("code"):
        for part in parts(unheard(community), rounds.MOST):
            raised += rounds.hear(linli("guard"), community, devices=part)
    waited = HomeState.objects.filter(held_until__lte=clock.now())
    rows = list(waited.select_related("dwelling__area", "community").order_by("held_until"))
    return raised + sum(rounds.release(linli("guard"), row) for row in rows)


def note_changes() -> int:
    """Look for small changes in every home that is heard; how many notes are new."""
    water = HomeState.objects.filter(heard_by="water")
    new = 0
    for community in Area.objects.filter(pk__in=water.values("community")).order_by("code"):
        keys = list(water.filter(community=community).order_by("pk").values_list("pk", flat=True))
        # Read page by page: SQLite lets nobody write who is still reading what others have changed since.
        for start in range(0, len(keys), rounds.MOST):
            page = water.filter(pk__in=keys[start : start + rounds.MOST]).select_related("dwelling")
            new += notes.look_over(linli("guard"), community, homes=list(page))
    return new


def look_at_devices() -> int:
    """Devices of every community; how many want a repairer now that did not before."""
    opened = 0
    for community in Area.objects.filter(pk__in=Device.objects.order_by().values("community")).order_by(
        "code"
    ):
        if wanting(community) or Ticket.objects.filter(device__community=community, closed_at=None).exists():
            opened += tickets.look(linli("guard"), community)
    return opened


def call() -> int:
    """Calls by machine, where there is a service for them; how many were placed."""
    return voices.go_on()


def climb() -> int:
    """Alarms whose step took too long; the times stand in the rows, so a restart loses none."""
    for drill in drills.forgotten():
        drills.end(linli("guard"), drill)
    late = Alarm.objects.filter(closed_at=None, next_at__lte=clock.now())
    rows = late.select_related("area", "dwelling").order_by("next_at")
    return sum(alarms.escalate(linli("guard"), row) for row in rows)
