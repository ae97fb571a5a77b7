"""My work today, and this week."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from linli.contexts.today import policies
from linli.contexts.today.commands import keep_route
from linli.contexts.today.queries import cover, day, walk
from linli.contexts.today.queries.stairs import stairways
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.web.htmx import see_other


@requires("today.desk")
def today_page(request: ActedRequest) -> HttpResponse:
    """What is due: at the desk, and at the doors."""
    today = clock.today()
    manages = request.actor.holds(policies.MANAGE)
    found = day.day_of(request.actor, today)
    values = {
        "day": found,
        "now": stairways(found.now),
        "soon": stairways(found.soon),
        "today": today,
        "uncovered": [g for g in cover.grids(request.actor, today) if g.is_uncovered] if manages else [],
        "has_grid": bool(day.grids_of(request.actor)),
        "manages": manages,
        "pocket": reverse("visits:pocket"),
    }
    return render(request, "today/today.html", values)


@requires("today.view")
def week(request: ActedRequest) -> HttpResponse:
    """The next seven days."""
    today = clock.today()
    values = {"days": day.week_of(request.actor, today), "today": today}
    return render(request, "today/week.html", values)


@requires("today.view")
@require_POST
def order(request: ActedRequest) -> HttpResponse:
    """Put today's doors in walking order."""
    comes_back = request.POST.get("ends", "office") != "last"
    doors = walk.order(day.day_of(request.actor, clock.today()).to_walk, comes_back=comes_back)
    keep_route(request.actor, doors=doors, comes_back=comes_back)
    return see_other(request, "today:today")
