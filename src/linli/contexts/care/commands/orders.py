"""Ordering, the days that follow from it, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from linli.contexts.care import policies
from linli.contexts.care.commands import vouchers
from linli.contexts.care.models import Occasion, Offer, Order
from linli.contexts.care.queries import offers
from linli.contexts.care.states import OCCASION
from linli.contexts.registry import api as registry
from linli.kernel import clock, db
from linli.kernel.access.queries import in_force
from linli.kernel.access.roles import COMMUNITY_MANAGER, GRID_WORKER
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded
from linli.kernel.notices import post
from linli.kernel.workdays.calendar import work_calendar


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for."""

    rhythm: str
    from_on: date
    until_on: date
    tariff: str
    channel: str = Order.Channel.DOOR
    remarks: str = ""
    with_vouchers: bool = False


@command("care.ordered", policies.may_order)
def order(actor: Actor, offer: Offer, held: registry.Held, /, *, told: Wanted) -> Order:
    """Order for somebody; a full day waits in line and says so."""
    made, days = place_order(actor, offer, held, told)
    note(target=made, area=held.area_code, days=days)
    return made


def place_order(actor: Actor, offer: Offer, held: registry.Held, told: Wanted) -> tuple[Order, int]:
    """Inside a command: the order, and how many days it comes to."""
    row = db.lock_row(Offer, pk=offer.pk)
    if row.closed_on:
        raise NotAllowedNow
    days = _days(row, told)
    _refuse_twice(row, held, days)
    made = Order.objects.create(
        offer=row, person_id=held.key, area=Area.objects.get(code=held.area_code), channel=told.channel,
        rhythm=told.rhythm, remarks=told.remarks.strip(), tariff=told.tariff, price_fen=row.price_fen,
        own_fen=offers.own_share(told.tariff, row.price_fen), with_vouchers=told.with_vouchers,
        from_on=days[0], until_on=days[-1], account_id=actor.account_id, at=clock.now(),
    )  # fmt: skip
    full = offers.taken(row, days)
    db.insert_all(
        Occasion,
        [
            Occasion(
                order=made, offer=row, area=made.area, on=day,
                state="waiting" if full.get(day, 0) >= row.capacity else "ordered",
            )
            for day in days
        ],
    )  # fmt: skip
    return made, len(days)


def _days(row: Offer, told: Wanted) -> list[date]:
    """The days that the wish comes to; ``BadInput`` with the reason when there is none."""
    if told.tariff not in offers.pack()["tariff"]:
        raise BadInput(_("请选谁付多少。"), field="tariff")
    if told.rhythm not in Order.Rhythm.values:
        raise BadInput(field="rhythm")
    until = told.from_on if told.rhythm == Order.Rhythm.ONCE else told.until_on
    longest = int(offers.pack()["ordering"]["longest_days"])
    if told.from_on < clock.today() or not told.from_on <= until <= told.from_on + timedelta(days=longest):
        raise BadInput(_("日期要从今天起，一次最多订 %(days)s 天。"), field="until_on", days=longest)
    step = 7 if told.rhythm == Order.Rhythm.WEEKLY else 1
    asked = [told.from_on + timedelta(days=n) for n in range(0, (until - told.from_on).days + 1, step)]
    calendar = work_calendar()
    served = [day for day in asked if offers.is_served(row, day, calendar)]
    if not served:
        raise BadInput(_("这几天这项服务不开（周末或节假日），请换一天。"), field="from_on")
    in_time = [day for day in served if not offers.is_late(row.kind, day)]
    if not in_time:
        raise BadInput(_("这一天已经过了下单时间，请订下一次。"), field="from_on")
    return in_time


def _refuse_twice(row: Offer, held: registry.Held, days: Sequence[date]) -> None:
    again = Occasion.objects.filter(offer=row, order__person=held.key, on__in=days).exclude(state="cancelled")
    if (first := again.order_by("on").first()) is not None:
        raise BadInput(_("%(day)s 已经订过了。"), field="from_on", day=first.on.isoformat())


@command("care.order_ended", policies.may_end_order)
def end_order(actor: Actor, order: Order, /, *, reason: str) -> Order:
    """No more from now on; days whose hour of ordering has passed still come."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    offer = db.lock_row(Offer, pk=order.offer_id)
    row = db.lock_row(Order, pk=order.pk)
    if row.ended_on:
        raise NotAllowedNow
    ahead = Occasion.objects.filter(
        order=row, on__gte=clock.today(), state__in=("waiting", "ordered", "accepted")
    )
    for one in ahead.order_by("on"):
        if one.state == "waiting" or not offers.is_late(offer.kind, one.on):
            cancel_day(one, offer, reason.strip())
    row.ended_on = clock.today()
    row.save(update_fields=["ended_on"])
    note(target=row, area=order.area.code, reason=reason.strip())
    return row


@command("care.occasion_stepped", policies.may_attend)
def step(actor: Actor, occasion: Occasion, /, *, verb: str) -> Occasion:
    """Taken on, on the way, handed over, nobody opened, or a slip of the finger taken back."""
    row = db.lock_row(Occasion, pk=occasion.pk)
    if verb not in ("accept", "set_out", "hand_over", "miss", "take_back"):
        raise NotAllowedNow
    if verb in ("set_out", "hand_over", "miss") and row.on > clock.today():
        raise BadInput(_("还没到这一天。"))
    if verb == "take_back" and (row.on != clock.today() or row.outcome):
        raise NotAllowedNow
    row.state = OCCASION.after(verb, row.state)
    row.is_settled = row.state != "missed"
    row.at = clock.now() if row.state in OCCASION.final else None
    row.account_id = actor.account_id
    row.save(update_fields=["state", "is_settled", "at", "account_id"])
    if row.state == "missed":
        _ring(row)
    elif row.state == "done" and row.order.with_vouchers:
        vouchers.spend(actor, row)
    elif row.state != "done" and row.voucher_fen:
        vouchers.refund(actor, row)
    note(target=row, area=occasion.area.code, verb=verb)
    return row


@command("care.day_accepted", policies.may_attend)
def accept_day(actor: Actor, occasion: Occasion, /) -> int:
    """Take on everything that was ordered of the same offer for the same day."""
    rows = Occasion.objects.filter(offer=occasion.offer_id, on=occasion.on, state="ordered")
    if not policies.is_partner_of(actor, occasion.offer):
        rows = rows.filter(db.inside("area__code", actor.areas(policies.ORDER)))
    n = rows.update(state="accepted")
    note(target=occasion, area=occasion.area.code, rows=n)
    return n


@command("care.occasion_cancelled", policies.may_settle)
def cancel(actor: Actor, occasion: Occasion, /, *, reason: str) -> Occasion:
    """Not on this day; whoever waits first moves up."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    offer = db.lock_row(Offer, pk=occasion.offer_id)
    row = db.lock_row(Occasion, pk=occasion.pk)
    if row.on < clock.today():
        raise NotAllowedNow
    cancel_day(row, offer, reason.strip())
    note(target=row, area=occasion.area.code, reason=reason.strip())
    return row


@command("care.call_told", policies.may_settle)
def tell_call(actor: Actor, occasion: Occasion, /, *, outcome: str, words: str = "") -> Occasion:
    """What came of asking after somebody who did not open; open until somebody knows that all is well."""
    known = offers.pack()["outcome"]
    if outcome not in known:
        raise BadInput(_("请选结果。"), field="outcome")
    row = db.lock_row(Occasion, pk=occasion.pk)
    if row.state != "missed" or row.is_settled:
        raise NotAllowedNow
    row.outcome, row.outcome_words, row.outcome_at = outcome, words.strip()[:100], clock.now()
    row.is_settled = bool(known[outcome]["settles"])
    row.save(update_fields=["outcome", "outcome_words", "outcome_at", "is_settled"])
    note(target=row, area=occasion.area.code, outcome=outcome)
    return row


@command("care.phone_shown", policies.may_attend)
def show_phone(actor: Actor, occasion: Occasion, /) -> str:
    """The number of somebody to whom one brings something today; that it was shown is on record."""
    if occasion.state in ("cancelled", "waiting") or abs((occasion.on - clock.today()).days) > 1:
        raise NotAllowedNow
    member = registry.members([occasion.order.person_id]).get(occasion.order.person_id)
    note(target=occasion, area=occasion.area.code, reason="送上门的服务要联系")
    return member.boxed_phone.reveal() if member else ""


def cancel_day(row: Occasion, offer: Offer, reason: str) -> None:
    """Inside a command, with the offer held: not on this day; whoever waits first moves up in time."""
    held_a_place = row.state != "waiting"
    row.state, row.reason = OCCASION.after("cancel", row.state), reason[:100]
    row.save(update_fields=["state", "reason"])
    if held_a_place and not offers.is_late(offer.kind, row.on):
        first = Occasion.objects.filter(offer=offer, on=row.on, state="waiting").order_by("pk").first()
        if first is not None and offers.taken(offer, [row.on]).get(row.on, 0) < offer.capacity:
            first.state = OCCASION.after("move_up", first.state)
            first.save(update_fields=["state"])


def _ring(row: Occasion) -> None:
    """Tell the grid worker of the door, or the manager when the grid has nobody."""
    code = row.area.code
    above = [code[:n] for n in range(1, len(code) + 1)]
    for role in (GRID_WORKER, COMMUNITY_MANAGER):
        found = in_force().filter(role=role, area__code__in=above, account__is_active=True)
        if accounts := set(found.values_list("account_id", flat=True)):
            person = row.order.person
            place = person.home.short_address if person.home else ""
            address = reverse("care:call", args=[row.pk])
            post.tell(accounts, "care.did_not_open", address, place=place)
            return
