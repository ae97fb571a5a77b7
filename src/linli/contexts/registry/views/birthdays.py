"""Birthdays at which something may change: known a month ahead."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render

from linli.contexts.registry.queries import people
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.web.paging import page_of

AHEAD = 30


@requires("registry.view")
def birthdays(request: ActedRequest) -> HttpResponse:
    """Who turns 60, 65, 70, 80, 90 or 100 within thirty days, soonest first."""
    today = clock.today()
    page = page_of(request, people.boundary_birthdays(request.actor, today, AHEAD), size=50)
    values = {"page": page, "today": today, "last": today + timedelta(days=AHEAD)}
    return render(request, "registry/birthdays.html", values)
