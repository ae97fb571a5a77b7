"""The ladder on paper, for a day without network."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from linli.contexts.guard import policies
from linli.contexts.guard.commands import paper as commands
from linli.contexts.guard.forms.alarms import PaperForm
from linli.contexts.guard.models import Alarm
from linli.contexts.guard.queries import paper as queries
from linli.contexts.guard.queries.alarms import CAUSES
from linli.contexts.guard.queries.roster import hours
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.models import Kind as AreaKind
from linli.kernel.areas.queries import within


@requires("guard.respond")
def paper(request: ActedRequest) -> HttpResponse:
    """Ask which grid and why; then the sheets."""
    kinds = (AreaKind.GRID, AreaKind.COMMUNITY)
    places = [a for kind in kinds for a in within(request.actor, policies.RESPOND, kind)]
    form = PaperForm(request.POST or None, places=places, initial={"reason": _("断网备用")})
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "guard/paper_ask.html", {"form": form}, status=status)
    place = next(p for p in places if p.code == form.cleaned_data["place"])
    values = {
        "place": place,
        "homes": commands.take(request.actor, place, reason=form.cleaned_data["reason"]),
        "nights": queries.nights(place),
        "hours": hours(),
        "guidance": queries.guidance(),
        "causes": [label for value, label in CAUSES if value != Alarm.Cause.OTHER],
        "until": queries.until(),
        "now": clock.now(),
    }
    return render(request, "guard/paper.html", values)
