"""How much is left to do in a place, and which doors still wait."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from linli.contexts.visits import exports, policies
from linli.contexts.visits.commands.taking import count_left_export
from linli.contexts.visits.queries import completeness
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.models import Area, Kind
from linli.kernel.areas.queries import within
from linli.web.files import saved
from linli.web.paging import page_of


@requires("visits.view")
def left(request: ActedRequest) -> HttpResponse:
    """Per visit plan: whom it concerns, who was seen in time, how many are left."""
    grids = list(within(request.actor, policies.VIEW, Kind.GRID))
    place = _place(request, grids)
    rows = completeness.left_in(request.actor, place)
    plan = next((row.key for row in rows if row.key == request.GET.get("plan")), "")
    doors = completeness.doors_left(request.actor, plan, place) if plan else []
    values = {
        "rows": rows, "grids": grids, "place": place, "plan": plan, "plan_name": completeness.plan_name(plan),
        "page": page_of(request, doors, size=50), "query": request.GET.urlencode(), "today": clock.today(),
    }  # fmt: skip
    return render(request, "visits/left.html", values)


@requires("visits.view")
def export(request: ActedRequest) -> HttpResponse:
    """The same as a workbook: the plans, and the doors of the plan that is looked at."""
    place = _place(request, within(request.actor, policies.VIEW, Kind.GRID))
    rows = completeness.left_in(request.actor, place)
    plan = next((row.key for row in rows if row.key == request.GET.get("plan")), "")
    doors = completeness.doors_left(request.actor, plan, place) if plan else []
    count_left_export(request.actor, rows=len(doors))
    name = _("还剩多少_%(day)s.xlsx") % {"day": clock.today().isoformat()}
    return saved(exports.left_book(rows, doors), name)


def _place(request: ActedRequest, grids: Iterable[Area]) -> str:
    """The grid that the address bar names, if it lies in one's area."""
    asked = request.GET.get("place", "")
    return asked if any(grid.code == asked for grid in grids) else ""
