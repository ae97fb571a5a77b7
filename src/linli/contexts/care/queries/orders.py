"""What was ordered: the list, one order with its days, a day's round at the doors, calls to make."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.care import policies
from linli.contexts.care.models import Occasion, Offer, Order
from linli.contexts.care.queries import due as own
from linli.contexts.care.queries import vouchers
from linli.contexts.care.queries.offers import HOLDS, is_served
from linli.contexts.care.states import OCCASION
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.manifest import Due
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea
from linli.kernel.workdays.calendar import work_calendar


def occasions(actor: Actor) -> QuerySet[Occasion]:
    """The days of orders in one's area, and a partner's own; nobody else's."""
    seen = inside("area__code", actor.areas(policies.ORDER))
    if actor.organisation_id is not None:
        seen |= Q(offer__partner=actor.organisation_id) & inside(
            "offer__community__code", actor.areas(policies.ATTEND)
        )
    return Occasion.objects.filter(seen).select_related(
        "order__person__home", "offer__community", "offer__partner", "area"
    )


def occasion(actor: Actor, occasion_id: UUID) -> Occasion:
    """One of them."""
    found = occasions(actor).filter(pk=occasion_id).first()
    if found is None:
        raise OutsideYourArea
    return found


def orders(actor: Actor) -> QuerySet[Order]:
    """Orders in one's area, the newest first."""
    rows = Order.objects.filter(inside("area__code", actor.areas(policies.ORDER)))
    return rows.select_related("person__home", "offer__partner", "area").order_by("-at", "-pk")


def order(actor: Actor, order_id: UUID) -> Order:
    """One order in one's area."""
    found = orders(actor).filter(pk=order_id).first()
    if found is None:
        raise OutsideYourArea
    return found


def narrowed(rows: QuerySet[Order], words: str, kind: str, state: str, today: date) -> QuerySet[Order]:
    """As the address bar asks; what has run out only when asked for."""
    if words:
        rows = rows.filter(
            Q(person__search_words__icontains=words) | Q(person__home__short_address__icontains=words)
        )
    rows = rows.filter(offer__kind=kind) if kind else rows
    over = Q(ended_on__isnull=False) | Q(until_on__lt=today)
    return rows.filter(over) if state == "over" else rows.exclude(over)


def days_of(row: Order) -> list[Occasion]:
    """All its days in order."""
    return list(Occasion.objects.filter(order=row).order_by("on"))


def ahead_of(actor: Actor, people: Sequence[UUID], today: date) -> dict[UUID, list[Order]]:
    """What is still to come for some people; one query."""
    found: dict[UUID, list[Order]] = {}
    for row in orders(actor).filter(person__in=people, until_on__gte=today, ended_on=None):
        found.setdefault(row.person_id, []).append(row)
    return found


@dataclass(frozen=True, slots=True)
class Stop:
    """One door of a round."""

    number: int
    occasion: Occasion
    place: str
    name: str
    remarks: str
    paid_at_door: int
    """Fen to take at the door."""
    by_voucher: int = 0
    """Fen that vouchers paid, or will pay when it is handed over."""


def round_of(actor: Actor, row: Offer, on: date) -> list[Stop]:
    """The doors of a day in walking order: as somebody walks today, else by the order of the doors."""
    rows = list(
        occasions(actor)
        .filter(offer=row, on=on, state__in=HOLDS)
        .order_by("order__person__home__order", "pk")
    )
    orders_of_doors = {
        str(one.order.person.home_id): one.order.person.home.order for one in rows if one.order.person.home
    }
    walked = _walked(actor, orders_of_doors)
    place = {door: number for number, door in enumerate(walked)}
    rows.sort(key=lambda one: place.get(str(one.order.person.home_id), len(place)))
    paying = [one.order.person_id for one in rows if one.order.with_vouchers]
    left = vouchers.left_of(paying, row.kind, on) if paying else {}
    return [
        Stop(
            number, one, home.short_address if (home := one.order.person.home) else "", one.order.person.name,
            one.order.remarks.reveal(), *_paid(one, left),
        )
        for number, one in enumerate(rows, 1)
    ]  # fmt: skip


def _paid(one: Occasion, left: dict[UUID, int]) -> tuple[int, int]:
    """What is taken at the door and what vouchers pay, in fen."""
    if one.state == "missed":
        return 0, 0
    hopes = left.get(one.order.person_id, 0) if one.order.with_vouchers and one.state != "done" else 0
    by_voucher = min(one.order.own_fen, one.voucher_fen + hopes)
    return one.order.own_fen - by_voucher, by_voucher


def _walked(actor: Actor, doors: dict[str, str]) -> Sequence[str]:
    for context in shelf.contexts():
        if context.walk is not None and doors:
            return list(context.walk(actor, doors))
    return sorted(doors, key=lambda door: doors[door])


def kitchen(stops: Sequence[Stop]) -> list[tuple[str, int]]:
    """What to prepare: how many with each remark, those without any first."""
    counted = Counter(stop.remarks for stop in stops)
    return sorted(counted.items(), key=lambda line: (line[0] != "", -line[1], line[0]))


def meals_of(code: str, on: date) -> Iterator[dict[str, Any]]:
    """The meals of a day in a place: for each offer what to prepare and the round, as plain values."""
    reader = Actor(None, "", frozenset({(policies.ORDER, code), (policies.ATTEND, code)}))
    rows = Offer.objects.filter(kind="meals", community__code=code[:12]).select_related("partner")
    for row in rows.order_by("name", "pk"):
        stops = round_of(reader, row, on)
        if not stops and (row.closed_on or not is_served(row, on, work_calendar())):
            continue
        yield {
            "offer": str(row.pk), "name": row.name, "partner": row.partner.name, "portions": len(stops),
            "capacity": row.capacity,
            "kitchen": [{"remarks": words, "portions": n} for words, n in kitchen(stops)],
            "round": [
                {
                    "number": one.number, "place": one.place, "name": one.name, "remarks": one.remarks,
                    "paid_at_door_fen": one.paid_at_door, "state": one.occasion.state,
                    "said": str(OCCASION.label(one.occasion.state)),
                }
                for one in stops
            ],
        }  # fmt: skip


def calls(actor: Actor, today: date) -> QuerySet[Occasion]:
    """Doors that did not open and after whom nobody has asked yet."""
    rows = occasions(actor).filter(is_settled=False, state="missed", on__gte=today - timedelta(days=60))
    return rows.filter(inside("area__code", actor.areas(policies.ORDER))).order_by("at")


def count_calls(actor: Actor) -> int:
    """How many doors wait for a call."""
    return calls(actor, clock.today()).count()


def due(actor: Actor, today: date, door: UUID | None = None) -> Iterator[Due]:
    """Everything that care wants done at doors; first of all those that did not open."""
    if actor.holds(policies.LOOK_AFTER):
        rows = calls(actor, today)
        rows = rows.filter(order__person__home=door) if door else rows
        for row in rows.filter(order__person__home__isnull=False)[: own.MOST]:
            yield _call(row)
    yield from own.due(actor, today, door)


def _call(row: Occasion) -> Due:
    person, home = row.order.person, row.order.person.home
    if row.outcome == "no_answer":
        why = _("%(name)s没有开门，电话也打不通，请去看看")
    else:
        why = _("%(name)s今天的“%(offer)s”送到了，没有开门，先打个电话")
    return Due(
        key=f"care-call:{row.pk}", title=_("没有开门"),
        why=why % {"name": person.name, "offer": row.offer.name},
        due_on=row.on, address=reverse("care:call", args=[row.pk]), household=str(home.pk) if home else "",
        place=home.short_address if home else "", order=home.order if home else "", area_code=row.area.code,
        person=str(person.pk), priority=98,
    )  # fmt: skip
