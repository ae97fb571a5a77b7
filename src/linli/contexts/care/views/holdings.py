"""Allowances and documents: the list of what wants looking at, and what is done about one."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.care import policies
from linli.contexts.care.commands import holdings as commands
from linli.contexts.care.forms.holdings import EndHoldingForm, HoldForm, RenewForm
from linli.contexts.care.models import Holding
from linli.contexts.care.queries import holdings as queries
from linli.contexts.care.queries import records
from linli.contexts.care.views.records import wish_of
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.models import Kind as AreaKind
from linli.kernel.areas.queries import within
from linli.kernel.errors import NotAllowed
from linli.web.deeds import Deed, carry_out
from linli.web.htmx import page_or_part
from linli.web.paging import page_of


@requires("care.view")
def holdings(request: ActedRequest) -> HttpResponse:
    """What people of one's area hold, the soonest first."""
    wish, today = wish_of(request), clock.today()
    page = page_of(request, queries.narrowed(queries.seen(request.actor), wish, today))
    values = {
        "page": page,
        "rows": [(row, queries.name_of(row.what)) for row in page.rows],
        "wish": wish,
        "kinds": queries.choices(),
        "grids": within(request.actor, policies.VIEW, AreaKind.GRID),
        "today": today,
    }
    return page_or_part(request, "care/holdings.html", "care/_holdings.html", values)


@requires("care.look_after")
def hold(request: ActedRequest, person_id: UUID) -> HttpResponse:
    """Take one down."""
    held = registry.card(request.actor, person_id)
    if not policies.may_take_up(request.actor, held):
        raise NotAllowed
    form = HoldForm(request.POST or None)

    def run(form: Any) -> None:
        commands.hold(request.actor, held, told=form.told())

    title = _("登记%(name)s的待遇或证件") % {"name": held.name}
    lead = _("到日子前会在“今日”里提醒复核或换证。")
    return carry_out(request, Deed(title, form, run, _back(request, person_id), _("已登记。"), lead))


@requires("care.look_after")
def renew(request: ActedRequest, holding_id: UUID) -> HttpResponse:
    """Reviewed or renewed."""
    found = _mine(request, holding_id)
    form = RenewForm(request.POST or None, initial={"amount": found.amount})

    def run(form: Any) -> None:
        commands.renew(request.actor, found, **form.cleaned_data)

    title = f"{queries.name_of(found.what)} · {found.person.name}"
    lead = _("复核过了、换好证了，填下一次的日期；没有到期日的可以留空。")
    return carry_out(request, Deed(title, form, run, _back(request, found.person_id), _("已改好。"), lead))


@requires("care.look_after")
def end(request: ActedRequest, holding_id: UUID) -> HttpResponse:
    """Held no longer."""
    found = _mine(request, holding_id)
    form = EndHoldingForm(request.POST or None, initial={"on": clock.today()})

    def run(form: Any) -> None:
        commands.end(request.actor, found, **form.cleaned_data)

    title = f"{queries.name_of(found.what)} · {found.person.name}"
    deed = Deed(title, form, run, _back(request, found.person_id), _("已结束。"), "", _("结束"), danger=True)
    return carry_out(request, deed)


def _mine(request: ActedRequest, holding_id: UUID) -> Holding:
    found = queries.holding(request.actor, holding_id)
    if not policies.may_change_holding(request.actor, found):
        raise NotAllowed
    return found


def _back(request: ActedRequest, person_id: UUID) -> str:
    """To the record, for somebody we look after; else to the list."""
    found = records.of_person(request.actor, person_id)
    return reverse("care:record", args=[found.pk]) if found else reverse("care:holdings")
