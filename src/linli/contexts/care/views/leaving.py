"""What leaves the house: the list of people we look after as a workbook, with a reason."""

from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.care import exports
from linli.contexts.care.commands.leaving import count_export, count_orders
from linli.contexts.care.forms.records import ExportForm
from linli.contexts.care.queries import orders
from linli.contexts.care.queries import records as queries
from linli.contexts.care.views.records import wish_of
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import Refusal
from linli.web.deeds import Deed


@requires("care.look_after")
def export(request: ActedRequest) -> HttpResponse:
    """Ask why, then hand over the list as narrowed."""
    form = ExportForm(request.POST or None)
    if form.is_bound and form.is_valid():
        rows = list(queries.narrowed(queries.seen(request.actor), wish_of(request))[: exports.MOST])
        try:
            count_export(request.actor, rows=len(rows), reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            form.add_error("reason", str(refusal))
        else:
            name = _("照看名单_%(day)s.xlsx") % {"day": clock.today().isoformat()}
            return workbook(exports.people_book(rows, request.actor.name), name)
    lead = _("导出的是现在筛选出的名单，不含健康信息和电话；谁、哪天、为什么导出会记下来。")
    back = f"{reverse('care:people')}?{request.GET.urlencode()}"
    deed = Deed(_("导出名单"), form, _nothing, back, "", lead, _("导出"))
    status = 422 if form.is_bound else 200
    return render(request, "web/deed.html", {"deed": deed, "form": form}, status=status)


@requires("care.order")
def export_orders(request: ActedRequest) -> HttpResponse:
    """Ask why, then hand over the orders as narrowed."""
    form = ExportForm(request.POST or None)
    if form.is_bound and form.is_valid():
        words, kind = request.GET.get("q", "").strip()[:40], request.GET.get("kind", "")
        listed = orders.narrowed(
            orders.orders(request.actor), words, kind, request.GET.get("state", ""), clock.today()
        )
        rows = list(listed[: exports.MOST])
        try:
            count_orders(
                request.actor, rows=len({row.person_id for row in rows}), reason=form.cleaned_data["reason"]
            )
        except Refusal as refusal:
            form.add_error("reason", str(refusal))
        else:
            name = _("服务订单_%(day)s.xlsx") % {"day": clock.today().isoformat()}
            return workbook(exports.orders_book(rows, request.actor.name), name)
    lead = _("导出的是现在筛选出的订单，不含备注和电话；谁、哪天、为什么导出会记下来。")
    back = f"{reverse('care:orders')}?{request.GET.urlencode()}"
    deed = Deed(_("导出订单"), form, _nothing, back, "", lead, _("导出"))
    return render(
        request, "web/deed.html", {"deed": deed, "form": form}, status=422 if form.is_bound else 200
    )


def _nothing(_form: Any) -> None:
    """The file is the answer."""


def workbook(made: bytes, name: str) -> HttpResponse:
    """A workbook to keep."""
    response = HttpResponse(made, content_type=exports.XLSX)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
