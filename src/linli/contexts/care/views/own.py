"""Help at home on a resident's own phone, and on a relative's where the person agreed."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.care.commands import own as commands
from linli.contexts.care.forms.own import OwnOrderForm
from linli.contexts.care.models import FamilyLink, Order
from linli.contexts.care.queries import offers, vouchers
from linli.contexts.care.queries import own as queries
from linli.contexts.care.views.family_door import proved
from linli.kernel import clock
from linli.kernel.access.guards import ResidentRequest, public, resident
from linli.kernel.actor import linli
from linli.kernel.errors import OutsideYourArea
from linli.web.deeds import Deed, carry_out, tap
from linli.web.templatetags.linli import day, moment

MINE = "what one's own household ordered"


@resident(MINE)
@require_GET
def mine(request: ResidentRequest) -> HttpResponse:
    """What comes to whom, and what there is."""
    found = queries.people(request.resident)
    keys = [one.key for one in found]
    coming, standing, left = queries.coming(keys), queries.standing(keys), queries.left(keys)
    homes = [home.area_code for home in request.resident.homes if home.lives_there]
    values = {
        "people": [
            (one, coming.get(one.key, []), standing.get(one.key, []), left.get(one.key, "")) for one in found
        ],
        "offered": queries.reaching(homes) if found else [], "questions": queries.questions(keys),
        "homes": homes,
    }  # fmt: skip
    return render(request, "care/own.html", values)


@resident(MINE)
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: ResidentRequest, person_id: UUID, offer_id: UUID) -> HttpResponse:
    """Order one thing for oneself or somebody of the household."""
    who = queries.someone(request.resident, person_id)
    held = queries.held(who.key)
    offered = queries.offer_for(held.area_code, offer_id)
    run = partial(commands.order, request.resident, offered.offer, held)
    return _order(request, offered, person_id, run, (Order.Channel.ONLINE, reverse("care:own")))


@resident(MINE)
@require_POST
def cancel(request: ResidentRequest, occasion_id: UUID) -> HttpResponse:
    """Not on this day."""
    keys = [one.key for one in queries.people(request.resident)]
    found = queries.own_occasion(keys, occasion_id)
    do = partial(commands.cancel, request.resident, found.order, occasion=found)
    return tap(request, do, _back(reverse("care:own")), _("这一次取消了。"))


@resident(MINE)
@require_POST
def end(request: ResidentRequest, order_id: UUID) -> HttpResponse:
    """No more from now on."""
    keys = [one.key for one in queries.people(request.resident)]
    found = queries.own_order(keys, order_id)
    do = partial(commands.end, request.resident, found)
    return tap(request, do, _back(reverse("care:own")), _("以后的都取消了。"))


@public("a relative whom the person let in orders, once the phone is proved and the person agreed")
@require_http_methods(["GET", "HEAD", "POST"])
def family_order(request: HttpRequest, key: str, offer_id: UUID) -> HttpResponse:
    """A relative orders."""
    link = _ordering(request, key)
    person = link.record.person_id
    held = queries.held(person)
    offered = queries.offer_for(held.area_code, offer_id)
    run = partial(commands.order_by_family, linli("family"), link, offered.offer, held)
    back = reverse("care:family", args=[key])
    return _order(request, offered, person, run, (Order.Channel.FAMILY, back))


@public("a relative whom the person let in cancels in time, once the phone is proved and the person agreed")
@require_POST
def family_cancel(request: HttpRequest, key: str, occasion_id: UUID) -> HttpResponse:
    """A relative cancels a day."""
    link = _ordering(request, key)
    found = queries.own_occasion([link.record.person_id], occasion_id)
    do = partial(commands.cancel, linli("family"), found.order, occasion=found, by=commands.BY_FAMILY)
    return tap(request, do, _back(reverse("care:family", args=[key])), _("这一次取消了。"))


def _ordering(request: HttpRequest, key: str) -> FamilyLink:
    link = proved(request, key)
    if link is None or not queries.may_order(link):
        raise OutsideYourArea
    return link


def _order(
    request: HttpRequest, offered: queries.Offered, person_id: UUID, run: Any, where: tuple[str, str]
) -> HttpResponse:
    """The form of an order: the tariff comes from the register, a person of ours looks at it later."""
    offer, (channel, back) = offered.offer, where
    tariff = offers.suggested_tariff(person_id)
    left = vouchers.left_of([person_id], offer.kind, clock.today()).get(person_id, 0)
    initial = {"rhythm": "once", "from_on": offered.first_on, "with_vouchers": bool(left)}
    form = OwnOrderForm(
        request.POST if request.method == "POST" else None, initial=initial,
        left=offers.yuan(left) if left else "",
    )  # fmt: skip
    words = _("%(partner)s，一次 %(price)s 元，您付 %(own)s 元（%(tariff)s）。满了会排队。")
    lead = words % {
        "partner": offer.partner.name, "price": offered.price, "tariff": offers.word("tariff", tariff),
        "own": offers.yuan(offers.own_share(tariff, offer.price_fen)),
    }  # fmt: skip
    until = _("%(day)s的，要在 %(until)s 以前订。") % {
        "day": day(offered.first_on), "until": moment(offered.until),
    }  # fmt: skip
    title = _("订%(offer)s") % {"offer": offer.name}
    deed = Deed(
        title, form, lambda sent: run(told=sent.told(tariff, channel)), back, _("订好了。到时候送上门。"),
        lead + until, _("订好"),
    )  # fmt: skip
    return carry_out(request, deed)


def _back(address: str) -> HttpResponse:
    return HttpResponseRedirect(address, status=303)
