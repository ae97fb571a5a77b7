"""Monthly settlements: whose, what a month comes to, lines by offer, what has changed since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from linli.contexts.care import policies
from linli.contexts.care.models import Occasion, Offer, Settlement, SettlementLine
from linli.contexts.care.queries.offers import pack
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea

FROZEN = ("agreed", "approved")
Kind = SettlementLine.Kind
Money = tuple[int, int, int]
"""In fen: taken at the door, paid by vouchers, the public share."""


def settlements(actor: Actor) -> QuerySet[Settlement]:
    """Settlements of one's communities, and a partner's own."""
    codes = sorted({code[:12] for code in actor.areas(policies.SETTLEMENTS)})
    seen = inside("community__code", codes)
    if not policies.is_of_house(actor):
        seen &= Q(partner=actor.organisation_id) & Q(partner__isnull=False)
    rows = Settlement.objects.filter(seen).select_related("community", "partner")
    return rows.order_by("-month", "partner__name", "pk")


def settlement(actor: Actor, settlement_id: UUID) -> Settlement:
    """One of them."""
    found = settlements(actor).filter(pk=settlement_id).first()
    if found is None:
        raise OutsideYourArea
    return found


def count_waiting(actor: Actor) -> int:
    """How many wait for this person: to be agreed by the partner, or to be approved."""
    rows = settlements(actor)
    if not policies.is_of_house(actor):
        return rows.filter(state="draft", month__lt=clock.today().replace(day=1)).count()
    if not actor.holds(policies.APPROVE):
        return 0
    return rows.filter(state="agreed").exclude(drawn_by=actor.account_id).count()


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def month_before(month: date) -> date:
    """The first day of the month before."""
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def partners_of(code: str) -> list[tuple[int, str]]:
    """Partners that offer, or offered, something in a community."""
    rows = Offer.objects.filter(community__code=code).order_by("partner__name")
    return list(rows.values_list("partner", "partner__name").distinct())


def worth(one: Occasion) -> Money:
    """What a day comes to, in fen; nothing while it is neither done nor missed."""
    order = one.order
    public = order.price_fen - order.own_fen
    if one.state == "done":
        return order.own_fen - one.voucher_fen, one.voucher_fen, public
    if one.state == "missed":
        return 0, 0, public * int(pack()["settlement"]["missed_percent"]) // 100
    return 0, 0, 0


def lines_for(row: Settlement) -> list[SettlementLine]:
    """What the month comes to now: its own days, earlier ones that came late, and what has changed.

    A day that was settled before comes in with the difference alone, so that all lines of a day always add up
    to what it is worth; two queries.
    """
    since = row.month - timedelta(days=int(pack()["settlement"]["late_days"]))
    found = Occasion.objects.filter(
        offer__partner=row.partner_id, offer__community=row.community_id, on__gte=since,
        on__lt=next_month(row.month),
    ).exclude(state="waiting")  # fmt: skip
    before = _settled(row, since)
    made = []
    for one in found.select_related("order", "offer").order_by("on", "pk"):
        was, now = before.get(one.pk), worth(one)
        if was is None and one.state not in ("done", "missed"):
            continue
        if was is not None and was == now:
            continue
        told = (now[0] - was[0], now[1] - was[1], now[2] - was[2]) if was else now
        kind = Kind.CHANGED if was else Kind(one.state) if one.on >= row.month else Kind.LATE
        made.append(
            SettlementLine(
                settlement=row, kind=kind, occasion=one, on=one.on, name=one.offer.name,
                price_fen=one.order.price_fen, own_fen=told[0], voucher_fen=told[1], public_fen=told[2],
            )
        )  # fmt: skip
    return made


def _settled(row: Settlement, since: date) -> dict[UUID, Money]:
    """What earlier settlements already count for each day; one query."""
    rows = SettlementLine.objects.filter(
        settlement__partner=row.partner_id, settlement__community=row.community_id,
        settlement__month__lt=row.month, settlement__state__in=FROZEN, occasion__isnull=False, on__gte=since,
    )  # fmt: skip
    sums = (
        rows.order_by()
        .values("occasion")
        .annotate(own=Sum("own_fen"), vouchers=Sum("voucher_fen"), public=Sum("public_fen"))
    )
    return {one["occasion"]: (int(one["own"]), int(one["vouchers"]), int(one["public"])) for one in sums}


def sums(lines: Iterable[SettlementLine]) -> Money:
    """The three sums of some lines."""
    listed = list(lines)
    return (
        sum(one.own_fen for one in listed),
        sum(one.voucher_fen for one in listed),
        sum(one.public_fen for one in listed),
    )


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one sort: the same help at the same price, or corrections."""

    name: str
    kind: str
    price_fen: int
    n: int
    own_fen: int
    voucher_fen: int
    public_fen: int

    @property
    def owed_fen(self) -> int:
        """What is paid to the partner."""
        return self.voucher_fen + self.public_fen


def groups(row: Settlement) -> list[Group]:
    """The lines put together, corrections last; one query."""
    found: dict[tuple[int, str, str, int], list[SettlementLine]] = {}
    order = list(Kind.values)
    for line in row.lines.order_by("on", "pk"):
        key = (order.index(line.kind), line.name, line.kind, line.price_fen)
        found.setdefault(key, []).append(line)
    return [
        Group(name, kind, price, len(lines), *sums(lines))
        for (_rank, name, kind, price), lines in sorted(found.items(), key=lambda item: item[0])
    ]


def corrections(row: Settlement) -> list[SettlementLine]:
    """Lines that people wrote by hand."""
    return list(row.lines.filter(kind=Kind.BY_HAND).order_by("pk"))


def is_fresh(row: Settlement) -> bool:
    """True when the month still comes to what the lines say."""
    listed = row.lines.exclude(kind=Kind.BY_HAND)
    held = {line.occasion_id: (line.own_fen, line.voucher_fen, line.public_fen) for line in listed}
    now = {line.occasion_id: (line.own_fen, line.voucher_fen, line.public_fen) for line in lines_for(row)}
    return held == now
