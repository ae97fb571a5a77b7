"""Lists that are taken along as workbooks: tickets, the roster, past alarms."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.guard import exports
from linli.contexts.guard.commands import leaving
from linli.contexts.guard.forms.lists import AlarmsForm
from linli.contexts.guard.queries import alarms, roster, tickets
from linli.contexts.guard.views.roster import DAYS, day_asked
from linli.contexts.guard.views.tickets import wish_of
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.web.deeds import Deed, carry_out
from linli.web.files import saved


@requires("guard.register")
def tickets_book(request: ActedRequest) -> HttpResponse:
    """The tickets as narrowed."""
    rows = list(tickets.narrowed(tickets.seen(request.actor), **wish_of(request))[: exports.MOST])
    leaving.count_tickets(request.actor, rows=len(rows))
    return workbook(exports.tickets_book(rows, tickets.names(rows)), _("要检修的守护设备"))


@requires("guard.respond")
def roster_book(request: ActedRequest) -> HttpResponse:
    """The two weeks that the page shows."""
    place = roster.community(request.actor, request.GET.get("place", ""))
    nights = roster.nights(place, day_asked(request.GET.get("from", "")), DAYS)
    leaving.count_roster(request.actor, place, nights=len(nights))
    return workbook(exports.roster_book(place.name, nights), _("守护值班表"))


@requires("guard.respond")
def alarms_book(request: ActedRequest) -> HttpResponse:
    """Past alarms of some weeks, for a reason that stays on record."""
    form = AlarmsForm(request.POST or None)
    if form.is_bound and form.is_valid():
        since = clock.now() - timedelta(weeks=int(form.cleaned_data["weeks"]))
        found = alarms.closed(request.actor).filter(raised_at__gte=since, drill=None)[: exports.MOST]
        rows = [(row, row.dwelling.short_address) for row in found]
        leaving.count_alarms(request.actor, rows=len(rows), reason=form.cleaned_data["reason"])
        return workbook(exports.alarms_book(rows), _("守护提醒的经过"))
    lead = _("只有门牌、时间和结果，没有姓名、电话和读数；演练不算。用完请删掉，不外传。")
    back = reverse("guard:alarms")
    return carry_out(request, Deed(_("导出守护提醒"), form, _nothing, back, "", lead, _("导出")))


def _nothing(form: Any) -> None:
    """A form in order is answered with the workbook itself."""


def workbook(book: bytes, name: str) -> HttpResponse:
    """The answer with a workbook, named by the day."""
    return saved(book, f"{name}_{clock.today().isoformat()}.xlsx")
