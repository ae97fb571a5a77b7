"""Help at home for programs of partners and of our own: offers, the round of a day, what became of it,
monthly settlements.  A partner's key sees what its people see on the pages.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from linli.contexts.care import policies
from linli.contexts.care.commands import orders as ordering
from linli.contexts.care.commands import settlements as settling
from linli.contexts.care.queries import offers, orders, settlements, vouchers
from linli.kernel import clock
from linli.kernel.access.guards import acting
from linli.kernel.errors import OutsideYourArea

router = Router()
MOST = 500


class Offered(Schema):
    """Something a partner brings, and how full a day is."""

    id: UUID
    name: str
    kind: str
    partner: str
    area: str
    price_fen: int
    capacity: int
    weekdays: list[int]
    closed_on: date | None
    taken: int
    waiting: int


class Stop(Schema):
    """One door of a round; amounts in fen."""

    id: UUID
    number: int
    place: str
    name: str
    remarks: str
    state: str
    paid_at_door_fen: int
    by_voucher_fen: int


class Round(Schema):
    """A day of an offer: what to prepare, and the doors in walking order."""

    offer: UUID
    on: date
    kitchen: list[tuple[str, int]]
    stops: list[Stop]


class Done(Schema):
    """What a day of an order has come to."""

    id: UUID
    state: str
    is_settled: bool


class Voucher(Schema):
    """What somebody was given; amounts in fen."""

    id: UUID
    number: str
    name: str
    person: UUID | None
    value_fen: int
    left_fen: int
    until_on: date
    state: str


class Settled(Schema):
    """A month of a partner; amounts in fen."""

    id: UUID
    month: date
    partner: str
    community: str
    state: str
    own_fen: int
    voucher_fen: int
    public_fen: int
    owed_fen: int


class Line(Schema):
    """One line of a settlement."""

    on: date
    name: str
    kind: str
    price_fen: int
    own_fen: int
    voucher_fen: int
    public_fen: int
    words: str


class SettledWhole(Settled):
    """A month with its lines."""

    lines: list[Line]


class Day(Schema):
    """Which day is asked for; today when none is."""

    on: date | None = None


class Signed(Schema):
    """Who agrees for the partner."""

    signed_by: str


@router.get("/services", response=list[Offered], summary="上门服务和一天的名额；合作单位只看自己的")
def services(request: HttpRequest, asked: Query[Day]) -> Any:
    """Every offer, closed ones too."""
    actor = acting(request, policies.ATTEND)
    return [
        Offered(
            id=one.offer.pk, name=one.offer.name, kind=one.offer.kind, partner=one.offer.partner.name,
            area=one.offer.area.code, price_fen=one.offer.price_fen, capacity=one.offer.capacity,
            weekdays=one.offer.weekdays, closed_on=one.offer.closed_on, taken=one.taken, waiting=one.waiting,
        )
        for one in offers.rooms(offers.offers(actor), asked.on or clock.today())
    ]  # fmt: skip


@router.get("/services/{uuid:offer}/round", response=Round, summary="一天的备餐单和上门顺序")
def day_round(request: HttpRequest, offer: UUID, asked: Query[Day]) -> Any:
    """The doors in walking order."""
    actor, on = acting(request, policies.ATTEND), asked.on or clock.today()
    stops = orders.round_of(actor, offers.offer(actor, offer), on)
    return Round(
        offer=offer, on=on, kitchen=orders.kitchen(stops),
        stops=[
            Stop(
                id=one.occasion.pk, number=one.number, place=one.place, name=one.name, remarks=one.remarks,
                state=one.occasion.state, paid_at_door_fen=one.paid_at_door, by_voucher_fen=one.by_voucher,
            )
            for one in stops
        ],
    )  # fmt: skip


VERBS = ("accept", "set_out", "hand_over", "miss", "take_back")


@router.post(
    "/services/days/{uuid:key}/{verb}", response=Done, summary="接单、出发、交到手上、没有开门、撤回"
)
def step(request: HttpRequest, key: UUID, verb: str) -> Any:
    """One step of a day; 409 where it is not on offer."""
    actor = acting(request, policies.ATTEND)
    if verb not in VERBS:
        raise OutsideYourArea
    row = ordering.step(actor, orders.occasion(actor, key), verb=verb)
    return Done(id=row.pk, state=row.state, is_settled=row.is_settled)


@router.get("/vouchers", response=list[Voucher], summary="自己范围内还能用的消费券")
def open_vouchers(request: HttpRequest) -> Any:
    """500 at most."""
    today = clock.today()
    rows = vouchers.narrowed(vouchers.vouchers(acting(request, policies.ORDER)), "", "", "", today)
    return [
        Voucher(
            id=row.pk, number=row.number, name=row.run.name, person=row.person_id, value_fen=row.value_fen,
            left_fen=row.left_fen, until_on=row.until_on, state=vouchers.state_of(row, today),
        )
        for row in rows[:MOST]
    ]  # fmt: skip


@router.get("/settlements", response=list[Settled], summary="月结算；合作单位只看自己的")
def list_settlements(request: HttpRequest) -> Any:
    """The newest first."""
    rows = settlements.settlements(acting(request, policies.SETTLEMENTS))[:MOST]
    return [Settled(**_sums(row)) for row in rows]


@router.get("/settlements/{uuid:key}", response=SettledWhole, summary="一份月结算和每一笔")
def one_settlement(request: HttpRequest, key: UUID) -> Any:
    """With its lines, without names."""
    row = settlements.settlement(acting(request, policies.SETTLEMENTS), key)
    lines = [
        Line(
            on=one.on, name=one.name, kind=one.kind, price_fen=one.price_fen, own_fen=one.own_fen,
            voucher_fen=one.voucher_fen, public_fen=one.public_fen, words=one.words,
        )
        for one in row.lines.order_by("on", "pk")
    ]  # fmt: skip
    return SettledWhole(**_sums(row), lines=lines)


@router.post("/settlements/{uuid:key}/agree", response=Settled, summary="合作单位确认一份月结算")
def agree(request: HttpRequest, key: UUID, body: Signed) -> Any:
    """422 or 409 with a sentence where it cannot be agreed now."""
    actor = acting(request, policies.SETTLEMENTS)
    row = settling.agree(actor, settlements.settlement(actor, key), signed_by=body.signed_by)
    return Settled(**_sums(row))


def _sums(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk, "month": row.month, "partner": row.partner.name, "community": row.community.code,
        "state": row.state, "own_fen": row.own_fen, "voucher_fen": row.voucher_fen,
        "public_fen": row.public_fen, "owed_fen": row.owed_fen,
    }  # fmt: skip
