"""My work today."""

from django.http import HttpResponse
from django.shortcuts import render

from linli.contexts.today import queries
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires


@requires("today.view")
def today_page(request: ActedRequest) -> HttpResponse:
    """What is due: at the desk, and at the doors."""
    today = clock.today()
    values = {"day_of_work": queries.day_of(request.actor, today), "today": today}
    return render(request, "today/today.html", values)
