"""Ordering for somebody, the list of orders, one order with its days, and the call after a closed door."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.care import policies
from linli.contexts.care.commands import orders as commands
from linli.contexts.care.forms.offers import CallForm, EndOrderForm, OrderForm
from linli.contexts.care.models import Occasion
from linli.contexts.care.queries import offers as offering
from linli.contexts.care.queries import orders as queries
from linli.contexts.care.queries import rooms, texting, vouchers
from linli.contexts.care.states import OCCASION
from linli.contexts.care.views.offers import day_asked
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import NotAllowed, OutsideYourArea
from linli.web.deeds import Deed, carry_out
from linli.web.htmx import page_or_part
from linli.web.paging import page_of


@requires("care.order")
def orders(request: ActedRequest) -> HttpResponse:
    """What is ordered in one's area."""
    words, kind = request.GET.get("q", "").strip()[:40], request.GET.get("kind", "")
    state, today = request.GET.get("state", ""), clock.today()
    rows = queries.narrowed(queries.orders(request.actor), words, kind, state, today)
    page = page_of(request, rows)
    values = {
        "page": page, "rows": [(row, offering.yuan(row.own_fen)) for row in page.rows], "q": words,
        "kind": kind, "state": state, "kinds": offering.words("kind"), "today": today,
        "query": request.GET.urlencode(),
    }  # fmt: skip
    return page_or_part(request, "care/orders.html", "care/_orders.html", values)


@requires("care.order")
def door(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """What those behind a door have ordered, and what they can order, with the room that is left."""
    found = registry.door(request.actor, dwelling_id)
    if not request.actor.may(policies.ORDER, found.area.code):
        raise OutsideYourArea
    held = queries.ahead_of(request.actor, [one.key for one in found.residents], clock.today())
    left = vouchers.left_of([one.key for one in found.residents], "", clock.today())
    texts = texting.agreed(one.key for one in found.residents)
    values = {
        "door": found, "may_give": request.actor.may(policies.ISSUE, found.area.code),
        "rows": [
            (
                one, held.get(one.key, []), offering.yuan(left[one.key]) if one.key in left else "",
                texts.get(one.key),
            )
            for one in found.residents
        ],
        "rooms": _open_to(request, found.area.code),
        "classes": [one for one in rooms.rooms(request.actor) if one.until_on >= clock.today()],
    }  # fmt: skip
    return render(request, "care/door_orders.html", values)


@requires("care.order")
def person(request: ActedRequest, person_id: UUID) -> HttpResponse:
    """The door of somebody."""
    home = registry.home_of(person_id)
    if home is None:
        raise OutsideYourArea
    return door(request, home)


def _open_to(request: ActedRequest, code: str) -> list[tuple[Any, str, str]]:
    """What reaches a door, how full it is on the day asked for."""
    rows = [
        row for row in offering.offers(request.actor)
        if row.closed_on is None and code.startswith(row.area.code)
    ]  # fmt: skip
    return [
        (room, offering.word("kind", room.offer.kind), offering.yuan(room.offer.price_fen))
        for room in offering.rooms(rows, day_asked(request))
    ]


@requires("care.order")
def order(request: ActedRequest, person_id: UUID, offer_id: UUID) -> HttpResponse:
    """Order one thing for somebody."""
    held, offer = registry.card(request.actor, person_id), offering.offer(request.actor, offer_id)
    policies.may_order(request.actor, offer, held)
    left = vouchers.left_of([person_id], offer.kind, clock.today()).get(person_id, 0)
    initial = {
        "rhythm": "daily", "from_on": clock.today(), "tariff": offering.suggested_tariff(person_id),
        "channel": "door", "with_vouchers": bool(left),
    }  # fmt: skip
    form = OrderForm(request.POST or None, initial=initial, left=offering.yuan(left) if left else "")

    def run(form: Any) -> None:
        commands.order(request.actor, offer, held, told=form.told())

    words = _(
        "%(offer)s，一次 %(price)s 元，一天 %(n)s 份。满了会排队，有人取消就轮上。付多少按台账建议，请您定。"
    )
    lead = words % {
        "offer": offer.name, "price": offering.yuan(offer.price_fen), "n": offer.capacity,
    }  # fmt: skip
    home = registry.home_of(person_id)
    back = reverse("care:door_orders", args=[home]) if home else reverse("care:orders")
    title = _("给%(name)s订%(kind)s") % {"name": held.name, "kind": offering.word("kind", offer.kind)}
    return carry_out(request, Deed(title, form, run, back, _("已订好。"), lead, _("订好")))


@requires("care.order")
def order_page(request: ActedRequest, order_id: UUID) -> HttpResponse:
    """One order with all its days."""
    found = queries.order(request.actor, order_id)
    days = [
        (row, OCCASION.label(row.state), row.state in ("waiting", "ordered", "accepted"))
        for row in queries.days_of(found)
    ]
    values = {
        "order": found, "kind": offering.word("kind", found.offer.kind), "today": clock.today(),
        "tariff": offering.word("tariff", found.tariff), "price": offering.yuan(found.price_fen),
        "own": offering.yuan(found.own_fen), "remarks": found.remarks.reveal(),
        "days": [line for line in days if line[0].on >= clock.today() or not line[0].is_settled],
        "past": [line for line in days if line[0].on < clock.today() and line[0].is_settled][::-1],
    }  # fmt: skip
    return render(request, "care/order.html", values)


@requires("care.order")
def end(request: ActedRequest, order_id: UUID) -> HttpResponse:
    """No more from now on."""
    found = queries.order(request.actor, order_id)
    form = EndOrderForm(request.POST or None)

    def run(form: Any) -> None:
        commands.end_order(request.actor, found, reason=form.cleaned_data["reason"])

    lead = _("已经过了下单时间的那一次照常送，以后的都取消，名额让给排队的人。")
    back = reverse("care:order_page", args=[found.pk])
    return carry_out(request, Deed(_("不再订了"), form, run, back, _("已取消以后的。"), lead, _("不再订了")))


@requires("care.order")
def cancel(request: ActedRequest, occasion_id: UUID) -> HttpResponse:
    """Not on this day."""
    found = _settled_by(request, occasion_id)
    form = EndOrderForm(request.POST or None)

    def run(form: Any) -> None:
        commands.cancel(request.actor, found, reason=form.cleaned_data["reason"])

    back = reverse("care:order_page", args=[found.order_id])
    title = _("取消 %(day)s 这一次") % {"day": found.on.isoformat()}
    return carry_out(request, Deed(title, form, run, back, _("已取消，名额让给排队的人。")))


@requires("care.order")
def call(request: ActedRequest, occasion_id: UUID) -> HttpResponse:
    """After nobody opened: whom to call, and what came of it."""
    found = _settled_by(request, occasion_id)
    form = CallForm(request.POST or None)

    def run(form: Any) -> None:
        commands.tell_call(request.actor, found, **form.cleaned_data)

    if form.is_bound:
        return carry_out(
            request, Deed(_("没有开门"), form, run, reverse("care:services"), _("已记下，谢谢您惦记着。"))
        )
    home = found.order.person.home_id
    values = {
        "occasion": found, "form": form, "kind": offering.word("kind", found.offer.kind),
        "contacts": registry.contacts_of(request.actor, found.order.person_id),
        "outcome": offering.word("outcome", found.outcome) if found.outcome else "",
        "home": home,
    }  # fmt: skip
    return render(request, "care/call.html", values)


def _settled_by(request: ActedRequest, occasion_id: UUID) -> Occasion:
    found = queries.occasion(request.actor, occasion_id)
    if not policies.may_settle(request.actor, found):
        raise NotAllowed
    return found
