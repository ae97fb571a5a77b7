"""Help that partners bring: the board of a day, what is offered, the round at the doors."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.care import exports, policies
from linli.contexts.care.commands import offers as commands
from linli.contexts.care.commands import orders as ordering
from linli.contexts.care.commands import vouchers
from linli.contexts.care.forms.offers import OfferForm
from linli.contexts.care.models import Offer
from linli.contexts.care.queries import offers as queries
from linli.contexts.care.queries import orders
from linli.contexts.care.states import OCCASION, TO_DO
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.queries import communities_seen
from linli.kernel.errors import NotAllowed, OutsideYourArea, Refusal
from linli.kernel.workdays.calendar import work_calendar
from linli.web.deeds import Deed, carry_out, tap
from linli.web.files import saved
from linli.web.htmx import part, see_other


def day_asked(request: ActedRequest) -> date:
    """The day of the address bar; today when there is no such day."""
    try:
        return clock.day_of(request.GET.get("on", ""))
    except ValueError:
        return clock.today()


@requires("care.attend")
def board(request: ActedRequest) -> HttpResponse:
    """A day: every offer, how full it is, what is done and what is not."""
    on, calendar = day_asked(request), work_calendar()
    rows = [row for row in queries.offers(request.actor) if row.closed_on is None or row.closed_on > on]
    values = {
        "on": on, "before": on - timedelta(days=1), "after": on + timedelta(days=1), "today": clock.today(),
        "rooms": [
            (room, queries.word("kind", room.offer.kind), queries.yuan(room.offer.price_fen),
             queries.is_served(room.offer, on, calendar))
            for room in queries.rooms(rows, on)
        ],
        "calls": list(orders.calls(request.actor, clock.today())[:20]),
        "orders": request.actor.holds(policies.ORDER),
        "settles": request.actor.holds(policies.SETTLEMENTS),
        "places": communities_seen(request.actor, policies.ARRANGE),
    }  # fmt: skip
    return render(request, "care/services.html", values)


@requires("care.attend")
def round_page(request: ActedRequest, offer_id: UUID) -> HttpResponse:
    """The kitchen list and the round of a day, to tick at the doors and to print."""
    row, on = queries.offer(request.actor, offer_id), day_asked(request)
    stops = orders.round_of(request.actor, row, on)
    if request.GET.get("as") == "xlsx":
        name = _("%(offer)s_%(day)s.xlsx") % {"offer": row.name, "day": on.isoformat()}
        return saved(exports.round_book(row, on, stops), name)
    values = {
        "offer": row, "on": on, "stops": [(stop, *shown(stop)) for stop in stops],
        "kitchen": orders.kitchen(stops), "kind": queries.word("kind", row.kind),
        "unaccepted": next((s.occasion for s in stops if s.occasion.state == "ordered"), None),
        "waiting": queries.rooms([row], on)[0].waiting, "is_today": on == clock.today(),
        "left": sum(stop.occasion.state in TO_DO for stop in stops),
        "before": on - timedelta(days=1), "after": on + timedelta(days=1),
        "may_arrange": request.actor.may(policies.ARRANGE, row.community.code),
    }  # fmt: skip
    return render(request, "care/round.html", values)


def shown(stop: orders.Stop) -> tuple[str, str, str]:
    """The state of a day in words, what to take at the door, and what vouchers pay."""
    by_voucher = queries.yuan(stop.by_voucher) if stop.by_voucher else ""
    return str(OCCASION.label(stop.occasion.state)), queries.yuan(stop.paid_at_door), by_voucher


@requires("care.attend")
@require_POST
def tick(request: ActedRequest, occasion_id: UUID, verb: str) -> HttpResponse:
    """Handed over, nobody opened, on the way, or taken back."""
    found = orders.occasion(request.actor, occasion_id)
    try:
        ordering.step(request.actor, found, verb=verb)
    except OutsideYourArea:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        if verb == "miss":
            messages.warning(request, _("已记下没有开门，负责这一户的同事马上会看到，先打电话。"))
    return see_other(request, "care:round", found.offer_id, query=f"on={found.on.isoformat()}#s-{found.pk}")


@requires("care.attend")
@require_POST
def accept(request: ActedRequest, occasion_id: UUID) -> HttpResponse:
    """Take on everything of the day."""
    found = orders.occasion(request.actor, occasion_id)
    n = ordering.accept_day(request.actor, found)
    messages.success(request, _("已接下 %(n)s 单。") % {"n": n})
    return see_other(request, "care:round", found.offer_id, query=f"on={found.on.isoformat()}")


@requires("care.attend")
@require_POST
def by_voucher(request: ActedRequest, occasion_id: UUID, verb: str) -> HttpResponse:
    """Vouchers pay a day that was served, or it was paid otherwise after all."""
    found = orders.occasion(request.actor, occasion_id)
    deeds = {"pay": vouchers.pay, "unpay": vouchers.unpay}
    if verb not in deeds:
        raise OutsideYourArea
    back = see_other(request, "care:round", found.offer_id, query=f"on={found.on.isoformat()}#s-{found.pk}")
    done = _("用券付了。") if verb == "pay" else _("已退回券里。")
    return tap(request, lambda: deeds[verb](request.actor, found), back, done)


@requires("care.attend")
@require_POST
def phone(request: ActedRequest, occasion_id: UUID) -> HttpResponse:
    """The number, on record."""
    found = orders.occasion(request.actor, occasion_id)
    try:
        number = ordering.show_phone(request.actor, found)
    except OutsideYourArea:
        raise
    except Refusal as refusal:
        return part(request, "care/_phone.html", {"number": "", "said": str(refusal)}, status=409)
    return part(request, "care/_phone.html", {"number": number, "said": _("没有登记电话")})


@requires("care.arrange")
def open_offer(request: ActedRequest, code: str) -> HttpResponse:
    """A partner begins to do something here."""
    place = next((one for one in communities_seen(request.actor, policies.ARRANGE) if one.code == code), None)
    if place is None:
        raise OutsideYourArea
    initial = {"weekdays": [0, 1, 2, 3, 4], "area": place.pk}
    form = OfferForm(request.POST or None, initial=initial, community=place)

    def run(form: Any) -> None:
        commands.open_offer(request.actor, place, told=form.told())

    return carry_out(
        request, Deed(_("加一项服务"), form, run, reverse("care:services"), _("已加上，可以开始订了。"))
    )


@requires("care.arrange")
def change_offer(request: ActedRequest, offer_id: UUID) -> HttpResponse:
    """Another price, more room, other days."""
    found = _arranged(request, offer_id)
    initial = {
        "kind": found.kind, "name": found.name, "partner": found.partner_id, "area": found.area_id,
        "price": Decimal(found.price_fen) / 100, "capacity": found.capacity, "weekdays": found.weekdays,
        "on_holidays": found.on_holidays,
    }  # fmt: skip
    form = OfferForm(request.POST or None, initial=initial, community=found.community)

    def run(form: Any) -> None:
        commands.change_offer(request.actor, found, told=form.told())

    lead = _("新价格只用于以后的订单，已经订好的不变。")
    title = _("调整“%(name)s”") % {"name": found.name}
    return carry_out(request, Deed(title, form, run, reverse("care:services"), _("已改好。"), lead))


@requires("care.arrange")
@require_POST
def close_offer(request: ActedRequest, offer_id: UUID) -> HttpResponse:
    """Nobody can order it any more."""
    found = _arranged(request, offer_id)
    done, back = _("已停止接新订单；订好的照常送。"), see_other(request, "care:services")
    return tap(request, partial(commands.close_offer, request.actor, found), back, done)


def _arranged(request: ActedRequest, offer_id: UUID) -> Offer:
    found = queries.offer(request.actor, offer_id)
    if not policies.may_change_offer(request.actor, found):
        raise NotAllowed
    return found
