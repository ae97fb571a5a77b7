"""What leaves the house: the list of people we look after as a workbook, with a reason."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.care import exports, policies
from linli.contexts.care.commands.leaving import FREELY, count_export, count_orders
from linli.contexts.care.forms.records import ExportForm
from linli.contexts.care.queries import orders
from linli.contexts.care.queries import records as queries
from linli.contexts.care.views.records import wish_of
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.queries import communities_seen
from linli.kernel.errors import Refusal
from linli.web.deeds import Deed
from linli.web.files import saved

LOOKED_AFTER = {
    "population": "全部居民", "c": "name,sex,age,address,care_tier,care_since", "f0": "care_since.filled",
}  # fmt: skip
"""How the register is asked for everybody who is looked after now."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """A list that somebody wants to take along."""

    deed: Deed
    people: int
    count: Callable[..., None]
    """The command that keeps on record that it left, or refuses."""
    book: Callable[[], bytes]
    name: str
    registers: list[tuple[str, str]]
    """Where the register shows the people of each community, whom one can ask for there."""


@requires("care.look_after")
def export(request: ActedRequest) -> HttpResponse:
    """Ask why, then hand over the list as narrowed."""
    form = ExportForm(request.POST or None)
    rows = queries.narrowed(queries.seen(request.actor), wish_of(request))
    lead = _("导出的是现在筛选出的名单，不含健康信息和电话；谁、哪天、为什么导出会记下来。")
    back = f"{reverse('care:people')}?{request.GET.urlencode()}"
    places = communities_seen(request.actor, policies.LOOK_AFTER)
    asked = Leaving(
        deed=Deed(_("导出名单"), form, _nothing, back, "", lead, _("导出")),
        people=rows.count(),
        count=count_export,
        book=lambda: exports.people_book(rows[: exports.MOST], request.actor.name),
        name=_("照看名单_%(day)s.xlsx") % {"day": clock.today().isoformat()},
        registers=[(place.name, _in_register(place.code)) for place in places],
    )
    return _take_along(request, asked)


@requires("care.order")
def export_orders(request: ActedRequest) -> HttpResponse:
    """Ask why, then hand over the orders as narrowed."""
    form = ExportForm(request.POST or None)
    words, kind = request.GET.get("q", "").strip()[:40], request.GET.get("kind", "")
    state = request.GET.get("state", "")
    rows = orders.narrowed(orders.orders(request.actor), words, kind, state, clock.today())
    lead = _("导出的是现在筛选出的订单，不含备注和电话；谁、哪天、为什么导出会记下来。")
    back = f"{reverse('care:orders')}?{request.GET.urlencode()}"
    asked = Leaving(
        deed=Deed(_("导出订单"), form, _nothing, back, "", lead, _("导出")),
        people=rows.order_by().values("person").distinct().count(),
        count=count_orders,
        book=lambda: exports.orders_book(list(rows[: exports.MOST]), request.actor.name),
        name=_("服务订单_%(day)s.xlsx") % {"day": clock.today().isoformat()},
        registers=[("", reverse("registry:registers"))],
    )
    return _take_along(request, asked)


def _take_along(request: ActedRequest, asked: Leaving) -> HttpResponse:
    """Too many people: say so and where to ask instead; else ask why, and the file is the answer."""
    form = asked.deed.form
    if form.is_bound and form.is_valid():
        try:
            asked.count(request.actor, rows=asked.people, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            form.add_error("reason", str(refusal))
        else:
            return saved(asked.book(), asked.name)
    values = {"deed": asked.deed, "form": form, "asked": asked, "most": FREELY}
    page = "care/leaving_many.html" if asked.people > FREELY else "web/deed.html"
    return render(request, page, values, status=422 if form.is_bound else 200)


def _in_register(community: str) -> str:
    return f"{reverse('registry:open_list')}?{urlencode(LOOKED_AFTER | {'community': community})}"


def _nothing(_form: Any) -> None:
    """The file is the answer."""
