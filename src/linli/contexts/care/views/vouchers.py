"""Vouchers: the list with its books, giving to many or to one, one with its ledger, slips on paper."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.care import policies
from linli.contexts.care.commands import vouchers as commands
from linli.contexts.care.exports.slips import slips_pdf
from linli.contexts.care.forms.vouchers import GiftForm, ManyForm, PeopleForm, ReturnForm
from linli.contexts.care.queries import offers
from linli.contexts.care.queries import vouchers as queries
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.models import Area
from linli.kernel.areas.queries import communities_seen, community_of
from linli.kernel.commands import once
from linli.kernel.errors import NotAllowed, OutsideYourArea, Refusal
from linli.web.deeds import Deed, carry_out
from linli.web.files import shown
from linli.web.htmx import page_or_part, see_other
from linli.web.paging import page_of

SLIPS = 400


def state_words(state: str) -> str:
    """What a state of a voucher is called."""
    words = {"open": _("还能用"), "used": _("用完了"), "over": _("过期了"), "returned": _("收回了")}
    return words[state]


@requires("care.order")
def vouchers(request: ActedRequest) -> HttpResponse:
    """Vouchers in one's area, and what became of the money."""
    asked = {key: request.GET.get(key, "").strip()[:40] for key in ("q", "state", "run")}
    run = next((one for one in queries.runs(request.actor) if str(one.pk) == asked["run"]), None)
    today = clock.today()
    rows = queries.narrowed(
        queries.vouchers(request.actor), asked["q"], asked["state"], str(run.pk) if run else "", today
    )
    page = page_of(request, rows)
    values = {
        "page": page,
        "rows": [
            (row, offers.yuan(row.left_fen), offers.yuan(row.value_fen),
             state_words(queries.state_of(row, today)))
            for row in page.rows
        ],
        "books": {key: offers.yuan(getattr(found, key)) for found in [queries.books(rows)]
                  for key in ("given", "spent", "ended", "left")},
        "runs": list(queries.runs(request.actor)[:50]), "run": run, **asked, "query": request.GET.urlencode(),
        "states": [(key, state_words(key)) for key in queries.STATES],
        "places": communities_seen(request.actor, policies.ISSUE),
    }  # fmt: skip
    return page_or_part(request, "care/vouchers.html", "care/_vouchers.html", values)


@requires("care.give_vouchers")
def give(request: ActedRequest, code: str) -> HttpResponse:
    """Say what and for whom; look at the names; then give."""
    place = _place(request, code)
    form = ManyForm(request.POST or None)
    values: dict[str, Any] = {"form": form, "place": place}
    if form.is_bound and form.is_valid():
        rows = queries.meant_for(request.actor, place, form.cleaned_data["classes"])
        chosen = PeopleForm(request.POST, rows=rows)
        if "give" in request.POST and chosen.is_valid():
            answer = _give(request, place, form, chosen.chosen())
            if answer is not None:
                return answer
        picked = set(request.POST.getlist("people")) if "give" in request.POST else None
        told = form.told()
        already = queries.given_since([row.person_id for row in rows], clock.today())
        values |= {
            "rows": [
                (row, already.get(row.person_id, 0) + told.value_fen > queries.most_fen(),
                 picked is None or str(row.person_id) in picked)
                for row in rows
            ],
            "is_asked": True, "each": offers.yuan(told.value_fen), "told": told,
            "most": queries.most_fen() // 100,
        }  # fmt: skip
    status = 422 if form.errors or form.non_field_errors() else 200
    return render(request, "care/voucher_give.html", values, status=status)


def _give(request: ActedRequest, place: Area, form: GiftForm, people: list[UUID]) -> HttpResponse | None:
    """Once for each form, however often it is sent; None with the fault beside the entry."""
    try:
        act = partial(commands.give, request.actor, place, told=form.told(), people=people)
        key = once(request.actor, f"vouchers:{form.cleaned_data['nonce']}", lambda: str(act().pk)).value
    except OutsideYourArea:
        raise
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None
    messages.success(request, _("已发放。没有手机的居民，可以打印纸券送去。"))
    return see_other(request, "care:vouchers", query=f"run={key}")


@requires("care.give_vouchers")
def give_one(request: ActedRequest, person_id: UUID) -> HttpResponse:
    """Give one person one voucher."""
    held = registry.card(request.actor, person_id)
    place = community_of(held.area_code)
    form = GiftForm(request.POST or None)

    def run(form: Any) -> None:
        act = partial(commands.give, request.actor, place, told=form.told(), people=[held.key])
        once(request.actor, f"vouchers:{form.cleaned_data['nonce']}", lambda: str(act().pk))

    home = registry.home_of(person_id)
    back = reverse("care:door_orders", args=[home]) if home else reverse("care:vouchers")
    lead = _("券记在本人名下，送上门时自动抵；没有手机的可以打印纸券。")
    title = _("给%(name)s发消费券") % {"name": held.name}
    return carry_out(request, Deed(title, form, run, back, _("已发放。"), lead, _("发放")))


@requires("care.order")
def voucher(request: ActedRequest, voucher_id: UUID) -> HttpResponse:
    """One voucher with its ledger."""
    row = queries.voucher(request.actor, voucher_id)
    total, lines = 0, []
    for entry in queries.entries(row):
        total += entry.fen
        lines.append((entry, offers.yuan(entry.fen), offers.yuan(total)))
    values = {
        "voucher": row, "lines": lines, "value": offers.yuan(row.value_fen),
        "left": offers.yuan(row.left_fen), "state": state_words(queries.state_of(row, clock.today())),
        "kinds": [offers.word("kind", key) for key in row.run.kinds],
        "may_return": request.actor.may(policies.ISSUE, row.area.code) and row.returned_on is None,
    }  # fmt: skip
    return render(request, "care/voucher.html", values)


@requires("care.give_vouchers")
def take_back(request: ActedRequest, voucher_id: UUID) -> HttpResponse:
    """It was given back, or given by mistake."""
    row = queries.voucher(request.actor, voucher_id)
    if not policies.may_return(request.actor, row):
        raise NotAllowed
    form = ReturnForm(request.POST or None)

    def run(form: Any) -> None:
        commands.take_back(request.actor, row, reason=form.cleaned_data["reason"])

    back = reverse("care:voucher", args=[row.pk])
    lead = _("还没用的部分收回，已经付掉的不变。")
    return carry_out(request, Deed(_("收回这张券"), form, run, back, _("已收回。"), lead, _("收回")))


@requires("care.order")
@require_POST
def slips(request: ActedRequest) -> HttpResponse:
    """The vouchers of the list on paper, four on a page; or one alone."""
    rows = queries.vouchers(request.actor).filter(
        left_fen__gt=0, returned_on=None, until_on__gte=clock.today()
    )
    one, run = request.POST.get("voucher", ""), request.POST.get("run", "")
    try:
        rows = rows.filter(pk=UUID(one)) if one else rows.filter(run=UUID(run))
    except ValueError as fault:
        raise OutsideYourArea from fault
    found = list(rows.order_by("person__home__order", "pk")[:SLIPS])
    if not found:
        messages.info(request, _("没有还能用的券可以打印。"))
        return see_other(request, "care:vouchers")
    commands.count_slips(request.actor, rows=len(found))
    return shown(slips_pdf(found), "vouchers.pdf")


def _place(request: ActedRequest, code: str) -> Area:
    found = communities_seen(request.actor, policies.ISSUE)
    place = next((one for one in found if one.code == code), None)
    if place is None:
        raise OutsideYourArea
    return place
