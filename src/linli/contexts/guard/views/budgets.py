"""How many check calls a day: what each choice means, beside what really rang; people decide."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from linli.contexts.guard import policies
from linli.contexts.guard.commands import budgets as commands
from linli.contexts.guard.forms.budgets import BudgetForm
from linli.contexts.guard.queries import budgets as queries
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.models import Area
from linli.kernel.areas.models import Kind as AreaKind
from linli.kernel.areas.queries import within
from linli.kernel.errors import BadInput, OutsideYourArea
from linli.web.htmx import see_other


@requires("guard.budget")
def budget(request: ActedRequest) -> HttpResponse:
    """The budget of one community."""
    places = list(within(request.actor, policies.BUDGET, AreaKind.COMMUNITY))
    community = _chosen(places, request.GET.get("place", ""))
    form = BudgetForm(request.POST or None, initial={"calls_a_day": queries.calls_a_day(community)})
    if form.is_bound and form.is_valid():
        try:
            commands.decide(request.actor, community, **form.cleaned_data)
        except BadInput as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("已定下，下一次听读数时开始照这个来。"))
            return see_other(request, "guard:budget")
    weeks = queries.weeks(community)
    values = {
        "form": form,
        "community": community,
        "places": places,
        "homes": queries.guarded(community),
        "choices": queries.choices(community),
        "weeks": weeks,
        "rang": [week.rang for week in weeks],
        "history": queries.history(community),
    }
    return render(request, "guard/budget.html", values, status=422 if form.is_bound else 200)


def _chosen(places: list[Area], code: str) -> Area:
    """The community that is asked for, else the first one's own."""
    for place in places:
        if code in ("", place.code):
            return place
    raise OutsideYourArea
