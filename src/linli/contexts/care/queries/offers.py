"""What partners offer, until when one orders, who pays which share, and how much room a day has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from linli.contexts.care import policies
from linli.contexts.care.models import Occasion, Offer
from linli.contexts.care.queries.words import say
from linli.contexts.registry import api as registry
from linli.engines.deadlines import WorkCalendar
from linli.engines.identity import age_on
from linli.kernel import clock, packs
from linli.kernel.actor import Actor
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea

HOLDS = ("ordered", "accepted", "under_way", "done", "missed")
"""States that take one of the day's places."""


def pack() -> dict[str, Any]:
    """The pack of what partners bring."""
    return packs.pack("care_services")


def word(part: str, key: str) -> str:
    """What something of the pack is called."""
    row = pack()[part].get(key)
    return key if row is None else say(row)


def words(part: str) -> list[tuple[str, str]]:
    """Everything of a part, in the order of the pack."""
    return [(key, say(row)) for key, row in pack()[part].items()]


def offers(actor: Actor) -> QuerySet[Offer]:
    """Offers of the communities in which one orders, and a partner's own; closed ones too."""
    codes = {code[:12] for code in actor.areas(policies.ORDER)}
    seen = inside("community__code", sorted(codes))
    if actor.organisation_id is not None:
        own = inside("community__code", actor.areas(policies.ATTEND))
        seen |= Q(partner=actor.organisation_id) & own
    return Offer.objects.filter(seen).select_related("community", "area", "partner").order_by("kind", "name")


def offer(actor: Actor, offer_id: UUID) -> Offer:
    """One of them."""
    found = offers(actor).filter(pk=offer_id).first()
    if found is None:
        raise OutsideYourArea
    return found


def is_served(row: Offer, on: date, calendar: WorkCalendar) -> bool:
    """True when the partner works on that day: its weekdays, and no public holiday unless it says so."""
    return on.weekday() in row.weekdays and (row.on_holidays or on not in calendar.holidays)


def order_by(kind: str, on: date) -> datetime:
    """The moment until which one may order for a day."""
    rule = pack()["kind"][kind]
    start = timezone.make_aware(
        datetime.combine(on - timedelta(days=rule["days_before"]), datetime.min.time())
    )
    return start + timedelta(minutes=rule["order_minutes"])


def is_late(kind: str, on: date) -> bool:
    """True when that day can no longer be ordered."""
    return clock.now() > order_by(kind, on)


def taken(row: Offer, days: Sequence[date]) -> dict[date, int]:
    """How many places are taken on some days; one query."""
    if not days:
        return {}
    rows = Occasion.objects.filter(offer=row, state__in=HOLDS, on__gte=min(days), on__lte=max(days))
    found = rows.order_by().values("on").annotate(n=Count("pk"))
    return {line["on"]: line["n"] for line in found}


@dataclass(frozen=True, slots=True)
class Room:
    """How full a day is, said as it is."""

    offer: Offer
    taken: int
    waiting: int
    to_do: int
    done: int
    missed: int

    @property
    def left(self) -> int:
        """Places that are still free."""
        return max(0, self.offer.capacity - self.taken)


def rooms(rows: Iterable[Offer], on: date) -> list[Room]:
    """Each offer with its day; one query for all."""
    listed = list(rows)
    found = Occasion.objects.filter(offer__in=listed, on=on).order_by().values("offer", "state")
    counts: dict[tuple[UUID, str], int] = {}
    for line in found.annotate(n=Count("pk")):
        counts[line["offer"], line["state"]] = line["n"]

    def n(row: Offer, *states: str) -> int:
        return sum(counts.get((row.pk, state), 0) for state in states)

    return [
        Room(
            row, n(row, *HOLDS), n(row, "waiting"), n(row, "ordered", "accepted", "under_way"),
            n(row, "done"), n(row, "missed"),
        )
        for row in listed
    ]  # fmt: skip


def suggested_tariff(person_id: UUID) -> str:
    """The first tariff whose groups or age fit somebody; a person decides."""
    door = registry.home_of(person_id)
    lines = registry.doors_of([door]) if door else []
    found = [one for line in lines for one in line.people if one.key == person_id]
    groups = set(found[0].groups) if found else set()
    born = found[0].born_on if found else None
    age = age_on(born, clock.today()) if born else 0
    for key, row in pack()["tariff"].items():
        if _fits(row, groups, age or 0):
            return str(key)
    return "full"


def _fits(row: dict[str, Any], groups: set[str], age: int) -> bool:
    if "groups" in row:
        return bool(groups & set(row["groups"]))
    return age >= int(row.get("from_age", 0))


def own_share(tariff: str, price_fen: int) -> int:
    """What the person pays, in fen; half a fen is the person's gain."""
    return price_fen * int(pack()["tariff"][tariff]["percent"]) // 100


def yuan(fen: int) -> str:
    """12.50 for 1250."""
    return f"{fen / 100:,.2f}" if fen % 100 else f"{fen // 100:,}"
