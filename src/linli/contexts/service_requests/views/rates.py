"""The page of the three rates."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from linli.contexts.service_requests.commands.callouts import count_rates_export
from linli.contexts.service_requests.exports import rates as exports
from linli.contexts.service_requests.queries import rates as queries
from linli.contexts.service_requests.queries.rate_counts import Asked
from linli.contexts.service_requests.states import HANDLE
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.models import Kind
from linli.kernel.areas.queries import within
from linli.web.files import saved


def asked_of(request: ActedRequest) -> Asked:
    """The period and the place of the address bar; a year when nothing is asked."""
    usual, asked = queries.year_before(clock.today()), request.GET

    def day(name: str, otherwise: date) -> date:
        try:
            return clock.day_of(asked.get(name, "")) or otherwise
        except ValueError:
            return otherwise

    since, until = day("since", usual.since), day("until", usual.until)
    place = asked.get("place", "")
    return Asked(min(since, until), max(since, until), place if place.isalnum() else "")


@requires("service_requests.handle")
def rates(request: ActedRequest) -> HttpResponse:
    """Response, solved, satisfied: as a whole, by category, unit or month, with what is left out."""
    asked = asked_of(request)
    by = request.GET.get("by", "category")
    by = by if by in queries.BY else "category"
    counted = queries.count(request.actor, asked)
    months = counted.lines("month")
    values = {
        "asked": asked,
        "by": by,
        "groups": [("category", _("按类别")), ("unit", _("按承办单位")), ("month", _("按月份"))],
        "lines": counted.lines(by),
        "total": counted.total(),
        "curves": queries.curves(months),
        "months": [line.name for line in months],
        "definitions": queries.definitions(),
        "left_out": counted.left_out(),
        "smallest": queries.rule("smallest"),
        "places": within(request.actor, HANDLE, Kind.COMMUNITY),
        "query": request.GET.urlencode(),
    }
    return render(request, "service_requests/rates.html", values)


@requires("service_requests.handle")
def export_rates(request: ActedRequest) -> HttpResponse:
    """The same as a workbook."""
    asked, actor = asked_of(request), request.actor
    counted = queries.count(actor, asked)
    groups = {by: counted.lines(by) for by in queries.BY}
    count_rates_export(actor, period=f"{asked.since} – {asked.until}")
    book = exports.workbook(
        f"{asked.since} 至 {asked.until}", groups, counted.total(), queries.definitions(),
        counted.left_out(),
    )  # fmt: skip
    return saved(book, _("诉求三率_%(day)s.xlsx") % {"day": asked.until.isoformat()})
