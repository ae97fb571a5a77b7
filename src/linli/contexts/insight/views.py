"""Figures at a glance."""

from django.http import HttpResponse
from django.shortcuts import render

from linli.contexts.insight import queries
from linli.kernel.access.guards import ActedRequest, requires


@requires("insight.view")
def figures_page(request: ActedRequest) -> HttpResponse:
    """The figures of one's area, each leading to the list it was counted from."""
    return render(request, "insight/figures.html", {"figures": queries.figures(request.actor)})
