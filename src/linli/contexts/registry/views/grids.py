"""The grids of a community: on a map, and as a list beside it."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from linli.contexts.registry import policies
from linli.contexts.registry.forms.grids import ProposalForm
from linli.contexts.registry.queries import gridmap, grids, plans, registers
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas import queries as areas


@requires("registry.view")
def grids_page(request: ActedRequest) -> HttpResponse:
    """Who works which grid, and how much it holds."""
    shown = registers.community(request.actor, request.GET.get("place", ""))
    lines = grids.seen(request.actor, shown)
    values = {
        "communities": areas.communities_seen(request.actor, policies.VIEW),
        "shown": shown,
        "lines": lines,
        "households": sum(line.households for line in lines),
        "people": sum(line.people for line in lines),
        "is_bare": not lines and not grids.houses(shown, request.actor),
        "may_plan": policies.may_plan_grids(request.actor, shown),
        "plans": plans.plans(request.actor, shown),
        "form": ProposalForm(initial={"grids": max(1, len(lines)), "keep": "80"}),
        "least": grids.LEAST,
        "most": grids.MOST,
    }
    return render(request, "registry/grids.html", values)


@requires("registry.view")
def grids_map(request: ActedRequest) -> HttpResponse:
    """What the map of the page draws: what lies in one's area, and no people."""
    shown = registers.community(request.actor, request.GET.get("place", ""))
    found = grids.houses(shown, request.actor)
    codes = {house.grid for house in found}
    lines = {code: line for code, line in grids.lines(shown).items() if code in codes}
    drawn = gridmap.Drawn(shown, found, lines, grids.today(found))
    return JsonResponse(gridmap.collection(drawn))
