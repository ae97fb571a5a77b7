"""The desk on duty: alarms that wait, what is printed, times without alarms."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.guard import policies
from linli.contexts.guard.commands import pauses
from linli.contexts.guard.forms.alarms import AwayForm, CutForm
from linli.contexts.guard.queries import alarms as queries
from linli.contexts.guard.queries import weeks
from linli.contexts.guard.states import ALARM
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.models import Area
from linli.kernel.areas.models import Kind as AreaKind
from linli.kernel.areas.queries import within
from linli.kernel.errors import NotAllowed
from linli.web.deeds import Deed, carry_out, tap
from linli.web.htmx import see_other
from linli.web.paging import page_of

PLACES = (AreaKind.COMMUNITY, AreaKind.GRID, AreaKind.BUILDING)


@requires("guard.respond")
def alarms(request: ActedRequest) -> HttpResponse:
    """What waits, and what came of the rest."""
    page = page_of(request, queries.closed(request.actor))
    values = {
        "rows": [
            (row, queries.sentence(row), ALARM.label(row.state)) for row in queries.still_open(request.actor)
        ],
        "page": page,
        "weeks": [week for week in weeks.weeks(request.actor) if week.closed],
        "leads": request.actor.holds(policies.LEAD),
        "cuts": queries.cuts(request.actor),
        "now": clock.now(),
    }
    return render(request, "guard/alarms.html", values)


@requires("guard.respond")
def printed(request: ActedRequest) -> HttpResponse:
    """The open alarms on paper, with room to write, for when the network is down."""
    rows = [
        (row, queries.sentence(row), registry.door(request.actor, row.dwelling_id), queries.causes(row))
        for row in queries.still_open(request.actor)[:MOST_PRINTED]
    ]
    cuts = queries.cuts(request.actor)
    values = {"rows": rows, "cuts": cuts, "now": clock.now()}
    return render(request, "guard/alarms_printed.html", values)


MOST_PRINTED = 40


@requires("guard.respond")
def away(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """A home is away until a day."""
    door = registry.door(request.actor, dwelling_id)
    if not policies.may_respond_at(request.actor, door.area):
        raise NotAllowed
    form = AwayForm(request.POST or None)

    def run(form: Any) -> None:
        pauses.note_away(request.actor, door.area, door=door, until=form.until(), by=form.cleaned_data["by"])

    lead = _("出门期间没有用水不会提醒；到了日子自动恢复。")
    back = reverse("guard:home", args=[dwelling_id])
    return carry_out(request, Deed(_("登记出门"), form, run, back, _("已登记。"), lead, _("登记")))


@requires("guard.respond")
def cut(request: ActedRequest) -> HttpResponse:
    """A place will have no water."""
    places = list(within(request.actor, policies.RESPOND).filter(kind__in=PLACES).select_related("parent"))
    form = CutForm(request.POST or None, places=_by_grid(places))

    def run(form: Any) -> None:
        told = form.cleaned_data
        chosen = [place for place in places if place.code in told["places"]]
        pauses.note_cut(request.actor, chosen, since=told["since"], until=told["until"])

    lead = _("停水期间，这一片没有用水不会提醒；这里其他接提醒的人会收到消息。")
    return carry_out(
        request, Deed(_("登记停水"), form, run, reverse("guard:alarms"), _("已登记。"), lead, _("登记"))
    )


def _by_grid(places: list[Area]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Places as boxes: each grid with its buildings, the whole community in front."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for place in places:
        if place.kind == AreaKind.BUILDING:
            heading = place.parent.name if place.parent else place.name
            groups.setdefault(heading, []).append((place.code, place.name))
        else:
            words = _("整个%(place)s") % {"place": place.name}
            groups.setdefault(place.name, []).insert(0, (place.code, words))
    return list(groups.items())


@requires("guard.respond")
@require_POST
def end_pause(request: ActedRequest, pause_id: UUID) -> HttpResponse:
    """They are back, or the water is."""
    row = queries.pause(request.actor, pause_id)
    home = ("guard:home", row.dwelling_id) if row.dwelling_id is not None else ("guard:alarms",)
    return tap(request, partial(pauses.end, request.actor, row), see_other(request, *home))
