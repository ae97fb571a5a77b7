"""Reading devices: lists narrowed by the address bar, one device, what is wrong with it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate
from django.utils import timezone

from linli.contexts.guard import policies
from linli.contexts.guard.models import Consent, Device, DeviceEvent, Kind, Reading
from linli.contexts.guard.queries.rules import limit, stale_after
from linli.kernel import clock
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea

STATES = ("good", "stale", "never", "low", "refused", "removed")
SORTS = {
    "place": ("dwelling__order", "kind", "pk"),
    "heard": ("last_at", "dwelling__order", "pk"),
    "battery": ("battery", "dwelling__order", "pk"),
    "number": ("number", "pk"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader narrows the list by."""

    words: str = ""
    kind: str = ""
    place: str = ""
    state: str = ""
    sort: str = "place"


def seen(actor: Actor) -> QuerySet[Any]:
    """Devices in one's area, each with its ``state``."""
    agreed = Consent.objects.filter(dwelling=OuterRef("dwelling"), kind=OuterRef("kind"), withdrawn_at=None)
    rows = Device.objects.filter(inside("area__code", actor.areas(policies.VIEW)))
    return rows.annotate(agreed=Exists(agreed)).annotate(state=_state()).select_related("dwelling", "area")


def _state() -> Case:
    """The first of these that holds; a device that nobody agreed to says nothing about itself."""
    return Case(
        When(removed_on__isnull=False, then=Value("removed")),
        When(agreed=False, then=Value("refused")),
        When(last_at=None, then=Value("never")),
        When(_stale(), then=Value("stale")),
        When(battery__lt=limit("low_volts"), then=Value("low")),
        default=Value("good"),
        output_field=CharField(),
    )


def _stale() -> Q:
    """Devices whose newest point is older than one and a half of their periods."""
    now, found = clock.now(), Q(pk__in=[])
    for minutes in PERIODS:
        found |= Q(upload_minutes__lte=minutes, upload_minutes__gt=_below(minutes)) & Q(
            last_at__lt=now - stale_after(minutes)
        )
    return found


PERIODS = (5, 15, 30, 60, 120, 240, 360, 720, 1440, 2880, 10080)
"""Steps in which staleness is judged by the database; a period counts as the next longer step."""


def _below(minutes: int) -> int:
    place = PERIODS.index(minutes)
    return PERIODS[place - 1] if place else 0


def narrowed(rows: QuerySet[Any], wish: Wish) -> QuerySet[Any]:
    """As the address bar asks; removed devices only when asked for."""
    if wish.words:
        rows = rows.filter(
            Q(number__icontains=wish.words) | Q(dwelling__short_address__icontains=wish.words)
            | Q(spot__icontains=wish.words)
        )  # fmt: skip
    if wish.kind in Kind.values:
        rows = rows.filter(kind=wish.kind)
    if wish.place:
        rows = rows.filter(area__code__startswith=wish.place)
    rows = rows.filter(state=wish.state) if wish.state in STATES else rows.exclude(state="removed")
    return rows.order_by(*SORTS.get(wish.sort, SORTS["place"]))


def counts(actor: Actor) -> dict[str, int]:
    """How many devices are in each state, without those removed; one query."""
    rows = seen(actor).exclude(state="removed").order_by().values("state").annotate(n=Count("pk"))
    found = {row["state"]: row["n"] for row in rows}
    return {state: found[state] for state in STATES if state in found}


def device(actor: Actor, device_id: UUID) -> Device:
    """One device in one's area."""
    found: Device | None = seen(actor).select_related("community", "replaces").filter(pk=device_id).first()
    if found is None:
        raise OutsideYourArea
    return found


def at_home(actor: Actor, dwelling_id: UUID) -> list[Device]:
    """The devices of a home that are in use."""
    return list(seen(actor).filter(dwelling=dwelling_id).exclude(state="removed").order_by("kind", "pk"))


def consents(actor: Actor, dwelling_id: UUID) -> list[Consent]:
    """What a home agreed to, newest first."""
    rows = Consent.objects.filter(inside("area__code", actor.areas(policies.VIEW)), dwelling=dwelling_id)
    return list(rows.select_related("area").order_by("-given_on", "-pk"))


def consent(actor: Actor, consent_id: UUID) -> Consent:
    """One consent in one's area."""
    rows = Consent.objects.filter(inside("area__code", actor.areas(policies.VIEW)), pk=consent_id)
    found = rows.select_related("area", "dwelling").first()
    if found is None:
        raise OutsideYourArea
    return found


def successor(found: Device) -> Device | None:
    """The device that took this one's place."""
    return Device.objects.filter(replaces=found).first()


def history(found: Device) -> list[tuple[DeviceEvent, str]]:
    """What was done to a device and by whom, newest first; two queries."""
    rows = list(found.events.order_by("-at", "-pk"))
    names = Account.objects.in_bulk({row.account_id for row in rows if row.account_id})
    return [(row, names[row.account_id].name if row.account_id in names else "") for row in rows]


def points_by_day(found: Device, days: int = 14) -> list[int]:
    """How many points came for each of the last days: whether it sends, not what somebody did."""
    today = clock.today()
    since = timezone.localtime(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    since -= timedelta(days=days - 1)
    rows = Reading.objects.filter(device=found, at__gte=since).annotate(day=TruncDate("at"))
    told = dict(rows.values_list("day").annotate(n=Count("pk")).order_by())
    return [told.get(today - timedelta(days=back), 0) for back in reversed(range(days))]
