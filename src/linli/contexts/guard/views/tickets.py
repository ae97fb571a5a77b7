"""Devices that want a repairer: the list, one tap to look at it, what was done."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.guard import policies
from linli.contexts.guard.commands import tickets as commands
from linli.contexts.guard.forms.devices import MendForm, ReportForm
from linli.contexts.guard.models import Ticket
from linli.contexts.guard.queries import devices
from linli.contexts.guard.queries import tickets as queries
from linli.contexts.guard.states import TICKET
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.models import Kind as AreaKind
from linli.kernel.areas.queries import within
from linli.kernel.errors import NotAllowed
from linli.web.deeds import Deed, carry_out, tap
from linli.web.forms import ReasonForm
from linli.web.htmx import page_or_part, see_other
from linli.web.paging import page_of


@requires("guard.view")
def tickets(request: ActedRequest) -> HttpResponse:
    """What waits for a repairer, in walking order."""
    wish = wish_of(request)
    page = page_of(request, queries.narrowed(queries.seen(request.actor), **wish))
    values = {
        "page": page,
        "wish": wish,
        "states": TICKET.states.items(),
        "labels": TICKET.states,
        "causes": Ticket.Why.choices,
        "grids": within(request.actor, policies.VIEW, AreaKind.GRID),
        "names": queries.names(list(page.rows)),
        "mends": request.actor.holds(policies.REGISTER),
        "query": request.GET.urlencode(),
    }
    return page_or_part(request, "guard/tickets.html", "guard/_tickets.html", values)


def wish_of(request: ActedRequest) -> dict[str, str]:
    """How the address narrows the list."""
    return {name: request.GET.get(name, "") for name in ("state", "why", "place")}


@requires("guard.register")
@require_POST
def take(request: ActedRequest, ticket_id: UUID) -> HttpResponse:
    """I look at it."""
    return _tapped(request, ticket_id, commands.take)


@requires("guard.register")
@require_POST
def reopen(request: ActedRequest, ticket_id: UUID) -> HttpResponse:
    """It does not work after all."""
    return _tapped(request, ticket_id, commands.reopen)


def _tapped(request: ActedRequest, ticket_id: UUID, act: Any) -> HttpResponse:
    do = partial(act, request.actor, queries.ticket(request.actor, ticket_id))
    return tap(request, do, see_other(request, "guard:tickets"))


@requires("guard.register")
def mend(request: ActedRequest, ticket_id: UUID) -> HttpResponse:
    """It works again."""
    row = _mine(request, ticket_id)
    form = MendForm(request.POST or None)

    def run(form: Any) -> None:
        commands.mend(request.actor, row, **form.cleaned_data)

    title = _("修好了：%(place)s") % {"place": row.device.dwelling.short_address}
    lead = _("换了整台设备的，请到设备页点“更换设备”。")
    return carry_out(request, Deed(title, form, run, reverse("guard:tickets"), _("已记下。"), lead))


@requires("guard.register")
def drop(request: ActedRequest, ticket_id: UUID) -> HttpResponse:
    """Nothing will be done."""
    row = _mine(request, ticket_id)
    form = ReasonForm(request.POST or None)
    form.fields["reason"].widget.attrs["placeholder"] = _("例如：住户准备拆掉")

    def run(form: Any) -> None:
        commands.drop(request.actor, row, reason=form.cleaned_data["reason"])

    title = _("不修了：%(place)s") % {"place": row.device.dwelling.short_address}
    return carry_out(request, Deed(title, form, run, reverse("guard:tickets"), _("已记下。"), danger=True))


def _mine(request: ActedRequest, ticket_id: UUID) -> Ticket:
    row = queries.ticket(request.actor, ticket_id)
    if not policies.may_repair(request.actor, row):
        raise NotAllowed
    return row


@requires("guard.register")
def report(request: ActedRequest, device_id: UUID) -> HttpResponse:
    """Somebody saw that something is wrong."""
    found = devices.device(request.actor, device_id)
    if not policies.may_change(request.actor, found):
        raise NotAllowed
    form = ReportForm(request.POST or None)

    def run(form: Any) -> None:
        commands.report(request.actor, found, words=form.cleaned_data["words"])

    title = _("报修：%(place)s %(kind)s") % {
        "place": found.dwelling.short_address, "kind": found.get_kind_display(),
    }  # fmt: skip
    back = reverse("guard:device", args=[found.pk])
    return carry_out(request, Deed(title, form, run, back, _("已报修。"), "", _("报修")))
