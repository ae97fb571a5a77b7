"""Which days of heat, cold or storm a community has noted, and noting them."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from linli.contexts.visits.commands.weather import Days, end_weather, note_weather
from linli.contexts.visits.queries import weather as queries
from linli.contexts.visits.queries.households import book
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import OutsideYourArea
from linli.web.deeds import Deed, carry_out
from linli.web.forms import DateField, LinliForm
from linli.web.htmx import see_other


class WeatherForm(LinliForm):
    """Which weather, where, from when until when."""

    community = forms.ChoiceField(label=gettext_lazy("社区"))
    kind = forms.ChoiceField(label=gettext_lazy("什么天气"))
    from_on = DateField(label=gettext_lazy("从哪天"))
    until_on = DateField(label=gettext_lazy("到哪天"))

    def __init__(self, *args: Any, places: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["community"].choices = places  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(key, _name(key)) for key in queries.KINDS]  # type: ignore[attr-defined]


def _name(kind: str) -> str:
    return queries.kind_name(kind, book())


@requires("visits.manage")
def weather(request: ActedRequest) -> HttpResponse:
    """What is noted and not over."""
    rows = [(row, _name(row.kind)) for row in queries.noted(request.actor)]
    return render(request, "visits/weather.html", {"rows": rows, "today": clock.today()})


@requires("visits.manage")
def note(request: ActedRequest) -> HttpResponse:
    """Heat from then until then."""
    places = {area.code: area for area in queries.communities(request.actor)}
    if not places:
        raise OutsideYourArea
    today = clock.today()
    form = WeatherForm(
        request.POST or None, places=[(code, area.name) for code, area in places.items()],
        initial={"from_on": today, "until_on": today},
    )  # fmt: skip

    def run(sent: Any) -> None:
        said = sent.cleaned_data
        days = Days(said["kind"], said["from_on"], said["until_on"])
        note_weather(request.actor, places[said["community"]], days=days)

    lead = _(
        "登记以后，二十分钟内，独居、失能等需要看看是否安好的人会出现在网格员的今日里；过了结束日期自动停止。"
    )
    back = reverse("visits:weather")
    return carry_out(request, Deed(_("登记极端天气"), form, run, back, _("已登记。"), lead, _("登记")))


@requires("visits.manage")
@require_POST
def end(request: ActedRequest, weather_id: UUID) -> HttpResponse:
    """It is over."""
    end_weather(request.actor, queries.one(request.actor, weather_id))
    return see_other(request, "visits:weather")
